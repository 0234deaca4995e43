// What stands in the database after students came in with numbers of before, read as its owner would: under split custody no place,
// order or time joins a name and its number, under encoded custody no fact of a child can be read.
import { afterEach, expect, test } from "vitest";
import { streamOf } from "../../src/identity/files/testing/made-file.ts";
import { importNumbers } from "../../src/identity/import/import-numbers.ts";
import { numberedChildren, numberedCsv } from "../../src/identity/import/testing/made-numbers.ts";
import { type RegistryWorld, registryWorld } from "../../src/identity/registry/testing/registry-world.ts";
import { everyCell, rankCorrelation } from "./testing/every-cell.ts";

let w: RegistryWorld;
afterEach(() => w?.close());

const bring = (children: ReturnType<typeof numberedChildren>) =>
  importNumbers(w.deps, w.operator, {
    fileName: "numbers.csv",
    source: streamOf(numberedCsv(w.deps.profile, children)),
  });

test("split: numbers and names of a file stand apart, each in an order of its own", async () => {
  w = await registryWorld("new-hampshire");
  // Sorted by number and of one district: the worst that a state can send.
  const children = numberedChildren(41, 2_400)
    .map((child) => ({ ...child, local: `local-${child.number}` }))
    .sort((a, b) => (a.number < b.number ? -1 : 1));
  const numberOf = new Map(
    children.map(({ number, facts: f }) => [`${f.last_name}|${f.first_name}|${f.birth_date}`, number]),
  );
  const numbers = new Set(children.map(({ number }) => number));
  expect(await bring(children)).toMatchObject({ imported: 2_400 });

  const cells = await everyCell(w.owner);
  const places = new Set<string>();
  for (const { table, column, text } of cells)
    for (const [number] of text.matchAll(/(?<!\d)\d{10}(?!\d)/g))
      if (numbers.has(number)) places.add(`${table}.${column}`);
  expect([...places].sort()).toEqual(["identity.number.number", "identity.number_fact.number"]);
  expect(cells.filter(({ text }) => text.includes("local-"))).toEqual([]);

  // No transaction wrote a number and anything of a person, a request or the log.
  const writers = (table: string) => new Set(cells.filter((cell) => cell.table === table).map(({ xmin }) => xmin));
  const numberSide = ["identity.number", "identity.number_fact", "identity.undealt"];
  const nameSide = new Set(
    [...new Set(cells.map(({ table }) => table))]
      .filter((table) => !numberSide.includes(table))
      .flatMap((table) => [...writers(table)]),
  );
  expect(writers("identity.number").size).toBe(1);
  for (const table of numberSide)
    expect(
      [...writers(table)].filter((xmin) => nameSide.has(xmin)),
      table,
    ).toEqual([]);

  // Neither the order of the students, nor that of where their rows lie, is the order of the numbers or of the file.
  for (const order of ["s.record", "f.person", "p.reference", "s.ctid"]) {
    const { rows } = await w.owner.query(
      `SELECT last_name, first_name, s.birth_date::text FROM identity.source_record s
       JOIN identity.face f USING (record) JOIN identity.person p ON p.person = f.person ORDER BY ${order}`,
    );
    const pairs = rows.map(
      (row, at) =>
        [
          String(at).padStart(6, "0"),
          numberOf.get(`${row.last_name}|${row.first_name}|${row.birth_date}`) ?? "",
        ] as const,
    );
    expect(pairs.every(([, number]) => number !== "")).toBe(true);
    expect(Math.abs(rankCorrelation(pairs)), order).toBeLessThan(0.1);
  }
  for (const table of ["number", "number_fact"]) {
    const { rows } = await w.owner.query(`SELECT number FROM identity.${table} WHERE number = ANY ($1) ORDER BY ctid`, [
      [...numbers],
    ]);
    expect(
      rows.map(({ number }) => number),
      table,
    ).toEqual([...numbers].sort());
  }
  const { rows: held } = await w.owner.query("SELECT FROM identity.held");
  expect(held).toEqual([]);
  console.log(`split import: ${cells.length} cells read, ${numbers.size} numbers on the number side alone`);
});

test("encoded: no name of anybody who came in is in the database, and no birth date but that of a number", async () => {
  w = await registryWorld("missouri", "encoded");
  const children = numberedChildren(42, 120);
  await bring(children);
  const wanted = new Set(
    children
      .flatMap(({ facts: { last_name, first_name, guardian_name, birth_date } }) => [
        ...[last_name, guardian_name, birth_date, birth_date.replaceAll("-", ""), `${first_name} ${last_name}`],
      ])
      .filter((text) => text.length > 4)
      .map((text) => text.toLowerCase()),
  );
  expect(wanted.size).toBeGreaterThan(300);
  const allowed = ["identity.number_fact.birth_date", "identity.unsettled.birth_date"];
  const leaks = (await everyCell(w.owner))
    .filter(({ table, column }) => !allowed.includes(`${table}.${column}`))
    .filter(({ text }) => [...wanted].some((secret) => text.toLowerCase().includes(secret)))
    .map(({ table, column }) => `${table}.${column}`);
  expect([...new Set(leaks)]).toEqual([]);
});
