// Files of many records: a purpose, a second person, seven days, one download, and the rights of the moment.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../access/index.ts";
import { fixedClock, Problem } from "../../platform/index.ts";
import { type StudentWorld, studentWorld, worldPolicy } from "../testing/student-world.ts";
import { decideExport, downloadExport, requestExport } from "./exports.ts";
import { getExport, listOpenExports, listOwnExports } from "./viewing.ts";

let w: StudentWorld;
let asker: Actor;
let approver: Actor;
const day = "2025-10-06T14:00:00Z";
const deps = (at = day) => ({ db: w.db, clock: fixedClock(at), policy: worldPolicy });
const purpose = "Labels for the report cards of October";

beforeAll(async () => {
  w = await studentWorld(day);
  asker = await w.actor("superintendent", { district: 17, name: "Ada Asker" });
  approver = await w.actor("superintendent", { district: 17, name: "Sam Second" });
  await w.keep(`INSERT INTO students.student (state_identifier, first_name, last_name, homeless, current_district, current_school) VALUES
    ('1', '=cmd|calc', 'Ash', true, 17, 170), ('2', 'Bo', 'Birch', false, 17, 171), ('3', 'Cy', 'Cedar', false, 19, 190)`);
});
afterAll(() => w?.close());

const codeOf = async (run: () => Promise<unknown>): Promise<string> => {
  const error = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Problem ? error.code : `no problem: ${String(error)}`;
};
const ask = (more: Partial<Parameters<typeof requestExport>[2]> = {}, actor = asker) =>
  requestExport(deps(), actor, {
    purpose,
    fields: ["last_name", "student.first_name", "homeless"],
    filters: [],
    ...more,
  });
const approved = async (more?: Parameters<typeof ask>[0]) => {
  const id = await ask(more);
  await decideExport(deps(), approver, id, { approve: true });
  return id;
};

test("is made once for who asked, after a second person approved, and logged with its hash", async () => {
  const id = await ask();
  expect(await codeOf(() => downloadExport(deps(), asker, id))).toBe("export-not-ready");
  expect((await listOpenExports(deps(), approver)).map((request) => request.id)).toContain(id);
  await decideExport(deps(), approver, id, { approve: true });
  const file = await downloadExport(deps(), asker, id);
  expect(file.bytes.toString()).toBe("last_name,first_name,homeless\nAsh,'=cmd|calc,yes\nBirch,Bo,no\n");
  expect(file.sha256).toBe(createHash("sha256").update(file.bytes).digest("hex"));
  expect(await codeOf(() => downloadExport(deps(), asker, id))).toBe("export-not-ready");
  const { rows } = await w.owner.query(
    "SELECT action, actor, details FROM audit.event WHERE subject = $1 ORDER BY id",
    [`export:${id}`],
  );
  expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
    ["export.approved", approver.account],
    ["export.downloaded", asker.account],
  ]);
  expect(rows[1]?.details).toMatchObject({ rows: 2, sha256: file.sha256, students: [1, 2] });
  expect(await listOwnExports(deps(), asker)).toContainEqual(
    expect.objectContaining({ id, rowCount: 2, studentsThen: 2 }),
  );
});

test("never by the same person, not even past the program", async () => {
  const id = await ask();
  expect(await codeOf(() => decideExport(deps(), asker, id, { approve: true }))).toBe("export-own");
  await expect(
    w.db.query(
      "UPDATE students.export_request SET decision = 'refused', reason = 'x', decided_by = requested_by, decided_at = now() WHERE id = $1",
      [id],
    ),
  ).rejects.toThrow(/check constraint/);
  await expect(w.db.query("UPDATE students.export_request SET fields = '{x}' WHERE id = $1", [id])).rejects.toThrow(
    /permission denied/,
  );
});

