// What each role reads of students on a real database: rows, fields, names, classes, and what a hidden field answers.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, recordTables } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { type StudentWorld, studentWorld, worldPolicy } from "../testing/student-world.ts";
import { kindOf } from "./field-values.ts";
import { idOf } from "./one-student.ts";
import type { StudentPage } from "./read-students.ts";

let w: StudentWorld;
let superintendent: Actor;
let clerk: Actor;
let teacher: Actor;
const ids: Record<string, number> = {};

beforeAll(async () => {
  w = await studentWorld();
  superintendent = await w.actor("superintendent", { district: 17 });
  clerk = await w.actor("clerk", { district: 17 });
  teacher = await w.actor("teacher", { name: "Tess Teacher" });
  const { rows } = await w.keep(`INSERT INTO students.student
    (state_identifier, first_name, last_name, birth_date, homeless, current_district, current_school, current_grade) VALUES
    ('11', 'José', 'O''Brien', '2015-03-01', true, 17, 170, '05'), ('12', 'Ann', 'Obrien-Lee', '2015-04-01', false, 17, 170, '05'),
    ('13', 'Zoë', 'Ash', '2014-05-01', false, 17, 171, '06'), ('14', 'Max', 'Ash', '2014-06-01', true, 19, 190, '06')
    RETURNING student_id, first_name`);
  for (const row of rows) ids[row.first_name as string] = Number(row.student_id);
  await w.keep(
    `INSERT INTO students.enrollment (student_id, school_year, district, school, grade, entry_date, exit_date, source)
     VALUES ($1, 2026, 17, 170, '05', '2025-08-28', NULL, 'roster'), ($1, 2025, 19, 190, '04', '2024-08-28', '2025-06-15', 'roster'),
       ($2, 2026, 19, 190, '06', '2025-08-28', NULL, 'roster')`,
    [ids.José, ids.Max],
  );
  await w.keep(
    "INSERT INTO students.health_note (student_id, noted_on, note, entered_by) VALUES ($1, '2025-09-01', 'asthma', 'x')",
    [ids.José],
  );
  const made = await w.keep(
    `INSERT INTO students.class (sourced_id, district, school, school_year, title, starts, ends)
     VALUES ('c1', 17, 170, 2026, 'Grade 5 mathematics', '2025-08-28', '2026-06-15') RETURNING class_id`,
  );
  const id = made.rows[0]?.class_id;
  await w.keep("INSERT INTO students.class_teacher VALUES ($1, $2, '2025-08-28', '2026-06-15')", [id, teacher.account]);
  for (const student of [ids.José, ids.Ann]) {
    await w.keep("INSERT INTO students.class_roster VALUES ($1, $2, '2025-08-28', '2026-06-15')", [id, student]);
    await w.db.query(
      "INSERT INTO access.edge (account_id, student_id, relation, source, valid_from, valid_to) VALUES ($1, $2, 'teacher', $3, '2025-08-28', '2026-06-15')",
      [teacher.account, student, `class:${id}`],
    );
  }
});
afterAll(() => w?.close());

const lastNames = ({ students }: StudentPage) => students.map(({ values }) => values.last_name);
const problemOf = async (run: () => Promise<unknown>) => {
  const error = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error(`no problem, but ${String(error)}`);
  return error.toDocument();
};
const events = async (action: string) =>
  (await w.owner.query("SELECT actor, subject, details FROM audit.event WHERE action = $1 ORDER BY id", [action])).rows;

describe("a list", () => {
  test("shows the own district by name, and counts it", async () => {
    const page = await w.students.list(superintendent, {});
    expect(lastNames(page)).toEqual(["Ash", "O'Brien", "Obrien-Lee"]);
    expect([page.total, page.more]).toEqual([3, false]);
  });

  test("filters and sorts by visible fields", async () => {
    const filters = [{ field: "current_school", value: "170" }];
    const page = await w.students.list(superintendent, { filters, sort: "-birth_date", fields: ["first_name"] });
    expect(page.students.map(({ values }) => values)).toEqual([{ first_name: "Ann" }, { first_name: "José" }]);
  });

  test("counts beyond its page, and past its end", async () => {
    const first = await w.students.list(superintendent, { limit: 2 });
    expect([first.students.length, first.total]).toEqual([2, 3]);
    const past = await w.students.list(superintendent, { offset: 50 });
    expect([past.students.length, past.total]).toEqual([0, 3]);
  });

  test("answers a foreign school like one that does not exist", async () => {
    const of = (value: string) => w.students.list(superintendent, { filters: [{ field: "current_school", value }] });
    expect(await of("190")).toEqual(await of("999999"));
  });

  test("is in the log with who was shown, before it is returned", async () => {
    const page = await w.students.list(teacher, {});
    const logged = (await events("student.list")).at(-1);
    expect(logged).toMatchObject({ actor: teacher.account, details: { total: 2, role: "teacher" } });
    expect(logged?.details.students).toEqual(page.students.map(({ id }) => id));
  });
});

