// A report that was run: its definition, its protected table and where every figure came from. Types only.
import type { ProtectedTable } from "../disclosure/index.ts";
import type { SchoolYear } from "../platform/index.ts";
import type { ReportDefinition } from "./definition.ts";

export type Audience = "internal" | "public";

export type ReportRequest = {
  id: string;
  year: SchoolYear;
  /** ISO day: compute from what was certified by the end of that day. Default: now. */
  asOf?: string;
  audience: Audience;
};

/** Enough to compute the same figures again: which snapshots, which directory, which dictionary. */
export type Lineage = {
  /** SHA-256 over all that follows; kept with its contents in the log of runs. */
  hash: string;
  collection: string;
  snapshots: { district: number; version: number; hash: string; records: number; certifiedAt: string }[];
  directory: { schools: string; districts: string; saus: string; takenAt: string };
  dictionaryVersions: string[];
  records: number;
  districtsCertified: number;
  districtsRequired: number;
  /** Names of required districts without certified data as of the date; their schools count nothing. */
  missing: string[];
  /** Students of the snapshots who are counted as another by then, because they were found to be one. Absent: none. */
  successions?: { count: number; hash: string } | undefined;
};

export type Report = {
  definition: ReportDefinition;
  year: SchoolYear;
  countDate: string;
  asOf: string | undefined;
  audience: Audience;
  table: ProtectedTable;
  /** Counts above 0 and below this were withheld for this audience; 0: none. */
  minimum: number;
  /** Reports that were protected together with this one: figures are withheld here also for their sake. */
  linked: readonly string[];
  lineage: Lineage;
  generatedAt: Date;
};
