// The warehouse as one object: write a snapshot, say which snapshots hold as of a date, run a query over them.
import type { CertifiedSubmission, SnapshotRef } from "../collections/index.ts";
import type { Directory } from "../directory/index.ts";
import type { Clock, Config, Db, SchoolYear, Tx } from "../platform/index.ts";
import type { DirectoryRef, Snapshot, SnapshotColumn } from "./model.ts";

export type WarehouseOptions = {
  config: Pick<Config, "dataDir">;
  db: Db;
  clock: Clock;
  /** Columns of a collection's records, as the dictionary has them. */
  columnsOf: (collection: string) => readonly SnapshotColumn[];
  /** Name of the element that holds the student identifier; a keyed pseudonym takes its place. */
  identifierOf: (collection: string) => string;
  directoryOf: (year: SchoolYear) => Promise<Directory>;
};

/** What a query may name in FROM: `record` and the directory from snapshots, small tables by value. */
export type Relations = {
  snapshots: readonly Snapshot[];
  directory: DirectoryRef;
  tables: Readonly<
    Record<
      string,
      {
        columns: Readonly<Record<string, "integer" | "text" | "date">>;
        rows: readonly (readonly (string | number | null)[])[];
      }
    >
  >;
};

export type QueryOptions = { timeoutSeconds?: number; signal?: AbortSignal };

export type Warehouse = {
  /** Inside the certifying transaction: the file is on disk before the row is written. */
  writeSnapshot(tx: Tx, certified: CertifiedSubmission): Promise<SnapshotRef>;
  /** The latest version per district certified at or before `asOf` (ISO day, the whole day counts; default: now). */
  snapshotsAsOf(collection: string, year: SchoolYear, asOf?: string): Promise<Snapshot[]>;
  findDirectoryAsOf(year: SchoolYear, asOf?: string): Promise<DirectoryRef | undefined>;
  /** Runs one SELECT; each row is an object by column name. */
  query(sql: string, relations: Relations, options?: QueryOptions): Promise<Record<string, string | number | null>[]>;
  close(): void;
};
