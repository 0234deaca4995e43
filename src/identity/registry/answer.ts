// What an asker gets to hear: the number if there is one to give, else whom to call; and why, field by field.
import type { Contact } from "../../directory/index.ts";
import type { Tx } from "../../platform/index.ts";
import type { RegistryDeps } from "./create-registry.ts";
import type { Candidate } from "./judge-people.ts";
import { openNumber } from "./seal-answer.ts";

export type Answer = {
  request: string;
  askedAt: Date;
  outcome: "match" | "near" | "new";
  /** A near match that nobody has decided yet. */
  waiting: boolean;
  /** Absent while waiting, and under split custody for whoever is known already: then `holder` has it. */
  number: string | undefined;
  localIdentifier: string | undefined;
  /** The student, for talking about; absent while waiting. */
  reference: string | undefined;
  /** The district to call: who asked before for the student (match), or for the likeliest one (near). */
  holder: Holder | undefined;
  /** When the asker's own district last asked for this student before. */
  askedBefore: Date | undefined;
  /** A number is there and must be fetched: drawn when the asker opens it, for nobody else keeps it. */
  owed: boolean;
  /** When the asker's district fetched it. */
  fetchedAt: Date | undefined;
  /** The student became known by this request: at once, by a decision, or split off from another one. */
  founding: boolean;
  probability: number | undefined;
  reason: string;
  model: string;
  /** How far the likeliest student agrees; no value of anybody. */
  likeliest: Candidate | undefined;
  runnerUp: Candidate | undefined;
};

/** A district that holds a student's record, and whom to call there. */
export type Holder = {
  district: number;
  districtName: string;
  school: number | undefined;
  schoolName: string | undefined;
  contact: Contact | undefined;
};

/** `places`: the organizations of the home year. A district that is not among them is named by its number. */
export const holderOf = async (
  { places }: Pick<RegistryDeps, "places">,
  district: number,
  school: number | null | undefined,
): Promise<Holder> => {
  const { districts, schools } = await places();
  const found = districts.find(({ number }) => number === district);
  return {
    district,
    districtName: found?.name ?? `District ${district}`,
    school: school ?? undefined,
    schoolName: schools.find(({ number }) => number === school)?.name,
    contact: found?.contact,
  };
};

export type AnswerRow = {
  request: string;
  district: number;
  asked_at: Date;
  content_hash: Buffer;
  outcome: "match" | "near" | "new";
  answered: boolean;
  local_identifier: string | null;
  reference: string | null;
  number: string | null;
  sealed: Buffer | null;
  owed: boolean;
  fetched_at: Date | null;
  founding: boolean;
  holder: number | null;
  holder_school: number | null;
  asked_before: Date | null;
  probability: number | null;
  reason: string;
  model: string;
  candidates: Candidate[];
};

/** `holder`: of the districts that knew the student before, another one than the asker first. As the registry. */
export const selectAnswer = async (
  tx: Tx,
  by: { request: string } | { district: number; keyHash: Buffer },
): Promise<AnswerRow | undefined> => {
  const [name, where, values] =
    "request" in by
      ? ["identity.answer-by-id", "r.request = $1", [by.request]]
      : ["identity.answer-by-key", "r.district = $1 AND r.key_hash = $2", [by.district, by.keyHash]];
  const { rows } = await tx.query<AnswerRow>({
    name,
    text: `SELECT r.request, r.district, r.asked_at, r.content_hash, r.outcome, r.answered_at IS NOT NULL AS answered, r.sealed, r.owed, r.fetched_at,
        r.outcome = 'new' OR r.record IS NOT DISTINCT FROM (
          SELECT f.record FROM identity.assignment f WHERE f.person = r.person ORDER BY f.assignment LIMIT 1) AS founding,
        coalesce(r.local_identifier, s.local_identifier) AS local_identifier, p.reference, h.number,
        earlier.district AS holder, earlier.school AS holder_school, r.probability, r.reason, r.model, r.candidates,
        (SELECT max(b.asked_at) FROM identity.request b
         WHERE b.person = p.person AND b.district = r.district AND b.record < r.record) AS asked_before
      FROM identity.request r
      JOIN identity.source_record s ON s.record = r.record
      LEFT JOIN identity.person p
        ON p.person = identity.head(coalesce(r.person, (r.candidates -> 0 ->> 'person')::bigint))
      LEFT JOIN identity.held h ON h.person = p.person
      LEFT JOIN LATERAL (
        SELECT e.district, e.school FROM identity.assignment a JOIN identity.source_record e ON e.record = a.record
        WHERE a.person = coalesce(r.person, (r.candidates -> 0 ->> 'person')::bigint) AND e.record < r.record
        ORDER BY e.district <> r.district DESC, a.assignment DESC LIMIT 1) earlier ON true
      WHERE ${where}`,
    values,
  });
  return rows[0];
};

/** `key` opens what was sealed for the asker, for some days. */
export const answerFromRow = async (deps: RegistryDeps, row: AnswerRow, key?: string): Promise<Answer> => {
  const { request, sealed } = row;
  const [sealedAt, now] = [row.fetched_at ?? row.asked_at, deps.clock.now()];
  const opened = sealed && key !== undefined ? openNumber(key, { request, sealed, sealedAt, now }) : undefined;
  const number = row.answered ? (row.number ?? opened?.number) : undefined;
  const told = row.outcome !== "new" && row.holder !== null;
  return {
    request: row.request,
    askedAt: row.asked_at,
    outcome: row.outcome,
    waiting: !row.answered,
    number,
    localIdentifier: row.local_identifier ?? opened?.localIdentifier,
    reference: row.answered ? (row.reference ?? undefined) : undefined,
    holder: told ? await holderOf(deps, row.holder!, row.holder_school) : undefined,
    askedBefore: row.asked_before ?? undefined,
    owed: row.owed,
    fetchedAt: row.fetched_at ?? undefined,
    founding: row.answered && row.founding,
    probability: row.probability ?? undefined,
    reason: row.reason,
    model: row.model,
    likeliest: row.candidates[0],
    runnerUp: row.candidates[1],
  };
};
