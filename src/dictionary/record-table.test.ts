// The record table in a real PostgreSQL takes what the checker writes, byte for byte.
import { afterAll, beforeAll, expect, it } from "vitest";
import { copyIn, withTransaction } from "../platform/index.ts";
import { testDatabase } from "../platform/testing/test-database.ts";
import { createChecker } from "./node-checker.ts";
import { recordPartitionDdl, recordTable, recordTableDdl } from "./record-table.ts";
import { lineOf, newHampshire, pupil, smallDirectory, validatorOf } from "./testing/fixtures.ts";

let test: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

it("copies typed records, raw texts and awkward characters into a partition", async () => {
  const dictionary = newHampshire();
  const { table, partition, copyColumns } = recordTable(dictionary, "BOY");
  const compiled = validatorOf("BOY");
  const parts: Buffer[] = [];
  const batch = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
  const checker = createChecker(
    compiled,
    smallDirectory,
    { finding: () => {}, copy: (bytes) => parts.push(Buffer.from(bytes)) },
    { batch },
  );
  const quotedCell = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  checker.push(Buffer.from(lineOf(compiled, pupil)));
  checker.push(
    Buffer.from(lineOf(compiled, { ...pupil, EntryCode: quotedCell('\\N\t"é'), Race: "05", HalfDaysAbsent: "-3" })),
  );
  checker.push(Buffer.from(lineOf(compiled, { ...pupil, DateOfBirth: "13/1/2015", ExitCode: "W\0", Grade: "'" })));
  checker.end();
  await withTransaction(test.owner, async (tx) => {
    await tx.query("create schema if not exists collections");
    for (let twice = 0; twice < 2; twice++) {
      await tx.query(recordTableDdl(dictionary, "BOY"));
      await tx.query(recordPartitionDdl(dictionary, "BOY", 2026));
    }
    const columns = copyColumns(2026).join(", ");
    const count = await copyIn(
      tx,
      `copy ${partition(2026)} (${columns}) from stdin`,
      (async function* () {
        yield* parts;
      })(),
    );
    expect(count).toBe(3);
    const { rows } = await tx.query(
      `select school_year, batch_id, row_number, version, sasid, date_of_birth::text, race, entry_code, half_days_absent, exit_code, grade, raw
       from ${table} order by row_number`,
    );
    const common = { school_year: 2026, batch_id: batch, version: 1, sasid: "1000000001", exit_code: null };
    expect(rows).toEqual([
      {
        ...common,
        row_number: 1,
        date_of_birth: "2015-04-05",
        race: 5,
        entry_code: "E1",
        half_days_absent: 2,
        grade: 5,
        raw: null,
      },
      {
        ...common,
        row_number: 2,
        date_of_birth: "2015-04-05",
        race: 5,
        entry_code: null,
        half_days_absent: -3,
        grade: 5,
        raw: { entry_code: '\\N\t"é' },
      },
      {
        ...common,
        row_number: 3,
        date_of_birth: null,
        race: 5,
        entry_code: "E1",
        half_days_absent: 2,
        grade: null,
        raw: { date_of_birth: "13/1/2015", exit_code: "W\u2400", grade: "'" },
      },
    ]);
  });
});

it("gains the elements that the dictionary gained, beside the records that are there", async () => {
  const later = newHampshire();
  const gone = later.elements.find(({ collection, name }) => collection === "EOY" && name === "HomelessCode");
  const earlier = { ...later, elements: later.elements.filter((element) => element !== gone) };
  const { table } = recordTable(later, "EOY");
  await withTransaction(test.owner, async (tx) => {
    await tx.query("create schema if not exists collections");
    await tx.query(recordTableDdl(earlier, "EOY") + recordPartitionDdl(earlier, "EOY", 2026));
    await tx.query(`insert into ${table} (school_year, batch_id, row_number) values (2026, gen_random_uuid(), 1)`);
    await expect(tx.query(`savepoint before; select homeless_code from ${table}`)).rejects.toThrow(/homeless_code/);
    await tx.query("rollback to savepoint before");
    await tx.query(recordTableDdl(later, "EOY") + recordPartitionDdl(later, "EOY", 2026));
    expect((await tx.query(`select homeless_code from ${table}`)).rows).toEqual([{ homeless_code: null }]);
  });
});
