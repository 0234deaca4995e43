// Reports as one object: which there are, and run one for an audience. Composes definition, engine, protection and audit.
import type { Actor } from "../access/index.ts";
import type { Clock, Db } from "../platform/index.ts";
import type { Warehouse } from "../warehouse/index.ts";
import type { ReportDefinition } from "./definition.ts";
import type { Report, ReportRequest } from "./report.ts";

export type CodeRow = { set: string; code: string; label: string };

export type ReportsOptions = {
  db: Db;
  clock: Clock;
  profileDir: string;
  warehouse: Warehouse;
  /** Codes valid in the school year, offered to the SQL as the relation `code`. */
  codesOf: (year: number) => readonly CodeRow[];
};

export type Reports = {
  list(): ReportDefinition[];
  /** Throws `report-unknown`, `report-not-for-audience`, `report-no-data`. Writes an audit event before the figures leave. */
  run(actor: Actor, request: ReportRequest): Promise<Report>;
};
