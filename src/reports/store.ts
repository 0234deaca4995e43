// All SQL of reports: the log of runs and the lineages they share. Rows are added, never changed.
import type { Tx } from "../platform/index.ts";
import type { Lineage, Report } from "./report.ts";

/** Many runs share one lineage: it is kept once, under its hash. */
export const keepLineage = async (tx: Tx, { hash, ...contents }: Lineage): Promise<void> => {
  await tx.query("INSERT INTO reports.lineage (hash, contents) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", [
    hash,
    JSON.stringify(contents),
  ]);
};

export const insertRun = async (tx: Tx, report: Report, actor: string, sqlHash: string): Promise<void> => {
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
      report.lineage.hash,
      sqlHash,
      report.table.cells,
      report.table.withheld,
    ],
  );
};
