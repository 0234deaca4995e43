// Holds the registry's answers against the truth: who was matched rightly, who is new, who waits, who was taken for another child,
// who got a second number. Knows children by their keys and the registry's students by their references.

export type Verdict = "matched rightly" | "new rightly" | "queued" | "wrongly matched" | "missed";

export type TruthRow = {
  year: number;
  district: number;
  local: string;
  person: number;
  slips: string;
  outcome: "match" | "near" | "new";
  reference: string | undefined;
  /** Whether the registry knew the child already. */
  known: boolean;
  verdict: Verdict;
  decided: "same" | "new" | "";
};

export type Truth = {
  requests: number;
  children: number;
  numbers: number;
  /** Requests for children who had a number, and of those the ones that were asked for as somebody new. */
  again: number;
  matchedRightly: number;
  newRightly: number;
  queued: number;
  wronglyMatched: number;
  missed: number;
  /** Of the queued: decided by a person as the same child or as another one, or left waiting. */
  decidedSame: number;
  decidedNew: number;
  waiting: number;
  /** In a hundred: of all requests, and of the requests for children who had a number. */
  queuedShare: number;
  missedShare: number;
};

export class Tally {
  readonly rows: TruthRow[] = [];
  /** References of a child: more than one where the registry missed it. */
  private readonly references = new Map<number, string[]>();
  private readonly persons = new Map<string, number>();

  referenceOf(person: number): string | undefined {
    return this.references.get(person)?.[0];
  }

  /** A reference that came with a new number. */
  private learn(person: number, reference: string): void {
    const known = this.references.get(person);
    if (known) known.push(reference);
    else this.references.set(person, [reference]);
    this.persons.set(reference, person);
  }

  /** The answers of one school year, all of them: within a year nobody can say who asked first. */
  judge(answers: readonly Omit<TruthRow, "verdict" | "known" | "decided">[]): TruthRow[] {
    const before = new Set(this.references.keys());
    const named = new Set<number>();
    const verdictOfNew = (person: number, reference: string): Verdict => {
      const missed = before.has(person) || named.has(person);
      named.add(person);
      this.learn(person, reference);
      return missed ? "missed" : "new rightly";
    };
    const news = answers.map(({ outcome, person, reference }) =>
      outcome === "new" ? verdictOfNew(person, reference as string) : undefined,
    );
    const judged = answers.map((answer, at): TruthRow => {
      const { outcome, person, reference } = answer;
      const right = this.persons.get(reference ?? "") === person;
      const verdict = news[at] ?? (outcome === "near" ? "queued" : right ? "matched rightly" : "wrongly matched");
      const known = verdict === "new rightly" ? false : before.has(person) || named.has(person);
      return { ...answer, known, verdict, decided: "" };
    });
    for (const row of judged) this.rows.push(row);
    return judged;
  }

  decide(row: TruthRow, decided: "same" | "new", reference: string): void {
    row.decided = decided;
    row.reference = reference;
    if (decided === "new") this.learn(row.person, reference);
  }

  /** The state parted the child from the one that it was taken for. */
  part(row: TruthRow, reference: string): void {
    row.reference = reference;
    this.learn(row.person, reference);
  }

  truth(): Truth {
    const count = (fits: (row: TruthRow) => boolean): number => this.rows.reduce((sum, row) => sum + +fits(row), 0);
    const verdict = (wanted: Verdict): number => count((row) => row.verdict === wanted);
    const requests = this.rows.length;
    const again = count(({ known }) => known);
    const queued = verdict("queued");
    const missed = verdict("missed");
    return {
      ...{ requests, children: this.references.size, numbers: this.persons.size, again },
      ...{ matchedRightly: verdict("matched rightly"), newRightly: verdict("new rightly"), queued },
      ...{ wronglyMatched: verdict("wrongly matched"), missed },
      decidedSame: count(({ decided }) => decided === "same"),
      decidedNew: count(({ decided }) => decided === "new"),
      waiting: count((row) => row.verdict === "queued" && row.decided === ""),
      queuedShare: share(queued, requests),
      missedShare: share(missed, again),
    };
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1e5) / 1e3);
