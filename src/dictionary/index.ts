// The door of the dictionary: elements, code sets and rules of a profile, compiled into a checker of files.

export type {
  Checker,
  CheckResult,
  CheckSink,
  CompiledCollection,
  Dictionary,
  DirectoryContext,
  ElementColumn,
  RowFinding,
  Rule,
} from "./types.ts";
