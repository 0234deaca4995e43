// What the monitoring screens are asked for in an address, read once.
import type { Context } from "hono";
import { z } from "zod";
import { Problem } from "../../platform/index.ts";

const blank = z.literal("").transform(() => undefined);
const day = z.union([blank, z.iso.date()]).optional();
const cursor = z.string().max(120).optional();

export const daysQuery = z.object({ from: day, to: day });
export const pagedQuery = daysQuery.extend({ after: cursor });
export const personQuery = pagedQuery.extend({
  action: z.union([blank, z.string().regex(/^[a-z.-]{1,60}$/)]).optional(),
});
export const dayQuery = z.object({ day });
export const refusalsQuery = daysQuery.extend({
  times: z.union([blank, z.coerce.number().int().min(1).max(9999)]).optional(),
});
export const removalsQuery = pagedQuery.extend({ which: z.enum(["all", "out", "overdue"]).optional() });

/** A key of a person or student in the path. PostgreSQL's text knows no NUL. */
const keySchema = z
  .string()
  .min(1)
  .max(320)
  .refine((text) => !text.includes("\0"));

/** Throws `invalid-input` with the names that cannot be read. */
export const readQuery = <T>(c: Context, schema: z.ZodType<T>): T => {
  const parsed = schema.safeParse(c.req.query());
  if (parsed.success) return parsed.data;
  const where = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))].join(", ");
  throw new Problem("invalid-input", { detail: `These cannot be read: ${where}. A day is written as 2025-10-06.` });
};

/** Throws `not-found` for what can be no key. */
export const readKey = (c: Context, name: string): string => {
  const parsed = keySchema.safeParse(c.req.param(name));
  if (!parsed.success) throw new Problem("not-found", {});
  return parsed.data;
};
