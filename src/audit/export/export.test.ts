// The export: goes on where it stopped, never touches what it wrote, and whatever is changed in its files is named.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyExport } from "../offline/verify-export.ts";
import { checkpointText } from "../sealing/checkpoint.ts";
import { sealAll } from "../sealing/seal.ts";
import { bodyOf, signNote } from "../sealing/signed-note.ts";
import { buildVerifier } from "../testing/built-verifier.ts";
import { hashBlocks, type LogWithExport, logWithExport } from "../testing/log-with-export.ts";
import { writeEvents } from "../testing/sealed-log.ts";

let log: LogWithExport;
let whole: string;
beforeAll(async () => {
  log = await logWithExport();
  whole = log.folder();
  cpSync(log.oldExport, whole, { recursive: true });
  await log.exportTo(whole);
});
afterAll(() => log.close());

const files = (dir: string) =>
  readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(dir, name)).isFile())
    .sort();
const verify = (dir: string) => verifyExport(dir, { keys: [log.key], checkpoints: [] }, { hashBlocks });

describe("going on", () => {
  test("a second export adds files and changes none but the copies for people", () => {
    const before = files(log.oldExport);
    expect(before).toContain("events/000000000000-000000000040.ndjson");
    const forPeople = ["latest-checkpoint.txt", "public-key.txt"];
    for (const name of before.filter((one) => !forPeople.includes(one)))
      expect(readFileSync(join(whole, name)), name).toEqual(readFileSync(join(log.oldExport, name)));
    expect(files(whole).filter((name) => !before.includes(name))).toEqual([
      "checkpoints/000000000040-000000000061.ndjson",
      "events/000000000040-000000000061.hashes",
      "events/000000000040-000000000061.ndjson",
    ]);
  });

  test("an export with nothing new writes nothing, and both are whole", async () => {
    const before = files(whole);
    expect(await log.exportTo(whole)).toMatchObject({ events: 0, checkpoints: 0, size: 61 });
    expect(files(whole)).toEqual(before);
    expect(await verify(whole)).toMatchObject({ verified: true, proven: 61 });
    expect(await verify(log.oldExport)).toMatchObject({ verified: true, proven: 40 });
  });

  test("an export cut off after its events goes on behind them", async () => {
    const dir = log.folder();
    cpSync(whole, dir, { recursive: true });
    unlinkSync(join(dir, "checkpoints/000000000040-000000000061.ndjson"));
    writeFileSync(join(dir, ".draft-left-behind"), "half");
    const verdict = await verify(dir);
    expect(verdict).toMatchObject({ verified: true, proven: 40, events: 61 });
    expect(verdict.saysNotProven.join()).toContain("the 21 events after the first 40");
    await writeEvents(log.t.db, 70, 72);
    await sealAll(log.context);
    await log.exportTo(dir);
    const size = (await verify(dir)).proven;
    expect(size).toBeGreaterThan(63);
    expect(files(dir).filter((name) => name.endsWith("ndjson"))).toEqual([
      ...["checkpoints/000000000000-000000000040.ndjson", `checkpoints/000000000040-0000000000${size}.ndjson`],
      ...["events/000000000000-000000000040.ndjson", "events/000000000040-000000000061.ndjson"],
      `events/000000000061-0000000000${size}.ndjson`,
    ]);
    expect(files(dir)).not.toContain(".draft-left-behind");
  });

  test("the lines are the events, for any program that reads JSON", () => {
    const lines = readFileSync(join(whole, "events/000000000000-000000000040.ndjson"), "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(40);
    expect(JSON.parse(lines[16]!)).toMatchObject({ id: 17, actor: "teacher-3", subject: "student:17", version: 1 });
  });
});

describe("changed files", () => {
  /** Verifies a copy of the export in which `change` rewrote the lines of the second segment (positions 40 to 60). */
  const withLines = async (change: (lines: string[]) => string[]) => {
    const dir = log.folder();
    cpSync(whole, dir, { recursive: true });
    const path = join(dir, "events/000000000040-000000000061.ndjson");
    const lines = change(readFileSync(path, "utf8").trimEnd().split("\n"));
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
    return (await verify(dir)).faults;
  };
  const moved = (lines: string[], from: number, to: number) => {
    const [line] = lines.splice(from, 1);
    lines.splice(to, 0, line!);
    return lines;
  };

  test.each<[string, (lines: string[]) => string[], object]>([
    [
      "a changed line",
      (lines) => lines.with(5, lines[5]!.replace("teacher-", "teacher_")),
      { kind: "altered", position: 45, eventId: 46 },
    ],
    ["a line taken out", (lines) => lines.toSpliced(5, 1), { kind: "missing", position: 45 }],
    ["the first line taken out", (lines) => lines.toSpliced(0, 1), { kind: "missing", position: 40 }],
    ["a made-up line put in", (lines) => lines.toSpliced(5, 0, '{"id":1}'), { kind: "inserted", position: 45 }],
    [
      "a true line put in again",
      (lines) => lines.toSpliced(5, 0, lines[2]!),
      { kind: "inserted", position: 45, eventId: 43 },
    ],
    ["a line put in at the end", (lines) => [...lines, '{"id":1}'], { kind: "inserted", position: 61 }],
    [
      "two lines exchanged",
      (lines) => lines.with(5, lines[9]!).with(9, lines[5]!),
      { kind: "reordered", position: 45, eventId: 50 },
    ],
    ["a line moved down", (lines) => moved(lines, 5, 9), { kind: "reordered", position: 45 }],
    ["the last lines cut off", (lines) => lines.slice(0, 15), { kind: "truncated", position: 55 }],
    ["all lines gone", () => [], { kind: "truncated", position: 40 }],
  ])("%s", async (_, change, fault) => {
    expect((await withLines(change))[0]).toMatchObject(fault);
  });

  test("an event changed together with its hash lies between two checkpoints", async () => {
    const dir = log.folder();
    cpSync(whole, dir, { recursive: true });
    const name = "events/000000000040-000000000061";
    const lines = readFileSync(join(dir, `${name}.ndjson`), "utf8").replace("teacher-", "teacher_");
    writeFileSync(join(dir, `${name}.ndjson`), lines);
    const { leafHash } = await import("../merkle/hashing.ts");
    const hashes = lines
      .trimEnd()
      .split("\n")
      .map((line) => leafHash(Buffer.from(line)));
    writeFileSync(join(dir, `${name}.hashes`), Buffer.concat(hashes));
    const { faults, proven } = await verify(dir);
    expect(proven).toBe(40);
    expect(faults[0]).toMatchObject({ kind: "rewritten", position: 40, before: 51 });
  });

  test("a segment that is gone is named, and so is a checkpoint file", async () => {
    for (const [name, fault] of [
      ["events/000000000000-000000000040.ndjson", { kind: "missing", position: 0, before: 40 }],
      ["events/000000000040-000000000061.ndjson", { kind: "truncated", position: 40, before: 51 }],
      ["events/000000000040-000000000061.hashes", { kind: "hashes-altered", position: 0 }],
      ["checkpoints/000000000000-000000000040.ndjson", { kind: "missing-checkpoint", position: 40 }],
    ] as const) {
      const dir = log.folder();
      cpSync(whole, dir, { recursive: true });
      unlinkSync(join(dir, name));
      const verdict = await verify(dir);
      expect(verdict.verified, name).toBe(false);
      expect(verdict.faults[0], name).toMatchObject(fault);
    }
  });

  test("two signed checkpoints that contradict each other are named: the signer told two stories", async () => {
    const dir = log.folder();
    cpSync(whole, dir, { recursive: true });
    const path = join(dir, "checkpoints/000000000040-000000000061.ndjson");
    const other = checkpointText({ ...log.newest, previousHash: Buffer.alloc(32) });
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    lines[1] = JSON.stringify(signNote(other, log.context.key.signer(log.newest.origin)));
    writeFileSync(path, `${lines.join("\n")}\n`);
    expect((await verify(dir)).faults[0]).toMatchObject({ kind: "forged-checkpoint", position: 61 });
  });

  const textsOf = (bytes: Buffer): string[] => {
    try {
      return bytes
        .toString()
        .trimEnd()
        .split("\n")
        .map((line) => bodyOf(JSON.parse(line)) ?? "none");
    } catch {
      return [];
    }
  };

  test("any changed byte is noticed, but for signatures that a later signature makes needless", async () => {
    const dir = log.folder();
    cpSync(whole, dir, { recursive: true });
    const sealed = files(dir).filter((name) => name.includes("/"));
    expect(sealed).toHaveLength(6);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sealed),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, place, flip) => {
          const path = join(dir, name);
          const bytes = readFileSync(path);
          const bent = Buffer.from(bytes);
          bent[place % bent.length]! ^= flip;
          writeFileSync(path, bent);
          const { verified } = await verify(dir);
          writeFileSync(path, bytes);
          const needless = name.startsWith("checkpoints") && textsOf(bent).join() === textsOf(bytes).join();
          if (!needless) expect(verified).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
    expect((await verify(dir)).verified).toBe(true);
  });
});

