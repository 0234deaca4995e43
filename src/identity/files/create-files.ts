// The verbs about request files that an installation's registry has.
import type { Actor } from "../../access/index.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { fileAnswers } from "./answers-csv.ts";
import { getFile, listFiles, type SentFile } from "./list-files.ts";
import { type FileReceipt, type RequestFileInput, requestFile } from "./request-file.ts";

export type FileVerbs = {
  requestFile(actor: Actor, input: RequestFileInput): Promise<FileReceipt>;
  /** CSV in parts. */
  fileAnswers(actor: Actor, file: string, key: string): AsyncGenerator<string>;
  files(actor: Actor): Promise<SentFile[]>;
  file(actor: Actor, file: string): Promise<SentFile>;
};

export const createFiles = (deps: RegistryDeps): FileVerbs => ({
  requestFile: (actor, input) => requestFile(deps, actor, input),
  fileAnswers: (actor, file, key) => fileAnswers(deps, actor, file, key),
  files: (actor) => listFiles(deps, actor),
  file: (actor, file) => getFile(deps, actor, file),
});
