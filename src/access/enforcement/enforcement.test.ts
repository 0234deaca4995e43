// The generated row security on a real database: rows and columns by role, and nothing for whom no assignment stands.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixedClock, resolveProfile, withTransaction } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { type Access, createAccess } from "../create-access.ts";
import { type Actor, systemActor } from "../policy/actor.ts";
import { loadAccessPolicy } from "../policy/policy.ts";
import { applyPolicy } from "./apply-policy.ts";
import { viewName } from "./policy-sql.ts";
import { keepAs, readAs } from "./read-as.ts";

let t: TestDatabase;
let access: Access;
let superintendent: Actor;
const clock = fixedClock("2025-10-06T14:00:00Z");
const policy = loadAccessPolicy(resolveProfile("new-hampshire"));

beforeAll(async () => {
  t = await testDatabase();
  await applyPolicy(t.owner, policy);
  access = createAccess({ db: t.db, policy, clock });
  const sam = { name: "Sam Super", email: "sam@example.org", role: "superintendent", district: 17 };
  await access.createAccount(systemActor, sam);
  superintendent = await access.getActor(sam.email);
  await withTransaction(t.db, (tx) =>
    keepAs(tx, async () => {
      await tx.query(
        "INSERT INTO students.student (state_identifier, last_name, current_district) VALUES ('1', 'Ash', 17), ('2', 'Birch', 19)",
      );
    }),
  );
});
afterAll(() => t.close());

const names = async (actor: Actor): Promise<unknown[]> =>
  readAs({ db: t.db, clock }, actor, { action: "student.list" }, async (tx) => {
    const found = await tx.query(`SELECT * FROM seen.${viewName(actor.role, "student")}`);
    return found.rows.map((row) => row.last_name);
  });

describe("row security", () => {
  test("is applied once for the same policy", async () => {
    expect(await applyPolicy(t.owner, policy)).toBe(false);
  });

  test("shows a superintendent the own district", async () => {
    expect(await names(superintendent)).toEqual(["Ash"]);
  });

  test("shows nothing once the assignment is ended", async () => {
    const ivy = { name: "Ivy Super", email: "ivy@example.org", role: "superintendent", district: 17 };
    await access.createAccount(systemActor, ivy);
    const actor = await access.getActor(ivy.email);
    expect(await names(actor)).toEqual(["Ash"]);
    await access.endAssignment(systemActor, actor.assignment ?? "");
    expect(await names(actor)).toEqual([]);
  });

  test("gives the program itself no table of students", async () => {
    await expect(t.db.query("SELECT 1 FROM students.student")).rejects.toThrow("permission denied");
    await expect(t.db.query(`SELECT 1 FROM seen.${viewName("superintendent", "student")}`)).rejects.toThrow(
      "permission denied",
    );
  });

  test("shows nothing to a role of the database that is not the assignment's", async () => {
    const other = { ...superintendent, grants: { ...superintendent.grants, viewer: "rollbook_view_clerk_district" } };
    expect(await names({ ...other, role: "clerk" })).toEqual([]);
  });

  test("refuses the operator, who acts in no assignment", async () => {
    await expect(names(systemActor)).rejects.toMatchObject({ code: "operator-sees-no-student" });
  });
});