describe("a hidden field", () => {
  const asks: [what: string, ask: (actor: Actor, field: string) => Promise<unknown>][] = [
    ["selected", (actor, field) => w.students.list(actor, { fields: ["birth_date", field] })],
    ["filtered by", (actor, field) => w.students.list(actor, { filters: [{ field, value: "A" }] })],
    ["filtered by nothing", (actor, field) => w.students.list(actor, { filters: [{ field, value: "" }] })],
    ["filtered by nonsense", (actor, field) => w.students.list(actor, { filters: [{ field, value: "\0'--" }] })],
    ["sorted by", (actor, field) => w.students.list(actor, { sort: field })],
    ["sorted backwards by", (actor, field) => w.students.list(actor, { sort: `-${field}` })],
    ["counted by", (actor, field) => w.students.count(actor, [{ field, value: "yes" }])],
    ["searched by", (actor, field) => w.students.search(actor, [{ field, value: "A" }])],
  ];
  const hidden = [
    "last_name",
    "homeless",
    "student.first_name",
    "last_name_key",
    "student_id",
    "special_education.plan",
  ];

  test.each(asks)("%s answers like one that does not exist", async (_what, ask) => {
    for (const field of hidden) {
      const answer = await problemOf(() => ask(clerk, field));
      const nowhere = await problemOf(() => ask(clerk, "no_such_field"));
      expect(answer.code).toBe("field-unknown");
      expect(JSON.parse(JSON.stringify(answer).replaceAll(field, "no_such_field"))).toEqual(nowhere);
    }
  });

  test("is neither in the answer nor in its order", async () => {
    const page = await w.students.list(clerk, {});
    expect(Object.keys(page.students[0]?.values ?? {})).not.toContain("last_name");
    expect(page.students.map(({ id }) => id)).toEqual([ids.José, ids.Ann, ids.Zoë]);
    expect(page.fields).not.toContain("student.homeless");
  });

  test("of a whole table: the table is not there", async () => {
    const record = await w.students.getStudent(clerk, ids.José!);
    expect(record.tables.map(({ table }) => table)).not.toContain("special_education");
    expect(record.columns).not.toContain("last_name");
    const taught = await w.students.getStudent(teacher, ids.José!);
    expect(taught.tables.map(({ table }) => table)).not.toContain("health_note");
  });
});

describe("one student", () => {
  test("is followed over districts and years", async () => {
    const { tables, values } = await w.students.getStudent(superintendent, ids.José!);
    expect(values).toMatchObject({ last_name: "O'Brien", birth_date: "2015-03-01" });
    const history = tables.find(({ table }) => table === "enrollment")?.rows;
    expect(history?.map(({ district, entry_date }) => [district, entry_date])).toEqual([
      [17, "2025-08-28"],
      [19, "2024-08-28"],
    ]);
    expect(tables.find(({ table }) => table === "health_note")?.rows).toEqual([
      { noted_on: "2025-09-01", note: "asthma" },
    ]);
    expect(tables.find(({ table }) => table === "class_roster")?.rows[0]).toMatchObject({
      class_title: "Grade 5 mathematics",
    });
  });

  test("out of sight answers like one who does not exist; both are in the log", async () => {
    const foreign = await problemOf(() => w.students.getStudent(superintendent, ids.Max!));
    const missing = await problemOf(() => w.students.getStudent(superintendent, 999_999));
    expect(foreign).toEqual(missing);
    expect(foreign.status).toBe(404);
    const logged = (await events("student.view")).slice(-2);
    expect(logged.map(({ subject, details }) => [subject, details.found])).toEqual([
      [`student:${ids.Max}`, false],
      ["student:999999", false],
    ]);
  });

  test.each(["0", "-1", "1e3", "x", "1 or 1=1", "99999999999999999999", "1.0", "", "０"])(
    "the id %j names nobody",
    (text) => {
      expect(() => idOf(text)).toThrow(new Problem("not-found", {}));
    },
  );
});

