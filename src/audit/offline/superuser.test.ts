// What a database superuser does to the log, and the stand-alone verifier's word on it: from the real database, through the
// real export, by the one file that an auditor has, with a key on paper and a checkpoint from the last visit. Each attack
// is named with the first event that is altered, missing or out of its place.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Tx } from "../../platform/index.ts";
import { sealAll } from "../sealing/seal.ts";
import { signerOf } from "../sealing/signed-note.ts";
import { buildVerifier } from "../testing/built-verifier.ts";
import { forgeTree } from "../testing/forger.ts";
import { type LogWithExport, logWithExport } from "../testing/log-with-export.ts";
import { asSuperuser } from "../testing/sealed-log.ts";
import type { Verdict } from "./verdict.ts";

type Attack = {
  name: string;
  run(tx: Tx): Promise<unknown>;
  /** Kind, place and, where it can be told, number of the first thing that is wrong. */
  named: { kind: string; position: number; before?: number; eventId?: number };
  /** Where the export could not know of it: `audit verify` on the spot does. */
  here?: true;
  /** The database is exported after the attack, unless nothing could be exported any more. */
  withCheckpoint?: "kept" | "newest";
};

const sql = (text: string) => (tx: Tx) => tx.query(text);
const swap = (one: number, other: number) =>
  `UPDATE audit.leaf SET event_id = CASE event_id WHEN ${one} THEN -${other} ELSE -${one} END WHERE event_id IN (${one}, ${other});
   UPDATE audit.leaf SET event_id = -event_id WHERE event_id < 0`;
const stranger = signerOf("rollbook-audit-somebody", randomBytes(32));

const attacks: Attack[] = [
  {
    name: "edited: another person named as the reader",
    run: sql("UPDATE audit.event SET actor = 'nobody' WHERE id = 17"),
    named: { kind: "altered", position: 16, eventId: 17 },
  },
  {
    name: "edited: one field taken out of what was read",
    run: sql(`UPDATE audit.event SET details = jsonb_set(details, '{fields}', '["grade"]') WHERE id = 23`),
    named: { kind: "altered", position: 22, eventId: 23 },
  },
  {
    name: "edited: the student",
    run: sql("UPDATE audit.event SET subject = 'student:999' WHERE id IN (31, 35)"),
    named: { kind: "altered", position: 30, eventId: 31 },
  },
  {
    name: "deleted: one event",
    run: sql("DELETE FROM audit.event WHERE id = 17"),
    named: { kind: "missing", position: 16, eventId: 17 },
  },
  {
    name: "deleted: everything that one person did",
    run: sql("DELETE FROM audit.event WHERE actor = 'teacher-3'"),
    named: { kind: "missing", position: 2, eventId: 3 },
  },
  {
    name: "truncated: the whole table",
    run: sql("TRUNCATE audit.event"),
    named: { kind: "missing", position: 0, eventId: 1 },
  },
  {
    name: "truncated: the newest events",
    run: sql("DELETE FROM audit.event WHERE id > 50"),
    named: { kind: "missing", position: 50, eventId: 51 },
  },
  {
    name: "truncated: cut back with tree and checkpoints to an older day",
    run: sql(
      "DELETE FROM audit.checkpoint WHERE size > 40; DELETE FROM audit.leaf WHERE position >= 40; DELETE FROM audit.event WHERE id > 40",
    ),
    named: { kind: "truncated", position: 40, before: 61 },
    withCheckpoint: "newest",
  },
  {
    name: "reordered: two events in each other's places",
    run: sql(swap(17, 19)),
    named: { kind: "reordered", position: 16, eventId: 19 },
  },
  {
    name: "reordered: two events with each other's contents",
    run: sql(
      "UPDATE audit.event a SET actor = b.actor, subject = b.subject, details = b.details FROM audit.event b WHERE (a.id, b.id) IN ((17, 19), (19, 17))",
    ),
    named: { kind: "altered", position: 16, eventId: 17 },
  },
  {
    name: "inserted: an event among the old ones, with a leaf of its own",
    run: sql(
      `INSERT INTO audit.event (id, actor, action) OVERRIDING SYSTEM VALUE VALUES (0, 'nobody', 'record.read');
       UPDATE audit.leaf SET event_id = 0 WHERE position = 16`,
    ),
    named: { kind: "altered", position: 16, eventId: 0 },
  },
  {
    name: "inserted: an event among the old ones, without a leaf",
    run: sql("INSERT INTO audit.event (id, actor, action) OVERRIDING SYSTEM VALUE VALUES (0, 'nobody', 'record.read')"),
    // The event of the export made meanwhile is sealed behind the 61.
    named: { kind: "inserted", position: 62, eventId: 0 },
    here: true,
  },
  {
    name: "clock set back: an event's time moved by a day",
    run: sql("UPDATE audit.event SET at = at - interval '1 day' WHERE id = 42"),
    named: { kind: "altered", position: 41, eventId: 42 },
  },
  {
    name: "clock set back: the checkpoints say an earlier time of sealing",
    run: sql("UPDATE audit.checkpoint SET note = replace(note, 'sealed 2025-', 'sealed 2024-')"),
    named: { kind: "forged-checkpoint", position: 10 },
  },
  {
    name: "wholly rewritten: events, leaves and checkpoints anew, with a fresh key of the same name",
    run: async (tx) => {
      await tx.query("DELETE FROM audit.event WHERE id = 5");
      await forgeTree(tx, signerOf(stranger.name, randomBytes(32)));
    },
    named: { kind: "forged-checkpoint", position: 10 },
  },
  {
    name: "wholly rewritten: events, leaves and checkpoints anew, with the stolen key itself",
    run: async (tx) => {
      await tx.query("DELETE FROM audit.event WHERE id = 5");
      const { ownOrigin, signer } = log.context.key;
      await forgeTree(tx, signer(ownOrigin));
    },
    named: { kind: "rewritten", position: 30, before: 40 },
    withCheckpoint: "kept",
  },
];

