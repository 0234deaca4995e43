// The door of the dictionary: elements, code sets and rules of a profile, compiled into a checker of files.

export { shownCell } from "./check/findings-csv.ts";
export { judgeFirstBytes } from "./check/first-bytes.ts";
export { checkFile } from "./check-file.ts";
export { checkInParallel } from "./check-in-parallel.ts";
export { getCollection } from "./collection.ts";
export { type DictionaryCommandContext, registerDictionaryCommands } from "./commands.ts";
export { compileCollection } from "./compile/compile-collection.ts";
export { directoryContext } from "./directory-context.ts";
export { loadDictionary } from "./load.ts";
export { createChecker } from "./node-checker.ts";
export { recordPartitionDdl, recordTable, recordTableDdl } from "./record-table.ts";
export type {
  CheckResult,
  CompiledCollection,
  Dictionary,
  DirectoryContext,
  ElementColumn,
  RowFinding,
  Rule,
} from "./types.ts";
