// Sealing loses and doubles nothing, whatever transactions run beside it.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { recordEvent } from "../record-event.ts";
import { findLatestCheckpoint } from "../store/sealing.ts";
import { asSuperuser, sealContext, sealingFaults, writeEvents } from "../testing/sealed-log.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { type SealContext, sealAll } from "./seal.ts";
import { openNote } from "./signed-note.ts";

let t: TestDatabase;
let context: SealContext;
beforeAll(async () => {
  t = await testDatabase();
  context = sealContext(t);
});
afterAll(() => t.close());

const settledTo = async () => (await findLatestCheckpoint(t.db))?.settledTo;
const read = (tx: Tx, n: number) => recordEvent(tx, { actor: "ada", action: "record.read", details: { n } });

describe("in order", () => {
  test("events from before the first sealing are sealed by it, in batches, and each once", async () => {
    await writeEvents(t.db, 1, 25);
    expect(await sealAll(context, 10)).toMatchObject({ busy: false, sealed: 25, size: 25 });
    expect(await sealingFaults(t.db)).toEqual([]);
    expect(await sealAll(context)).toMatchObject({ sealed: 0, size: 25 });
    const sizes = (await t.db.query("SELECT size FROM audit.checkpoint ORDER BY size")).rows;
    expect(sizes.map(({ size }) => size)).toEqual([10, 20, 25]);
  });

  test("a checkpoint is signed under the log's own name and names the one before", async () => {
    const latest = await findLatestCheckpoint(t.db);
    const text = openNote(latest!.note, context.key.verifiers(context.key.ownOrigin));
    expect(readCheckpoint(text!)).toMatchObject({ size: 25, previousSize: 20, origin: context.key.ownOrigin });
  });

  test("what is settled is not looked at again", async () => {
    await writeEvents(t.db, 26, 30);
    await sealAll(context);
    await writeEvents(t.db, 31, 35);
    await sealAll(context);
    expect(await settledTo()).toBeGreaterThanOrEqual(30);
  });

  test("an event of a transaction that ends late is sealed late, and nothing before is settled until then", async () => {
    const late = await t.db.connect();
    await late.query("BEGIN");
    await read(late, 1);
    const before = (await t.db.query("SELECT last_value AS last FROM audit.event_id_seq")).rows[0].last;
    for (let round = 0; round < 3; round++) {
      await writeEvents(t.db, 40 + round, 40 + round);
      expect((await sealAll(context)).sealed).toBe(1);
    }
    expect(await settledTo()).toBeLessThan(before);
    await late.query("COMMIT");
    late.release();
    expect((await sealAll(context)).sealed).toBe(1);
    expect(await sealingFaults(t.db)).toEqual([]);
    const last = await t.db.query("SELECT event_id FROM audit.leaf ORDER BY position DESC LIMIT 1");
    expect(last.rows).toEqual([{ event_id: before }]);
  });

  test("while one seals, another is told so", async () => {
    await writeEvents(t.db, 50, 50);
    const other = await t.db.connect();
    await other.query("BEGIN");
    await other.query("SELECT pg_advisory_xact_lock(7285024)");
    expect(await sealAll(context)).toMatchObject({ busy: true, sealed: 0 });
    await other.query("ROLLBACK");
    other.release();
    expect((await sealAll(context)).sealed).toBe(1);
  });

  test("a database moved to another server, where other transactions have the old names, goes on sealing and settling", async () => {
    await asSuperuser(t, async (tx) => {
      await tx.query("UPDATE audit.checkpoint SET waiting_for = '{3/1,99/7}'");
    });
    for (let n = 60; n < 63; n++) {
      await writeEvents(t.db, n, n);
      expect((await sealAll(context)).sealed).toBe(1);
    }
    const last = (await t.db.query("SELECT max(id) AS last FROM audit.event")).rows[0].last;
    expect(await settledTo()).toBe(last - 1);
    expect(await sealingFaults(t.db)).toEqual([]);
  });

  test("neither the program nor the sealer changes, deletes or truncates leaves and checkpoints", async () => {
    for (const table of ["leaf", "checkpoint", "export"]) {
      for (const sql of [`DELETE FROM audit.${table}`, `TRUNCATE audit.${table}`]) {
        await expect(t.db.query(sql)).rejects.toThrow(/permission denied/);
        await expect(t.db.query(`SET ROLE rollbook_sealer; ${sql}`)).rejects.toThrow(/permission denied/);
      }
      await expect(t.owner.query(`DELETE FROM audit.${table}`)).rejects.toThrow(/never changed or deleted/);
    }
  });
});

describe("at once", () => {
  let open: Tx[] = [];
  beforeEach(async () => {
    open = [];
  });

  test("a number taken but not yet written is waited for", async () => {
    // An INSERT that has taken a number for its first row and stands still in its second, which waits for a lock.
    const [slow, holder] = await Promise.all([t.db.connect(), t.db.connect()]);
    await holder.query("BEGIN; SELECT pg_advisory_xact_lock(4711)");
    await slow.query("BEGIN");
    const inserting = slow.query(
      `INSERT INTO audit.event (actor, action)
       SELECT 'slow', CASE n WHEN 1 THEN 'x.y' ELSE 'x.' || pg_advisory_xact_lock(4711)::text END FROM generate_series(1, 2) n`,
    );
    await writeEvents(t.db, 70, 70);
    for (let n = 71; n < 74; n++) {
      await writeEvents(t.db, n, n);
      await sealAll(context);
    }
    const settled = await settledTo();
    await holder.query("COMMIT");
    await inserting;
    const { id } = (await slow.query("SELECT min(id) AS id FROM audit.event WHERE actor = 'slow'")).rows[0];
    await slow.query("COMMIT");
    for (const tx of [slow, holder]) tx.release();
    expect(settled).toBeLessThan(id);
    expect(id).toBeLessThan((await t.db.query("SELECT max(id) AS last FROM audit.event")).rows[0].last);
    await sealAll(context);
    expect(await sealingFaults(t.db)).toEqual([]);
  });

  /** What one of four connections does next; `seal` is done beside them. */
  const step = fc.record({
    who: fc.nat(3),
    what: fc.constantFrom("write", "write", "savepoint", "undo", "commit", "rollback", "seal", "seal few"),
  });

  test("any interleaving of transactions, savepoints and sealings seals each committed event once", async () => {
    const connections = await Promise.all([0, 1, 2, 3].map(() => t.db.connect()));
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
          for (const { who, what } of steps) {
            const tx = connections[who]!;
            const isOpen = open.includes(tx);
            if (what === "seal") await sealAll(context);
            else if (what === "seal few") await sealAll(context, 2);
            else if (what === "write" || what === "savepoint") {
              if (!isOpen) await tx.query("BEGIN");
              if (!isOpen) open.push(tx);
              if (what === "savepoint") await tx.query("SAVEPOINT s");
              await read(tx, 1);
            } else if (isOpen && what === "undo") {
              await tx.query("SAVEPOINT u");
              await read(tx, 2);
              await tx.query("ROLLBACK TO u");
            } else if (isOpen) {
              await tx.query(what === "commit" ? "COMMIT" : "ROLLBACK");
              open = open.filter((other) => other !== tx);
            }
          }
          for (const tx of open) await tx.query("COMMIT");
          open = [];
          await sealAll(context, 3);
          expect(await sealingFaults(t.db)).toEqual([]);
        }),
        { numRuns: 40 },
      );
    } finally {
      for (const tx of connections) tx.release();
    }
  });
});
