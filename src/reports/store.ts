// All SQL of reports: the log of runs and the lineages they share. Rows are added, never changed.
import { createHash } from "node:crypto";
import type { Tx } from "../platform/index.ts";
import type { Lineage, Report } from "./report.ts";

/** Keeps a lineage under the hash of its contents and returns that hash. */
export const keepLineage = async (tx: Tx, lineage: Lineage): Promise<string> => {
  const contents = JSON.stringify(lineage);
  const hash = createHash("sha256").update(contents).digest("hex");
  await tx.query("INSERT INTO reports.lineage (hash, contents) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", [
    hash,
    contents,
  ]);
  return hash;
};

export const insertRun = async (
  tx: Tx,
  report: Report,
  actor: string,
  lineageHash: string,
  sqlHash: string,
): Promise<void> => {
  await tx.query(
    `INSERT INTO reports.run (report, school_year, as_of, audience, actor, ran_at, lineage_hash, sql_hash, cells, withheld)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      report.definition.id,
      report.year,
      report.asOf ?? null,
      report.audience,
      actor,
      report.generatedAt,
      lineageHash,
      sqlHash,
      report.table.cells,
      report.table.withheld,
    ],
  );
};
