// Why a request was answered as it was, field by field in words and bits. Names no value of anybody.
import { DataTable, Facts } from "../../web/index.ts";
import { guardWords, percent, ruleWords, signedBits } from "../queue/plain-words.ts";
import type { Answer } from "../registry/answer.ts";
import { factTitles } from "../registry/check-facts.ts";
import { type CellRole, factNames, factOfCell } from "../registry/facts.ts";
import type { Candidate } from "../registry/judge-people.ts";

export const fieldTitle = (field: string): string => {
  const fact = factOfCell[field as CellRole];
  if (fact) return factTitles[fact];
  return field === "local" ? "Local identifier" : field === "names" ? "First and last name" : sentence(field);
};

/** As the form asks; what belongs to no one fact comes last. */
const placeOf = (field: string): number => {
  const fact = factOfCell[field as CellRole];
  return fact ? factNames.indexOf(fact) : factNames.length;
};

export const inFormOrder = <One extends { field: string }>(fields: readonly One[]): One[] =>
  [...fields].sort((a, b) => placeOf(a.field) - placeOf(b.field));

/** The registry's reason for its answer; the rest, as a person's, as it is. */
export const plainReason = (reason: string): string =>
  ({
    "no record shares a key": "nobody alike was known",
    "no candidate is probable": "those who are alike in something are other people",
  })[reason] ?? reason;

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const RequestWhy = ({ answer }: { answer: Answer }) => {
  const { likeliest, runnerUp, model, reason } = answer;
  return (
    <details class="rb-why">
      <summary>Why this answer</summary>
      <p>{sentence(plainReason(reason))}.</p>
      {likeliest && likeliest.guards.length > 0 && (
        <p>A person must look. {likeliest.guards.map((guard) => guardWords[guard]).join(" ")}</p>
      )}
      {likeliest && <Evidence candidate={likeliest} />}
      <Facts
        facts={[
          ...(likeliest
            ? ([
                ["Likeliest student", percent(likeliest.probability)],
                ["Found by", ruleWords[likeliest.foundBy]],
                [
                  "Runner-up",
                  runnerUp
                    ? `${percent(runnerUp.probability)}, ${signedBits(runnerUp.bits)} bits`
                    : "none worth a look",
                ],
              ] as [string, string][])
            : []),
          ["Model", model],
        ]}
      />
    </details>
  );
};

/** What is certain to so many digits has odds that say nothing. */
const certain = 1 - 1e-9;

const Evidence = ({ candidate: { evidence, bits, probability } }: { candidate: Candidate }) => {
  const sum = bits + evidence.prior;
  const odds = Math.log2(probability / (1 - probability));
  // A brother or twin agrees in much too: what the probability has lost to that.
  const shared = probability < certain && sum - odds > 0.05 ? sum - odds : 0;
  return (
    <DataTable
      caption="How far the facts agree with the likeliest student"
      narrow="small"
      columns={[
        { heading: "Fact", rowHeader: true, cell: ({ field }) => field },
        { heading: "Agreement", cell: ({ level }) => level },
        { heading: "Bits", numeric: true, cell: (row) => signedBits(row.bits) },
      ]}
      rows={[
        ...inFormOrder(evidence.fields).map(({ field, level, bits: worth }) => ({
          field: fieldTitle(field),
          level,
          bits: worth,
        })),
        { field: "To begin with", level: "the chance that any two records are one student", bits: evidence.prior },
        ...(shared > 0 ? [{ field: "A brother, sister or twin", level: "would agree in as much", bits: -shared }] : []),
      ]}
      footer={{ field: "Together", level: "0 would be even odds", bits: sum - shared }}
    />
  );
};
