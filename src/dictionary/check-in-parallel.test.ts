// Two threads give what one gives: the same result and the same findings in the same order.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { homeDir } from "../platform/index.ts";
import { checkFile } from "./check-file.ts";
import { checkInParallel } from "./check-in-parallel.ts";
import { createChecker } from "./node-checker.ts";
import { lineOf, pupil, smallDirectory, validatorOf } from "./testing/fixtures.ts";
import type { RowFinding } from "./types.ts";

const dir = mkdtempSync(join(tmpdir(), "parallel-"));
const thread = join(dir, "check-thread.mjs");
const boy = validatorOf("BOY");
const good = lineOf(boy, pupil);
const bad = lineOf(boy, { ...pupil, Race: "9" });
const long = lineOf(boy, { ...pupil, EntryCode: `"${"line\n".repeat(2000)}"` });

beforeAll(async () => {
  await build({
    entryPoints: [join(homeDir, "src", "dictionary", "check-thread.ts")],
    outfile: thread,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
});
afterAll(() => rmSync(dir, { recursive: true }));

it.each([
  ["many findings", Buffer.from(`\ufeff${(good + bad).repeat(9000)}`)],
  ["a middle inside a quoted cell", Buffer.from(good.repeat(20) + long + bad.repeat(20))],
  ["line breaks in cells", Buffer.from((long + good.repeat(50) + bad).repeat(5) + bad)],
  ["Latin-1 in both halves", Buffer.from((good.repeat(40) + good.replace("E1", "É1")).repeat(6), "latin1")],
  ["Latin-1 in the second half", Buffer.from(good.repeat(90) + good.replace("E1", "É1").repeat(3), "latin1")],
  ["an end in the middle of a record", Buffer.from(good.repeat(90) + bad.slice(0, 40))],
  ["a wrong beginning", Buffer.from(good.repeat(90), "utf16le")],
  ["CRLF and blank lines", Buffer.from(`${good}\n${bad}`.repeat(60).replaceAll("\n", "\r\n"))],
])("with %s", async (name, bytes) => {
  const path = join(dir, `${name.replaceAll(" ", "-")}.csv`);
  writeFileSync(path, bytes);
  const one: RowFinding[] = [];
  const two: RowFinding[] = [];
  const single = await checkFile(path, createChecker(boy, smallDirectory, { finding: (finding) => one.push(finding) }));
  const sink = { finding: (finding: RowFinding) => two.push(finding) };
  const parallel = await checkInParallel(path, boy, smallDirectory, sink, {
    size: statSync(path).size,
    thread,
    least: 0,
  });
  expect(parallel).toEqual(single);
  expect(two).toEqual(one);
});
