// What somebody with all rights on the database, and every trigger switched off, can do to the log, and who names it:
// the offline verifier from an export made afterwards, and `audit verify` on the spot.
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "../../platform/index.ts";
import { sealAll } from "../sealing/seal.ts";
import { signerOf } from "../sealing/signed-note.ts";
import { forgeTree } from "../testing/forger.ts";
import { type LogWithExport, logWithExport } from "../testing/log-with-export.ts";
import { asSuperuser, writeEvents } from "../testing/sealed-log.ts";

let log: LogWithExport;
beforeEach(async () => {
  log = await logWithExport();
});
afterEach(() => log.close());

const attack = (work: (tx: Tx) => Promise<unknown>) => asSuperuser(log.t, async (tx) => void (await work(tx)));
const run = (sql: string) => attack((tx) => tx.query(sql));

test("an untouched log is verified offline and on the spot, and the sentences say from which key", async () => {
  const offline = await log.verifyFresh({ checkpoints: [log.kept] });
  expect(offline).toMatchObject({ verified: true, faults: [], events: 61, proven: 61, checkpoints: 6 });
  expect(offline.saysProven.join()).toContain(log.key.text);
  expect(offline.saysProven.join()).toContain("Not even a holder of the key changed the first 40 events");
  const here = await log.verifyHere();
  expect(here).toMatchObject({ verified: true, faults: [], proven: 61 });
  expect(here.saysProven.join()).toContain("agrees with the export");
});

describe("events alone", () => {
  test.each([
    ["edited", "UPDATE audit.event SET actor = 'nobody' WHERE id = 17", { kind: "altered", position: 16, eventId: 17 }],
    [
      "edited in a detail",
      `UPDATE audit.event SET details = details || '{"n": 18}' WHERE id = 17`,
      { kind: "altered", position: 16, eventId: 17 },
    ],
    [
      "moved by a microsecond",
      "UPDATE audit.event SET at = at + interval '1 microsecond' WHERE id = 17",
      { kind: "altered", position: 16, eventId: 17 },
    ],
    ["deleted", "DELETE FROM audit.event WHERE id = 17", { kind: "missing", position: 16, eventId: 17 }],
    ["all truncated", "TRUNCATE audit.event", { kind: "missing", position: 0, eventId: 1 }],
    ["cut off at the end", "DELETE FROM audit.event WHERE id > 50", { kind: "missing", position: 50, eventId: 51 }],
    [
      "given each other's places",
      "UPDATE audit.leaf l SET event_id = CASE event_id WHEN 17 THEN -19 ELSE -17 END WHERE event_id IN (17, 19); UPDATE audit.leaf SET event_id = -event_id WHERE event_id < 0",
      { kind: "reordered", position: 16, eventId: 19 },
    ],
    [
      "given each other's contents",
      "UPDATE audit.event a SET details = b.details, subject = b.subject FROM audit.event b WHERE (a.id, b.id) IN ((17, 19), (19, 17))",
      { kind: "altered", position: 16, eventId: 17 },
    ],
  ])("%s: both name it", async (_, sql, fault) => {
    await run(sql);
    const offline = await log.verifyFresh();
    expect(offline.verified).toBe(false);
    expect(offline.faults[0]).toMatchObject(fault);
    const here = await log.verifyHere();
    expect(here.verified).toBe(false);
    expect(here.faults.find(({ kind }) => kind === fault.kind)).toMatchObject(fault);
    expect(here.faults[0]?.position).toBe(fault.position);
  });

  test("the same value written otherwise is the same event", async () => {
    await run(
      `UPDATE audit.event SET details = '{"share": 0.50, "note": "line\\nbreak, “quotes”", "n": 17.0, "fields": ["grade", "attendance"]}' WHERE id = 17`,
    );
    expect((await log.verifyFresh()).verified).toBe(true);
  });

  test("put in among old ones: named on the spot; no export can know of it", async () => {
    await run(
      "INSERT INTO audit.event (id, actor, action) OVERRIDING SYSTEM VALUE VALUES (0, 'nobody', 'record.read')",
    );
    await sealAll(log.context);
    expect((await log.verifyHere()).faults[0]).toMatchObject({ kind: "inserted", eventId: 0 });
  });
});

