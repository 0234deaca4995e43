// Class rosters by hand: who is in a class and who teaches it, from when to when. The edges follow in the same transaction.
import { type Actor, authorize, can, keepAs } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { settleClassEdges } from "../keeper/class-edges.ts";
import { organizationOf } from "../reading/read-students.ts";
import { isDay } from "./days.ts";
import { assertAnother, findColleague, findStudent, seenStudents } from "./find-people.ts";
import type { RosterDeps } from "./import-roster.ts";
import * as store from "./store/members.ts";

export type { ClassSummary } from "./store/members.ts";
export type Member = { key: string; name: string; starts: string; ends: string; source: string };
export type ClassMembers = store.ClassRow & {
  teachers: Member[];
  students: Member[];
  hidden: number;
  mayChange: boolean;
};
/** `who`: a student's number, or a teacher's e-mail address. */
export type NewMember = { kind: "student" | "teacher"; who: string; starts: string; ends: string };

/** Classes of the actor's district and schools that have not ended. Of people there are only counts. */
export const listClasses = async ({ db, clock }: RosterDeps, by: Actor): Promise<store.ClassSummary[]> => {
  authorize(by, "roster.import");
  const where = { district: by.grants.reach === "state" ? undefined : by.district, schools: by.schools };
  return withTransaction(db, async (tx) => {
    const found = await keepAs(tx, () => store.selectClasses(tx, where, dayOf(clock)));
    await recordEvent(tx, {
      ...{ actor: by.account, action: "class.list", organization: organizationOf(by) },
      details: { found: found.length, role: by.role },
    });
    return found;
  });
};

/** Students whom the actor's role does not see are only counted. Throws `not-found` out of reach. */
export const getClass = async (deps: RosterDeps, by: Actor, id: number): Promise<ClassMembers> => {
  const { found, students, teachers } = await withTransaction(deps.db, (tx) =>
    keepAs(tx, async () => ({
      found: await reached(tx, by, id),
      students: await store.selectMembers(tx, id, "student"),
      teachers: await store.selectMembers(tx, id, "teacher"),
    })),
  );
  const names = await seenStudents(
    deps,
    by,
    students.map(({ key }) => Number(key)),
    "class.view",
    `class:${id}`,
  );
  const accounts = await deps.db.query<{ id: string; name: string }>(
    "SELECT id, name FROM access.account WHERE id = ANY ($1)",
    [teachers.map(({ key }) => key)],
  );
  const teacherNames = new Map(accounts.rows.map((row) => [row.id, row.name]));
  const shown = students.filter(({ key }) => names.has(Number(key)));
  return {
    ...found,
    teachers: teachers.map((one) => ({ ...one, name: teacherNames.get(one.key) ?? "" })),
    students: shown.map((one) => ({ ...one, name: names.get(Number(one.key)) ?? "" })),
    hidden: students.length - shown.length,
    mayChange: can(by, "roster.import", { district: found.district }),
  };
};

/** Throws `member-unknown`, `member-dates`, `account-own`, `not-found`. */
export const addMember = async (deps: RosterDeps, by: Actor, id: number, member: NewMember): Promise<void> => {
  const of = await withTransaction(deps.db, (tx) => keepAs(tx, () => reached(tx, by, id)));
  const { starts, ends } = member;
  if (!isDay(starts) || !isDay(ends) || starts > ends || starts < of.starts || ends > of.ends)
    throw new Problem("member-dates", { detail: `The class runs from ${of.starts} to ${of.ends}.` });
  const key =
    member.kind === "student"
      ? String((await findStudent(deps, by, member.who)).id)
      : (await findColleague(deps, { email: member.who, district: of.district, relation: "teacher" })).id;
  if (member.kind === "teacher") assertAnother(by, key);
  await withTransaction(deps.db, async (tx) => {
    await keepAs(tx, async () => {
      if (member.kind === "student" && !(await store.isEnrolledIn(tx, key, of)))
        throw new Problem("member-unknown", { detail: "That student is not enrolled in the district of the class." });
      await store.upsertMember(tx, id, member.kind, key, { starts, ends });
      await settleClassEdges(tx, `SELECT ${Number(id)}::bigint`);
    });
    await note(tx, by, `class.${member.kind}-added`, of, { [member.kind]: key, starts, ends });
  });
};

/** From today on, or as if it had never been; in both cases the next statement of the teacher shows it. */
export const endMember = async (
  deps: RosterDeps,
  by: Actor,
  id: number,
  member: { kind: "student" | "teacher"; key: string; starts: string; mistake: boolean },
): Promise<void> => {
  const wellFormed =
    isDay(member.starts) && (member.kind === "student" ? /^\d{1,18}$/ : /^[0-9a-f-]{36}$/).test(member.key);
  await withTransaction(deps.db, async (tx) => {
    const of = await keepAs(tx, async () => {
      const found = await reached(tx, by, id);
      if (!wellFormed || !(await store.endMember(tx, id, member, dayOf(deps.clock))))
        throw new Problem("not-found", {});
      await settleClassEdges(tx, `SELECT ${Number(id)}::bigint`);
      return found;
    });
    await note(tx, by, `class.${member.kind}-ended`, of, {
      [member.kind]: member.key,
      starts: member.starts,
      mistake: member.mistake,
    });
  });
};

const reached = async (tx: Tx, by: Actor, id: number): Promise<store.ClassRow> => {
  authorize(by, "roster.import");
  const found = await store.findClass(tx, id);
  const within =
    found &&
    can(by, "roster.import", { district: found.district }) &&
    (by.schools.length === 0 || by.schools.includes(found.school));
  if (!found || !within) throw new Problem("not-found", {});
  return found;
};

const note = (tx: Tx, by: Actor, action: string, of: store.ClassRow, details: Record<string, unknown>): Promise<void> =>
  recordEvent(tx, {
    actor: by.account,
    action,
    organization: `district:${of.district}`,
    subject: `class:${of.id}`,
    details,
  });
