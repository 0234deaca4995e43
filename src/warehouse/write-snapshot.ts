// Certified records become a snapshot: file first, row after, in the transaction that certifies. Nothing here reads reports.
import { createHash } from "node:crypto";
import type { CertifiedSubmission, SnapshotRef } from "../collections/index.ts";
import type { Dictionary } from "../dictionary/index.ts";
import type { Directory } from "../directory/index.ts";
import { findNumberGroups } from "../identity/index.ts";
import { type Clock, Problem, type SchoolYear, type Tx } from "../platform/index.ts";
import { readCertified } from "./certified-csv.ts";
import { directoryTables } from "./directory-tables.ts";
import { type Engine, identifier, stage } from "./engine.ts";
import type { SnapshotColumn } from "./model.ts";
import type { ParquetFiles } from "./parquet-file.ts";
import { findDirectoryContents, insertDirectorySnapshot, insertSnapshot } from "./store.ts";

export type SnapshotWriter = {
  clock: Clock;
  dictionary: Pick<Dictionary, "elements" | "collections">;
  directoryOf: (year: SchoolYear) => Promise<Directory>;
  pseudonym: (identifier: string) => string;
  engine: Engine;
  files: ParquetFiles;
};

export const writeSnapshot = async (
  writer: SnapshotWriter,
  tx: Tx,
  certified: CertifiedSubmission,
): Promise<SnapshotRef> => {
  await keepDirectory(writer, tx, certified.year);
  const hash = await writeRecords(writer, tx, certified);
  const { submissionId, collection, year, district, version, recordCount, dataHash, dictionaryVersion } = certified;
  const certifiedAt = writer.clock.now();
  const id = await insertSnapshot(tx, {
    submissionId,
    collection,
    year,
    district,
    version,
    hash,
    records: recordCount,
    dataHash,
    dictionaryVersion,
    certifiedAt,
  });
  return { id };
};

const writeRecords = async (
  { dictionary, pseudonym, engine, files }: SnapshotWriter,
  tx: Tx,
  certified: CertifiedSubmission,
): Promise<string> => {
  const { collection, year, district, version, recordCount } = certified;
  const student = dictionary.collections.get(collection)?.roles.student;
  if (student === undefined)
    throw new Problem("certified-data-unreadable", { detail: `the collection ${collection} is in no dictionary` });
  const columns = dictionary.elements.filter((element) => element.collection === collection);
  const records = await readCertified(certified.records(), columns, student, pseudonym, (numbers) =>
    findNumberGroups(tx, numbers),
  );
  if (records.count !== recordCount)
    throw new Problem("certified-data-unreadable", {
      detail: `${recordCount} records were certified, but ${records.count} came`,
    });
  return engine.connect(async (connection) => {
    await stage(connection, "incoming", records);
    const own = Object.keys(records.columns).map((name) => typed(name, columns));
    const constants = `CAST(${year} AS SMALLINT) AS school_year, CAST(${district} AS INTEGER) AS submitting_district, CAST(${version} AS INTEGER) AS submission_version`;
    return files.write(connection, `SELECT ${constants}, ${own.join(", ")} FROM incoming ORDER BY ALL`);
  });
};

const sqlTypes = { integer: "INTEGER", decimal: "DECIMAL(18, 4)", date: "DATE", text: "VARCHAR" };

const typed = (sqlName: string, columns: readonly SnapshotColumn[]): string => {
  const element = columns.find((column) => column.sqlName === sqlName);
  return `CAST(${identifier(sqlName)} AS ${sqlTypes[element?.type ?? "text"]}) AS ${identifier(sqlName)}`;
};

/** The directory of the year, kept again only when something in it changed since the last certification. */
const keepDirectory = async (
  { clock, directoryOf, engine, files }: SnapshotWriter,
  tx: Tx,
  year: SchoolYear,
): Promise<void> => {
  const tables = directoryTables(await directoryOf(year));
  const contentsHash = createHash("sha256").update(JSON.stringify(tables)).digest("hex");
  if ((await findDirectoryContents(tx, year)) === contentsHash) return;
  const write = (name: keyof typeof tables): Promise<string> =>
    engine.connect(async (connection) => {
      await stage(connection, name, tables[name]);
      return files.write(connection, `SELECT * FROM ${name} ORDER BY number`);
    });
  const [schools, districts, saus] = [await write("school"), await write("district"), await write("sau")];
  await insertDirectorySnapshot(tx, { year, schools, districts, saus, contentsHash, takenAt: clock.now() });
};
