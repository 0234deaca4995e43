// What the routes of students are given, and how they read a request. No rendering.
import type { Context } from "hono";
import { z } from "zod";
import type { AccessPolicy, Actor, SignedInEnv } from "../../access/index.ts";
import { type Clock, Problem } from "../../platform/index.ts";
import type { Students } from "../create-students.ts";
import type { PlaceNames } from "../pages/values.tsx";
import type { Filter } from "../reading/list-query.ts";

export type RolePolicyRows = AccessPolicy["roles"][string]["rows"];

export type Places = PlaceNames & {
  /** Schools of a district, or all, by name: what a filter offers. */
  schools(district: number | undefined): { number: number; name: string }[];
};

export type StudentsRouteDeps = {
  students: Students;
  policy: AccessPolicy;
  clock: Clock;
  places(): Promise<Places>;
  /** Address of another page that finds students of the whole state; it then takes the place of this module's own. */
  locator?: string | undefined;
};

export type RouteContext = Context<SignedInEnv>;

export const rowsOf = (policy: AccessPolicy, actor: Actor): RolePolicyRows =>
  Object.hasOwn(policy.roles, actor.role) ? (policy.roles[actor.role]?.rows ?? "none") : "none";

const offsetSchema = z.coerce.number().int().min(0).max(1_000_000);

export const offsetOf = (c: RouteContext): number => {
  const parsed = offsetSchema.safeParse(c.req.query("offset") ?? 0);
  if (!parsed.success) throw new Problem("invalid-input", { detail: "The offset is a whole number from 0 on." });
  return parsed.data;
};

const reserved = new Set(["sort", "offset", "columns"]);

/** Every other word of the address is a field to filter by; whether it may be is the verb's to say. */
export const filtersOf = (c: RouteContext): Filter[] =>
  Object.entries(c.req.queries()).flatMap(([field, values]) =>
    reserved.has(field) ? [] : values.map((value) => ({ field, value })),
  );

/** Repeated or with commas between. */
export const columnsAsked = (c: RouteContext): string[] =>
  (c.req.queries("columns") ?? []).flatMap((text) => text.split(",")).filter((name) => name !== "");
