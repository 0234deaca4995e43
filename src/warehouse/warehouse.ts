// The warehouse as one object: write a snapshot, say which snapshots hold as of a day, run a query over them.
import { join } from "node:path";
import type { CertifiedSubmission, SnapshotRef } from "../collections/index.ts";
import type { Dictionary } from "../dictionary/index.ts";
import type { Directory } from "../directory/index.ts";
import {
  type Clock,
  type Config,
  type Db,
  dayOf,
  defaultTimeZone,
  loadSecret,
  type SchoolYear,
  type Tx,
} from "../platform/index.ts";
import { registryColumns } from "./certified-csv.ts";
import { openCompacted } from "./compacted.ts";
import { identifier, literal, openEngine, type ResultRow, type Staged, select, stage } from "./engine.ts";
import type { DirectoryRef, Snapshot } from "./model.ts";
import { openParquetFiles } from "./parquet-file.ts";
import { pseudonymizer } from "./pseudonym.ts";
import { findDirectorySnapshot, listSnapshots } from "./store.ts";
import { keepSuccession, listSuccessions, type NumberSucceeded, type Succession } from "./successions.ts";
import { writeSnapshot } from "./write-snapshot.ts";

export type WarehouseOptions = {
  config: Pick<Config, "dataDir">;
  db: Db;
  clock: Clock;
  dictionary: Pick<Dictionary, "elements" | "collections">;
  directoryOf: (year: SchoolYear) => Promise<Directory>;
};

/** What a query may name in FROM: `record`, `school`, `district` and `sau` from snapshots, further tables by value. */
export type Relations = {
  snapshots: readonly Snapshot[];
  directory: DirectoryRef;
  /** Pseudonyms that are read as another: students who were found to be one. */
  successions?: readonly Succession[];
  tables: Readonly<Record<string, Staged>>;
};

type QueryOptions = { seconds?: number; signal?: AbortSignal };

export type Warehouse = {
  /** Inside the certifying transaction: the file is on disk before the row is written. */
  writeSnapshot(tx: Tx, certified: CertifiedSubmission): Promise<SnapshotRef>;
  /** The latest version per district certified by the end of the day `asOf` (ISO day; default: now), by district. */
  snapshotsAsOf(collection: string, year: SchoolYear, asOf?: string): Promise<Snapshot[]>;
  findDirectoryAsOf(year: SchoolYear, asOf?: string): Promise<DirectoryRef | undefined>;
  /** A number gave way to another, or came back: snapshots are read by it from that day on. In the caller's transaction. */
  keepSuccession(tx: Tx, succeeded: NumberSucceeded): Promise<void>;
  /** Successions that held at the end of the day `asOf` (default: now). */
  successionsAsOf(asOf?: string): Promise<Succession[]>;
  /** Runs one SELECT. Throws `snapshot-damaged` naming the file, and `query-too-slow` after `seconds` (default 60). */
  query(sql: string, relations: Relations, options?: QueryOptions): Promise<ResultRow[]>;
  close(): void;
};

/** Snapshots of before there was a registry lack its columns: a report that names them finds nothing there. */
const noRegistryColumns = `SELECT ${registryColumns.map((name) => `NULL::VARCHAR AS ${name}`).join(", ")} WHERE false`;

const successionTable = (successions: readonly Succession[]): Staged => ({
  columns: { pseudonym: "text", by: "text" },
  rows: successions.map(({ pseudonym, by }) => [pseudonym, by]),
});

/** `source` with each student under the pseudonym that holds. */
const readAs = (source: string, successions: readonly Succession[]): string =>
  successions.length === 0
    ? `FROM ${source}`
    : `SELECT r.* REPLACE (coalesce(s."by", r.student) AS student) FROM ${source} r
       LEFT JOIN succession s ON s.pseudonym = r.student`;

export const openWarehouse = async (options: WarehouseOptions): Promise<Warehouse> => {
  const { config, db, clock } = options;
  const timeZone = clock.timeZone ?? defaultTimeZone;
  const folder = join(config.dataDir, "warehouse");
  const files = openParquetFiles(join(folder, "snapshots"));
  const engine = await openEngine(folder);
  const compacted = openCompacted(join(folder, "compacted"), engine);
  const pseudonym = pseudonymizer(loadSecret(config.dataDir, "student-pseudonym"));
  const writer = { ...options, engine, files, pseudonym };

  const verify = async ({ snapshots, directory }: Relations): Promise<void> => {
    for (const { hash, collection, district, version } of snapshots)
      await files.verify(hash, `the snapshot of ${collection}, district ${district}, version ${version}`);
    for (const hash of [directory.schools, directory.districts, directory.saus])
      await files.verify(hash, `the directory of ${directory.year}`);
  };
  const parquet = (paths: readonly string[]): string =>
    `read_parquet([${paths.map(literal).join(", ")}], union_by_name = true)`;
  const records = async (snapshots: readonly Snapshot[]): Promise<string> => {
    const hashes = snapshots.map(({ hash }) => hash);
    const source = parquet(hashes.map(files.pathOf));
    const one = await compacted.find(hashes, source);
    return one === undefined ? source : parquet([one]);
  };

  return {
    writeSnapshot: (tx, certified) => writeSnapshot(writer, tx, certified),
    snapshotsAsOf: (collection, year, asOf) => listSnapshots(db, collection, year, asOf ?? null, timeZone),
    findDirectoryAsOf: (year, asOf) => findDirectorySnapshot(db, year, asOf ?? null, timeZone),
    keepSuccession: (tx, succeeded) => keepSuccession(tx, pseudonym, succeeded),
    successionsAsOf: (asOf) => listSuccessions(db, asOf ?? dayOf(clock)),
    query: async (sql, relations, { seconds = 60, signal } = {}) => {
      await verify(relations);
      const { snapshots, directory, successions = [], tables } = relations;
      const source = await records(snapshots);
      return engine.connect(async (connection) => {
        const view = (name: string, source: string) =>
          connection.run(`CREATE TEMP VIEW ${identifier(name)} AS SELECT * FROM ${source}`);
        if (successions.length > 0) await stage(connection, "succession", successionTable(successions));
        await view("record", `(${readAs(`(FROM ${source} UNION ALL BY NAME ${noRegistryColumns})`, successions)})`);
        await view("school", parquet([files.pathOf(directory.schools)]));
        await view("district", parquet([files.pathOf(directory.districts)]));
        await view("sau", parquet([files.pathOf(directory.saus)]));
        for (const [name, table] of Object.entries(tables)) await stage(connection, name, table);
        return select(connection, sql, { seconds, signal });
      });
    },
    close: () => engine.close(),
  };
};
