// How grants are said on every page: their kinds, roles, days and state, and the place where a person signs.
import { Field, type FieldError, formatDate, StatusTag, type Tone } from "../../../web/index.ts";
import { type AccessPolicy, findRole } from "../../policy/policy.ts";
import type { GrantKinds } from "../kinds.ts";
import type { DatedGrant } from "../model.ts";
import { addDays, renewalDays } from "../period.ts";

export type Words = { policy: AccessPolicy; kinds: GrantKinds; today: string };

export const kindTitle = ({ kinds }: Pick<Words, "kinds">, kind: string): string => kinds.get(kind)?.title ?? kind;
export const roleTitle = ({ policy }: Pick<Words, "policy">, role: string | undefined): string =>
  role === undefined ? "Every role" : (findRole(policy, role)?.title ?? role);

export const days = ({ validFrom, validTo }: { validFrom: string; validTo: string }): string =>
  `${formatDate(validFrom)} to ${formatDate(validTo)}`;

const stateOf = (grant: DatedGrant, today: string): [Tone, string] => {
  if (grant.ended) return ["bad", "Ended"];
  if (grant.validTo < today) return ["plain", "Expired"];
  if (grant.validFrom > today) return ["info", "To come"];
  return grant.validTo <= addDays(today, renewalDays) ? ["warn", "Ends soon"] : ["good", "Valid"];
};

export const GrantState = ({ grant, today }: { grant: DatedGrant; today: string }) => {
  const [tone, word] = stateOf(grant, today);
  return <StatusTag tone={tone}>{word}</StatusTag>;
};

export const errorOf = (errors: FieldError[], field: string): string | undefined =>
  errors.find((error) => error.field === field)?.message;

/** Name, value and error of a field, from what was typed and what was wrong with it. */
export const typedInto = (typed: Record<string, string>, errors: FieldError[]) => (name: string) => {
  const error = errorOf(errors, name);
  return { name, ...(typed[name] === undefined ? {} : { value: typed[name] }), ...(error ? { error } : {}) };
};

/** `name` is the signed-in person's; what was typed is never filled in again. */
export const SignatureField = ({ name, errors }: { name: string; errors: FieldError[] }) => (
  <Field
    name="signature"
    label="Your full name, as your signature"
    hint={`You are signed in as ${name}. Typing this name signs the text above.`}
    error={errorOf(errors, "signature")}
    autocomplete="off"
    maxlength={200}
    required
  />
);
