// A split that was wrong: the records go back, and the student that it made gives way to the one it was made from. The number that
// was given stays its number, and leads to the other from now on.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, uuidOf } from "../../platform/index.ts";
import { checkReason } from "../queue/check-reason.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type Named, named, studentOf } from "./find-registered.ts";
import { changeHistory } from "./in-registry.ts";
import { giveFaces, newMerge, recallHolder, supersedeNumber } from "./keep-in-step.ts";
import { assignAgain, ownRecords } from "./own-records.ts";
import { recordChange } from "./record-change.ts";
import { refuseSuperseded } from "./split.ts";

export type Unsplit = { split: string; superseded: Named; by: Named };

type Kept = { person: number; new_person: number; records: number[]; undone: boolean };

/** Throws `not-found`, `undone-already`, `student-superseded`, `split-moved-on`. */
export const undoSplit = async (deps: RegistryDeps, actor: Actor, split: string, why: string): Promise<Unsplit> => {
  authorize(actor, "identifier.merge");
  const [id, reason] = [uuidOf(split), checkReason(deps.profile.custody, why)];
  return changeHistory(deps, async (tx) => {
    const kept = await getSplit(tx, id);
    const [made, old] = [await studentOf(tx, kept.new_person), await studentOf(tx, kept.person)];
    for (const student of [made, old]) refuseSuperseded(student);
    const own = new Set((await ownRecords(tx, made.person)).map(({ record }) => record));
    const records = kept.records.map(Number);
    if (records.some((record) => !own.has(record))) throw new Problem("split-moved-on");

    const [at, merge] = [deps.clock.now(), newMerge()];
    const account = actor.account;
    await tx.query("INSERT INTO identity.split_undone (split, reason, account, at) VALUES ($1, $2, $3, $4)", [
      ...[id, reason, account, at],
    ]);
    await assignAgain(tx, records, old.person, { why: "split undone", account, reason, at });
    // A number that is still owed is never given; one that was fetched is in the district's folder, and no answer of the old student.
    if (deps.profile.custody === "split")
      await tx.query(
        "UPDATE identity.request SET owed = false, sealed = NULL, fetched_at = NULL WHERE record = ANY ($1)",
        [records],
      );
    await tx.query(
      `INSERT INTO identity.merge (merge, person, into_person, why, despite, reason, account, at)
       VALUES ($1, $2, $3, 'split undone', true, $4, $5, $6)`,
      [merge, made.person, old.person, reason, account, at],
    );
    const number = await supersedeNumber(tx, { merge, from: made, into: old, since: dayOf(deps.clock) });
    await giveFaces(tx, [old.person, made.person]);
    await recallHolder(tx, old.person);
    await recordChange(tx, { kind: "unsplit", person: old.person, other: made.person, at });
    await recordEvent(tx, {
      ...{ actor: account, action: "identifier.split-undone", organization: organizationOf(actor.district) },
      details: { split: id, student: old.reference, superseded: made.reference, role: actor.role },
    });
    return { result: { split: id, superseded: named(made), by: named(old) }, number };
  });
};

const getSplit = async (tx: Tx, id: string): Promise<Kept> => {
  const { rows } = await tx.query<Kept>(
    `SELECT s.person, s.new_person, s.records, u.split IS NOT NULL AS undone
     FROM identity.split s LEFT JOIN identity.split_undone u ON u.split = s.split WHERE s.split = $1`,
    [id],
  );
  if (!rows[0]) throw new Problem("not-found");
  if (rows[0].undone) throw new Problem("undone-already");
  return rows[0];
};
