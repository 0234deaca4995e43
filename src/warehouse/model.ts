// The words of the warehouse: snapshot, its columns, its lineage. Types only, no I/O.
import type { Dictionary } from "../dictionary/index.ts";
import type { SchoolYear } from "../platform/index.ts";

/** A data element as the warehouse needs to know it. */
export type SnapshotColumn = Pick<Dictionary["elements"][number], "name" | "sqlName" | "type" | "warehouse">;

/** The certified data of one submission version, kept as one immutable Parquet file named by its contents. */
export type Snapshot = {
  id: string;
  collection: string;
  year: SchoolYear;
  district: number;
  version: number;
  /** SHA-256 of the Parquet file, in hex; also its name. */
  hash: string;
  records: number;
  /** SHA-256 of the certified data, as the sign-off carries it. */
  dataHash: string;
  dictionaryVersion: string;
  certifiedAt: Date;
};

/** The directory of a year as it stood when records were certified: three Parquet files named by their contents. */
export type DirectoryRef = { year: SchoolYear; schools: string; districts: string; saus: string; takenAt: Date };
