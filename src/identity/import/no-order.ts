// An order that follows from nothing in the file: neither its lines nor the numbers tell a student's place in it. A secret of the
// server's makes it the same again when the same file goes on.
import { createHmac } from "node:crypto";

/** `id`: another one makes another order. */
export const inNoOrder = <R extends { line: number }>(rows: readonly R[], secret: Buffer, id: string): R[] => {
  const keyed = rows.map((row) => ({
    row,
    key: createHmac("sha256", secret).update(`order:${id}:${row.line}`).digest("hex"),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
};
