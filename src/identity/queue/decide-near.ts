// A person's word on a near match: the same student as one of those known, or a new one. Said once; a wrong word is mended by a
// split or a merge, never by a second decision.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, uuidOf } from "../../platform/index.ts";
import { type Answer, type AnswerRow, answerFromRow, selectAnswer } from "../registry/answer.ts";
import { inRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { lockKeys } from "../registry/locks.ts";
import { lockedKeys } from "../registry/match-keys.ts";
import { checkReason } from "./check-reason.ts";
import { refuseApart, studentOf } from "./named-student.ts";
import { nameOfAccount } from "./near-match.ts";
import { settleNew, settleSame } from "./settle-decision.ts";
import { findNear, type NearRow, weighedRows } from "./waiting-rows.ts";
import { findAskedFace, sameWords, type Weighed, weighAgain } from "./weigh-again.ts";

/** `same`: reference of a student, or the number where the custody keeps it beside the student. */
export type Decision = "new" | { same: string };

type Outcome = { kind: "settled"; row: AnswerRow } | { kind: "decided before"; row: NearRow } | { kind: "changed" };

/**
 * Throws `denied`, `not-found`, `reason-unusable`, `student-unknown`, `known-apart`; `already-decided` with who and when; and
 * `near-match-changed` when a student turned up whom the decider had not seen: the match then shows that one too.
 */
export const decideNear = async (
  deps: RegistryDeps,
  actor: Actor,
  request: string,
  decision: Decision,
  reason: string,
): Promise<Answer> => {
  authorize(actor, "identifier.decide");
  const id = uuidOf(request);
  await deps.keepStock();
  const outcome = await inRegistry(deps, (tx) => decideIn(deps, tx, { actor, request: id, decision, reason }));
  if (outcome.kind === "changed") throw new Problem("near-match-changed");
  if (outcome.kind === "settled") return answerFromRow(deps, outcome.row);
  const { decided_by, decided_at } = outcome.row;
  throw new Problem("already-decided", {
    by: await nameOfAccount(deps.db, decided_by!),
    on: dayOf({ timeZone: deps.clock.timeZone, now: () => decided_at! }),
  });
};

type Deciding = { actor: Actor; request: string; decision: Decision; reason: string };

const decideIn = async (
  deps: RegistryDeps,
  tx: Tx,
  { actor, request, decision, reason }: Deciding,
): Promise<Outcome> => {
  const before = await findNear(tx, request);
  if (!before) throw new Problem("not-found");
  authorize(actor, "identifier.decide", { district: before.district });
  const why = checkReason(deps.profile.custody, reason);
  const asked = await findAskedFace(tx, request);
  if (!asked) throw new Problem("not-found");
  await lockKeys(tx, lockedKeys(asked.keys));
  await tx.query("SELECT FROM identity.request WHERE request = $1 FOR UPDATE", [request]);
  const row = (await findNear(tx, request))!;
  if (row.answered) return { kind: "decided before", row };
  const chosen = decision === "new" ? undefined : await studentOf(tx, decision.same);
  const weighed = await weighAgain(deps, tx, asked);
  const shown = (await weighedRows(tx, row)).map(({ person }) => person);
  if (chosen !== undefined) await refuseApart(tx, chosen, sameWords(asked, weighed.faces));
  if (hasUnseen(weighed, shown, chosen)) {
    await keepWeighed(tx, actor, row, weighed);
    return { kind: "changed" };
  }
  const settling = { actor, row, record: asked.record, why, weighed };
  if (chosen === undefined) await settleNew(deps, tx, { ...settling, apart: shown });
  else await settleSame(deps, tx, { ...settling, person: chosen });
  const answer = (await selectAnswer(tx, { request }))!;
  await recordEvent(tx, {
    actor: actor.account,
    action: "identifier.decide",
    organization: organizationOf(row.district),
    details: { request, decision: chosen === undefined ? "new" : "same", student: answer.reference, role: actor.role },
  });
  return { kind: "settled", row: answer };
};

/** Whether somebody whom the decider did not see is probable; beside a chosen student: at least as probable as that one. */
const hasUnseen = ({ verdict }: Weighed, shown: readonly number[], chosen: number | undefined): boolean => {
  const least = verdict.candidates.find(({ person }) => person === chosen)?.probability ?? 0;
  return verdict.candidates.some(
    ({ person, probability }) => person !== chosen && !shown.includes(person) && probability >= least,
  );
};

/** The decider is shown what there is now, and decides again. */
const keepWeighed = async (
  tx: Tx,
  actor: Actor,
  { request, district }: NearRow,
  { verdict }: Weighed,
): Promise<void> => {
  const { candidates, reason, model } = verdict;
  await tx.query(
    "UPDATE identity.request SET candidates = $2, probability = $3, reason = $4, model = $5 WHERE request = $1",
    [request, JSON.stringify(candidates), candidates[0]!.probability, reason, model],
  );
  await recordEvent(tx, {
    actor: actor.account,
    action: "identifier.weigh-again",
    organization: organizationOf(district),
    details: { request, candidates: candidates.length, role: actor.role },
  });
};
