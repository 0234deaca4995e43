// What is wrong in a roster file: where and what to do. Gathered, not thrown, so that one run shows all of it.

export type RosterFinding = {
  severity: "error" | "warning";
  code: string;
  /** File of the set, as `users.csv`; empty for the set as a whole. */
  file: string;
  /** Line of the file, from 1; 0 for the file as a whole. */
  line: number;
  column: string;
  message: string;
  remedy: string;
};

type Place = { file?: string; line?: number; column?: string };

/** Counts everything, keeps the first of each code: a wrong column in a million rows is one thing to mend. */
export class Findings {
  readonly kept: RosterFinding[] = [];
  readonly counts: Record<string, number> = {};
  errors = 0;
  private readonly keep: number;

  constructor(keep = 50) {
    this.keep = keep;
  }

  error(code: string, place: Place, message: string, remedy: string): void {
    this.errors++;
    this.add("error", code, place, message, remedy);
  }

  warn(code: string, place: Place, message: string, remedy: string): void {
    this.add("warning", code, place, message, remedy);
  }

  private add(severity: RosterFinding["severity"], code: string, place: Place, message: string, remedy: string): void {
    const count = (this.counts[code] ?? 0) + 1;
    this.counts[code] = count;
    const { file = "", line = 0, column = "" } = place;
    if (count <= this.keep) this.kept.push({ severity, code, file, line, column, message, remedy });
  }
}
