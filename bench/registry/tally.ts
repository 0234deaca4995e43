// What the registry answered, against the truth.
import type { MadeQuestion } from "./made-questions.ts";

export class Tally {
  private asked = 0;
  private known = 0;
  private wrong = 0;
  private twins = 0;
  private near = 0;
  private missed = 0;

  /** `person`: the student of the answer, or the likeliest one. */
  add({ person: truth, record }: MadeQuestion, outcome: "match" | "near" | "new", person: number | undefined): void {
    this.asked++;
    if (truth !== undefined) this.known++;
    if (outcome === "near") this.near++;
    if (outcome === "new" && truth !== undefined) this.missed++;
    if (outcome === "match" && person !== truth) {
      this.wrong++;
      if (record.twin) this.twins++;
    }
  }

  text(): string {
    const { asked, known, wrong, twins, near, missed } = this;
    const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;
    return [
      `${asked.toLocaleString("en-US")} questions: ${wrong} wrong matches, ${twins} of them twins;`,
      `near ${near} (${percent(near, asked)}); ${missed} known students taken for new (${percent(missed, known)})`,
    ].join(" ");
  }
}
