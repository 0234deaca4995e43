// What the routes of collections are given, and how they read a request: parse, authorize, then call. No rendering.
import type { Context } from "hono";
import { z } from "zod";
import { type Action, authorize, can, type SignedInEnv } from "../../access/index.ts";
import type { CompiledCollection, Dictionary, DirectoryContext } from "../../dictionary/index.ts";
import { type Clock, Problem, type SchoolYear } from "../../platform/index.ts";
import type { SubmissionKey } from "../model.ts";
import type { SubmissionRights } from "../pages/submission-actions.tsx";
import type { Collections, FindingQuery } from "../verbs.ts";

export type CollectionsRouteDeps = {
  collections: Collections;
  dictionary: Dictionary;
  clock: Clock;
  /** The checker of a collection's files for a year; the composer keeps it compiled. Undefined where there is none. */
  compiled(collection: string, year: SchoolYear): CompiledCollection | undefined;
  directoryContext(year: SchoolYear): Promise<DirectoryContext | undefined>;
  /** The school year that home opens with. */
  homeYear(): Promise<SchoolYear>;
};

export type RouteContext = Context<SignedInEnv>;

const keySchema = z.object({
  collection: z.string().max(60),
  year: z.coerce.number().int().min(1900).max(2200),
  district: z.coerce.number().int().min(0).max(1e6),
});
const uuid = z.uuid();

/** The submission that the address names, for someone who may do `action` there. A malformed address names nothing. */
export function keyOf(c: RouteContext, action: Action): SubmissionKey {
  const parsed = keySchema.safeParse(c.req.param());
  if (!parsed.success) throw new Problem("not-found");
  authorize(c.var.actor, action, { district: parsed.data.district });
  return parsed.data;
}

export function collectionOf(c: RouteContext): { collection: string; year: SchoolYear } {
  const parsed = keySchema.omit({ district: true }).safeParse(c.req.param());
  if (!parsed.success) throw new Problem("not-found");
  return parsed.data;
}

export function idOf(c: RouteContext, name: string): string {
  const parsed = uuid.safeParse(c.req.param(name));
  if (!parsed.success) throw new Problem("not-found");
  return parsed.data;
}

export function rowOf(c: RouteContext): number {
  const parsed = z.coerce.number().int().min(1).max(2e9).safeParse(c.req.param("row"));
  if (!parsed.success) throw new Problem("not-found");
  return parsed.data;
}

export function rightsOf(c: RouteContext, district: number): SubmissionRights {
  const may = (action: Action) => can(c.var.actor, action, { district });
  return {
    upload: may("submission.upload"),
    fix: may("submission.fix"),
    explain: may("submission.explain"),
    verify: may("submission.verify"),
    verifyState: may("submission.verify-state"),
    certify: may("submission.certify"),
    reopen: may("submission.reopen"),
  };
}

const blank = z.literal("").transform(() => undefined);
const text = z.string().max(200);
const filterSchema = z.object({
  ruleId: blank.or(text).optional(),
  group: blank.or(text).optional(),
  severity: blank.or(z.enum(["error", "warning", "confirm"])).optional(),
  scope: blank.or(z.enum(["row", "batch", "district", "state"])).optional(),
  state: blank.or(z.enum(["open", "explained", "resolved"])).optional(),
  element: blank.or(text).optional(),
  subject: blank.or(z.string().trim().max(200)).optional(),
  school: blank.or(z.coerce.number().int()).optional(),
  batchId: blank.or(uuid).optional(),
  offset: z.coerce.number().int().min(0).max(1e9).default(0),
});

export const pageLimit = 50;

/** The filter in the address; a filter that cannot be read is refused, never silently left out. */
export function findingQueryOf(c: RouteContext, key: SubmissionKey): FindingQuery {
  const parsed = filterSchema.safeParse(c.req.query());
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Problem("invalid-input", { detail: `The filter cannot be read: ${where}.` });
  }
  return { ...key, ...parsed.data, limit: pageLimit };
}

export function offsetOf(c: RouteContext): number {
  return z.coerce.number().int().min(0).max(1e9).catch(0).parse(c.req.query("offset"));
}
