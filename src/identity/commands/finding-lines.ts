// Findings of a file for a terminal: those that say the same of a column stand together, with their lines and what to do.
import { type FileFinding, someLines } from "../files/findings.ts";

export const findingLines = (findings: readonly FileFinding[], total: number): string[] => {
  const groups = new Map<string, FileFinding[]>();
  for (const finding of findings) {
    const key = `${finding.column ?? ""}\u0001${finding.message}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const lines = [...groups.values()].flatMap((same) => {
    const { column, message, remedy } = same[0]!;
    const where = [`line ${someLines(same.map(({ line }) => line))}`, column && `column ${column}`].filter(Boolean);
    return [`  ${where.join(", ")}: ${message}`, `    ${remedy}`];
  });
  const more = total - findings.length;
  return more > 0 ? [...lines, `  and ${more.toLocaleString("en-US")} findings more`] : lines;
};