test("approved by nobody whose reach does not hold it: to them it does not exist", async () => {
  const id = await ask();
  const others = [
    await w.actor("superintendent", { district: 19 }),
    await w.actor("superintendent", { district: 17, schools: [170] }),
    await w.actor("teacher"),
    await w.actor("board"),
  ];
  for (const other of others) {
    expect(await codeOf(() => decideExport(deps(), other, id, { approve: true }))).toBe("not-found");
    expect(await codeOf(() => getExport(deps(), other, id))).toBe("not-found");
    expect(await codeOf(() => downloadExport(deps(), other, id))).toMatch(/not-found|denied/);
  }
  await decideExport(deps(), await w.actor("state-manager"), id, { approve: true });
  expect(await codeOf(() => decideExport(deps(), approver, id, { approve: false, reason: "late" }))).toBe(
    "export-decided",
  );
  expect(await codeOf(() => downloadExport(deps(), approver, id))).toBe("not-found");
});

test("refused with a reason, for good", async () => {
  const id = await ask();
  expect(await codeOf(() => decideExport(deps(), approver, id, { approve: false, reason: " " }))).toBe("export-reason");
  await decideExport(deps(), approver, id, { approve: false, reason: "A list on screen is enough." });
  expect(await codeOf(() => downloadExport(deps(), asker, id))).toBe("export-not-ready");
  expect(await getExport(deps(), asker, id)).toMatchObject({
    decision: "refused",
    reason: "A list on screen is enough.",
  });
});

test("expires seven days after the approval, to the moment", async () => {
  const id = await approved();
  expect(await codeOf(() => downloadExport(deps("2025-10-13T14:00:00Z"), asker, id))).toBe("export-not-ready");
  const file = await downloadExport(deps("2025-10-13T13:59:59Z"), asker, id);
  expect(file.rows).toBe(2);
});

test("of two downloads at the same moment one gets the file", async () => {
  const id = await approved();
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => downloadExport(deps(), asker, id)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results)
    if (result.status === "rejected") expect((result.reason as Problem).code).toBe("export-not-ready");
});

test("holds what its maker may see at that moment, not what it was when approved", async () => {
  const leaver = await w.actor("superintendent", { district: 17 });
  const id = await ask({}, leaver);
  await decideExport(deps(), approver, id, { approve: true });
  await w.owner.query("UPDATE access.assignment SET ended_at = now(), ended_by = 'x' WHERE id = $1", [
    leaver.assignment,
  ]);
  const file = await downloadExport(deps(), leaver, id);
  expect(file.bytes.toString()).toBe("last_name,first_name,homeless\n");
});

test("names hidden fields like those that do not exist, in fields and in filters", async () => {
  const clerk = await w.actor("clerk", { district: 17 });
  const problem = async (more: Parameters<typeof ask>[0]) => {
    const error = await ask(more, clerk).catch((thrown: Problem) => thrown);
    return JSON.stringify((error as Problem).toDocument());
  };
  for (const hidden of ["last_name", "homeless", "special_education.plan", "class.title"]) {
    const word = "nothing.such";
    expect((await problem({ fields: [hidden] })).replaceAll(hidden, word)).toBe(await problem({ fields: [word] }));
    const filters = (field: string) => ({ fields: ["birth_date"], filters: [{ field, value: "x" }] });
    expect((await problem(filters(hidden))).replaceAll(hidden, word)).toBe(await problem(filters(word)));
  }
});

test("joins one other table, a row for each entry, filtered by fields of the student", async () => {
  const id = (await w.keep("SELECT student_id FROM students.student WHERE state_identifier = '1'")).rows[0]?.student_id;
  await w.keep(
    `INSERT INTO students.enrollment (student_id, school_year, district, school, grade, entry_date, source)
     VALUES ($1, 2025, 17, 170, '04', '2024-08-28', 'roster'), ($1, 2026, 17, 170, '05', '2025-08-28', 'roster')`,
    [id],
  );
  const made = await approved({
    fields: ["state_identifier", "enrollment.grade"],
    filters: [{ field: "current_school", value: "170" }],
  });
  const { bytes } = await downloadExport(deps(), asker, made);
  expect(bytes.toString().split("\n").sort()).toEqual(["", "1,04", "1,05", "state_identifier,enrollment.grade"]);
  expect(await codeOf(() => ask({ fields: ["enrollment.grade", "program.program"] }))).toBe("export-tables");
  expect(await codeOf(() => ask({ purpose: "because" }))).toBe("export-purpose");
  expect(await codeOf(() => ask({ fields: [] }))).toBe("export-fields");
});
