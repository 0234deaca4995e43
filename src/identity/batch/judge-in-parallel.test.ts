// Threads find what one thread finds: the same pairs with the same bits.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { homeDir } from "../../platform/index.ts";
import { countedFrequencies } from "../model/frequencies.ts";
import { registryModel } from "../model/frozen.ts";
import { prepareWeights } from "../score/scorer.ts";
import { makeRecords } from "../testing/made-people.ts";
import { blockingKeys } from "./blocking-rules.ts";
import type { JudgedPairs, Work } from "./judge.ts";
import { judgeInParallel } from "./judge-in-parallel.ts";
import { buildRecordTable, type Column, inScoringOrder } from "./record-table.ts";

const dir = mkdtempSync(join(tmpdir(), "judge-"));
const thread = join(dir, "judge-thread.mjs");
beforeAll(async () => {
  const entryPoints = [join(homeDir, "src", "identity", "batch", "judge-thread.ts")];
  await build({ entryPoints, outfile: thread, bundle: true, platform: "node", format: "esm", packages: "external" });
});
afterAll(() => rmSync(dir, { recursive: true }));

const work = (): Work => {
  const records = makeRecords(2000, 3);
  const columns = (["first", "last", "dob"] as const).map((role): Column => {
    const texts = ["", ...new Set(records.map((record) => record[role].toLowerCase().replaceAll("-", "")))];
    const places = new Map(texts.map((text, at) => [text, at]));
    const numbers = Uint32Array.from(records, (record) => places.get(record[role].toLowerCase().replaceAll("-", ""))!);
    return { name: role, role, kind: role === "dob" ? "date" : "name", texts, numbers };
  });
  const table = buildRecordTable(columns, 0);
  const fields = inScoringOrder(columns).map(({ name }) => registryModel.fields.find((field) => field.name === name)!);
  const weights = prepareWeights(table, { ...registryModel, fields }, (field) =>
    countedFrequencies(table, field, fields[field]!.chance.at(-1)!),
  );
  return { table, keys: blockingKeys(columns, 0), weights, floor: 5, parts: 1 };
};

const lines = ({ count, left, right, bits, relative, rule }: JudgedPairs): string[] =>
  Array.from({ length: count }, (_, at) => [left[at], right[at], bits[at], relative[at], rule[at]].join()).sort();

test.each([2, 3])("%d threads", async (parts) => {
  const all = work();
  const one = await judgeInParallel(all, { parts: 1 });
  const several = await judgeInParallel(all, { parts, thread });
  expect(one.count).toBeGreaterThan(500);
  expect(lines(several)).toEqual(lines(one));
  expect(several.looked).toBe(one.looked);
});
