// JavaScript that reads the cells of a scanned row one by one and reports blank, unreadable and too long ones.
import { UNKNOWN } from "../check/cells.ts";
import type { ElementColumn, FilePositions, Layout } from "../types.ts";

const readers = { integer: "integer", date: "monthDayYear", decimal: "decimal" } as const;

export const slowRow = (layout: Layout): string =>
  `let s = 0, e = 0, v = 0;\n${layout.columns.map((column, at) => readCell(column, at, layout.file)).join("\n")}`;

const readCell = (column: ElementColumn, at: number, file: FilePositions): string => {
  const required = column.required ? `fail(${file.required}, ${at});` : "";
  const cell = `s = S[${at}]; e = E[${at}];`;
  if (column.type === "text") return `${cell} ${readText(column, at, file, required)}`;
  const reader = column.type === "date" && column.format === "YYYY-MM-DD" ? "isoDay" : readers[column.type];
  const unread = column.type === "decimal" ? "v !== v" : `v === ${UNKNOWN}`;
  return `${cell} v = R.${reader}(B, s, e, ${column.maxLength}); ${column.type === "decimal" ? "D" : "V"}[${at}] = v;
if (${unread}) { if (e > s) misread(${at}, e - s > ${column.maxLength}); ${required && `else ${required}`} }`;
};

/** The least length is asked only of free text: a format or code set says more. */
const readText = (column: ElementColumn, at: number, file: FilePositions, required: string): string => {
  const long = `if (R.longer(B, s, e, ${column.maxLength})) misread(${at}, true);`;
  const least = column.format === "" && !column.codeSet ? column.minLength : 0;
  const short = least > 1 ? `else if (e > s && !R.longer(B, s, e, ${least - 1})) fail(${file.tooShort}, ${at});` : "";
  return `${long} ${short} ${required && `else if (e === s) ${required}`}`;
};
