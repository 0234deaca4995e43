// What a request for a file, or a decision on one, says: from a form or as JSON. Parses, and decides nothing.
import { z } from "zod";
import { Problem } from "../../platform/index.ts";
import type { NewExport } from "../exports/model.ts";
import type { RouteContext } from "./route-context.ts";

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]);
const text = z.string().max(2000).default("");

const formSchema = z.object({ purpose: text, fields: list, filter_field: list, filter_value: list });
const jsonSchema = z.strictObject({
  purpose: text,
  fields: z.array(z.string().max(100)).max(200),
  filters: z.record(z.string().max(100), z.string().max(200)).default({}),
});
const decisionSchema = z.object({ decision: z.enum(["approve", "refuse"]), reason: text });

const unreadable = (): Problem =>
  new Problem("invalid-input", { detail: "The request is not in a form that is known." });

const isJson = (c: RouteContext): boolean => (c.req.header("content-type") ?? "").startsWith("application/json");

const bodyOf = async (c: RouteContext): Promise<unknown> => {
  try {
    return isJson(c) ? await c.req.json() : await c.req.parseBody({ all: true });
  } catch {
    throw unreadable();
  }
};

export const newExportOf = async (c: RouteContext): Promise<NewExport> => {
  const body = await bodyOf(c);
  if (isJson(c)) {
    const { success, data } = jsonSchema.safeParse(body);
    if (!success) throw unreadable();
    const filters = Object.entries(data.filters).map(([field, value]) => ({ field, value }));
    return { purpose: data.purpose, fields: data.fields, filters };
  }
  const { success, data } = formSchema.safeParse(body);
  if (!success) throw unreadable();
  const filters = data.filter_field.map((field, at) => ({ field, value: data.filter_value[at] ?? "" }));
  return { purpose: data.purpose, fields: data.fields, filters: filters.filter(({ field }) => field !== "") };
};

export const decisionOf = async (c: RouteContext): Promise<{ approve: boolean; reason: string }> => {
  const { success, data } = decisionSchema.safeParse(await bodyOf(c));
  if (!success) throw unreadable();
  return { approve: data.decision === "approve", reason: data.reason };
};
