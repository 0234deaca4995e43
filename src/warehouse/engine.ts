// The analytical engine: one DuckDB in this process that can read and write the snapshot folder and nothing else. Knows no snapshots.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  DATE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  StatementType,
  VARCHAR,
} from "@duckdb/node-api";
import { Problem } from "../platform/index.ts";

export type StagedType = "integer" | "text" | "date";
/** Rows of text and numbers on their way into the engine; a date is ISO text. */
export type Staged = {
  columns: Readonly<Record<string, StagedType>>;
  rows: Iterable<readonly (string | number | null)[]>;
};
export type ResultRow = Record<string, string | number | null>;

export type Engine = {
  connect<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  close(): void;
};

/** Memory and threads are bounded so that a report never takes the machine from those who submit. */
export const openEngine = async (folder: string, limits = { memory: "512MB", threads: 2 }): Promise<Engine> => {
  const spill = join(folder, "spill");
  mkdirSync(spill, { recursive: true, mode: 0o700 });
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: limits.memory,
    threads: String(limits.threads),
  });
  const setup = await instance.connect();
  await setup.run(`SET temp_directory = ${literal(spill)}`);
  await setup.run("SET max_temp_directory_size = '4GB'");
  await setup.run(`SET allowed_directories = [${literal(`${folder}/`)}]`);
  await setup.run("SET preserve_insertion_order = true");
  await setup.run("SET autoinstall_known_extensions = false");
  await setup.run("SET enable_external_access = false");
  await setup.run("SET lock_configuration = true");
  setup.closeSync();
  return {
    connect: async (work) => {
      const connection = await instance.connect();
      try {
        return await work(connection);
      } finally {
        connection.closeSync();
      }
    },
    close: () => instance.closeSync(),
  };
};

const types = { integer: INTEGER, text: VARCHAR, date: DATE };
const chunkRows = 2048;

/** A temporary table of this connection, filled by value: nothing is read from a file. */
export const stage = async (connection: DuckDBConnection, name: string, { columns, rows }: Staged): Promise<void> => {
  const entries = Object.entries(columns);
  const typed = entries.map(([column, type]) => `${identifier(column)} ${types[type]}`).join(", ");
  const loose = entries
    .map(([column, type]) => `${identifier(column)} ${type === "date" ? VARCHAR : types[type]}`)
    .join(", ");
  const dates = entries.some(([, type]) => type === "date");
  const loading = dates ? `${name}__text` : name;
  await connection.run(`CREATE TEMP TABLE ${identifier(loading)} (${dates ? loose : typed})`);
  const appender = await connection.createAppender(loading, "main", "temp");
  const chunk = DuckDBDataChunk.create(
    entries.map(([, type]) => (type === "integer" ? INTEGER : VARCHAR)),
    chunkRows,
  );
  let pending: (string | number | null)[][] = entries.map(() => []);
  const flush = (): void => {
    if (pending[0]!.length === 0) return;
    chunk.setColumns(pending);
    appender.appendDataChunk(chunk);
    chunk.reset();
    pending = entries.map(() => []);
  };
  for (const row of rows) {
    for (const [index, value] of row.entries()) pending[index]!.push(value);
    if (pending[0]!.length === chunkRows) flush();
  }
  flush();
  appender.closeSync();
  if (dates)
    await connection.run(
      `CREATE TEMP TABLE ${identifier(name)} AS SELECT ${castAll(columns)} FROM ${identifier(loading)}`,
    );
};

const castAll = (columns: Readonly<Record<string, StagedType>>): string =>
  Object.entries(columns)
    .map(([column, type]) => `CAST(${identifier(column)} AS ${types[type]}) AS ${identifier(column)}`)
    .join(", ");

/** Runs one SELECT and gives plain values: numbers, text, ISO dates, null. Stops it after `seconds`, or when told to. */
export const select = async (
  connection: DuckDBConnection,
  sql: string,
  { seconds, signal }: { seconds: number; signal?: AbortSignal | undefined },
): Promise<ResultRow[]> => {
  signal?.throwIfAborted();
  let late = false;
  const stop = (): void => connection.interrupt();
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, seconds * 1000);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const statement = await connection.prepare(sql);
    if (statement.statementType !== StatementType.SELECT)
      throw new TypeError("only a SELECT may be run over the snapshots");
    const reader = await statement.runAndReadAll();
    return (reader.getRowObjectsJS() as Record<string, unknown>[]).map((row) =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(column, value)])),
    );
  } catch (error) {
    signal?.throwIfAborted();
    if (late) throw new Problem("query-too-slow", { seconds }, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
};

const plain = (column: string, value: unknown): string | number | null => {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  throw new TypeError(`the column ${column} has a type that reports do not use`);
};

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
