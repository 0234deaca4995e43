// What a profile says of its registry: `identity.yaml`. A profile without it runs no registry of its own.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readProfileYaml } from "../../platform/index.ts";
import { type FactName, factNames } from "./facts.ts";

const file = "identity.yaml";
const fact = z.enum(factNames as [FactName, ...FactName[]]);

/** Facts that every request has, whatever the profile says. */
export const alwaysRequired: readonly FactName[] = ["last_name", "first_name", "birth_date"];

const schema = z.strictObject({
  /**
   * How names and numbers are kept. linked: the number beside the name. split: names here, numbers there, the link with
   * the districts alone. encoded: the number beside keyed encodings; no name at all.
   */
  custody: z.enum(["linked", "split", "encoded"]),
  /** Facts that a request has; the ones marked `required` must be filled. Names and birth date always are. */
  facts: z.partialRecord(fact, z.enum(["required", "optional"])),
  /** Codes or words of a fact that a request may use; others are findings. */
  values: z.partialRecord(fact, z.array(z.coerce.string())).default({}),
  /** Facts of another district's student that a near match and the locator show in the clear; of the others, how far they agree. */
  shown: z.array(fact).default([]),
  /** School year from which collections meet the registry; none, and they never do. */
  checked_from: z.int().optional(),
  /** The layout of a request file: columns of the file by what they are. */
  request_file: z.strictObject({
    date_format: z.enum(["MM/DD/YYYY", "YYYY-MM-DD"]),
    /** Columns in their order; a file has a heading row with these names, or none. */
    columns: z.array(z.string()).min(3),
    local_identifier: z.string(),
    district: z.string(),
    school: z.string(),
    facts: z.partialRecord(fact, z.string()),
  }),
});

export type RegistryProfile = z.output<typeof schema>;
export type Custody = RegistryProfile["custody"];

/** Undefined where the profile has no registry. Throws `ProfileError` with file, line and column. */
export const loadRegistryProfile = (profileDir: string): RegistryProfile | undefined =>
  existsSync(join(profileDir, file)) ? readProfileYaml(profileDir, file, schema) : undefined;

/** The facts that a request to this registry has, in the order of a form. */
export const askedFacts = ({ facts }: RegistryProfile): { fact: FactName; required: boolean }[] =>
  factNames
    .filter((name) => alwaysRequired.includes(name) || facts[name] !== undefined)
    .map((name) => ({ fact: name, required: alwaysRequired.includes(name) || facts[name] === "required" }));