describe("events with their hashes", () => {
  const rewriteOne = async () => {
    const stranger = signerOf(log.context.key.ownOrigin, randomBytes(32));
    await attack(async (tx) => {
      const signed = (await tx.query("SELECT size, note, peaks FROM audit.checkpoint")).rows;
      await tx.query("UPDATE audit.event SET actor = 'nobody' WHERE id = 17");
      await forgeTree(tx, stranger);
      for (const { size, note, peaks } of signed)
        await tx.query("UPDATE audit.checkpoint SET note = $2, peaks = $3 WHERE size = $1", [size, note, peaks]);
    });
  };

  test("the offline verifier names the checkpoint between which and the one before it lies", async () => {
    await rewriteOne();
    const offline = await log.verifyFresh();
    expect(offline).toMatchObject({ verified: false, proven: 10 });
    expect(offline.faults[0]).toMatchObject({ kind: "rewritten", position: 10, before: 20 });
  });

  test("the older export names the very event", async () => {
    await rewriteOne();
    const { faults } = await log.verifyHere();
    expect(faults.map(({ kind }) => kind)).toEqual(["rewritten", "differs-from-export"]);
    expect(faults[1]).toMatchObject({
      position: 16,
      detail: expect.stringContaining("event 17 (teacher-3, record.read"),
    });
  });

  test("a leaf taken out of the tree is named, and nothing is exported around it", async () => {
    await run("DELETE FROM audit.leaf WHERE position = 16");
    await expect(log.verifyFresh()).rejects.toThrow(/position 16 of the sealed log is missing/);
    expect((await log.verifyHere()).faults[0]).toMatchObject({ kind: "missing", position: 16, before: 17 });
  });

  test("a leaf put behind the last checkpoint is named", async () => {
    await run("INSERT INTO audit.leaf SELECT 61, 999, hash FROM audit.leaf WHERE position = 0");
    expect((await log.verifyHere()).faults[0]).toMatchObject({ kind: "inserted", position: 61, eventId: 999 });
  });
});

describe("the whole log", () => {
  const rewriteAll = (seed?: Buffer) =>
    attack(async (tx) => {
      await tx.query("DELETE FROM audit.event WHERE id = 5");
      const { ownOrigin, signer } = log.context.key;
      await forgeTree(tx, seed ? signerOf(ownOrigin, seed) : signer(ownOrigin));
    });

  test("rewritten and sealed again without the key: the first checkpoint is a forgery", async () => {
    await rewriteAll(randomBytes(32));
    const offline = await log.verifyFresh();
    expect(offline).toMatchObject({ verified: false, proven: 0 });
    expect(offline.faults[0]).toMatchObject({ kind: "forged-checkpoint", position: 10 });
    const here = await log.verifyHere();
    expect(here.faults.find(({ kind }) => kind === "differs-from-export")).toMatchObject({ position: 4 });
    await writeEvents(log.t.db, 70, 70);
    await expect(sealAll(log.context)).rejects.toMatchObject({ code: "audit-log-altered" });
  });

  test("rewritten and sealed again WITH the key: an older trusted checkpoint names it", async () => {
    await rewriteAll();
    const believing = await log.verifyFresh();
    expect(believing.verified).toBe(true);
    expect(believing.saysNotProven.join()).toContain("no holder of the key rewrote the whole log");
    const offline = await log.verifyFresh({ checkpoints: [log.kept] });
    expect(offline.verified).toBe(false);
    expect(offline.faults[0]).toMatchObject({ kind: "rewritten", position: 30, before: 40 });
    const here = await log.verifyHere();
    expect(here.faults.find(({ kind }) => kind === "differs-from-export")).toMatchObject({ position: 4 });
    await writeEvents(log.t.db, 70, 70);
    await expect(sealAll(log.context)).rejects.toMatchObject({ code: "audit-log-altered" });
    await expect(log.exportTo(log.oldExport)).rejects.toMatchObject({ code: "audit-export-differs" });
  });

  test("a trusted checkpoint alone is enough, without any key", async () => {
    expect(await log.verifyFresh({ keys: [], checkpoints: [log.kept] })).toMatchObject({ verified: true, proven: 40 });
    await run("UPDATE audit.event SET actor = 'nobody' WHERE id = 17");
    const offline = await log.verifyFresh({ keys: [], checkpoints: [log.kept] });
    expect(offline.faults[0]).toMatchObject({ kind: "altered", position: 16, eventId: 17 });
  });

  test("cut back cleanly to an older checkpoint: a newer trusted one, and this machine, name it", async () => {
    await run(
      "DELETE FROM audit.checkpoint WHERE size > 40; DELETE FROM audit.leaf WHERE position >= 40; DELETE FROM audit.event WHERE id > 40",
    );
    expect((await log.verifyFresh()).verified).toBe(true);
    const offline = await log.verifyFresh({ checkpoints: [log.newest] });
    expect(offline.faults[0]).toMatchObject({ kind: "truncated", position: 40, before: 61 });
    expect((await log.verifyHere()).faults[0]).toMatchObject({ kind: "truncated", position: 40, before: 61 });
    await expect(sealAll(log.context)).rejects.toThrow(/over 61 events, sealed .*, is not in the database/);
  });

  test("emptied: named by a trusted checkpoint and on the spot, and not sealed anew", async () => {
    await run("TRUNCATE audit.event, audit.leaf, audit.checkpoint, audit.export");
    expect((await log.verifyHere()).faults[0]).toMatchObject({ kind: "truncated", position: 0 });
    await writeEvents(log.t.db, 1, 3);
    await expect(sealAll(log.context)).rejects.toMatchObject({ code: "audit-log-altered" });
  });

  test("a checkpoint with another tree beside it is not gone on from", async () => {
    await run("UPDATE audit.checkpoint SET peaks = set_byte(peaks, 3, (get_byte(peaks, 3) + 1) % 256) WHERE size = 61");
    await writeEvents(log.t.db, 70, 70);
    await expect(sealAll(log.context)).rejects.toThrow(/is not the one that was signed/);
  });
});
