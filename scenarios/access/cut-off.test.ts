// What is taken away is gone with the next request of the same session, over HTTP, without a job or a restart: an
// assignment, an edge, a grant, an account, a session. What was taken from one person stays with the next.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "../../src/access/index.ts";
import {
  accountId,
  assignmentId,
  emptyWorld,
  grantId,
  type Office,
  openOffice,
  type Visitor,
} from "./testing/office.ts";
import type { World } from "./testing/world.ts";

const noon = "2025-10-06T12:00:00-05:00";
const days = { from: "2025-07-01", to: "2026-06-30" };
const roles = [
  "superintendent",
  "superintendent",
  "superintendent",
  "superintendent",
  "teacher",
  "teacher",
  "parent",
  "researcher",
];

/** Persons 1.. of the roles above; all students are of district 17, and each of the others has the first two. */
const world = (): World => {
  const account = (at: number) => accountId(at + 1);
  return {
    ...emptyWorld(),
    accounts: roles.map((_, at) => ({ id: account(at), disabled: false })),
    assignments: roles.map((role, at) => ({
      ...{ id: assignmentId(at + 1), account: account(at), role, ...days, endedAt: null, schools: [] },
      district: role === "superintendent" || role === "teacher" ? 17 : null,
    })),
    students: [1, 2, 3].map((id) => ({ id, born: "2015-01-01", district: 17, school: 1 })),
    edges: roles.flatMap((role, at) =>
      [1, 2].map((student) => ({
        ...{ account: account(at), student, relation: role, source: "test:1", district: null, ...days, barred: false },
      })),
    ),
    grants: roles.flatMap((role, at) =>
      ["authorization", "agreement"].map((kind, which) => ({
        ...{ id: grantId(at * 2 + which), account: account(at), role, assignment: null, kind, ...days, endedAt: null },
        students: kind === "agreement" ? [1, 2] : [],
      })),
    ),
  };
};

let office: Office;
beforeAll(async () => {
  office = await openOffice("missouri", world(), noon);
});
afterAll(() => office?.close());

/** The first record as JSON: the status alone. */
const record = async (visitor: Visitor, student = 1) => (await visitor.ask(`/api/v1/students/${student}`)).status;
const sql = (text: string, ...values: unknown[]) => office.owner.query(text, values);

describe("the next request finds nothing", () => {
  test("of an assignment that is ended", async () => {
    const visitor = await office.signIn(accountId(1));
    expect([await visitor.students(), await record(visitor)]).toEqual([3, 200]);
    await office.installation.access.endAssignment(systemActor, assignmentId(1));
    expect(await visitor.students()).toBe(0);
    expect(await record(visitor)).toBe(403);
  });

  test("of an account that is closed, in any of its sessions", async () => {
    const both = [await office.signIn(accountId(2)), await office.signIn(accountId(2))];
    for (const visitor of both) expect(await record(visitor)).toBe(200);
    await office.installation.access.setDisabled(systemActor, accountId(2), true);
    for (const visitor of both) expect(await record(visitor)).toBe(401);
  });

  test("of a session that is signed out, while the person's other session goes on", async () => {
    const [one, other] = [await office.signIn(accountId(3)), await office.signIn(accountId(3))];
    await one.signOut();
    expect([await record(one), await record(other)]).toEqual([401, 200]);
  });

  test("of a session whose time is over", async () => {
    const visitor = await office.signIn(accountId(4));
    expect(await record(visitor)).toBe(200);
    office.at("2025-10-08T12:00:00-05:00");
    expect(await record(visitor)).toBe(401);
    office.at(noon);
  });

  test("of a student whose edge is ended or gone, and of no other", async () => {
    const visitor = await office.signIn(accountId(5));
    expect([await visitor.students(), await record(visitor, 1), await record(visitor, 2)]).toEqual([2, 200, 200]);
    await sql("UPDATE access.edge SET valid_to = '2025-10-05' WHERE account_id = $1 AND student_id = 1", accountId(5));
    expect([await visitor.students(), await record(visitor, 1), await record(visitor, 2)]).toEqual([1, 404, 200]);
    await sql("DELETE FROM access.edge WHERE account_id = $1", accountId(5));
    expect([await visitor.students(), await record(visitor, 2)]).toEqual([0, 404]);
  });

  test("of a role whose yearly authorization is ended", async () => {
    const visitor = await office.signIn(accountId(6));
    expect([await visitor.students(), await record(visitor)]).toEqual([2, 200]);
    await sql(
      "UPDATE access.dated_grant SET ended_at = now(), ended_by = 'test' WHERE account_id = $1 AND kind = 'authorization'",
      accountId(6),
    );
    expect([await visitor.students(), await record(visitor)]).toEqual([0, 403]);
  });

  test("of a child whom a court has barred, whatever another source says", async () => {
    const visitor = await office.signIn(accountId(7));
    expect([await visitor.students(), await record(visitor)]).toEqual([2, 200]);
    await sql(
      `INSERT INTO access.edge (account_id, student_id, relation, source, valid_from, barred)
       VALUES ($1, 1, 'guardian', 'court:1', '2025-10-06', true)`,
      accountId(7),
    );
    expect([await visitor.students(), await record(visitor, 1), await record(visitor, 2)]).toEqual([1, 404, 200]);
  });

  test("of an agreement that is ended", async () => {
    const visitor = await office.signIn(accountId(8));
    expect([await visitor.students(), await record(visitor)]).toEqual([2, 200]);
    await sql(
      "UPDATE access.dated_grant SET ended_at = now(), ended_by = 'test' WHERE account_id = $1 AND kind = 'agreement'",
      accountId(8),
    );
    expect(await visitor.students()).toBe(0);
    expect(await record(visitor)).toBeGreaterThanOrEqual(403);
  });
});

test("who lost nothing goes on", async () => {
  expect(await (await office.signIn(accountId(3))).students()).toBe(3);
});
