// The verbs of exports over one database, put together.
import type { Actor } from "../../access/index.ts";
import type { ReadingDeps } from "../reading/read-students.ts";
import { decideExport, downloadExport, type ExportFile, requestExport } from "./exports.ts";
import type { ExportRequest, NewExport } from "./model.ts";
import { getExport, listOpenExports, listOwnExports } from "./viewing.ts";

export type Exports = {
  request(actor: Actor, asked: NewExport): Promise<string>;
  get(actor: Actor, id: string): Promise<ExportRequest>;
  listOwn(actor: Actor): Promise<ExportRequest[]>;
  /** Those that wait for the actor's decision. */
  listOpen(actor: Actor): Promise<ExportRequest[]>;
  decide(actor: Actor, id: string, decision: { approve: boolean; reason?: string | undefined }): Promise<void>;
  download(actor: Actor, id: string): Promise<ExportFile>;
};

export const createExports = (deps: ReadingDeps): Exports => ({
  request: (...args) => requestExport(deps, ...args),
  get: (...args) => getExport(deps, ...args),
  listOwn: (...args) => listOwnExports(deps, ...args),
  listOpen: (...args) => listOpenExports(deps, ...args),
  decide: (...args) => decideExport(deps, ...args),
  download: (...args) => downloadExport(deps, ...args),
});
