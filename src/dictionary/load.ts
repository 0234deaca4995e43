// Reads a profile's dictionary files into a Dictionary, or throws one ProfileError with everything that is wrong.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ProfileError, readProfileCsvWithPlaces, readProfileYaml } from "../platform/index.ts";
import { crossCheck } from "./cross-check.ts";
import { codeSchema, collectionsSchema, elementSchema, profileSchema, ruleSchema } from "./profile-schemas.ts";
import { sqlNameOf } from "./sql-name.ts";
import type { Code, Collection, DataElement, Dictionary, Rule } from "./types.ts";

const files = {
  elements: "dictionary/elements.csv",
  codes: "dictionary/codes.csv",
  rules: "dictionary/rules.csv",
  collections: "collections.yaml",
  profile: "profile.yaml",
};

/** The dictionary of the profile in `directory`. Throws ProfileError, whose issues name file, line and column. */
export const loadDictionary = (directory: string): Dictionary => {
  const dictionary = readDictionary(directory);
  const issues = crossCheck(dictionary);
  if (issues.length > 0) throw new ProfileError(issues);
  return dictionary;
};

/** The files as they are, each line well formed, before they are compared with each other. */
export const readDictionary = (directory: string): Dictionary => {
  const profile = readProfileYaml(directory, files.profile, profileSchema);
  const collecting = collects(directory);
  const codes = collecting ? readCodes(directory) : [];
  return {
    name: profile.name,
    title: profile.title,
    identifier: profile.identifier,
    timeZone: profile.time_zone,
    directory,
    elements: collecting ? readElements(directory) : [],
    codes,
    codeSets: groupCodes(codes),
    rules: collecting ? readRules(directory) : [],
    collections: collecting ? readCollections(directory) : new Map(),
    gradeCodes: profile.grade_codes,
    version: versionOf(directory),
  };
};

/** A profile without a dictionary and without collections collects nothing; with one of them, it needs all of their files. */
const collects = (directory: string): boolean =>
  existsSync(join(directory, "dictionary")) || existsSync(join(directory, files.collections));

const groupCodes = (codes: Code[]): Map<string, Code[]> => {
  const sets = new Map<string, Code[]>();
  for (const code of codes) sets.set(code.codeSet, [...(sets.get(code.codeSet) ?? []), code]);
  return sets;
};

/** A changed rule is another dictionary, also where the rule is SQL in a file of its own. */
const versionOf = (directory: string): string => {
  const hash = createHash("sha256");
  const rules = join(directory, "rules");
  const sql = existsSync(rules) ? readdirSync(rules).sort() : [];
  const named = [...Object.values(files), ...sql.map((name) => `rules/${name}`)].filter((file) =>
    existsSync(join(directory, file)),
  );
  for (const file of named) hash.update(`${file}\0`).update(readFileSync(join(directory, file)));
  return hash.digest("hex").slice(0, 16);
};

const readElements = (directory: string): DataElement[] =>
  readProfileCsvWithPlaces(directory, files.elements, elementSchema).map(({ value, place }) => ({
    file: place.file,
    line: place.line,
    collection: value.collection,
    position: value.position,
    number: value.number,
    name: value.name,
    longName: value.long_name,
    sqlName: value.sql_name || sqlNameOf(value.name),
    type: value.type,
    format: value.format,
    minLength: value.min_length,
    maxLength: value.max_length,
    required: value.required,
    definition: value.definition,
    purpose: value.purpose,
    codeSet: value.code_set,
    cedsId: value.ceds_id,
    validFrom: value.valid_from,
    validTo: value.valid_to,
    warehouse: value.warehouse,
    level: value.level,
    notes: value.notes,
    source: value.source,
  }));

const readCodes = (directory: string): Code[] =>
  readProfileCsvWithPlaces(directory, files.codes, codeSchema).map(({ value, place }) => ({
    file: place.file,
    line: place.line,
    codeSet: value.code_set,
    code: value.code,
    label: value.label,
    validFrom: value.valid_from,
    validTo: value.valid_to,
    notes: value.notes,
    source: value.source,
  }));

const readRules = (directory: string): Rule[] =>
  readProfileCsvWithPlaces(directory, files.rules, ruleSchema).map(({ value, place }) => ({
    file: place.file,
    line: place.line,
    id: value.rule_id,
    collections: value.collection,
    scope: value.scope,
    severity: value.severity,
    elements: value.elements,
    when: value.when,
    must: value.must,
    check: value.check,
    sql: value.sql,
    condition: value.condition,
    message: value.message,
    remedy: value.remedy,
    validFrom: value.valid_from,
    validTo: value.valid_to,
    source: value.source,
    columns: {
      collection: place.cell("collection").column,
      elements: place.cell("elements").column,
      when: place.cell("when").column,
      must: place.cell("must").column,
      sql: place.cell("sql").column,
      rule_id: place.cell("rule_id").column,
    },
  }));

const readCollections = (directory: string): Map<string, Collection> =>
  new Map(
    Object.entries(readProfileYaml(directory, files.collections, collectionsSchema)).map(([id, entry]) => [
      id,
      {
        id,
        name: entry.name,
        description: entry.description,
        countDate: entry.count_date,
        windowDate: entry.window_date,
        window: entry.window,
        dates: entry.dates,
        roles: {
          student: entry.roles.student,
          district: entry.roles.district,
          school: entry.roles.school,
          grade: entry.roles.grade,
          entryDate: entry.roles.entry_date,
          exitDate: entry.roles.exit_date,
          birthDate: entry.roles.birth_date,
          sau: entry.roles.sau,
          status: entry.roles.status,
          entryCode: entry.roles.entry_code,
          exitCode: entry.roles.exit_code,
        },
        fileRules: {
          required: entry.file_rules.required,
          columnCount: entry.file_rules.column_count,
          tooLong: entry.file_rules.too_long,
          empty: entry.file_rules.empty,
          unreadable: entry.file_rules.unreadable,
        },
      },
    ]),
  );
