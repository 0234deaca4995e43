// For tests and benchmarks: the same relations that a report's SQL names, as tables in PostgreSQL, so that one SQL text runs on both engines.
import { Readable } from "node:stream";
import { copyIn, type Db, type Tx, writeCsv } from "../../platform/index.ts";
import type { Relations, ResultRow, Staged, Warehouse } from "../../warehouse/index.ts";

const sqlTypes = { integer: "integer", text: "text", date: "date" };

/** Makes temporary tables `record`, `school`, `district`, `sau` and the tables given by value, each with the very same rows. */
const loadRelations = async (tx: Tx, warehouse: Warehouse, relations: Relations): Promise<void> => {
  for (const name of ["record", "school", "district", "sau"]) {
    const columns = await warehouse.query(
      `SELECT column_name, data_type FROM (DESCRIBE SELECT * FROM ${name}) AS d(column_name, data_type, is_null, key, standard, extra)`,
      { ...relations, tables: {} },
    );
    const types = Object.fromEntries(columns.map((column) => [String(column.column_name), String(column.data_type)]));
    const rows = await warehouse.query(`SELECT * FROM ${name}`, { ...relations, tables: {} });
    await fill(
      tx,
      name,
      types,
      rows.map((row) => Object.keys(types).map((column) => row[column] ?? null)),
    );
  }
  for (const [name, table] of Object.entries(relations.tables)) await fillStaged(tx, name, table);
};

const fillStaged = (tx: Tx, name: string, { columns, rows }: Staged): Promise<void> =>
  fill(tx, name, Object.fromEntries(Object.entries(columns).map(([column, type]) => [column, sqlTypes[type]])), [
    ...rows,
  ]);

const fill = async (
  tx: Tx,
  name: string,
  types: Record<string, string>,
  rows: (readonly ResultRow[string][])[],
): Promise<void> => {
  const columns = Object.entries(types).map(([column, type]) => `"${column}" ${type}`);
  await tx.query(`CREATE TEMP TABLE "${name}" (${columns.join(", ")})`);
  await copyIn(
    tx,
    `COPY pg_temp."${name}" FROM STDIN (FORMAT csv, HEADER true)`,
    Readable.from([Buffer.from(writeCsv(Object.keys(types), rows))]),
  );
  await tx.query(`ANALYZE pg_temp."${name}"`);
};

export const onPostgres = async (
  db: Db,
  warehouse: Warehouse,
  relations: Relations,
  work: (tx: Tx) => Promise<void>,
): Promise<void> => {
  const tx = await db.connect();
  try {
    await tx.query("BEGIN");
    await loadRelations(tx, warehouse, relations);
    await work(tx);
  } finally {
    await tx.query("ROLLBACK");
    tx.release();
  }
};
