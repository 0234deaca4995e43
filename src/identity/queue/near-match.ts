// A near match, both sides: what was asked and every student it may be, fact by fact, with what the matcher weighed. As it was
// weighed, but named as the registry knows the students today.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { type Db, Problem, uuidOf } from "../../platform/index.ts";
import { type AnswerRow, answerFromRow, type Holder, holderOf, selectAnswer } from "../registry/answer.ts";
import { inRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type FactName, factOfCell } from "../registry/facts.ts";
import type { Candidate } from "../registry/judge-people.ts";
import { guardWords, ruleWords } from "./plain-words.ts";
import { type VisibleFacts, visibleFacts, visibleLocal } from "./visible-facts.ts";
import { findNear, type NearRow, type WeighedRow, weighedRows } from "./waiting-rows.ts";

/** How far one fact agrees; bits above 0 speak for one student, below for two. */
export type Agreement = { level: string; bits: number };

/** What is compared: facts, the district's own identifier, and `names` where first and last name changed places. */
export type Compared = FactName | "local_identifier" | "names";

export type NearCandidate = {
  /** The student today; what the decision names. */
  reference: string;
  /** As the student was called when weighed, where it was merged or split since. */
  was: string | undefined;
  holder: Holder;
  probability: number;
  bits: number;
  prior: number;
  guards: string[];
  foundBy: string;
  values: VisibleFacts;
  /** Of what both sides have. */
  agreement: Partial<Record<Compared, Agreement>>;
};

export type NearDecision = {
  kind: "same" | "new";
  by: string;
  at: Date;
  reason: string;
  reference: string;
  /** Where the custody keeps it beside the student. */
  number: string | undefined;
  /** Whom to call for a student who was known. */
  holder: Holder | undefined;
  /** A number waits to be fetched by the district that asked; `fetched`: it was. Split custody only. */
  owed: boolean;
  fetched: boolean;
};

export type NearMatch = {
  request: string;
  asker: Holder;
  localIdentifier: string | undefined;
  askedAt: Date;
  asked: VisibleFacts;
  reason: string;
  model: string;
  /** The likeliest first. */
  candidates: NearCandidate[];
  decision: NearDecision | undefined;
};

/** Throws `denied`, `not-found`. */
export const nearMatch = async (deps: RegistryDeps, actor: Actor, request: string): Promise<NearMatch> => {
  authorize(actor, "identifier.decide");
  const id = uuidOf(request);
  const { row, weighed, answer } = await inRegistry(deps, async (tx) => {
    const row = await findNear(tx, id);
    if (!row) throw new Problem("not-found");
    authorize(actor, "identifier.decide", { district: row.district });
    const answer = row.answered ? await selectAnswer(tx, { request: id }) : undefined;
    const weighed = await weighedRows(tx, row);
    await recordEvent(tx, {
      actor: actor.account,
      action: "identifier.near-view",
      organization: organizationOf(row.district),
      details: { request: id, candidates: weighed.map(({ reference }) => reference), role: actor.role },
    });
    return { row, weighed, answer };
  });
  return {
    request: id,
    asker: await holderOf(deps, row.district, row.school),
    localIdentifier: visibleLocal(actor, row.local_identifier),
    askedAt: row.asked_at,
    asked: visibleFacts(deps.profile, actor, row, { district: row.district, asked: true }),
    ...{ reason: row.reason, model: row.model },
    candidates: await Promise.all(row.candidates.map((one, at) => candidateOf(deps, actor, one, weighed[at]!))),
    decision: answer ? await decisionOf(deps, row, answer) : undefined,
  };
};

const candidateOf = async (
  deps: RegistryDeps,
  actor: Actor,
  { probability, bits, guards, foundBy, evidence }: Candidate,
  today: WeighedRow,
): Promise<NearCandidate> => ({
  reference: today.reference,
  was: today.was === today.reference ? undefined : today.was,
  holder: await holderOf(deps, today.holder, today.holder_school),
  ...{ probability, bits, prior: evidence.prior },
  guards: guards.map((guard) => guardWords[guard]),
  foundBy: ruleWords[foundBy],
  values: visibleFacts(deps.profile, actor, today, { district: today.district, asked: false }),
  agreement: Object.fromEntries(
    evidence.fields.map(({ field, level, bits: worth }) => [comparedOf(field), { level, bits: worth }]),
  ),
});

const comparedOf = (field: string): Compared =>
  field === "names" ? field : (factOfCell[field as keyof typeof factOfCell] ?? "local_identifier");

const decisionOf = async (deps: RegistryDeps, row: NearRow, answer: AnswerRow): Promise<NearDecision> => {
  const { number, holder } = await answerFromRow(deps, answer);
  return {
    kind: row.decided_new ? "new" : "same",
    number,
    holder,
    by: await nameOfAccount(deps.db, row.decided_by!),
    at: row.decided_at!,
    reason: row.decided_why!,
    reference: row.reference!,
    ...{ owed: row.owed, fetched: row.fetched },
  };
};

/** Who an account is, for those who read what it did. */
export const nameOfAccount = async (db: Db, account: string): Promise<string> => {
  const { rows } = await db.query("SELECT name FROM access.account WHERE id::text = $1", [account]);
  return rows[0]?.name ?? account;
};
