// Forms that come back: what was entered, and what is wrong with it.
import type { z } from "zod";
import { Problem } from "../../platform/index.ts";
import type { FieldError } from "../../web/index.ts";
import type { RouteContext } from "./route-context.ts";

export type ReadForm<T> = { values: T; errors: [] } | { values: undefined; errors: FieldError[] };

export async function readForm<T>(c: RouteContext, schema: z.ZodType<T>): Promise<ReadForm<T>> {
  const parsed = schema.safeParse(await c.req.parseBody({ all: true }));
  if (parsed.success) return { values: parsed.data, errors: [] };
  const errors = parsed.error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
  return { values: undefined, errors };
}

/** What was typed, to show it again. */
export async function typed(c: RouteContext, name: string): Promise<string> {
  const value = (await c.req.parseBody({ all: true }))[name];
  return typeof value === "string" ? value : "";
}

/** A refusal of what was entered (422) belongs beside the form; any other problem is a page of its own. */
export function refusalOf(error: unknown): string {
  if (error instanceof Problem && error.status === 422) return `${error.message} ${error.remedy}`;
  throw error;
}
