// The same child twice in a file, and one number of a district for two children: each group is one finding.
import { type Cells, cellRoles } from "../registry/facts.ts";
import { type FileFindings, someLines } from "./findings.ts";

type Row = { line: number; localIdentifier: string; cells: Cells };

const compared = cellRoles.filter((role) => role !== "local");
const childOf = ({ cells }: Row): string => compared.map((role) => cells[role]).join("\u0001");

/** `column`: the district's own number; blank ones are nobody's. `districtOf`: whose number it is. */
export const findRepeated = <R extends Row>(
  rows: readonly R[],
  { column, districtOf }: { column: string; districtOf: (row: R) => number },
  findings: FileFindings,
): void => {
  for (const [first, ...others] of groupRows(rows, childOf).values()) {
    if (others.length === 0) continue;
    const lines = [first!, ...others].map(({ line }) => line);
    findings.add(
      lines[1]!,
      undefined,
      `The same child stands in ${lines.length.toLocaleString("en-US")} rows: lines ${someLines(lines)}.`,
      "Leave one row of each child; where they are two children, give the facts in which they differ.",
    );
  }
  const locals = groupRows(rows, (row) => `${districtOf(row)} ${row.localIdentifier}`);
  for (const same of locals.values()) {
    const distinct = new Set(same.map(childOf));
    const local = same[0]!.localIdentifier;
    if (local === "" || distinct.size < 2) continue;
    const lines = same.map(({ line }) => line);
    findings.add(
      lines[1]!,
      column,
      `${column} ${local} is given to ${distinct.size} children: lines ${someLines(lines)}.`,
      "Each child has its own number in the district.",
    );
  }
};

export const groupRows = <R>(rows: readonly R[], by: (row: R) => string): Map<string, R[]> => {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const key = by(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};
