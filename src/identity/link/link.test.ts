// The matcher from file to file: what it finds, in both modes, and what it says of files that cannot be used.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Problem, writeCsv } from "../../platform/index.ts";
import { madeFebrl } from "../testing/made-febrl.ts";
import { chances, type MadePerson, madeCsv, madeMap, makeRecords } from "../testing/made-people.ts";
import { CsvCells } from "./csv-cells.ts";
import { readLinkKey } from "./encode.ts";
import { parseFieldMap } from "./field-map.ts";
import { type LinkOptions, runLink } from "./link-command.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "link-test-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
};

const link = async (files: string[], map: string, more: Partial<LinkOptions> = {}) => {
  const out = join(dir, "pairs.csv");
  const options: LinkOptions = { map: write("fields.yaml", map), out, mode: "plain", threshold: 0.5, ...more };
  const report = await runLink(files, options);
  const [heading, ...lines] = readFileSync(out, "utf8").trimEnd().split("\n");
  expect(heading).toBe("id_a,id_b,probability,explanation");
  const pairs = lines.filter(Boolean).map((line) => line.split(","));
  return { report, pairs: pairs.map(([a, b]) => [a!, b!] as const), text: lines.join("\n") };
};

const score = (pairs: readonly (readonly [string, string])[], people: Map<string, number | string>, total: number) => {
  const right = pairs.filter(([a, b]) => people.get(a) === people.get(b)).length;
  const precision = right / pairs.length;
  const recall = right / total;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
};

