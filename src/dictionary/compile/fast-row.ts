// JavaScript that reads a whole row in one pass over its bytes, as long as nothing is out of the ordinary: no quotes,
// blanks or letters beyond ASCII, every required cell filled, every cell readable. Otherwise it returns -1 and the slow
// path reads the row again from its start; so this path may be strict, but never reads a row differently.
// The byte after the last one in the buffer is 0, which no path takes for part of a cell.
import { UNKNOWN } from "../check/cells.ts";
import type { ElementColumn, Layout } from "../types.ts";

export const fastRow = (layout: Layout): string => {
  const last = layout.columns.length - 1;
  const cells = layout.columns.map((column, at) => readCell(column, at, at === last));
  return `let s = 0, b = 0, v = 0, d = 0, m = 0;
${cells.join("\n")}
if (b === 10) return p + 1;
return b === 13 && B[p + 1] === 10 ? p + 2 : -1;`;
};

const readCell = (column: ElementColumn, at: number, last: boolean): string => {
  const isEnd = last ? "b === 10 || b === 13" : "b === 44";
  const notEnd = last ? "(b !== 10 && b !== 13)" : "b !== 44";
  const unknown = column.type === "decimal" ? "D" : "V";
  const blank = column.required
    ? `if (${isEnd}) return -1;`
    : column.type === "text"
      ? ""
      : `if (${isEnd}) ${unknown}[${at}] = ${column.type === "decimal" ? "NaN" : UNKNOWN}; else`;
  return `// ${column.name}
s = p; b = B[p];
${blank} { ${body(column, at, notEnd)} }
S[${at}] = s; E[${at}] = p;${last ? "" : " p++;"}`;
};

const body = (column: ElementColumn, at: number, notEnd: string): string => {
  const longest = column.maxLength;
  if (column.type === "integer")
    return `v = b - 48; if (v >>> 0 > 9) return -1; b = B[++p];
while ((d = b - 48) >>> 0 <= 9) { v = (v * 10 + d) | 0; b = B[++p]; }
if (${notEnd} || p - s > ${Math.min(longest, 9)}) return -1; V[${at}] = v;`;
  if (column.type === "date" && column.format !== "YYYY-MM-DD" && longest >= 10)
    return `m = b - 48; if (m >>> 0 > 9) return -1; b = B[++p];
if (b !== 47) { d = b - 48; if (d >>> 0 > 9) return -1; m = m * 10 + d; if (B[++p] !== 47) return -1; }
v = B[++p] - 48; if (v >>> 0 > 9) return -1; b = B[++p];
if (b !== 47) { d = b - 48; if (d >>> 0 > 9) return -1; v = v * 10 + d; if (B[++p] !== 47) return -1; }
v = R.dayOf(B, p + 1, m, v); if (v === ${UNKNOWN}) return -1; p += 5; b = B[p];
if (${notEnd}) return -1; V[${at}] = v;`;
  const read =
    column.type === "date"
      ? `v = R.${column.format === "YYYY-MM-DD" ? "isoDay" : "monthDayYear"}(B, s, p, ${longest}); if (v === ${UNKNOWN}) return -1; V[${at}] = v;`
      : column.type === "decimal"
        ? `D[${at}] = R.decimal(B, s, p, ${longest}); if (D[${at}] !== D[${at}]) return -1;`
        : "";
  // Bytes 45 to 126 need no thought; a comma, a line end and everything else end the loop.
  const least = column.type === "text" && column.format === "" && !column.codeSet ? column.minLength : 0;
  return `while (b > 44 && b < 127) b = B[++p];
if (${notEnd} || p - s > ${longest}${least > 1 ? ` || (p > s && p - s < ${least})` : ""}) return -1; ${read}`;
};
