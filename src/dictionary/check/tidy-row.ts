// Makes an unusual row plain, in place: doubled quotes single, blanks around cells cut; says which cells are not text.
import { utf8Fault } from "./cells.ts";
import { met, undouble } from "./scan.ts";

export type TidyRow = {
  /** First column (from 0) with a byte that is not UTF-8, or -1; the same for NUL. */
  notUtf8: number;
  nul: number;
  bad: number[];
};

const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9;

export const tidyRow = (
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  cells: number,
  seen: number,
): TidyRow => {
  const row: TidyRow = { notUtf8: -1, nul: -1, bad: [] };
  for (let cell = 0; cell < cells; cell++) {
    let start = starts[cell]!;
    let end = ends[cell]!;
    if (seen & met.doubled && bytes[start - 1] === 34) end = undouble(bytes, start, end);
    if (seen & met.space) {
      while (start < end && isBlank(bytes[start])) start++;
      while (end > start && isBlank(bytes[end - 1])) end--;
    }
    starts[cell] = start;
    ends[cell] = end;
    const notUtf8 = (seen & met.high) !== 0 && utf8Fault(bytes, start, end) >= 0;
    const nul = (seen & met.nul) !== 0 && bytes.subarray(start, end).includes(0);
    if (notUtf8 && row.notUtf8 < 0) row.notUtf8 = cell;
    if (nul && row.nul < 0) row.nul = cell;
    if (notUtf8 || nul) row.bad.push(cell);
  }
  return row;
};
