// Ways around row security that go through no table: statistics, error messages, other roles, settings, files, and what
// could be left behind in a shared connection. Each is tried with the viewer's own hands, and gives nothing.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../src/access/index.ts";
import { type OneViewerEach, openOneViewerEach, today } from "./testing/one-viewer-each.ts";

let v: OneViewerEach;
let teacher: Actor;
let parent: Actor;
beforeAll(async () => {
  v = await openOneViewerEach();
  teacher = v.actors.find(({ role }) => role === "teacher")!;
  parent = v.actors.find(({ role }) => role === "parent")!;
});
afterAll(() => v?.close());

const ask = (actor: Actor, sql: string, values: unknown[] = []) =>
  v.as(actor, async (tx) => (await tx.query(sql, values)).rows);

describe("statistics", () => {
  test.each(["pg_stats", "pg_stats_ext", "pg_stats_ext_exprs"])("%s shows no value of a student", async (table) => {
    const sql = `SELECT 1 FROM pg_catalog.${table} WHERE schemaname = 'students'`;
    if (table === "pg_stats") expect((await v.owner.query(sql)).rowCount).toBeGreaterThan(20);
    for (const actor of v.actors) expect(await ask(actor, sql), actor.role).toEqual([]);
    expect((await v.db.query(sql)).rows).toEqual([]);
  });

  test("the tables behind them are refused", async () => {
    for (const table of ["pg_statistic", "pg_statistic_ext_data", "pg_authid", "pg_largeobject"])
      await expect(ask(teacher, `SELECT * FROM pg_catalog.${table}`), table).rejects.toMatchObject({ code: "42501" });
  });

  test("nobody reads what others are asking at the moment", async () => {
    const other = await v.db.connect();
    try {
      await other.query("SELECT 'a secret of another request'");
      const sql =
        "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE '%a secret of%' AND pid <> pg_backend_pid()";
      expect((await v.owner.query(sql)).rows).toEqual([{ n: 1 }]);
      expect(await ask(teacher, sql)).toEqual([{ n: 0 }]);
    } finally {
      other.release();
    }
  });
});

describe("errors tell nothing of hidden rows", () => {
  const places = ["seen.teacher__student", "students.student"];

  test.each(places)("a division that would fail on a hidden child of %s does not", async (place) => {
    const sql = `SELECT student_id FROM ${place} WHERE 1 / (student_id - $1::bigint) < 5`;
    expect(await ask(teacher, sql, [v.hiddenChild(teacher)])).toHaveLength(1);
    await expect(ask(teacher, sql, [v.ownChild(teacher)])).rejects.toThrow("division by zero");
  });

  test.each(places)("a cast that would name a hidden child of %s does not", async (place) => {
    const sql = `SELECT 1 FROM ${place} WHERE CASE WHEN student_id = $1 THEN last_name::int END IS NULL`;
    expect(await ask(teacher, sql, [v.hiddenChild(teacher)])).toHaveLength(1);
    await expect(ask(teacher, sql, [v.ownChild(teacher)])).rejects.toThrow(`"Child ${v.ownChild(teacher)}"`);
  });

  test("nor in a table that hangs on the student, nor through a join or an aggregate", async () => {
    const hidden = v.hiddenChild(teacher);
    const sure = [
      `SELECT 1 FROM seen.teacher__assessment WHERE 1 / (student_id - ${hidden}) < 5`,
      `SELECT 1 FROM seen.teacher__student s JOIN seen.teacher__assessment a ON 1 / (a.student_id - ${hidden}) < s.student_id`,
      `SELECT sum(1 / (student_id - ${hidden})) FROM seen.teacher__health_note`,
      `SELECT 1 FROM students.attendance ORDER BY 1 / (student_id - ${hidden})`,
    ];
    for (const sql of sure) expect(await ask(teacher, sql), sql).toHaveLength(1);
  });

  test("a column that the role does not have is refused, wherever it is put", async () => {
    const places = [
      "SELECT #",
      "SELECT 1 ORDER BY #",
      "SELECT 1 WHERE # IS NULL",
      "SELECT count(#)",
      "SELECT 1 GROUP BY #",
    ];
    for (const place of places) {
      const [select, rest = ""] = place.split(/(?= (?:ORDER|WHERE|GROUP))/);
      const sql = `${select} FROM students.enrollment${rest}`.replace("#", "source");
      await expect(ask(teacher, sql), sql).rejects.toMatchObject({ code: "42501" });
    }
  });
});