describe("the stand-alone verifier", () => {
  const away = mkdtempSync(join(tmpdir(), "auditor-"));
  let program: string;
  beforeAll(async () => {
    program = await buildVerifier(away);
    cpSync(whole, join(away, "log"), { recursive: true });
    copyFileSync(join(whole, "public-key.txt"), join(away, "key.txt"));
  });
  afterAll(() => rmSync(away, { recursive: true, force: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [program, ...args], { cwd: away, encoding: "utf8", env: {} });

  test("works alone in a folder, from the log and a key", () => {
    expect(run("log", "--key", "key.txt")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^VERIFIED: /) });
    const json = run("log", "--key", log.key.text, "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ verified: true, proven: 61 });
  });

  test("trusts nothing that came with the log", () => {
    const untold = run("log");
    expect(untold.status).toBe(2);
    expect(untold.stderr).toContain(`The export says that its key is ${log.key.text}`);
    expect(run("log", "--key", "nothing").status).toBe(2);
    expect(run("nowhere", "--key", "key.txt").status).toBe(2);
    expect(run().status).toBe(2);
  });

  test("names what is wrong first, and ends with 1", () => {
    const path = join(away, "log/events/000000000000-000000000040.ndjson");
    writeFileSync(path, readFileSync(path, "utf8").replace('"id":17,', '"id":71,'));
    const { status, stdout } = run("log", "--key", "key.txt", "--checkpoint", "log/latest-checkpoint.txt");
    expect(status).toBe(1);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("NOT VERIFIED: the log is not as it was sealed.");
    expect(lines[2]).toMatch(
      /^ {2}ALTERED: event 71 \(teacher-3, record.read, .*\) at position 16 is not as it was sealed$/,
    );
  });
});
