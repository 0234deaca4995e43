// What the routes of grants share: their options, reading forms, and saying beside which field a refusal belongs.
import { Readable } from "node:stream";
import type { Context } from "hono";
import { Problem, schoolYearLabel } from "../../../platform/index.ts";
import type { FieldError } from "../../../web/index.ts";
import type { AccessPolicy } from "../../policy/policy.ts";
import type { SignedInEnv } from "../../routes/session-guard.tsx";
import type { DatedGrants } from "../create-dated-grants.ts";
import type { Words } from "../pages/words.tsx";

export type GrantRouteOptions = { grants: DatedGrants; policy: AccessPolicy; today: () => string };
export type GrantContext = Context<SignedInEnv>;
export type GrantForm = Record<string, string[]>;

export const wordsOf = ({ grants, policy, today }: GrantRouteOptions): Words => ({
  policy,
  kinds: grants.deps.kinds,
  today: today(),
});

/** Every text of the form, by name; files are left out. */
export const formOf = async (c: GrantContext): Promise<GrantForm> => {
  const body = await c.req.parseBody({ all: true });
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string"),
    ]),
  );
};

export const first = (form: GrantForm, name: string): string => form[name]?.[0]?.trim() ?? "";
export const given = (form: GrantForm, name: string): string | undefined => first(form, name) || undefined;
export const typedOf = (form: GrantForm): Record<string, string> =>
  Object.fromEntries(Object.keys(form).map((name) => [name, first(form, name)]));

export const labelOf = (year: number): string => `school year ${schoolYearLabel(year)}`;

/** Throws `invalid-input` for a day that is none. */
export const dayIn = (form: GrantForm, name: string): string | undefined => {
  const text = given(form, name);
  if (text === undefined) return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)) return text;
  throw new Problem("grant-days", { detail: `${text} is no day.` });
};

const fieldOf: Partial<Record<string, string>> = {
  "account-unknown": "person",
  "account-district": "district",
  "account-schools": "schools",
  "account-dates": "to",
  "district-unknown": "district",
  "school-unknown": "schools",
  "not-found": "person",
  "grant-days": "to",
  "grant-reason-missing": "reason",
  "grant-role-unknown": "role",
  "grant-not-assessed": "assessed-yes",
  "grant-students-not-for-role": "students",
  "grant-students-unknown": "students",
  "grant-title-missing": "title",
  "memo-nobody": "person",
  "role-unknown": "role",
  "signature-differs": "signature",
  "training-file-invalid": "file",
  "application-incomplete": "students",
  "application-too-much": "student",
  "field-unknown": "field",
};

/** A refusal of what was entered belongs beside its field; any other failure is a page of its own. `also`: codes that this form asks for too. */
export const errorsOf = (error: unknown, ...also: string[]): FieldError[] => {
  if (!(error instanceof Problem) || !(error.status === 422 || also.includes(error.code))) throw error;
  const message =
    error.code === "not-found" ? "No such person among those you look after." : `${error.message} ${error.remedy}`;
  return [{ field: fieldOf[error.code] ?? "signature", message }];
};

export const pdf = (c: GrantContext, source: AsyncIterable<Uint8Array>, name: string): Response =>
  c.body(Readable.toWeb(Readable.from(source)) as ReadableStream, 200, {
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="${name}"`,
  });
