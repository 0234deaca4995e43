// A log of more than one block, hashed by threads of the bundled verifier: the blocks' roots make the whole tree's.
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { homeDir } from "../../platform/index.ts";
import { blockSize, eventsName } from "../export/layout.ts";
import { readVerifier } from "../sealing/signed-note.ts";
import { writeMadeUpExport } from "../testing/made-up-export.ts";
import { hashBlocksWith } from "./threads.ts";
import { type HashBlocks, verifyExport } from "./verify-export.ts";

const events = 2 * blockSize + 1234;
const thread = join(homeDir, "dist", "run", `audit-verify-${process.pid}.mjs`);
let dir: string;
let key: string;
beforeAll(async () => {
  mkdirSync(join(homeDir, "dist", "run"), { recursive: true });
  await build({
    ...{ entryPoints: [join(homeDir, "src/audit/offline/audit-verify.ts")], outfile: thread },
    ...({ bundle: true, platform: "node", format: "esm", target: "node20" } as const),
  });
  dir = mkdtempSync(join(tmpdir(), "rollbook-blocks-"));
  ({ key } = writeMadeUpExport(dir, events, 1000, Buffer.alloc(32, 7)));
});
afterAll(() => {
  rmSync(thread, { force: true });
  rmSync(dir, { recursive: true, force: true });
});

const verify = (hashBlocks: HashBlocks = hashBlocksWith(thread)) =>
  verifyExport(dir, { keys: [readVerifier(key)!], checkpoints: [] }, { hashBlocks });
const second = () => join(dir, eventsName({ from: blockSize, to: 2 * blockSize }));

test("threads and one thread agree that every event is proven", async () => {
  const told: number[] = [];
  const blocks = hashBlocksWith(thread);
  const verdict = await verify((works) => blocks(works, (done) => told.push(done)));
  expect(verdict).toMatchObject({ verified: true, proven: events, events, faults: [] });
  expect(told.sort()).toEqual([1234, blockSize, blockSize].sort());
  expect(await verify(hashBlocksWith("nowhere"))).toEqual(verdict);
});

test("an event changed in a later block is named, and one put in behind an earlier block too", async () => {
  const bytes = readFileSync(second());
  const bent = Buffer.from(bytes);
  const at = bent.indexOf(`"id":${blockSize + 501},`);
  bent.write('"id":999999,', at);
  writeFileSync(second(), bent);
  const altered = await verify();
  expect(altered.proven).toBe(blockSize + 500 - ((blockSize + 500) % 1000));
  expect(altered.faults[0]).toMatchObject({ kind: "altered", position: blockSize + 500, eventId: 999999 });
  writeFileSync(second(), bytes);
  appendFileSync(second(), '{"id":1}\n');
  const inserted = await verify();
  expect(inserted.faults).toMatchObject([{ kind: "inserted", position: 2 * blockSize }]);
  writeFileSync(second(), bytes);
});

test("a thread that cannot read its files says so", async () => {
  const name = second();
  const bytes = readFileSync(name);
  rmSync(name);
  mkdirSync(name);
  await expect(verify()).rejects.toThrow(/EISDIR/);
  rmSync(name, { recursive: true });
  writeFileSync(name, bytes);
});