let log: LogWithExport;
let away: string;
let program: string;
let namedCount = 0;
beforeAll(async () => {
  away = mkdtempSync(join(tmpdir(), "rollbook-auditor-"));
  program = await buildVerifier(away);
});
beforeEach(async () => {
  log = await logWithExport();
});
afterEach(() => log.close());
afterAll(() => {
  rmSync(away, { recursive: true, force: true });
  console.log(`${namedCount} of ${attacks.length} attacks of a database superuser named by the verifier`);
});

/** Exports what the database says now, and lets the one file judge it: with the key, and a kept checkpoint where given. */
const audited = async (checkpoint: Attack["withCheckpoint"]): Promise<{ status: number | null; verdict: Verdict }> => {
  const dir = log.folder();
  await log.exportTo(dir);
  const args = [program, dir, "--key", log.key.text, "--json"];
  if (checkpoint) {
    const file = join(away, "kept.txt");
    writeFileSync(file, notes[checkpoint]!);
    args.push("--checkpoint", file);
  }
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: away, encoding: "utf8", env: {} });
  return { status, verdict: JSON.parse(stdout) };
};

/** The checkpoints as an auditor copied them before the attack. */
let notes: Record<string, string> = {};
beforeEach(async () => {
  const rows = (await log.t.db.query("SELECT size, note FROM audit.checkpoint")).rows;
  notes = {
    kept: rows.find(({ size }) => size === log.kept.size).note,
    newest: rows.find(({ size }) => size === log.newest.size).note,
  };
});

test("before any attack: verified, with and without a kept checkpoint", async () => {
  expect(await audited("newest")).toMatchObject({ status: 0, verdict: { verified: true, proven: 61, faults: [] } });
  expect(await audited(undefined)).toMatchObject({ status: 0, verdict: { verified: true, proven: 61 } });
});

test.each(attacks)("$name", async ({ run, named, here, withCheckpoint }) => {
  await asSuperuser(log.t, async (tx) => void (await run(tx)));
  if (here) {
    // An export holds sealed events alone: one that was never sealed is no part of what it claims.
    expect((await audited(undefined)).status).toBe(0);
    await sealAll(log.context);
    expect((await log.verifyHere()).faults[0]).toMatchObject(named);
  } else {
    const { status, verdict } = await audited(withCheckpoint);
    expect(status).toBe(1);
    expect(verdict.verified).toBe(false);
    expect(verdict.faults[0]).toMatchObject(named);
  }
  namedCount++;
});

test("whatever nobody may do unnoticed is in the table", () => {
  for (const kind of ["edited", "deleted", "truncated", "reordered", "inserted", "wholly rewritten", "clock set back"])
    expect(
      attacks.some(({ name }) => name.startsWith(kind)),
      kind,
    ).toBe(true);
});
