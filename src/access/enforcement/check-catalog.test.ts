// The database against the policy: nothing differs in any profile as it is applied, and every planted difference is named.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolveProfile } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { loadAccessPolicy } from "../policy/policy.ts";
import { applyPolicy } from "./apply-policy.ts";
import { checkCatalog, differenceWords } from "./check-catalog.ts";

describe.each(["new-hampshire", "missouri", "boston", "connecticut", "westford"])("%s", (profile) => {
  const policy = loadAccessPolicy(resolveProfile(profile));

  test("is in the database as the policy says", async () => {
    const t = await testDatabase();
    try {
      await applyPolicy(t.owner, policy);
      const { compared, differences } = await checkCatalog(t.owner, policy);
      expect(differences.map(differenceWords)).toEqual([]);
      expect(compared).toBeGreaterThan(300);
    } finally {
      await t.close();
    }
  });
});

describe("a planted difference is named", () => {
  let t: TestDatabase;
  const policy = loadAccessPolicy(resolveProfile("connecticut"));
  const teacher = "rollbook_view_teacher_related";

  beforeAll(async () => {
    t = await testDatabase();
    await applyPolicy(t.owner, policy);
  });
  afterAll(() => t.close());

  // What is planted by hand, how it is taken back, and the subject that is named.
  const planted: [what: string, plant: string, undo: string, subject: string][] = [
    [
      "a column more",
      `GRANT SELECT (lunch_status) ON students.economic_status TO ${teacher}`,
      `REVOKE SELECT (lunch_status) ON students.economic_status FROM ${teacher}`,
      `columns of students.economic_status for ${teacher}`,
    ],
    [
      "a column less",
      `REVOKE SELECT (first_name) ON students.student FROM ${teacher}`,
      `GRANT SELECT (first_name) ON students.student TO ${teacher}`,
      `columns of students.student for ${teacher}`,
    ],
    [
      "a right to write",
      `GRANT UPDATE (first_name) ON students.student TO ${teacher}`,
      `REVOKE UPDATE (first_name) ON students.student FROM ${teacher}`,
      `columns of students.student for ${teacher}`,
    ],
    [
      "a whole table",
      `GRANT SELECT ON students.health_note TO ${teacher}`,
      `REVOKE SELECT ON students.health_note FROM ${teacher}`,
      `rights on students.health_note of ${teacher}`,
    ],
    [
      "a table for the program",
      "GRANT SELECT ON students.student TO rollbook_app",
      "REVOKE SELECT ON students.student FROM rollbook_app",
      "rights on students.student of rollbook_app",
    ],
    [
      "a table for everybody",
      "GRANT SELECT ON students.student TO PUBLIC",
      "REVOKE SELECT ON students.student FROM PUBLIC",
      "rights on students.student of everybody",
    ],
    [
      "accounts for a viewer",
      `GRANT SELECT ON access.account TO ${teacher}`,
      `REVOKE SELECT ON access.account FROM ${teacher}`,
      `rights on access.account of ${teacher}`,
    ],
    [
      "another's view",
      `GRANT SELECT ON seen.superintendent__student TO ${teacher}`,
      `REVOKE SELECT ON seen.superintendent__student FROM ${teacher}`,
      `rights on seen.superintendent__student of ${teacher}`,
    ],
    [
      "row security switched off",
      "ALTER TABLE students.student DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE students.student ENABLE ROW LEVEL SECURITY",
      "row security of students.student",
    ],
    [
      "a second row policy",
      "CREATE POLICY open ON students.student TO rollbook_rows_related USING (true)",
      "DROP POLICY open ON students.student",
      "row policy open on students.student",
    ],
    [
      "a looser row policy",
      "ALTER POLICY rows_related ON students.student USING (true)",
      "ALTER POLICY rows_related ON students.student USING (student_id = ANY ((SELECT access.related_students(current_user, false))::bigint[]))",
      "row policy rows_related on students.student",
    ],
    [
      "the whole year for today",
      "ALTER POLICY rows_related ON students.student USING (student_id = ANY ((SELECT access.related_students(current_user, true))::bigint[]))",
      "ALTER POLICY rows_related ON students.student USING (student_id = ANY ((SELECT access.related_students(current_user, false))::bigint[]))",
      "row policy rows_related on students.student",
    ],
    [
      "a row policy of others",
      "ALTER POLICY rows_all ON students.student TO rollbook_rows_all, rollbook_rows_related",
      "ALTER POLICY rows_all ON students.student TO rollbook_rows_all",
      "row policy rows_all on students.student",
    ],
    [
      "a row policy gone",
      "DROP POLICY rows_family ON students.attendance",
      "CREATE POLICY rows_family ON students.attendance FOR SELECT TO rollbook_rows_family USING (student_id = ANY ((SELECT students.family_students(current_user))::bigint[]))",
      "row policy rows_family on students.attendance",
    ],
    [
      "a view with its owner's rights",
      "ALTER VIEW seen.teacher__student SET (security_invoker = false)",
      "ALTER VIEW seen.teacher__student SET (security_invoker = true)",
      "view seen.teacher__student",
    ],
    [
      "a view with a column more",
      "CREATE OR REPLACE VIEW seen.teacher__class_roster WITH (security_invoker = true) AS SELECT class_id, student_id, starts, ends, now() AS seen_at FROM students.class_roster",
      "DROP VIEW seen.teacher__class_roster; CREATE VIEW seen.teacher__class_roster WITH (security_invoker = true) AS SELECT class_id, student_id, starts, ends FROM students.class_roster; GRANT SELECT ON seen.teacher__class_roster TO rollbook_view_teacher_related",
      "view seen.teacher__class_roster",
    ],
    [
      "a view of nobody's",
      "CREATE VIEW seen.extra AS SELECT * FROM students.student",
      "DROP VIEW seen.extra",
      "view seen.extra",
    ],
    [
      "a need forgotten",
      "DELETE FROM access.viewer_need WHERE role = 'applicant'",
      "INSERT INTO access.viewer_need VALUES ('applicant', 'application')",
      "needs of applicant",
    ],
    [
      "a relation more",
      "INSERT INTO access.viewer_relation VALUES ('teacher', 'counselor')",
      "DELETE FROM access.viewer_relation WHERE relation = 'counselor' AND role = 'teacher'",
      "declaration of teacher",
    ],
    [
      "an age forgotten",
      "UPDATE access.viewer SET student_age = NULL WHERE role = 'parent'",
      "UPDATE access.viewer SET student_age = 'minor' WHERE role = 'parent'",
      "declaration of parent",
    ],
  ];

  test.each(planted)("%s", async (_, plant, undo, subject) => {
    await t.owner.query(plant);
    const { differences } = await checkCatalog(t.owner, policy);
    await t.owner.query(undo);
    expect(differences.map((one) => one.subject)).toContain(subject);
    expect((await checkCatalog(t.owner, policy)).differences.map(differenceWords)).toEqual([]);
  });

  test("the policy of another profile differs in hundreds of points", async () => {
    const other = loadAccessPolicy(resolveProfile("missouri"));
    expect((await checkCatalog(t.owner, other)).differences.length).toBeGreaterThan(200);
  });
});
