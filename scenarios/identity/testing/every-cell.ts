// The whole database as its owner would read it: every cell of every table, and the transaction that wrote its row.
import type { Db } from "../../../src/platform/index.ts";

export type Cell = { table: string; column: string; text: string; xmin: string };

/** Cells as text, bytes as they are and as what they spell. */
export const everyCell = async (owner: Db): Promise<Cell[]> => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)'`,
  );
  const cells: Cell[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query(`SELECT t.xmin::text AS xmin, to_jsonb(t) AS row FROM ${name} t`);
    for (const { row, xmin } of rows)
      for (const [column, value] of Object.entries(row as Record<string, unknown>)) {
        const text = typeof value === "string" ? value : JSON.stringify(value);
        const bytes = text.startsWith("\\x") ? Buffer.from(text.slice(2), "hex").toString("latin1") : "";
        cells.push({ table: name, column, text: text + bytes, xmin });
      }
  }
  return cells;
};

/** Spearman's: 1 the same order, 0 none. */
export const rankCorrelation = (pairs: readonly (readonly [string, string])[]): number => {
  const ranks = (values: string[]): number[] => {
    const sorted = [...values].sort();
    return values.map((value) => sorted.indexOf(value));
  };
  const [a, b] = [ranks(pairs.map(([one]) => one)), ranks(pairs.map(([, other]) => other))];
  const n = pairs.length;
  return 1 - (6 * a.reduce((sum, rank, at) => sum + (rank - b[at]!) ** 2, 0)) / (n * (n * n - 1));
};