describe("search", () => {
  const found = async (filters: Record<string, string>) =>
    lastNames(
      await w.students.search(
        superintendent,
        Object.entries(filters).map(([field, value]) => ({ field, value })),
      ),
    );

  test("goes by the beginning of a name, whatever its case, accents and apostrophes", async () => {
    expect(await found({ last_name: "obri" })).toEqual(["O'Brien", "Obrien-Lee"]);
    expect(await found({ last_name: "O’BRIEN", first_name: "JOSE" })).toEqual(["O'Brien"]);
    expect(await found({ first_name: "zoe" })).toEqual(["Ash"]);
    expect(await found({ last_name: "obrien lee" })).toEqual(["Obrien-Lee"]);
    expect(await found({ last_name: "%" })).toEqual([]);
  });

  test("by number is exact and finds none of another district", async () => {
    expect(await found({ state_identifier: "11" })).toEqual(["O'Brien"]);
    expect(await found({ state_identifier: "1" })).toEqual([]);
    expect(await found({ state_identifier: "14" })).toEqual([]);
  });

  test("wants something to go by", async () => {
    expect((await problemOf(() => found({ last_name: " " }))).code).toBe("search-empty");
    expect((await problemOf(() => found({ homeless: "yes" }))).code).toBe("field-unknown");
  });
});

test("a teacher's classes hold today's roster, and no one else's", async () => {
  const { classes } = await w.students.ownClasses(teacher);
  expect(classes.map(({ values }) => values.title)).toEqual(["Grade 5 mathematics"]);
  expect(classes[0]?.students.map(({ values }) => values.last_name)).toEqual(["O'Brien", "Obrien-Lee"]);
  expect((await w.students.ownClasses(superintendent)).classes).toEqual([]);
});

test("a role without the action is denied; one without rows too", async () => {
  const board = await w.actor("board");
  expect((await problemOf(() => w.students.list(board, {}))).status).toBe(403);
  const unknown = { ...superintendent, grants: { ...superintendent.grants, actions: new Set<never>() } };
  expect((await problemOf(() => w.students.list(unknown, {}))).status).toBe(403);
});

test("the database's own words never reach the reader", async () => {
  for (const [field, value] of [
    ["birth_date", "2015-02-30"],
    ["current_school", "9999999999"],
    ["homeless", "1; SELECT"],
    ["current_grade", "\0"],
  ]) {
    const answer = await problemOf(() =>
      w.students.list(superintendent, { filters: [{ field: field!, value: value! }] }),
    );
    expect(answer.code).toBe("invalid-input");
    expect(answer.detail).not.toMatch(/syntax|column|integer|encoding/);
  }
});

test("dated grants narrow the fields: a list to what each gives, one record to what any for that student gives", async () => {
  const researcher = await w.actor("researcher");
  const give = async (student: number, fields: string[] | null) => {
    const { rows } = await w.owner.query(
      `INSERT INTO access.dated_grant (account_id, role, kind, valid_from, valid_to, given_at, given_by, given_by_name, statement, fields)
       VALUES ($1, 'researcher', 'application', '2025-07-01', '2026-06-30', $2, 'x', 'x', 'granted', $3) RETURNING id`,
      [researcher.account, w.clock.now(), fields],
    );
    await w.owner.query("INSERT INTO access.grant_student VALUES ($1, $2)", [rows[0].id, student]);
  };
  await give(ids.Ann!, ["student.birth_date", "student.last_name", "student.secret"]);
  await give(ids.Max!, null);
  expect((await w.students.list(researcher, {})).fields).toEqual(["student.last_name", "student.birth_date"]);
  expect((await w.students.getStudent(researcher, ids.Ann!)).columns).toEqual(["last_name", "birth_date"]);
  expect((await w.students.getStudent(researcher, ids.Max!)).columns).toContain("homeless");
  expect((await problemOf(() => w.students.list(researcher, { sort: "homeless" }))).code).toBe("field-unknown");
  expect(worldPolicy.roles.researcher?.rows).toBe("grant");
});

test("each column's kind of value is the database's", async () => {
  const { rows } = await w.owner.query(
    "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'students'",
  );
  const kinds: Record<string, string> = {
    date: "day",
    boolean: "yes-no",
    integer: "number",
    smallint: "number",
    numeric: "number",
    text: "text",
  };
  const columns = Object.entries(recordTables).flatMap(([table, { fields }]) =>
    Object.keys(fields).map((column) => [table, column]),
  );
  expect(columns.length).toBeGreaterThan(50);
  for (const [table, column] of columns) {
    const found = rows.find((row) => row.table_name === table && row.column_name === column);
    expect([table, column, kindOf(column!)]).toEqual([table, column, kinds[found?.data_type]]);
  }
});
