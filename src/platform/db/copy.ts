// COPY, the fast road in and out of PostgreSQL, with backpressure both ways.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from, to } from "pg-copy-streams";
import type { Tx } from "./database.ts";

/** Sends `source` (text COPY format) into `COPY ... FROM STDIN`. Returns the number of rows. */
export const copyIn = async (tx: Tx, sql: string, source: AsyncIterable<Uint8Array>): Promise<number> => {
  const sink = tx.query(from(sql));
  await pipeline(Readable.from(source, { objectMode: false, highWaterMark: 1 << 20 }), sink);
  return sink.rowCount ?? 0;
};

/** The bytes of `COPY ... TO STDOUT`, in chunks. */
export const copyOut = (tx: Tx, sql: string): AsyncIterable<Buffer> => tx.query(to(sql)) as AsyncIterable<Buffer>;
