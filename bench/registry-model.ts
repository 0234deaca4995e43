// Trains the registry's model on made-up students, without labels, and prints it or writes it to a file to be shipped under a
// new version. node scripts/run.mjs bench/registry-model.ts [--small] [--version school-records-2] [--out FILE]
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Column } from "../src/identity/batch/record-table.ts";
import { findLinks } from "../src/identity/link/find-links.ts";
import type { FieldModel, Model } from "../src/identity/model/model.ts";
import { cellKinds } from "../src/identity/registry/cell-codec.ts";
import { type CellRole, type Cells, foldFacts } from "../src/identity/registry/facts.ts";
import { nameShares } from "../src/identity/testing/made-names.ts";
import { chances } from "../src/identity/testing/made-people.ts";
import { askedAgain, factsOf } from "../src/identity/testing/made-requests.ts";
import { madeStudents } from "../src/identity/testing/made-students.ts";

const { values } = parseArgs({
  options: {
    small: { type: "boolean", default: false },
    version: { type: "string", default: "school-records-2" },
    out: { type: "string" },
  },
});
const rows = values.small ? 5000 : 240_000;
const seed = 5;

/** Three quarters of the records are of one student each, the others of students among them who come again. */
const madeCells = (): Cells[] => {
  const cells: Cells[] = [];
  const chance = chances(seed + 1);
  for (const student of madeStudents(seed)) {
    if (cells.length >= rows) break;
    cells.push(foldFacts(factsOf(student), student.district, student.local));
    if (chance() >= 1 / 3) continue;
    const again = askedAgain(student, chance);
    cells.push(foldFacts(factsOf(again), again.district, again.local));
  }
  return cells;
};

const { suffix: _, ...compared } = cellKinds;
const names: readonly string[] = ["first", "middle", "last"];

const columnsOf = (cells: readonly Cells[]): Column[] => {
  const shared = { texts: [""], known: new Map([["", 0]]) };
  return Object.entries(compared).map(([name, kind]): Column => {
    const role = name as Exclude<CellRole, "suffix">;
    const { texts, known } = names.includes(role) ? shared : { texts: [""], known: new Map([["", 0]]) };
    const numbers = Uint32Array.from(cells, (cell) => {
      const text = cell[role];
      const number = known.get(text) ?? texts.push(text) - 1;
      known.set(text, number);
      return number;
    });
    return { name: role, role, kind, texts, numbers };
  });
};

const significant = (number: number): number => Number(number.toPrecision(4));

/** Names outside the lists share what is left of the whole; how many they are is not known, only that they are many. */
const frequenciesOf = (name: string): FieldModel["frequencies"] => {
  if (name !== "first" && name !== "last") return undefined;
  const of = nameShares()[name];
  const rarest = Math.min(...Object.values(of));
  return { rare: significant(rarest), of: Object.fromEntries(Object.entries(of).map(([k, v]) => [k, significant(v)])) };
};

const { model } = await findLinks({ columns: columnsOf(madeCells()), split: 0 });
const frozen: Model = {
  version: values.version,
  matches: significant(model.matches),
  relatives: significant(model.relatives),
  swappedNames: significant(model.swappedNames),
  fields: model.fields.map((field) => ({
    ...field,
    match: field.match.map(significant),
    chance: field.chance.map(significant),
    relative: field.relative.map(significant),
    frequencies: frequenciesOf(field.name),
  })),
};
if (values.out === undefined) console.log(JSON.stringify(frozen).slice(0, 4000));
else writeFileSync(values.out, `${JSON.stringify(frozen, null, 2)}\n`);