describe("another role", () => {
  test.each([
    ["SET LOCAL ROLE rollbook_owner", "42501"],
    ["SET LOCAL ROLE pg_read_all_data", "42501"],
    ["SET LOCAL SESSION AUTHORIZATION rollbook_owner", "42501"],
    ["SET LOCAL row_security = off; SELECT student_id FROM students.student", "42501"],
    ["SET LOCAL session_replication_role = replica", "42501"],
    ["ALTER ROLE rollbook_view_teacher_related BYPASSRLS", "42501"],
    ["CREATE ROLE mine IN ROLE rollbook_keeper", "42501"],
    ["GRANT rollbook_keeper TO rollbook_view_teacher_related", "42501"],
    ["SELECT set_config('role', 'rollbook_keeper', true)", "42501"],
    ["SELECT query_to_xml('SET ROLE rollbook_keeper', true, false, '')", "0A000"],
  ])("%s is refused", async (sql, code) => {
    await expect(ask(teacher, sql)).rejects.toMatchObject({ code });
  });

  test("the assignment of another gives nothing to a role that is not its own", async () => {
    for (const other of v.actors.filter(({ role }) => role !== "teacher")) {
      const found = await v.as(teacher, async (tx) => {
        await tx.query(`SET LOCAL rollbook.assignment = '${other.assignment}'`);
        return tx.query("SELECT student_id FROM seen.teacher__student");
      });
      expect(found.rows, other.role).toEqual([]);
    }
  });

  test("a viewer who becomes another viewer takes no assignment along", async () => {
    for (const other of v.actors.filter(({ role }) => role !== "teacher")) {
      const found = await v.as(teacher, async (tx) => {
        await tx.query(`SET LOCAL ROLE ${other.grants.viewer}`);
        return tx.query(`SELECT student_id FROM seen.${other.role.replaceAll("-", "_")}__student`);
      });
      expect(found.rows, other.role).toEqual([]);
    }
  });

  test("without a day, or with a day that is none, nothing is seen", async () => {
    const on = (day: string) =>
      v.as(teacher, async (tx) => {
        await tx.query(`SET LOCAL rollbook.today = '${day}'`);
        return (await tx.query("SELECT student_id FROM seen.teacher__student")).rowCount;
      });
    expect(await on(today)).toBe(1);
    expect(await on("")).toBe(0);
    await expect(on("soon")).rejects.toThrow("invalid input syntax");
  });
});

describe("files, objects and what stays behind", () => {
  test.each([
    "COPY students.student TO STDOUT",
    "COPY (SELECT 1) TO '/tmp/rollbook-attack'",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "CREATE TEMPORARY TABLE kept AS SELECT * FROM seen.teacher__student",
    "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS 'BEGIN RAISE NOTICE ''%'', $1; RETURN true; END'",
    "CREATE OPERATOR pg_temp.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION citext SCHEMA seen",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'rollbook_owner'",
  ])("%s is refused", async (sql) => {
    await expect(ask(parent, sql)).rejects.toMatchObject({ code: "42501" });
  });

  test("a cursor that a viewer holds open beyond its transaction gives the next one nothing", async () => {
    const one = await v.db.connect();
    try {
      await one.query(
        `BEGIN; SET LOCAL rollbook.assignment = '${teacher.assignment}'; SET LOCAL rollbook.today = '${today}'`,
      );
      await one.query(
        `SET LOCAL ROLE ${teacher.grants.viewer}; PREPARE kept AS SELECT * FROM seen.teacher__student; COMMIT`,
      );
      await expect(one.query("EXECUTE kept")).rejects.toMatchObject({ code: "42501" });
    } finally {
      one.release(true);
    }
  });
});
