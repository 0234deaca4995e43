// The words of exports: who asked for which fields of whom and why, who decided, and what became of it. Pure.
import type { Actor, FieldName } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import type { Filter } from "../reading/list-query.ts";

export type NewExport = { purpose: string; fields: string[]; filters: Filter[] };

export type ExportRequest = {
  id: string;
  requestedBy: string;
  requestedByName: string;
  assignment: string;
  role: string;
  district?: number;
  schools: number[];
  purpose: string;
  fields: FieldName[];
  filters: Filter[];
  /** How many students it was about when it was asked for. */
  studentsThen: number;
  requestedAt: Date;
  decision?: "approved" | "refused";
  decidedByName?: string;
  decidedAt?: Date;
  reason?: string;
  expiresAt?: Date;
  downloadedAt?: Date;
  rowCount?: number;
  fileSha256?: string;
};

export type ExportState = "pending" | "refused" | "ready" | "expired" | "downloaded";

export const approvalDays = 7;

export const stateOf = (request: ExportRequest, now: Date): ExportState => {
  if (!request.decision) return "pending";
  if (request.decision === "refused") return "refused";
  if (request.downloadedAt) return "downloaded";
  return request.expiresAt && request.expiresAt > now ? "ready" : "expired";
};

/** Whether the actor's reach holds all that the request is about: its district, or its schools where it is limited to some. */
export const covers = (actor: Actor, { district, schools }: ExportRequest): boolean => {
  if (!actor.grants.actions.has("student.export-approve")) return false;
  if (actor.grants.reach === "state") return true;
  if (actor.grants.reach !== "district" || district === undefined || actor.district !== district) return false;
  return (
    actor.schools.length === 0 || (schools.length > 0 && schools.every((school) => actor.schools.includes(school)))
  );
};

/** Requests are people's: the operator at the machine, who acts in no assignment, neither asks nor decides. */
export const assertPerson = (actor: Actor, action: string): void => {
  if (!actor.assignment) throw new Problem("denied", { name: actor.name, action });
};

export const isOwn = (actor: Actor, request: ExportRequest): boolean => actor.account === request.requestedBy;

/** Throws `not-found` for whom the request does not concern, as for one that does not exist. */
export const assertConcerned = (actor: Actor, request: ExportRequest | undefined): ExportRequest => {
  if (!request || !(isOwn(actor, request) || covers(actor, request))) throw new Problem("not-found", {});
  return request;
};
