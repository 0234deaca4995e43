// A merge that was wrong: the student is itself again, with its own number and all that was its own; and known to be another.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, uuidOf } from "../../platform/index.ts";
import { checkReason } from "../queue/check-reason.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { readHandle } from "../registry/references.ts";
import { type Named, named, type Student, studentOf, treeOf } from "./find-registered.ts";
import { changeHistory } from "./in-registry.ts";
import { giveFaces, type NumberChange, recallHolder, rememberApart, restoreNumber } from "./keep-in-step.ts";
import { recordChange, recordNumberChange } from "./record-change.ts";

export type Unmerged = { merge: string; restored: Named; from: Named };

type Kept = { person: number; into_person: number; why: string; undone: boolean };

/**
 * `merge`: its id, or the number that gave way. Records that came in between stay with the student who was asked about. Throws
 * `number-holds`, `not-found`, `undone-already`, `merge-of-split`.
 */
export const undoMerge = async (deps: RegistryDeps, actor: Actor, merge: string, why: string): Promise<Unmerged> => {
  authorize(actor, "identifier.merge");
  const reason = checkReason(deps.profile.custody, why);
  const typed = readHandle(merge).number;
  const given = typed === undefined ? uuidOf(merge) : undefined;
  return changeHistory(deps, async (tx) => {
    const id = given ?? (await mergeOfNumber(tx, typed!));
    const { rows } = await tx.query<Kept>(
      `SELECT m.person, m.into_person, m.why, u.merge IS NOT NULL AS undone
       FROM identity.merge m LEFT JOIN identity.merge_undone u ON u.merge = m.merge WHERE m.merge = $1`,
      [id],
    );
    const [kept] = rows;
    if (!kept) return undoOfNumbers(deps, tx, actor, id);
    if (kept.undone) throw new Problem("undone-already");
    if (kept.why !== "merge") throw new Problem("merge-of-split");
    const [from, into] = [await studentOf(tx, kept.person), await studentOf(tx, kept.into_person)];
    const number = await undoOfStudents(deps, tx, actor, { id, reason, from, into });
    return { result: { merge: id, restored: named(from), from: named(into) }, number };
  });
};

const undoOfStudents = async (
  deps: RegistryDeps,
  tx: Tx,
  actor: Actor,
  { id, reason, from, into }: { id: string; reason: string; from: Student; into: Student },
): Promise<NumberChange | undefined> => {
  const at = deps.clock.now();
  const { rows } = await tx.query("SELECT identity.head($1) AS head", [into.person]);
  const head: number = rows[0].head;
  const before = await treeOf(tx, head);
  await tx.query("INSERT INTO identity.merge_undone (merge, reason, account, at) VALUES ($1, $2, $3, $4)", [
    ...[id, reason, actor.account, at],
  ]);
  const number = await restoreNumber(tx, id, dayOf(deps.clock));
  await rememberApart(tx, [from.person, into.person], { account: actor.account, reason, at });
  await giveFaces(tx, before);
  for (const student of [from.person, head]) await recallHolder(tx, student);
  await recordChange(tx, { kind: "unmerged", person: from.person, other: into.person, at });
  await recordEvent(tx, {
    actor: actor.account,
    action: "identifier.merge-undone",
    organization: organizationOf(actor.district),
    details: { merge: id, student: from.reference, from: into.reference, role: actor.role },
  });
  return number;
};

const mergeOfNumber = async (tx: Tx, number: string): Promise<string> => {
  const { rows } = await tx.query<{ merge: string }>("SELECT merge FROM identity.superseded_number WHERE number = $1", [
    number,
  ]);
  if (!rows[0]) throw new Problem("number-holds");
  return rows[0].merge;
};

/** Under split custody. */
const undoOfNumbers = async (
  deps: RegistryDeps,
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ result: Unmerged; number: NumberChange }> => {
  const { rows } = await tx.query("SELECT 1 FROM identity.number_merge_undone WHERE merge = $1", [id]);
  if (rows[0]) throw new Problem("undone-already");
  const number = await restoreNumber(tx, id, dayOf(deps.clock));
  if (!number) throw new Problem("not-found");
  await recordNumberChange(tx, number);
  await recordEvent(tx, {
    actor: actor.account,
    action: "identifier.merge-undone",
    organization: organizationOf(actor.district),
    details: { of: "numbers", role: actor.role },
  });
  return { result: { merge: id, restored: { number: number.number }, from: { number: number.by } }, number };
};
