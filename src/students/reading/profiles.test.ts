// What the main roles of two real profiles read: whom, and which tables of a record. Expected by hand, from the policies' words.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, loadAccessPolicy } from "../../access/index.ts";
import { resolveProfile } from "../../platform/index.ts";
import { type StudentWorld, studentWorld } from "../testing/student-world.ts";

type Expected = { role: string; at: { district?: number; schools?: number[] }; sees: string[]; without: string[] };

const inSchool = { district: 17, schools: [170] };
const profiles: Record<string, Expected[]> = {
  connecticut: [
    { role: "superintendent", at: {}, sees: ["Ash", "Birch", "Cedar"], without: [] },
    { role: "principal", at: inSchool, sees: ["Ash", "Birch"], without: ["health_note", "economic_status"] },
    { role: "teacher", at: inSchool, sees: ["Ash"], without: ["health_note", "economic_status"] },
    { role: "counselor", at: inSchool, sees: [], without: [] },
    { role: "special-education-administrator", at: { district: 17 }, sees: ["Birch"], without: [] },
  ],
  missouri: [
    { role: "manager", at: {}, sees: ["Ash", "Birch", "Cedar"], without: [] },
    { role: "superintendent", at: { district: 17 }, sees: ["Ash", "Birch"], without: [] },
    // Nobody: the yearly authorization is not there.
    { role: "teacher", at: inSchool, sees: [], without: [] },
  ],
};

describe.each(Object.keys(profiles))("%s", (profile) => {
  let w: StudentWorld;
  const actors = new Map<string, Actor>();

  beforeAll(async () => {
    w = await studentWorld("2025-10-06T14:00:00Z", loadAccessPolicy(resolveProfile(profile)));
    const { rows } = await w.keep(
      `INSERT INTO students.student (last_name, current_district, current_school) VALUES
       ('Ash', 17, 170), ('Birch', 17, 170), ('Cedar', 19, 190) RETURNING student_id, last_name`,
    );
    await w.keep(
      `INSERT INTO students.enrollment (student_id, school_year, district, school, entry_date, source)
       SELECT student_id, 2026, current_district, current_school, '2025-08-28', 'roster' FROM students.student`,
    );
    const idOf = (name: string) => rows.find((row) => row.last_name === name)?.student_id;
    await w.keep(
      "INSERT INTO students.special_education (student_id, district, plan, start_date, source) VALUES ($1, 17, 'iep', '2025-09-01', 'x')",
      [idOf("Birch")],
    );
    for (const { role, at } of profiles[profile]!) actors.set(role, await w.actor(role, at));
    await w.db.query(
      "INSERT INTO access.edge (account_id, student_id, relation, source, valid_from) VALUES ($1, $2, 'teacher', 'class:1', '2025-08-28')",
      [actors.get("teacher")?.account, idOf("Ash")],
    );
  });
  afterAll(() => w?.close());

  test.each(profiles[profile]!)("$role", async ({ role, sees, without }) => {
    const actor = actors.get(role)!;
    const page = await w.students.list(actor, {});
    expect(page.students.map(({ values }) => values.last_name)).toEqual(sees);
    const [first] = page.students;
    if (!first) return;
    const tables = (await w.students.getStudent(actor, first.id)).tables.map(({ table }) => table);
    expect(tables).toContain("enrollment");
    for (const hidden of without) expect(tables).not.toContain(hidden);
  });

  if (profile === "missouri")
    test("a teacher sees the own students with the authorization of the year, and not with last year's", async () => {
      const teacher = actors.get("teacher")!;
      const give = (from: string, to: string) =>
        w.owner.query(
          `INSERT INTO access.dated_grant (account_id, role, kind, valid_from, valid_to, given_at, given_by, given_by_name, statement)
         VALUES ($1, 'teacher', 'authorization', $2, $3, $4, 'x', 'x', 'authorized')`,
          [teacher.account, from, to, w.clock.now()],
        );
      const seen = async () => (await w.students.list(teacher, {})).students.map(({ values }) => values.last_name);
      await give("2024-07-01", "2025-06-30");
      expect(await seen()).toEqual([]);
      await give("2025-07-01", "2026-06-30");
      expect(await seen()).toEqual(["Ash"]);
    });
});
