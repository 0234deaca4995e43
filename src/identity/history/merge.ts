// Two students who are one: the first gives way to the second. Their numbers stay what they are; only which one holds is said.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx } from "../../platform/index.ts";
import { checkReason } from "../queue/check-reason.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { getRegistered, type Named, named, type Registered, type Student, treeOf } from "./find-registered.ts";
import { changeHistory } from "./in-registry.ts";
import { type NumberChange, newMerge, recallHolder, supersedeNumber } from "./keep-in-step.ts";
import { recordChange, recordNumberChange } from "./record-change.ts";

/** `despite`: the two are known to be two students, and the reason says why that was wrong. */
export type MergeOptions = { reason: string; despite?: boolean };

export type Merged = { merge: string; superseded: Named; by: Named };

/**
 * `a` gives way to `b`: numbers or references, under split custody both the one or both the other. Throws `student-unknown`,
 * `merge-mixed`, `merge-same-student`, `student-superseded`, `merge-apart`, `denied`.
 */
export const merge = async (
  deps: RegistryDeps,
  actor: Actor,
  a: string,
  b: string,
  options: MergeOptions,
): Promise<Merged> => {
  authorize(actor, "identifier.merge");
  const reason = checkReason(deps.profile.custody, options.reason);
  const { custody } = deps.profile;
  return changeHistory(deps, async (tx) => {
    const [from, into] = [await getRegistered(tx, custody, a), await getRegistered(tx, custody, b)];
    const pair = pairOf(from, into);
    if (pair.kind === "number") return mergeNumbers(deps, tx, actor, pair);
    return mergeStudents(deps, tx, actor, { ...pair, reason, despite: options.despite === true });
  });
};

export type Pair = { kind: "student"; from: Student; into: Student } | { kind: "number"; from: string; into: string };

/** Two that can be merged at all. Throws what `merge` throws, but for `merge-apart`. */
export const pairOf = (from: Registered, into: Registered): Pair => {
  if (from.kind === "number" && into.kind === "number") {
    if (from.number === into.number) throw new Problem("merge-same-student");
    for (const { number, by } of [from, into])
      if (by !== null) throw new Problem("student-superseded", { student: number, by });
    return { kind: "number", from: from.number, into: into.number };
  }
  if (from.kind === "number" || into.kind === "number") throw new Problem("merge-mixed");
  if (from.student.person === into.student.person) throw new Problem("merge-same-student");
  for (const student of [from.student, into.student])
    if (student.superseded_by !== null)
      throw new Problem("student-superseded", {
        student: student.number ?? student.reference,
        by: student.by_number ?? student.by_reference,
      });
  return { kind: "student", from: from.student, into: into.student };
};

/** Who said that the two, or any that were merged into them, are two students; and why. As the registry. */
export const findApart = async (
  tx: Tx,
  { from, into }: { from: Student; into: Student },
): Promise<{ reason: string; at: Date } | undefined> => {
  const { rows } = await tx.query<{ reason: string; at: Date }>(
    `SELECT reason, at FROM identity.apart
     WHERE (one = ANY ($1) AND other = ANY ($2)) OR (one = ANY ($2) AND other = ANY ($1)) ORDER BY at LIMIT 1`,
    [await treeOf(tx, from.person), await treeOf(tx, into.person)],
  );
  return rows[0];
};

const mergeStudents = async (
  deps: RegistryDeps,
  tx: Tx,
  actor: Actor,
  { from, into, reason, despite }: { from: Student; into: Student; reason: string; despite: boolean },
): Promise<{ result: Merged; number: NumberChange | undefined }> => {
  const apart = await findApart(tx, { from, into });
  if (apart && !despite) throw new Problem("merge-apart", { reason: apart.reason });
  const [id, at] = [newMerge(), deps.clock.now()];
  await tx.query(
    `INSERT INTO identity.merge (merge, person, into_person, why, despite, reason, account, at)
     VALUES ($1, $2, $3, 'merge', $4, $5, $6, $7)`,
    [id, from.person, into.person, apart !== undefined, reason, actor.account, at],
  );
  const number = await supersedeNumber(tx, { merge: id, from, into, since: dayOf(deps.clock) });
  await recallHolder(tx, into.person);
  await recordChange(tx, { kind: "merged", person: from.person, other: into.person, at });
  await recordEvent(tx, {
    actor: actor.account,
    action: "identifier.merge",
    organization: organizationOf(actor.district),
    details: { merge: id, student: from.reference, by: into.reference, despite: apart !== undefined, role: actor.role },
  });
  return { result: { merge: id, superseded: named(from), by: named(into) }, number };
};

/** Under split custody: which numbers, is nowhere but on the number side; when to the hour, why and by whom, not there. */
const mergeNumbers = async (
  deps: RegistryDeps,
  tx: Tx,
  actor: Actor,
  { from, into }: { from: string; into: string },
): Promise<{ result: Merged; number: NumberChange | undefined }> => {
  const id = newMerge();
  const sides = { from: { number: from }, into: { number: into } };
  const number = await supersedeNumber(tx, { merge: id, ...sides, since: dayOf(deps.clock) });
  await recordNumberChange(tx, number!);
  await recordEvent(tx, {
    actor: actor.account,
    action: "identifier.merge",
    organization: organizationOf(actor.district),
    details: { of: "numbers", role: actor.role },
  });
  return { result: { merge: id, superseded: { number: from }, by: { number: into } }, number };
};
