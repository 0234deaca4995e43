// What is wrong with a file, with line and column. A file can be wrong in every row: the first ones are kept, all are counted.

export type FileFinding = { line: number; column?: string | undefined; message: string; remedy: string };

/** So many stand in an answer; nobody reads more before correcting these. */
const mostKept = 200;

export class FileFindings {
  total = 0;
  private readonly found: FileFinding[] = [];

  add(line: number, column: string | undefined, message: string, remedy: string): void {
    this.total++;
    if (this.found.length < mostKept) this.found.push({ line, column, message, remedy });
  }

  /** In the order of the lines. */
  get kept(): FileFinding[] {
    return this.found.toSorted((a, b) => a.line - b.line);
  }
}

/** `2, 5, 9 and 97 more` */
export const someLines = (lines: readonly number[], count = lines.length): string => {
  const shown = lines.slice(0, 5).join(", ");
  return count > 5 ? `${shown} and ${(count - 5).toLocaleString("en-US")} more` : shown;
};
