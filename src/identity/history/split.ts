// Source records that were another student's all along: they become a new student's, with a number of its own. The old number
// stays with the old student.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem, type Tx } from "../../platform/index.ts";
import { checkReason } from "../queue/check-reason.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { dealNumbers } from "../registry/numbers.ts";
import { drawReference } from "../registry/references.ts";
import { nextIds, writeNumberFacts } from "../registry/store.ts";
import { getStudent, type Named, named, type Student, studentOf } from "./find-registered.ts";
import { changeHistory } from "./in-registry.ts";
import { giveFaces, recallHolder, rememberApart } from "./keep-in-step.ts";
import { assignAgain, type OwnRecord, ownRecords } from "./own-records.ts";
import { recordChange } from "./record-change.ts";

/** `student`: a number or a reference. `records`: of those that `history` lists as the student's own. */
export type SplitOptions = { student: string; records: readonly number[]; reason: string };

export type Split = {
  split: string;
  student: Named;
  /** The new one. Under split custody without a number: `owedTo` fetches it. */
  newStudent: Named;
  /** Under split custody: the district to which the new student's number is owed, and the request by which it fetches it. */
  owedTo: { district: number; request: string } | undefined;
};

/** Throws `student-unknown`, `student-superseded`, `split-records`, `no-numbers-left`. */
export const split = async (deps: RegistryDeps, actor: Actor, options: SplitOptions): Promise<Split> => {
  authorize(actor, "identifier.merge");
  const reason = checkReason(deps.profile.custody, options.reason);
  await deps.keepStock();
  return changeHistory(deps, async (tx) => {
    const student = await getStudent(tx, options.student);
    refuseSuperseded(student);
    const moved = await movedOf(deps, tx, student, options.records);
    return { result: await splitOff(deps, tx, actor, { student, moved, reason }) };
  });
};

export const refuseSuperseded = (student: Student): void => {
  if (student.superseded_by !== null)
    throw new Problem("student-superseded", {
      student: student.number ?? student.reference,
      by: student.by_number ?? student.by_reference,
    });
};

const movedOf = async (
  { profile }: RegistryDeps,
  tx: Tx,
  { person }: Student,
  records: readonly number[],
): Promise<OwnRecord[]> => {
  const own = await ownRecords(tx, person);
  const chosen = new Set(records);
  const moved = own.filter(({ record }) => chosen.has(record));
  const refuse = (detail: string): Problem => new Problem("split-records", { detail });
  if (chosen.size === 0) throw refuse("No record was chosen.");
  if (moved.length < chosen.size) throw refuse("A record that was chosen is not the student's own.");
  if (moved.length === own.length) throw refuse("All records of the student were chosen; at least one stays.");
  // The number was given for the first record, to the district that asked; nobody here could take it along.
  if (profile.custody === "split" && moved.some(({ founding }) => founding))
    throw refuse("The record for which the student's number was given stays with it: choose the others.");
  return moved;
};

const splitOff = async (
  deps: RegistryDeps,
  tx: Tx,
  actor: Actor,
  { student, moved, reason }: { student: Student; moved: OwnRecord[]; reason: string },
): Promise<Split> => {
  const at = deps.clock.now();
  const made = await newStudent(deps, tx, moved);
  const records = moved.map(({ record }) => record);
  const { rows } = await tx.query<{ split: string }>(
    `INSERT INTO identity.split (person, new_person, records, reason, account, at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING split`,
    [student.person, made.person, records, reason, actor.account, at],
  );
  const id = rows[0]!.split;
  await assignAgain(tx, records, made.person, { why: "split", account: actor.account, reason, at });
  await rememberApart(tx, [student.person, made.person], { account: actor.account, reason, at });
  await giveFaces(tx, [student.person, made.person]);
  // One number for one student: owed to the first who asked, the others call.
  const owed = deps.profile.custody === "split" ? moved.find(({ request }) => request !== null) : undefined;
  if (owed)
    await tx.query("UPDATE identity.request SET owed = true, fetched_at = NULL WHERE request = $1", [owed.request]);
  for (const person of [student.person, made.person]) await recallHolder(tx, person);
  await recordChange(tx, { kind: "split", person: student.person, other: made.person, at });
  await recordEvent(tx, {
    actor: actor.account,
    action: "identifier.split",
    organization: organizationOf(actor.district),
    details: {
      split: id,
      student: student.reference,
      newStudent: made.reference,
      records: records.length,
      role: actor.role,
    },
  });
  return {
    ...{ split: id, student: named(student), newStudent: named(made) },
    owedTo: owed && { district: owed.district, request: owed.request! },
  };
};

/** With a number at once where numbers are kept with students. */
const newStudent = async ({ profile }: RegistryDeps, tx: Tx, moved: readonly OwnRecord[]): Promise<Student> => {
  const person = (await nextIds(tx, 0, 1)).persons[0]!;
  const [first, last] = [moved[0]!, moved.at(-1)!];
  await tx.query(
    "INSERT INTO identity.person (person, reference, origin, holder, holder_school) VALUES ($1, $2, $3, $4, $5)",
    [person, drawReference(), first.district, last.district, last.school],
  );
  if (profile.custody !== "split") {
    const [number] = await dealNumbers(tx, 1);
    await tx.query("INSERT INTO identity.held (person, number) VALUES ($1, $2)", [person, number]);
    const { birth_date, sex, race_ethnicity } = last;
    // Encoded custody has no facts to take over.
    if (birth_date !== null)
      await writeNumberFacts(tx, [
        { number: number!, birth_date, sex: sex ?? "", race_ethnicity: race_ethnicity ?? "" },
      ]);
  }
  return studentOf(tx, person);
};
