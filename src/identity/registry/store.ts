// Writing what was asked and answered: all rows of all answers in one statement, so that a file costs no more trips than a question.
import type { Tx } from "../../platform/index.ts";
import type { Cells, StudentFacts } from "./facts.ts";
import type { Candidate } from "./judge-people.ts";
import { type Keys, matchKeys } from "./match-keys.ts";

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
  /** A face of the student that differs in the local number alone: its keys serve for both. */
  leansOn: number | undefined;
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
  `record person leans_on first middle last dob sex race town guardian ssn suffix local by_ssn by_local
  by_birth_first_sound by_birth_last_sound by_birth_guardian by_names_year by_names_month_day
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
  const news = all.filter(({ newReference }) => newReference !== undefined);
  const known = all.filter(({ person, newReference }) => person !== undefined && newReference === undefined);
  const settled = all.filter(({ person }) => person !== undefined);
  const rows = [
    news.map(newPerson),
    all.map(sourceRecord),
    all.filter(({ sameFace }) => sameFace === undefined).map(faceRow),
    news
      .filter(({ heldNumber }) => heldNumber !== undefined)
      .map(({ person, heldNumber }) => ({ person, number: heldNumber })),
    settled.map(assignment),
    all.map(requestRow),
    // The district that asked last holds the record: it is the one to call.
    known.map(({ person, district, school }) => ({ person, holder: district, holder_school: school })),
  ];
  await tx.query({ name: "identity.write-answers", text: writeSql, values: rows.map((each) => JSON.stringify(each)) });
};

// One literal for each row: a file writes hundreds of thousands of them.

const newPerson = ({ person, newReference, district, school }: Written) => ({
  person,
  reference: newReference,
  origin: district,
  holder: district,
  holder_school: school,
});

const sourceRecord = ({ record, district, school, localIdentifier, sameFace, facts }: Written) => ({
  record,
  district,
  school,
  local_identifier: localIdentifier,
  face: sameFace,
  last_name: facts?.last_name || undefined,
  first_name: facts?.first_name || undefined,
  middle_name: facts?.middle_name || undefined,
  name_suffix: facts?.name_suffix || undefined,
  birth_date: facts?.birth_date || undefined,
  sex: facts?.sex || undefined,
  race_ethnicity: facts?.race_ethnicity || undefined,
  town_of_birth: facts?.town_of_birth || undefined,
  guardian_name: facts?.guardian_name || undefined,
});

/** Facts as they are kept: a blank is none. */
export const blankAsNull = (facts: StudentFacts): Partial<Record<(typeof factColumns)[number], string>> =>
  Object.fromEntries(factColumns.flatMap((name) => (facts[name] === "" ? [] : [[name, facts[name]]])));

const faceRow = ({ face, record, person, leansOn }: Written) => {
  const row = Object.assign({ record, person, leans_on: leansOn }, face);
  if (leansOn !== undefined) for (const key of matchKeys) if (key !== "by_local") row[key] = null;
  return row;
};

const assignment = ({ record, person, why, account, reason, model, probability, at }: Written) => ({
  record,
  person,
  why,
  account,
  reason,
  model,
  probability,
  at,
});

const requestRow = (one: Written) => ({
  request: one.request,
  district: one.district,
  school: one.school,
  account: one.account,
  key_hash: bytea(one.keyHash),
  content_hash: bytea(one.contentHash),
  file: one.file,
  row_number: one.rowNumber,
  local_identifier: one.waitingLocalIdentifier,
  record: one.record,
  outcome: one.outcome,
  person: one.person,
  sealed: one.sealed && bytea(one.sealed),
  owed: false,
  model: one.model,
  probability: one.probability,
  reason: one.reason,
  candidates: one.candidates.map(keptCandidate),
  asked_at: one.at,
  answered_at: one.person === undefined ? undefined : one.at,
});

/** Bits to a hundredth: what is kept is read by people. */
const keptCandidate = ({ person, record, probability, bits, guards, foundBy, evidence }: Candidate): Candidate => ({
  person,
  record,
  probability,
  bits: hundredths(bits),
  guards,
  foundBy,
  evidence: {
    fields: evidence.fields.map(({ field, level, bits: worth }) => ({ field, level, bits: hundredths(worth) })),
    prior: hundredths(evidence.prior),
  },
});

const hundredths = (bits: number): number => Math.round(bits * 100) / 100;

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
