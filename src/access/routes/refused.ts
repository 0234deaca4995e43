// Whether an answer is a refusal, which one, and of which route.
import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import { Problem } from "../../platform/index.ts";

const refusals = new Set([401, 403, 404]);

export function refusalIn(c: Context): { status: number; code: string } | undefined {
  const { status } = c.res;
  if (!refusals.has(status)) return undefined;
  const code = c.error instanceof Problem ? c.error.code : status === 404 ? "not-found" : "refused";
  return { status, code };
}

/** The pattern of the route that was asked for; `none` where the workbench has no such page. */
export const routeOf = (c: Context): string =>
  matchedRoutes(c).findLast(({ method }) => method !== "ALL")?.path ?? "none";
