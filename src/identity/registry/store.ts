// Writing what was asked and answered: all rows of all answers in one statement, so that a file costs no more trips than a question.
import type { Tx } from "../../platform/index.ts";
import {
  assignmentRow,
  faceRow,
  factColumns,
  newPersonRow,
  requestRow,
  sourceRecordRow,
  type Written,
} from "./written-rows.ts";

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

/** Rows are read by the columns of their table: one parameter of JSON for each. */
export const insertRows = (name: string, parameter: number, columns: readonly string[]): string =>
  `INSERT INTO identity.${name} (${columns.join(", ")}) SELECT ${columns.join(", ")}
   FROM json_populate_recordset(NULL::identity.${name}, $${parameter})`;

const faceColumns =
  `record person leans_on first middle last dob sex race town guardian ssn suffix local by_ssn by_local
  by_birth_first_sound by_birth_last_sound by_birth_guardian by_names_year by_names_month_day
  by_sounds_year_month by_names_guardian`.split(/\s+/);

const writeSql = `WITH
  persons AS (${insertRows("person", 1, ["person", "reference", "origin", "holder", "holder_school"])}),
  records AS (${insertRows("source_record", 2, ["record", "district", "school", "local_identifier", "face", ...factColumns])}),
  faces AS (${insertRows("face", 3, faceColumns)}),
  held AS (${insertRows("held", 4, ["person", "number"])}),
  assignments AS (${insertRows("assignment", 5, ["record", "person", "why", "account", "reason", "model", "probability", "at"])}),
  holders AS (
    UPDATE identity.person p SET holder = h.holder, holder_school = h.holder_school
    FROM json_populate_recordset(NULL::identity.person, $7) h
    WHERE p.person = h.person AND (p.holder, p.holder_school) IS DISTINCT FROM (h.holder, h.holder_school)),
  requests AS (${insertRows("request", 6, [
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
  const news = all.filter(({ newReference }) => newReference !== undefined);
  const known = all.filter(({ person, newReference }) => person !== undefined && newReference === undefined);
  const settled = all.filter(({ person }) => person !== undefined);
  const rows = [
    news.map(newPersonRow),
    all.map(sourceRecordRow),
    all.filter(({ sameFace }) => sameFace === undefined).map(faceRow),
    news
      .filter(({ heldNumber }) => heldNumber !== undefined)
      .map(({ person, heldNumber }) => ({ person, number: heldNumber })),
    settled.map(assignmentRow),
    all.map(requestRow),
    // The district that asked last holds the record: it is the one to call.
    known.map(({ person, district, school }) => ({ person, holder: district, holder_school: school })),
  ];
  await tx.query({ name: "identity.write-answers", text: writeSql, values: rows.map((each) => JSON.stringify(each)) });
};

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
