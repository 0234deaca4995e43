// The rows that an answer leaves in the registry's tables, by the names of their columns. One literal for each row: a file writes
// hundreds of thousands of them.
import type { Cells, StudentFacts } from "./facts.ts";
import type { Candidate } from "./judge-people.ts";
import { type Keys, matchKeys } from "./match-keys.ts";

/** Columns of the facts that a source record keeps. */
export const factColumns = [
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

export const newPersonRow = ({ person, newReference, district, school }: Written) => ({
  person,
  reference: newReference,
  origin: district,
  holder: district,
  holder_school: school,
});

export const sourceRecordRow = ({ record, district, school, localIdentifier, sameFace, facts }: Written) => ({
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

export const faceRow = ({ face, record, person, leansOn }: Written) => {
  const row = Object.assign({ record, person, leans_on: leansOn }, face);
  if (leansOn !== undefined) for (const key of matchKeys) if (key !== "by_local") row[key] = null;
  return row;
};

export const assignmentRow = ({ record, person, why, account, reason, model, probability, at }: Written) => ({
  record,
  person,
  why,
  account,
  reason,
  model,
  probability,
  at,
});

export const requestRow = (one: Written) => ({
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

const bytea = (bytes: Buffer): string => `\\x${bytes.toString("hex")}`;
