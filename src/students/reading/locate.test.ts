// Finding one student by facts: exactly who fits, with just the fields of the role, and nobody without facts.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Actor,
  applyPolicy,
  createAccess,
  keepAs,
  loadAccessPolicy,
  readAs,
  systemActor,
} from "../../access/index.ts";
import { listEvents } from "../../audit/index.ts";
import { fixedClock, resolveProfile, withTransaction } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { createStudents, type Students } from "../create-students.ts";

let t: TestDatabase;
let students: Students;
let searcher: Actor;
let clerk: Actor;
const clock = fixedClock("2025-10-06T14:00:00Z");
const policy = loadAccessPolicy(resolveProfile("new-hampshire"));
const facts = { first_name: "José", last_name: "O'Brien", birth_date: "2012-05-14" };

beforeAll(async () => {
  t = await testDatabase();
  await applyPolicy(t.owner, policy);
  students = createStudents({ db: t.db, clock, policy });
  const access = createAccess({ db: t.db, policy, clock });
  const person = async (name: string, role: string, district?: number) => {
    const email = `${name.toLowerCase().replace(" ", ".")}@example.org`;
    await access.createAccount(systemActor, { name, email, role, district });
    return access.getActor(email);
  };
  searcher = await person("Ida Searcher", "identifier-searcher", 17);
  clerk = await person("Carla Clerk", "clerk", 17);
  await withTransaction(t.db, (tx) =>
    keepAs(tx, async () => {
      await tx.query(`INSERT INTO students.student (state_identifier, first_name, last_name, birth_date, current_district)
        VALUES ('1', 'JOSE', 'OBrien', '2012-05-14', 19), ('2', 'Jose', 'O Brien', '2012-05-15', 19), ('3', 'Josefa', 'O''Brien', '2012-05-14', 19)`);
      await tx.query(`INSERT INTO students.student (first_name, last_name, birth_date)
        SELECT 'John', 'Smith', '2011-01-01' FROM generate_series(1, 6)`);
    }),
  );
});
afterAll(() => t.close());

describe("a person who may find an identifier", () => {
  test("finds who fits all three facts, whatever accents and apostrophes, and is told the fields of the role", async () => {
    const found = await students.locate(searcher, facts);
    expect(found.students.map(({ values }) => values.state_identifier)).toEqual(["1"]);
    expect(found.fields).not.toContain("student.last_name");
    const [event] = await listEvents(t.db);
    expect(event).toMatchObject({ action: "student.locate", actor: searcher.account, details: { total: 1 } });
    expect(JSON.stringify(event)).not.toMatch(/brien|2012-05-14/i);
  });

  test("finds nobody by two facts, by the beginning of a name, or where more than five fit", async () => {
    const total = async (other: Partial<typeof facts>) =>
      (await students.locate(searcher, { ...facts, ...other })).students.length;
    expect(await total({ birth_date: "2012-05-16" })).toBe(0);
    expect(await total({ first_name: "Jos" })).toBe(0);
    expect(await total({ first_name: "John", last_name: "Smith", birth_date: "2011-01-01" })).toBe(0);
  });

  test("sees no row of any list, also in the database itself", async () => {
    await expect(students.search(searcher, [{ field: "state_identifier", value: "1" }])).rejects.toMatchObject({
      code: "search-facts",
    });
    await expect(students.list(searcher, {})).rejects.toMatchObject({ code: "denied-by-policy" });
    const rows = readAs(
      { db: t.db, clock },
      searcher,
      { action: "test" },
      async (tx) => (await tx.query("SELECT * FROM seen.identifier_searcher__student")).rows,
    );
    expect(await rows).toEqual([]);
  });

  test("is stopped after sixty tries within an hour", async () => {
    const outcomes: string[] = [];
    for (let tries = 0; tries < 62; tries++)
      outcomes.push(
        await students.locate(searcher, { ...facts, birth_date: "2001-01-01" }).then(
          () => "none",
          (error: { code: string }) => error.code,
        ),
      );
    expect(outcomes.at(0)).toBe("none");
    expect(outcomes.at(-1)).toBe("too-many-searches");
  });
});

test("who searches among the own students locates nobody else", async () => {
  await expect(students.locate(clerk, facts)).rejects.toMatchObject({ code: "denied" });
});
