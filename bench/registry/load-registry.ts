// Fills a registry with made-up students by COPY, as an import of numbers given before Rollbook would. Constraints and indexes are
// dropped first and made anew afterwards, so that the rows are checked all at once.
import { type Cells, foldFacts, type StudentFacts } from "../../src/identity/registry/facts.ts";
import { keysOf, plainHash } from "../../src/identity/registry/match-keys.ts";
import { drawReference } from "../../src/identity/registry/references.ts";
import { chances } from "../../src/identity/testing/made-people.ts";
import { askedAgain, factsOf } from "../../src/identity/testing/made-requests.ts";
import { type MadeStudent, madeStudents } from "../../src/identity/testing/made-students.ts";
import { copyIn, type Db, type Tx } from "../../src/platform/index.ts";

export type MadeRegistry = {
  seed: number;
  /** So many faces; a fifth of the students have two. */
  faces: number;
  /** Facts that the registry does not ask for. */
  without: readonly (keyof StudentFacts)[];
  /** Under split custody no local number, and no student's number, is kept with the names. */
  split: boolean;
};

/** Of the made students, those that ask for the first time later. */
export const isKnown = ({ student }: MadeStudent): boolean => (student * 7919) % 20 !== 0;
/** A student's number within the database. */
export const personOf = ({ student }: MadeStudent): number => student + 1;
const twoFaces = 0.25;

export const cellsOf = (record: MadeStudent, { without, split }: MadeRegistry): Cells =>
  foldFacts(factsOf(record, without), record.district, split ? "" : record.local);

const cellColumns = "first middle last dob sex race town guardian ssn suffix local".split(" ") as (keyof Cells)[];
const keyColumns = Object.keys(keysOf(blankCells(), plainHash));
function blankCells(): Cells {
  return Object.fromEntries(cellColumns.map((name) => [name, ""])) as Cells;
}

const tables = ["person", "number", "held", "source_record", "face"];

/** Takes constraints and indexes off the tables and returns how they are put back, in order. */
const laidBare = async (tx: Tx): Promise<string[]> => {
  const constraints = await tx.query(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS add
     FROM pg_constraint WHERE connamespace = 'identity'::regnamespace
       AND (contype = 'f' OR contype IN ('p', 'u') AND conrelid = ANY ($1::regclass[]))
     ORDER BY contype = 'f' DESC, conname`,
    [tables.map((name) => `identity.${name}`)],
  );
  const back = constraints.rows.map(({ add }) => add).reverse();
  for (const { drop } of constraints.rows) await tx.query(drop);
  const indexes = await tx.query(
    `SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS add FROM pg_index
     WHERE indrelid = ANY ($1::regclass[])`,
    [tables.map((name) => `identity.${name}`)],
  );
  for (const { drop } of indexes.rows) await tx.query(drop);
  return [...indexes.rows.map(({ add }) => add), ...back];
};

const chunk = 1 << 20;
/** Lines that one table's COPY waits for while the others are fed. */
class Lines {
  private text: string[] = [];
  private size = 0;
  private ended = false;
  private wake: () => void = () => {};
  private taken: () => void = () => {};

  /** Resolves when there is room for more. */
  add(cells: readonly unknown[]): Promise<void> | undefined {
    const line = `${cells.map((cell) => cell ?? "\\N").join("\t")}\n`;
    this.text.push(line);
    this.size += line.length;
    if (this.size < chunk) return undefined;
    this.wake();
    return new Promise((resolve) => {
      this.taken = resolve;
    });
  }

  end(): void {
    this.ended = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.size < chunk && !this.ended)
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      const text = this.text.join("");
      this.text = [];
      this.size = 0;
      this.taken();
      if (text !== "") yield Buffer.from(text);
      if (this.ended && this.size === 0) return;
    }
  }
}

/** As the owner. Returns the number of students. */
export const loadRegistry = async (owner: Db, made: MadeRegistry): Promise<number> => {
  const setUp = await owner.connect();
  const back = await laidBare(setUp);
  const copies: Promise<number>[] = [];
  const connections: Tx[] = [];
  const into = async (table: string, columns: string): Promise<Lines> => {
    const lines = new Lines();
    const tx = await owner.connect();
    connections.push(tx);
    copies.push(copyIn(tx, `COPY identity.${table} (${columns}) FROM STDIN`, lines));
    return lines;
  };
  const persons = await into("person", "person, reference, origin, holder");
  const numbers = await into("number", "number, imported");
  const held = await into("held", "person, number");
  const records = await into(
    "source_record",
    `record, district, local_identifier, last_name, first_name, middle_name, name_suffix, birth_date, sex, race_ethnicity,
     town_of_birth, guardian_name`,
  );
  const faces = await into("face", `record, person, ${[...cellColumns, ...keyColumns].join(", ")}`);
  const chance = chances(made.seed + 1);
  let record = 0;
  let people = 0;
  const face = async (student: MadeStudent): Promise<void> => {
    const cells = cellsOf(student, made);
    const keys = Object.values(keysOf(cells, plainHash));
    const facts = factsOf(student, made.without);
    const written = [facts.last_name, facts.first_name, facts.middle_name, facts.name_suffix, facts.birth_date];
    const others = [facts.sex, facts.race_ethnicity, facts.town_of_birth, facts.guardian_name];
    record++;
    await records.add([record, student.district, made.split ? null : student.local, ...written, ...others]);
    await faces.add([record, personOf(student), ...cellColumns.map((name) => cells[name]), ...keys]);
  };
  for (const student of madeStudents(made.seed)) {
    if (record >= made.faces) break;
    if (!isKnown(student)) continue;
    const person = personOf(student);
    people++;
    // Spread over all ten-digit numbers, each once.
    const number = 1_000_000_000 + ((person * 7_368_787) % 8_999_999_999);
    await persons.add([person, drawReference(), student.district, student.district]);
    await numbers.add([number, "t"]);
    if (!made.split) await held.add([person, number]);
    await face(student);
    if (chance() < twoFaces && record < made.faces) await face(askedAgain(student, chance));
  }
  for (const lines of [persons, numbers, held, records, faces]) lines.end();
  await Promise.all(copies);
  for (const tx of connections) tx.release();
  for (const statement of back) await setUp.query(statement);
  for (const [table, column] of [
    ["person", "person"],
    ["source_record", "record"],
  ])
    await setUp.query(
      `SELECT setval('identity.${table}_${column}_seq', (SELECT max(${column}) + 1 FROM identity.${table}))`,
    );
  setUp.release();
  await owner.query("VACUUM ANALYZE");
  return people;
};
