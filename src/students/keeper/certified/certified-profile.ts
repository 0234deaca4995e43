// Which elements of a collection say what of a student's record: students.yaml of a profile, checked against its dictionary.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import type { Dictionary } from "../../../dictionary/index.ts";
import { ProfileError, readProfileYaml } from "../../../platform/index.ts";

const element = z.string().min(1);
const codes = z.array(z.string()).min(1);
/** An element as it stands, or the words of its code set for its codes. */
const text = z.union([
  element.transform((name) => ({ element: name, label: false })),
  z.strictObject({ element, label: z.literal(true) }),
]);
/** Yes and no by codes, what is neither is unknown; or yes wherever the element is filled. */
const yesOrNo = z.union([
  z.strictObject({ element, yes: codes, no: codes }),
  z.strictObject({ element, filled: z.literal(true) }),
]);

const mapping = z.strictObject({
  identifier: element,
  student: z
    .strictObject({
      birth_date: element.optional(),
      sex: text.optional(),
      race_ethnicity: text.optional(),
      homeless: yesOrNo.optional(),
      military_connected: yesOrNo.optional(),
    })
    .prefault({}),
  enrollment: z.strictObject({
    school: element,
    /** Read through the profile's grade_codes. */
    grade: element,
    entry_date: element,
    entry_code: element.optional(),
    exit_date: element.optional(),
    exit_code: element.optional(),
    /** Codes of an element that mark a second record of a student who has another one. */
    second: z.strictObject({ element, codes }).optional(),
  }),
  attendance: z
    .strictObject({
      half_days_present: element,
      half_days_absent: element,
      in_school_suspensions: element.optional(),
      out_of_school_suspensions: element.optional(),
    })
    .optional(),
});

export type CertifiedMapping = z.output<typeof mapping>;
/** By collection; a collection that is not named says nothing of the record. */
export type CertifiedProfile = Record<string, CertifiedMapping>;

const file = "students.yaml";

/** A profile without the file keeps no record from its collections. Throws ProfileError for an unknown collection or element. */
export const loadCertifiedProfile = (profileDir: string, dictionary: Dictionary): CertifiedProfile => {
  const path = join(profileDir, file);
  if (!existsSync(path)) return {};
  const profile = readProfileYaml(profileDir, file, z.record(z.string(), mapping));
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(path, "utf8"), { lineCounter: counter });
  for (const [collection, one] of Object.entries(profile)) {
    const known = new Set(dictionary.elements.filter((each) => each.collection === collection).map(({ name }) => name));
    const unknown = elementsOf(one).find((name) => !known.has(name));
    if (dictionary.collections.has(collection) && !unknown) continue;
    const node = document.get(collection, true) as { range?: [number] } | undefined;
    const { line, col } = counter.linePos(node?.range?.[0] ?? 0);
    const message = unknown ? `${collection} has no element ${unknown}` : `there is no collection ${collection}`;
    throw new ProfileError([{ file, line, column: col, message }]);
  }
  return profile;
};

const elementsOf = ({ identifier, student, enrollment, attendance }: CertifiedMapping): string[] =>
  [identifier, ...[student, enrollment, attendance ?? {}].flatMap((part) => Object.values(part))].map((one) =>
    typeof one === "string" ? one : one.element,
  );
