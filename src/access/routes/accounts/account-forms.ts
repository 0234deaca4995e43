// Reading the forms and bodies about accounts, and saying beside which field a refusal belongs.
import { z } from "zod";
import { Problem } from "../../../platform/index.ts";
import type { FieldError } from "../../../web/index.ts";
import type { Places } from "../../accounts/places.ts";
import type { AccessContext } from "../access-context.ts";

const blank = z.literal("").transform(() => undefined);
const day = blank.or(z.iso.date("Give a day.")).optional();

/** Texts as a form sends them; `schools` are numbers or names with commas between them. */
export const assignmentForm = z.object({
  role: z.string().min(1, "Choose a role.").max(30),
  district: blank
    .or(
      z
        .string()
        .regex(/^\d{1,6}$/, "Choose a district.")
        .transform(Number),
    )
    .optional(),
  schools: z.string().max(2000).default(""),
  validFrom: day,
  validTo: day,
});
export const personForm = z.object({
  name: z.string().trim().min(1, "Give the first and last name.").max(200),
  email: z.string().trim().min(1, "Give the e-mail address.").pipe(z.email("This is not an e-mail address.").max(320)),
  singleName: z.literal("yes").optional(),
});
export const newAccountForm = personForm.extend(assignmentForm.shape);

/** The same as JSON. */
export const assignmentBody = z.strictObject({
  role: z.string().min(1).max(30),
  district: z.int().min(0).max(999_999).optional(),
  schools: z.array(z.int().min(0).max(999_999_999)).max(500).optional(),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
});
export const newAccountBody = assignmentBody.extend({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(320),
  singleName: z.boolean().optional(),
});

export type Form = Record<string, string>;

export const formOf = async (c: AccessContext): Promise<Form> => {
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, typeof value === "string" ? value : ""]),
  );
};

export const formErrors = (error: z.ZodError): FieldError[] =>
  error.issues.map(({ path, message }) => ({ field: path.join("."), message }));

/** Throws `invalid-input` with the places of what is wrong. */
export const bodyOf = async <T>(c: AccessContext, schema: z.ZodType<T>): Promise<T> => {
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`).join("; ");
  throw new Problem("invalid-input", { detail });
};

/** The account or request that an address names; a malformed one names nothing. */
export const idOf = (c: AccessContext, name: string): string => {
  const parsed = z.uuid().safeParse(c.req.param(name));
  if (!parsed.success) throw new Problem("not-found");
  return parsed.data;
};

/** Numbers or names of schools of the district. Throws `invalid-input` that names the schools there are. */
export const schoolsOf = (places: Places, district: number | undefined, text: string): number[] => {
  const words = text
    .split(/[;,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
  const here = places.schools.filter((school) => school.district === district);
  return words.map((word) => {
    if (/^\d{1,9}$/.test(word)) return Number(word);
    const found = here.find(({ name }) => name.toLowerCase() === word.toLowerCase());
    if (found) return found.number;
    const known = here.map(({ name, number }) => `${name} (${number})`).join(", ");
    throw new Problem("invalid-input", {
      detail: `${word} is no school of the district. ${known && `Its schools: ${known}.`}`,
    });
  });
};

const fieldOf: Partial<Record<string, string>> = {
  "account-shared": "name",
  "account-exists": "email",
  "account-disabled": "email",
  "account-district": "district",
  "account-schools": "schools",
  "account-dates": "validTo",
  "district-unknown": "district",
  "school-unknown": "schools",
  "invalid-input": "schools",
  "role-unknown": "role",
  "signature-differs": "signature",
};

/** A refusal of what was entered belongs beside its field; any other failure is a page of its own. */
export const fieldErrorOf = (error: unknown): FieldError[] => {
  const field = error instanceof Problem ? fieldOf[error.code] : undefined;
  if (!(error instanceof Problem) || field === undefined) throw error;
  const remedy = error.code === "invalid-input" ? "" : ` ${error.remedy}`;
  return [{ field, message: `${error.message}${remedy}` }];
};
