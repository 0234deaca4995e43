// Writing what was asked and answered: all rows of all answers in one statement, so that a file costs no more trips than a question.
import type { Tx } from "../../platform/index.ts";
import type { Cells, StudentFacts } from "./facts.ts";
import type { Candidate } from "./judge-people.ts";
import type { Keys } from "./match-keys.ts";

/** One question that was judged, with everything that is to be kept of it. */
export type Written = {
  request: string;
  record: number;
  /** The student it is; undefined while a near match waits. */
  person: number | undefined;
  /** Reference of a student who is new. */
  newReference: string | undefined;
  /** The number of a new student, where number and name are kept together. */
  heldNumber: string | undefined;
  district: number;
  school: number | undefined;
  account: string;
  keyHash: Buffer;
  contentHash: Buffer;
  file: string | undefined;
  rowNumber: number | undefined;
  /** As it is kept; undefined where the custody keeps none. */
  localIdentifier: string | undefined;
  waitingLocalIdentifier: string | undefined;
  facts: StudentFacts | undefined;
  face: Cells & Keys;
  /** A record of the student whose face is just the same: then this one gets none. */
  sameFace: number | undefined;
  outcome: "match" | "near" | "new";
  why: "match" | "new" | "import";
  sealed: Buffer | undefined;
  model: string;
  probability: number | undefined;
  reason: string;
  candidates: readonly Candidate[];
  at: Date;
};

export const nextIds = async (
  tx: Tx,
  records: number,
  persons: number,
): Promise<{ records: number[]; persons: number[] }> => {
  const { rows } = await tx.query({
    name: "identity.next-ids",
    text: `SELECT ARRAY(SELECT nextval('identity.source_record_record_seq') FROM generate_series(1, $1)) AS records,
      ARRAY(SELECT nextval('identity.person_person_seq') FROM generate_series(1, $2)) AS persons`,
    values: [records, persons],
  });
  return { records: rows[0].records.map(Number), persons: rows[0].persons.map(Number) };
};

const bytea = (bytes: Buffer): string => `\\x${bytes.toString("hex")}`;

/** Rows are read by the columns of their table: one parameter of JSON for each. */
const insert = (name: string, parameter: number, columns: readonly string[]): string =>
  `INSERT INTO identity.${name} (${columns.join(", ")}) SELECT ${columns.join(", ")}
   FROM json_populate_recordset(NULL::identity.${name}, $${parameter})`;

const factColumns = [
  "last_name",
  "first_name",
  "middle_name",
  "name_suffix",
  "birth_date",
  "sex",
  "race_ethnicity",
  "town_of_birth",
  "guardian_name",
] as const;
const faceColumns =
  `record person first middle last dob sex race town guardian ssn suffix local by_ssn by_local by_birth_last
  by_birth_first by_birth_first_sound by_birth_last_sound by_birth_guardian by_names_year by_names_month_day
  by_sounds_year_month by_names_guardian`.split(/\s+/);

const writeSql = `WITH
  persons AS (${insert("person", 1, ["person", "reference", "origin", "holder", "holder_school"])}),
  records AS (${insert("source_record", 2, ["record", "district", "school", "local_identifier", "face", ...factColumns])}),
  faces AS (${insert("face", 3, faceColumns)}),
  held AS (${insert("held", 4, ["person", "number"])}),
  assignments AS (${insert("assignment", 5, ["record", "person", "why", "account", "reason", "model", "probability", "at"])}),
  holders AS (
    UPDATE identity.person p SET holder = h.holder, holder_school = h.holder_school
    FROM json_populate_recordset(NULL::identity.person, $7) h
    WHERE p.person = h.person AND (p.holder, p.holder_school) IS DISTINCT FROM (h.holder, h.holder_school)),
  requests AS (${insert("request", 6, [
    ...[
      "request",
      "district",
      "school",
      "account",
      "key_hash",
      "content_hash",
      "file",
      "row_number",
      "local_identifier",
    ],
    ...[
      "record",
      "outcome",
      "person",
      "sealed",
      "owed",
      "model",
      "probability",
      "reason",
      "candidates",
      "asked_at",
      "answered_at",
    ],
  ])} RETURNING person, district, answered_at)
  INSERT INTO identity.change (kind, person, district, at) SELECT 'assigned', person, district, answered_at
  FROM requests WHERE person IS NOT NULL AND identity.custody() <> 'split'`;

/** As the registry. */
export const writeAnswers = async (tx: Tx, all: readonly Written[]): Promise<void> => {
  const settled = all.filter(({ person }) => person !== undefined);
  await tx.query({
    name: "identity.write-answers",
    text: writeSql,
    values: [
      all
        .filter(({ newReference }) => newReference !== undefined)
        .map(({ person, newReference, district, school }) => ({
          person,
          reference: newReference,
          origin: district,
          holder: district,
          holder_school: school,
        })),
      all.map(({ record, district, school, localIdentifier, sameFace, facts }) => ({
        ...{ record, district, school, local_identifier: localIdentifier, face: sameFace },
        ...(facts && blankAsNull(facts)),
      })),
      all.flatMap(({ face, sameFace, record, person }) =>
        sameFace === undefined ? [{ ...face, record, person }] : [],
      ),
      settled.flatMap(({ person, heldNumber }) => (heldNumber ? [{ person, number: heldNumber }] : [])),
      settled.map(({ record, person, why, account, reason, model, probability, at }) => ({
        ...{ record, person, why, account, reason, model, probability, at },
      })),
      all.map((one) => ({
        ...{ request: one.request, district: one.district, school: one.school, account: one.account },
        ...{
          key_hash: bytea(one.keyHash),
          content_hash: bytea(one.contentHash),
          file: one.file,
          row_number: one.rowNumber,
        },
        ...{
          local_identifier: one.waitingLocalIdentifier,
          record: one.record,
          outcome: one.outcome,
          person: one.person,
        },
        ...{ sealed: one.sealed && bytea(one.sealed), owed: false, model: one.model, probability: one.probability },
        ...{ reason: one.reason, candidates: one.candidates, asked_at: one.at },
        answered_at: one.person === undefined ? undefined : one.at,
      })),
      // The district that asked last holds the record: it is the one to call.
      settled
        .filter(({ newReference }) => newReference === undefined)
        .map(({ person, district, school }) => ({ person, holder: district, holder_school: school })),
    ].map((rows) => JSON.stringify(rows)),
  });
};

const blankAsNull = (facts: StudentFacts): Partial<Record<(typeof factColumns)[number], string>> =>
  Object.fromEntries(factColumns.flatMap((name) => (facts[name] === "" ? [] : [[name, facts[name]]])));

/** What reports need of a number, without the name; it waits until the next settling. As the registry. */
export const writeNumberFacts = async (
  tx: Tx,
  facts: readonly { number: string; birth_date: string; sex: string; race_ethnicity: string }[],
): Promise<void> => {
  if (facts.length === 0) return;
  await tx.query({
    name: "identity.write-number-facts",
    text: `INSERT INTO identity.unsettled (number, birth_date, sex, race_ethnicity)
      SELECT number, birth_date, nullif(sex, ''), nullif(race_ethnicity, '')
      FROM json_populate_recordset(NULL::identity.unsettled, $1)
      ON CONFLICT (number) DO UPDATE SET birth_date = excluded.birth_date, sex = excluded.sex,
        race_ethnicity = excluded.race_ethnicity`,
    values: [JSON.stringify(facts)],
  });
};