const csvOf = (records: readonly MadePerson[]): string => [...madeCsv(records)].join("");
const truthOf = (records: readonly MadePerson[]) => {
  const people = new Map(records.map(({ person }, at) => [`r${at}`, person]));
  const counts = new Map<number, number>();
  let total = 0;
  for (const { person } of records) {
    total += counts.get(person) ?? 0;
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  return { people, total };
};

describe("school records with twins and siblings, without labels", () => {
  const records = makeRecords(3000, 5);
  const { people, total } = truthOf(records);

  test("the duplicates are found and the twins are not", async () => {
    const { pairs, report } = await link([write("a.csv", csvOf(records))], madeMap);
    const { precision, recall } = score(pairs, people, total);
    expect(precision).toBeGreaterThan(0.99);
    expect(recall).toBeGreaterThan(0.985);
    expect(report.records).toEqual([3000]);
  });

  test("the order of the rows does not matter, nor does gzip", async () => {
    const straight = await link([write("a.csv", csvOf(records))], madeMap);
    const [heading, ...lines] = csvOf(records).trimEnd().split("\n");
    const mixed = `${[heading, ...lines.reverse()].join("\n")}\n`;
    const turned = await link([write("b.csv.gz", gzipSync(mixed))], madeMap);
    const set = ({ pairs }: typeof straight) => pairs.map((pair) => [...pair].sort().join(" ")).sort();
    expect(set(turned)).toEqual(set(straight));
  });
});

describe("two files in the manner of FEBRL", () => {
  const made = madeFebrl(800, 9);
  const person = (id: string) => id.split("-")[1]!;
  const ids = [...made.originals.split("\n"), ...made.duplicates.split("\n")].map((line) => line.split(",")[0]!);
  const people = new Map(ids.filter((id) => id.startsWith("rec-")).map((id) => [id, person(id)]));
  const few =
    "id: rec_id\nfirst: given_name\nlast: surname\ndob: { column: date_of_birth, format: YYYYMMDD }\ntown: suburb\n";
  const all = `${few}postcode: postcode\nssn: soc_sec_id\nextra: [street_number, address_1, address_2, state]\n`;
  const files = () => [write("orig.csv", made.originals), write("dup.csv", made.duplicates)];

  test("all fields: every link and no other", async () => {
    const { pairs } = await link(files(), all);
    expect(score(pairs, people, 800).f1).toBeGreaterThan(0.998);
  });

  test("encoded keeps the accuracy of plain, and shows neither values nor key", async () => {
    const keyFile = write("link.key", "an altogether secret sentence\n");
    const plain = await link(files(), few, { oneToOne: true });
    const encoded = await link(files(), few, { oneToOne: true, mode: "encoded", keyFile });
    const [a, b] = [score(plain.pairs, people, 800).f1, score(encoded.pairs, people, 800).f1];
    expect(a).toBeGreaterThan(0.985);
    expect(b).toBeGreaterThan(a - 0.01);
    expect(encoded.text + JSON.stringify(encoded.report)).not.toContain("secret");
  });

  test("one-to-one: a record has at most one link", async () => {
    const { pairs } = await link(files(), few, { oneToOne: true, threshold: 0.001 });
    expect(new Set(pairs.map(([a]) => a)).size).toBe(pairs.length);
    expect(new Set(pairs.map(([, b]) => b)).size).toBe(pairs.length);
  });

  test("the explanation says level, bits, prior, runner-up and rule", async () => {
    const { text } = await link(files(), few);
    for (const line of text.split("\n"))
      expect(line).toMatch(
        /[a-z] (same|different|\w.*) [+-]\d+\.\d; prior -\d+\.\d bits; runner-up \d\.\d{4}; found by \w/,
      );
    expect(text).toMatch(/first and last changed places -\d/);
  });
});

describe("what cannot be used", () => {
  const map = "id: id\nfirst: first\nlast: last\n";
  const problem = async (run: () => unknown) => {
    try {
      await run();
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      return `${(error as Problem).code}: ${(error as Problem).message}`;
    }
    throw new Error("nothing was refused");
  };
  test.each([
    [
      "a missing column",
      "id,first\n1,Ann\n",
      /records-unusable.*no column last \(mapped to last\); its columns are id, first/,
    ],
    ["an id twice", "id,first,last\n7,Ann,Roy\n8,Bo,Roy\n7,Cy,Roy\n", /the id 7 stands on line 2 and again on line 4/],
    ["a blank id", "id,first,last\n,Ann,Roy\n", /line 2 has no id/],
    ["an empty file", "", /it is empty/],
    ["a heading alone", "id,first,last\n", /no records/],
    ["a short row", "id,first,last\n1,Ann\n", /line 2 has 2 cells, the heading has 3/],
    ["an open quote", 'id,first,last\n1,"Ann,Roy\n', /line 2.*never ends/],
  ])("%s is named", async (_, text, message) => {
    expect(await problem(() => link([write("bad.csv", text)], map))).toMatch(message);
  });

  test("a file that is not there, and one that is no gzip", async () => {
    expect(await problem(() => link([join(dir, "none.csv")], map))).toMatch(/file-unreadable/);
    expect(await problem(() => link([write("fake.csv.gz", "id,first,last\n")], map))).toMatch(/file-unreadable/);
  });

  test.each([
    ["first: first", /id/],
    ["id: id", /at least one role/],
    ["id: id\nfrist: first", /frist/],
    ["id: id\nfirst: name\nlast: name", /name plays two roles/],
    ["id: id\ndob: { column: born, format: lately }", /lately is no date format/],
    ["id: [", /field-map-invalid/],
  ])("the map %j is refused", async (text, message) => {
    expect(await problem(() => parseFieldMap(text, "fields.yaml"))).toMatch(message);
  });

  test("encoded without a key", async () => {
    expect(await problem(() => readLinkKey(undefined, {}))).toMatch(/link-key-missing/);
    expect(await problem(() => readLinkKey(undefined, { ROLLBOOK_LINK_KEY: "short" }))).not.toMatch(/short"/);
  });

  test("thousands of copies of one child do not make millions of pairs", async () => {
    const copies = Array.from({ length: 5000 }, (_, at) => `c${at},Ann,Roy,2012-01-02\n`).join("");
    const { report } = await link([write("copies.csv", `id,first,last,dob\n${copies}`)], `${map}dob: dob\n`);
    expect(report.pairsLookedAt).toBeGreaterThan(5000);
    expect(report.pairsLookedAt).toBeLessThan(100_000);
  });

  test("records that have nothing in common, or only one record, give no link", async () => {
    expect((await link([write("one.csv", "id,first,last\n1,Ann,Roy\n")], map)).pairs).toEqual([]);
    expect((await link([write("two.csv", "id,first,last\n1,Ann,Roy\n2,Bob,Lee\n")], map)).pairs).toEqual([]);
    expect((await link([write("blank.csv", "id,first,last\n1,,\n2,,\n")], map)).pairs).toEqual([]);
  });
});

test("cells are read alike however the bytes are cut up", () => {
  const cellText = fc.string({ unit: fc.constantFrom("a", "é", " ", ",", '"', "\n", "b"), maxLength: 6 });
  const table = fc.array(fc.tuple(fc.constant("x"), cellText, cellText), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(table, fc.nat(100), (rows, seed) => {
      const bytes = Buffer.from(writeCsv(["h", "i", "j"], rows));
      const read: string[][] = [];
      let row: string[] = [];
      const cells = new CsvCells({
        cell: (_, from, start, end) => row.push(Buffer.from(from.subarray(start, end)).toString()),
        row: () => {
          read.push(row);
          row = [];
        },
      });
      const chance = chances(seed);
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + Math.floor(chance() * 9);
        cells.push(bytes.subarray(at, at + size));
        at += size;
      }
      cells.end();
      const trim = (text: string) => text.replace(/^[ \n]+|[ \n]+$/g, "");
      expect(read.slice(1)).toEqual(rows.map((each) => each.map(trim)));
    }),
  );
});
