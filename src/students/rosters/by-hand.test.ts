// Classes and caseloads by hand: the edge comes and goes with the row, and nobody is found who could not be seen.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, readAs, systemActor, viewName } from "../../access/index.ts";
import { type SmallRoster, smallRoster, zipOf } from "../testing/small-roster.ts";
import { endCaseload, giveCaseload, listCaseload } from "./caseloads.ts";
import { addMember, endMember, getClass, listClasses } from "./class-members.ts";
import { importRoster } from "./import-roster.ts";

let t: SmallRoster;
let superintendent: Actor;
const day = "2025-10-06";

beforeAll(async () => {
  t = await smallRoster();
  const bytes = zipOf({
    ...{ students: ["p1", "p2"], teachers: ["t1", "t2"], classes: ["k1"] },
    enrolled: [
      { class: "k1", user: "t1", role: "teacher" },
      { class: "k1", user: "p1" },
    ],
  });
  await importRoster(t.on(day), systemActor, { fileName: "r.zip", bytes });
  const make = async (name: string, role: string, district?: number) => {
    const email = `${name.toLowerCase().replace(" ", ".")}@example.org`;
    await t.access.createAccount(systemActor, { name, email, role, district });
    return t.access.getActor(email);
  };
  superintendent = await make("Sara Super", "superintendent");
  await make("Cora Counselor", "counselor", 17);
});
afterAll(() => t.close());

const seen = async (email: string, role: string, on = day): Promise<string[]> => {
  const actor = await t.access.getActor(email, role);
  return readAs({ db: t.db, clock: t.on(on).clock }, actor, { action: "student.list" }, async (tx) => {
    const found = await tx.query(`SELECT last_name FROM seen.${viewName(role, "student")} ORDER BY 1`);
    return found.rows.map(({ last_name }) => last_name);
  });
};

describe("a class by hand", () => {
  test("gains a student from the day given, and loses one at once", async () => {
    const deps = t.on(day);
    const [one] = await listClasses(deps, superintendent);
    const id = one?.id ?? 0;
    await addMember(deps, superintendent, id, { kind: "student", who: "p2", starts: "2025-10-07", ends: "2025-12-31" });
    expect(await seen("t1@example.org", "teacher")).toEqual(["Family p1"]);
    expect(await seen("t1@example.org", "teacher", "2025-10-07")).toEqual(["Family p1", "Family p2"]);
    const { students } = await getClass(deps, superintendent, id);
    const p1 = students.find(({ name }) => name.startsWith("Family p1"))!;
    await endMember(deps, superintendent, id, { kind: "student", key: p1.key, starts: p1.starts, mistake: true });
    expect(await seen("t1@example.org", "teacher")).toEqual([]);
  });

  test("takes nobody on days outside the class, nor whom it does not find", async () => {
    const deps = t.on(day);
    const id = (await listClasses(deps, superintendent))[0]?.id ?? 0;
    const member = { kind: "student" as const, who: "p1", starts: "2025-09-01", ends: "2027-01-01" };
    await expect(addMember(deps, superintendent, id, member)).rejects.toMatchObject({ code: "member-dates" });
    const nobody = { ...member, who: "p9", ends: "2025-10-31" };
    await expect(addMember(deps, superintendent, id, nobody)).rejects.toMatchObject({ code: "member-unknown" });
    await expect(getClass(deps, superintendent, 999)).rejects.toMatchObject({ code: "not-found" });
    const teacher = await t.access.getActor("t1@example.org");
    await expect(getClass(deps, teacher, id)).rejects.toMatchObject({ status: 403 });
  });
});

describe("nobody gives students to oneself", () => {
  test("neither as the teacher of a class nor as the counselor of a child", async () => {
    const deps = t.on(day);
    const [of] = await listClasses(deps, superintendent);
    for (const [role, more] of [
      ["teacher", { district: 17 }],
      ["counselor", { district: 17 }],
    ] as const)
      await t.access.addAssignment(systemActor, superintendent.account, { role, ...more });
    const self = { kind: "teacher" as const, who: "sara.super@example.org", starts: day, ends: "2025-12-31" };
    await expect(addMember(deps, superintendent, of!.id, self)).rejects.toMatchObject({ code: "account-own" });
    const own = { student: "p2", account: self.who, relation: "counselor", purpose: "assigned", starts: day } as const;
    await expect(giveCaseload(deps, superintendent, own)).rejects.toMatchObject({ code: "account-own" });
    const { rows } = await t.owner.query("SELECT FROM access.edge WHERE account_id = $1", [superintendent.account]);
    expect(rows).toEqual([]);
  });

  test("a child who is not of the district of the class does not get into it, whoever sees the child", async () => {
    const deps = t.on(day);
    const [of] = await listClasses(deps, superintendent);
    await t.owner.query(
      `INSERT INTO students.student (state_identifier, last_name, current_district) VALUES ('9009', 'Foreign', 23)`,
    );
    const foreign = { kind: "student" as const, who: "9009", starts: day, ends: "2025-12-31" };
    await expect(addMember(deps, superintendent, of!.id, foreign)).rejects.toMatchObject({ code: "member-unknown" });
    expect((await getClass(deps, superintendent, of!.id)).students.map(({ name }) => name).join()).not.toContain(
      "Foreign",
    );
  });
});

describe("a caseload", () => {
  test("shows the student to who serves, to the end of the school year, and no longer than it lasts", async () => {
    const deps = t.on(day);
    const given = {
      student: "p2",
      account: "cora.counselor@example.org",
      relation: "counselor",
      purpose: "assigned",
      starts: day,
    } as const;
    await giveCaseload(deps, superintendent, given);
    await giveCaseload(deps, superintendent, given);
    const [entry, second] = await listCaseload(deps, superintendent);
    expect([entry?.accountName, entry?.ends, second]).toEqual(["Cora Counselor", "2026-06-30", undefined]);
    const { rows } = await t.owner.query(
      "SELECT relation, source, valid_from, valid_to, district FROM access.edge WHERE relation = 'counselor'",
    );
    expect(rows).toEqual([
      { relation: "counselor", source: `caseload:${entry?.id}`, valid_from: day, valid_to: "2026-06-30", district: 17 },
    ]);
    await endCaseload(t.on("2025-11-01"), superintendent, entry?.id ?? 0);
    const after = await t.owner.query("SELECT valid_to FROM access.edge WHERE relation = 'counselor'");
    expect(after.rows).toEqual([{ valid_to: "2025-10-31" }]);
    expect(await listCaseload(t.on("2025-11-01"), superintendent)).toEqual([]);
  });

  test("goes to nobody whose role sees no student so", async () => {
    const given = {
      student: "p2",
      account: "t1@example.org",
      relation: "counselor",
      purpose: "assigned",
      starts: day,
    } as const;
    await expect(giveCaseload(t.on(day), superintendent, given)).rejects.toMatchObject({ code: "member-unknown" });
  });

  test("is for those alone who manage caseloads", async () => {
    const teacher = await t.access.getActor("t1@example.org");
    await expect(listCaseload(t.on(day), teacher)).rejects.toMatchObject({ status: 403 });
    await expect(endCaseload(t.on(day), teacher, 1)).rejects.toMatchObject({ status: 403 });
  });
});
