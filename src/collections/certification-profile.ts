// The profile's certification.yaml: what a superintendent agrees to and what the sign-off document says.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readProfileYaml } from "../platform/index.ts";

const schema = z.strictObject({
  collections: z.record(
    z.string(),
    z.strictObject({
      /** Words agreed to; {district}, {title} and {year} are filled in. */
      statement: z.string().min(1),
      /** Whether the printed and signed document is owed to the state. */
      paper: z.boolean(),
      /** Review report whose table (school, grade, pupils) is printed on the document. */
      counts: z.string().optional(),
      return_to: z.string().min(1),
    }),
  ),
});
export type CertificationProfile = z.output<typeof schema>;
export type CertificationTerms = CertificationProfile["collections"][string];

/** A profile without the file certifies with plain words and owes no paper. */
const plain: CertificationTerms = {
  statement: "I certify that the {title} records of {district} for {year} are complete and correct.",
  paper: false,
  return_to: "",
};

export const readCertificationProfile = (profileDir: string): CertificationProfile =>
  existsSync(join(profileDir, "certification.yaml"))
    ? readProfileYaml(profileDir, "certification.yaml", schema)
    : { collections: {} };

export const termsOf = (profile: CertificationProfile, collection: string): CertificationTerms =>
  profile.collections[collection] ?? plain;

export const fillStatement = (terms: CertificationTerms, facts: { district: string; title: string; year: string }) =>
  terms.statement.replace(/\{(district|title|year)\}/g, (_, name: keyof typeof facts) => facts[name]).trim();
