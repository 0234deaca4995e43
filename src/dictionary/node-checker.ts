// A checker in Node: runs the generated module's text. The browser loads the same text as a file instead.
import { checkerOf, type ValidatorModule } from "./check/checker.ts";
import type { Checker, CheckSink, CompiledCollection, DirectoryContext } from "./types.ts";

const modules = new WeakMap<CompiledCollection, ValidatorModule>();

/** The generated module itself. The text is ours, made from a checked profile; nothing of a user's file is in it. */
export const validatorModule = (compiled: CompiledCollection): ValidatorModule => {
  const known = modules.get(compiled);
  if (known) return known;
  const text = compiled.source.replace(/^export default /, "return ");
  const module = new Function(text)() as ValidatorModule;
  modules.set(compiled, module);
  return module;
};

/** `context` undefined: rules that need a directory are not checked. `batch`: first field of each COPY line. */
export const createChecker = (
  compiled: CompiledCollection,
  context: DirectoryContext | undefined,
  sink: CheckSink,
  options: { batch?: string } = {},
): Checker => checkerOf(validatorModule(compiled), context, sink, options.batch ?? "");
