// The districts' link books: which of its own pupils has which number. Under the split law nobody else has them, so the demo, which
// plays the districts, writes them into each district's folder, and plays the calls by which one district tells another a number.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { localIdentifier } from "./request-files.ts";

type Entry = { number: string; reference: string; learned: string };

export class LinkBooks {
  private readonly books = new Map<number, Map<string, Entry>>();
  /** What any district could say on the telephone: whoever does not know passes the call on. */
  private readonly byReference = new Map<string, string>();

  /** A number that came with the registry's answer. */
  keep(district: number, local: string, number: string, reference: string, learned: string): void {
    this.bookOf(district).set(local, { number, reference, learned });
    this.byReference.set(reference, number);
  }

  /** Asks the district that holds the student for the number. False where nobody has it yet. */
  call(district: number, local: string, reference: string, holder: string): boolean {
    const number = this.byReference.get(reference);
    if (number !== undefined) this.bookOf(district).set(local, { number, reference, learned: `told by ${holder}` });
    return number !== undefined;
  }

  /** Throws where the district never asked for this person. */
  numberOf(district: number, person: number): string {
    const entry = this.books.get(district)?.get(localIdentifier(person, district));
    if (!entry) throw new Error(`district ${district} has no number of its pupil ${localIdentifier(person, district)}`);
    return entry.number;
  }

  write(folder: string): void {
    for (const [district, book] of this.books) {
      const lines = [...book].map(([local, { number, reference, learned }]) =>
        [local, number, reference, learned].join(","),
      );
      const header = "local_identifier,student_identifier,reference,learned";
      writeFileSync(join(folder, String(district), "link-book.csv"), `${[header, ...lines].join("\n")}\n`);
    }
  }

  private bookOf(district: number): Map<string, Entry> {
    const book = this.books.get(district) ?? new Map<string, Entry>();
    this.books.set(district, book);
    return book;
  }
}
