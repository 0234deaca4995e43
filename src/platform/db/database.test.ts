import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordEvent } from "../../audit/index.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { withTransaction } from "./transaction.ts";

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

test("a transaction that fails leaves nothing behind", async () => {
  await expect(
    withTransaction(t.db, async (tx) => {
      await recordEvent(tx, { actor: "a", action: "x.y" });
      throw new Error("stop");
    }),
  ).rejects.toThrow("stop");
  expect((await t.db.query("SELECT count(*) AS n FROM audit.event")).rows[0].n).toBe(0);
});

test("the program can append audit events but never change, delete or truncate them", async () => {
  await withTransaction(t.db, (tx) => recordEvent(tx, { actor: "a", action: "x.y", details: { n: 1 } }));
  expect((await t.db.query("SELECT actor, details FROM audit.event")).rows).toEqual([
    { actor: "a", details: { n: 1 } },
  ]);
  for (const sql of ["UPDATE audit.event SET actor = 'b'", "DELETE FROM audit.event", "TRUNCATE audit.event"])
    await expect(t.db.query(sql)).rejects.toThrow(/permission denied/);
  await expect(t.owner.query("DELETE FROM audit.event")).rejects.toThrow(/never changed or deleted/);
});

test("days come back as text and counts as numbers", async () => {
  const found = await t.db.query("SELECT DATE '2016-02-29' AS day, count(*) AS n FROM audit.event WHERE false");
  expect(found.rows).toEqual([{ day: "2016-02-29", n: 0 }]);
});

test("the program's role owns no table", async () => {
  const owned = await t.owner.query("SELECT relname FROM pg_class WHERE relowner = 'rollbook_app'::regrole");
  expect(owned.rows).toEqual([]);
});

test("a connection that breaks inside a transaction is a problem of the caller, never the end of the program", async () => {
  const broken = withTransaction(t.db, async (tx) => {
    await recordEvent(tx, { actor: "a", action: "never.kept" });
    const { pid } = (await tx.query("SELECT pg_backend_pid() AS pid")).rows[0];
    await t.owner.query("SELECT pg_terminate_backend($1)", [pid]);
    await sleep(100); // the end of the connection arrives while no statement is under way
    await tx.query("SELECT 1");
  });
  await expect(broken).rejects.toMatchObject({ code: "database-unreachable" });
  const kept = await t.db.query("SELECT count(*) AS n FROM audit.event WHERE action = 'never.kept'");
  expect(kept.rows[0].n).toBe(0);
});
