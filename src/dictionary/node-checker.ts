// A checker in Node: runs the generated module's text. The browser loads the same text as a file instead.
import { type CheckerOptions, checkerOf, type ValidatorModule } from "./check/checker.ts";
import type { Checker, CheckSink, CompiledCollection, DirectoryContext } from "./types.ts";

const modules = new WeakMap<Pick<CompiledCollection, "source">, ValidatorModule>();

/** The generated module itself. The text is ours, made from a checked profile; nothing of a user's file is in it. */
export const validatorModule = (compiled: Pick<CompiledCollection, "source">): ValidatorModule => {
  const known = modules.get(compiled);
  if (known) return known;
  const text = compiled.source.replace(/^export default /, "return ");
  const module = new Function(text)() as ValidatorModule;
  modules.set(compiled, module);
  return module;
};

/** `context` undefined: rules that need a directory are not checked. */
export const createChecker = (
  compiled: Pick<CompiledCollection, "source">,
  context: DirectoryContext | undefined,
  sink: CheckSink,
  options: CheckerOptions = {},
): Checker => checkerOf(validatorModule(compiled), context, sink, options);
