// The proof of one event: right for every event of a log, wrong for anything else, and checked by the one-file verifier.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proveEvent } from "../prove-event.ts";
import { signerOf } from "../sealing/signed-note.ts";
import { buildVerifier } from "../testing/built-verifier.ts";
import { type LogWithExport, logWithExport } from "../testing/log-with-export.ts";
import { asSuperuser, writeEvents } from "../testing/sealed-log.ts";
import { checkProof, type EventProof, readProof } from "./proof-file.ts";

let log: LogWithExport;
let proof: EventProof;
beforeAll(async () => {
  log = await logWithExport();
  proof = await proveEvent(log.t.db, "ada", 17);
});
afterAll(() => log.close());

const trust = () => ({ keys: [log.key], checkpoints: [] });

test("every event of the log is proven, with some six hashes each", async () => {
  for (let id = 1; id <= 60; id++) {
    const one = await proveEvent(log.t.db, "ada", id);
    expect(one.hashes.length).toBeLessThanOrEqual(6);
    const checked = checkProof(one, trust());
    expect(checked.proven, checked.says).toBe(true);
    expect(JSON.parse(checked.event!).id).toBe(id);
  }
});

test("the making of a proof, which shows an event, is an event", async () => {
  const told = await log.t.db.query(
    "SELECT actor, subject FROM audit.event WHERE action = 'audit.proved' ORDER BY id LIMIT 1",
  );
  expect(told.rows).toEqual([{ actor: "ada", subject: "event:17" }]);
});

test("another event, another place, another hash, another key: not proven, and nothing is shown as proven", () => {
  const altered: [string, EventProof][] = [
    ["an event with another actor", { ...proof, event: proof.event.replace("teacher-3", "teacher-4") }],
    ["the next place", { ...proof, position: proof.position + 1 }],
    ["no place", { ...proof, position: -1 }],
    ["a place beyond the log", { ...proof, position: 4000 }],
    ["a hash less", { ...proof, hashes: proof.hashes.slice(1) }],
    ["a hash more", { ...proof, hashes: [...proof.hashes, proof.hashes[0]!] }],
    ["a hash cut short", { ...proof, hashes: proof.hashes.with(0, proof.hashes[0]!.slice(0, 20)) }],
    ["a larger log", { ...proof, checkpoint: proof.checkpoint.replace("\n61\n", "\n62\n") }],
    ["no checkpoint", { ...proof, checkpoint: "none" }],
  ];
  for (const [what, one] of altered) {
    const checked = checkProof(one, trust());
    expect(checked, what).toMatchObject({ proven: false, event: undefined });
  }
  const stranger = signerOf(log.context.key.ownOrigin, randomBytes(32)).verifier;
  expect(checkProof(proof, { keys: [stranger], checkpoints: [] }).proven).toBe(false);
  expect(checkProof(proof, { keys: [], checkpoints: [] }).proven).toBe(false);
});

test("a kept checkpoint is enough, without any key", () => {
  expect(checkProof(proof, { keys: [], checkpoints: [log.newest] }).proven).toBe(true);
  expect(checkProof(proof, { keys: [], checkpoints: [log.kept] }).proven).toBe(false);
});

test("what is no proof is not read as one", () => {
  for (const text of ["", "null", "[]", '"x"', "{}", JSON.stringify({ ...proof, version: 2 })])
    expect(readProof(text), text).toBeUndefined();
  expect(readProof(JSON.stringify(proof))).toEqual(proof);
});

test("an event that is not sealed, or gone, is not proven", async () => {
  await writeEvents(log.t.db, 90, 90);
  const newest = (await log.t.db.query("SELECT max(id) AS id FROM audit.event")).rows[0].id;
  await expect(proveEvent(log.t.db, "ada", newest)).rejects.toMatchObject({ code: "audit-event-unsealed" });
  await expect(proveEvent(log.t.db, "ada", 999_999)).rejects.toMatchObject({ code: "audit-event-unsealed" });
  await asSuperuser(log.t, async (tx) => void (await tx.query("DELETE FROM audit.event WHERE id = 40")));
  await expect(proveEvent(log.t.db, "ada", 40)).rejects.toMatchObject({ code: "audit-log-altered" });
});

test("the one-file verifier checks a proof that lies alone in a folder", async () => {
  const away = mkdtempSync(join(tmpdir(), "rollbook-proof-"));
  try {
    const program = await buildVerifier(away);
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [program, "prove", ...args], { cwd: away, encoding: "utf8", env: {} });
    writeFileSync(join(away, "proof.json"), JSON.stringify(proof));
    const right = run("proof.json", "--key", log.key.text);
    expect(right).toMatchObject({ status: 0, stdout: expect.stringMatching(/^PROVEN: .*position 16 /) });
    expect(right.stdout).toContain(proof.event);
    writeFileSync(join(away, "wrong.json"), JSON.stringify({ ...proof, position: 17 }));
    expect(run("wrong.json", "--key", log.key.text)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^NOT PROVEN/),
    });
    expect(run("proof.json").status).toBe(2);
    expect(run("nothing.json", "--key", log.key.text).status).toBe(2);
  } finally {
    rmSync(away, { recursive: true, force: true });
  }
});
