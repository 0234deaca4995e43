// Caseloads: who serves which student outside class, for what and from when to when. The edge is written with the caseload.
import { type Actor, authorize, can, keepAs } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, schoolYearEnd, schoolYearOf, withTransaction } from "../../platform/index.ts";
import { isDay } from "./days.ts";
import { assertAnother, findColleague, findStudent, seenStudents } from "./find-people.ts";
import type { RosterDeps } from "./import-roster.ts";
import * as store from "./store/members.ts";

export const caseloadRelations = ["counselor", "psychologist", "social-worker", "nurse"] as const;
export const caseloadPurposes = ["assigned", "serving", "evaluation"] as const;

export type NewCaseload = {
  /** A student's number. */
  student: string;
  /** E-mail address of who serves. */
  account: string;
  relation: (typeof caseloadRelations)[number];
  purpose: (typeof caseloadPurposes)[number];
  /** Default: the actor's own, or the one that the account works in. */
  district?: number | undefined;
  starts: string;
  /** Default: the end of the school year of its first day; never open. */
  ends?: string | undefined;
};

export type CaseloadEntry = store.CaseloadRow & { studentName: string; accountName: string };

/** Those that have not ended and whose student the actor's role sees. */
export const listCaseload = async (deps: RosterDeps, by: Actor): Promise<CaseloadEntry[]> => {
  authorize(by, "caseload.manage");
  const district = by.grants.reach === "state" ? undefined : by.district;
  const rows = await withTransaction(deps.db, (tx) =>
    keepAs(tx, () => store.selectCaseload(tx, district, dayOf(deps.clock))),
  );
  const names = await seenStudents(
    deps,
    by,
    rows.map(({ student }) => student),
    "caseload.list",
    "caseloads",
  );
  const accounts = await deps.db.query<{ id: string; name: string }>(
    "SELECT id, name FROM access.account WHERE id = ANY ($1)",
    [rows.map(({ account }) => account)],
  );
  const accountNames = new Map(accounts.rows.map((row) => [row.id, row.name]));
  return rows
    .filter(({ student }) => names.has(student))
    .map((row) => ({
      ...row,
      studentName: names.get(row.student) ?? "",
      accountName: accountNames.get(row.account) ?? "",
    }));
};

/** Throws `member-unknown`, `member-dates`, `account-own`; giving the same again changes nothing. */
export const giveCaseload = async (deps: RosterDeps, by: Actor, given: NewCaseload): Promise<void> => {
  authorize(by, "caseload.manage", { district: given.district ?? by.district });
  const { starts, relation, purpose } = given;
  const ends = given.ends || (isDay(starts) ? schoolYearEnd(schoolYearOf(starts)) : "");
  if (!isDay(starts) || !isDay(ends) || ends < starts)
    throw new Problem("member-dates", { detail: "The first day comes before the last." });
  const student = await findStudent(deps, by, given.student);
  const account = await findColleague(deps, {
    email: given.account,
    district: given.district ?? by.district,
    relation,
  });
  assertAnother(by, account.id);
  const district = given.district ?? account.district ?? undefined;
  if (district === undefined) throw new Problem("member-unknown", { detail: "That person works in no district." });
  await withTransaction(deps.db, async (tx) => {
    const row = { account: account.id, student: student.id, relation, purpose, starts, ends, district };
    const id = await keepAs(tx, () => store.insertCaseload(tx, row));
    if (id === undefined) return;
    await recordEvent(tx, {
      ...{
        actor: by.account,
        action: "caseload.given",
        organization: `district:${district}`,
        subject: `student:${student.id}`,
      },
      details: { caseload: id, to: account.id, relation, purpose, starts, ends },
    });
  });
};

/** From today on, or as if it had never been. Throws `not-found` out of reach. */
export const endCaseload = async (deps: RosterDeps, by: Actor, id: number, mistake = false): Promise<void> => {
  authorize(by, "caseload.manage");
  await withTransaction(deps.db, async (tx) => {
    const found = await keepAs(tx, async () => {
      const one = await store.findCaseload(tx, id);
      // One that no district says is out of reach of every district.
      const reached =
        one &&
        (one.district === null ? by.grants.reach === "state" : can(by, "caseload.manage", { district: one.district }));
      if (!one || !reached) throw new Problem("not-found", {});
      await store.endCaseload(tx, one, dayOf(deps.clock), mistake);
      return one;
    });
    await recordEvent(tx, {
      ...{
        actor: by.account,
        action: "caseload.ended",
        organization: `district:${found.district}`,
        subject: `student:${found.student}`,
      },
      details: { caseload: id, from: found.account, relation: found.relation, mistake },
    });
  });
};
