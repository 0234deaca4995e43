// Why a request was answered as it was, field by field in words and bits. Names no value of anybody.
import { DataTable, Facts, formatNumber } from "../../web/index.ts";
import type { Answer } from "../registry/answer.ts";
import { factTitles } from "../registry/check-facts.ts";
import { type CellRole, factNames, factOfCell } from "../registry/facts.ts";
import type { Candidate } from "../registry/judge-people.ts";
import type { MatchKey } from "../registry/match-keys.ts";

const foundByWords: Record<MatchKey, string> = {
  by_ssn: "the same Social Security number",
  by_local: "the same local identifier in the same district",
  by_birth_last: "the same birth date and last name",
  by_birth_first: "the same birth date and first name",
  by_birth_first_sound: "the same birth date and a first name that sounds alike",
  by_birth_last_sound: "the same birth date and a last name that sounds alike",
  by_birth_guardian: "the same birth date and guardian",
  by_names_year: "the same names and year of birth",
  by_names_month_day: "the same names, and day and month of birth",
  by_sounds_year_month: "names that sound alike, and year and month of birth",
  by_names_guardian: "the same names and guardian",
};

const guardWords: Record<Candidate["guards"][number], string> = {
  "born together": "born on the same day with another first name, as twins are",
  "conflicting ssn": "another Social Security number",
  "another generation": "another suffix, as father and son have",
};

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

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const signed = (bits: number): string => `${bits < 0 ? "−" : "+"}${Math.abs(bits).toFixed(1)}`;

/** Rounded down, so that what is not certain never reads as certain. */
const percent = (probability: number): string =>
  `${probability >= 0.9 ? (Math.floor(probability * 10_000) / 100).toFixed(2) : formatNumber(probability * 100)}%`;

export const RequestWhy = ({ answer }: { answer: Answer }) => {
  const { likeliest, runnerUp, model, reason } = answer;
  return (
    <details class="rb-why">
      <summary>Why this answer</summary>
      <p>{sentence(reason)}.</p>
      {likeliest && likeliest.guards.length > 0 && (
        <p>A person must look: {likeliest.guards.map((guard) => guardWords[guard]).join("; ")}.</p>
      )}
      {likeliest && <Evidence candidate={likeliest} />}
      <Facts
        facts={[
          ...(likeliest
            ? ([
                ["Likeliest student", percent(likeliest.probability)],
                ["Found by", foundByWords[likeliest.foundBy]],
                [
                  "Runner-up",
                  runnerUp ? `${percent(runnerUp.probability)}, ${signed(runnerUp.bits)} bits` : "none worth a look",
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
        { heading: "Bits", numeric: true, cell: (row) => signed(row.bits) },
      ]}
      rows={[
        ...[...evidence.fields]
          .sort((a, b) => placeOf(a.field) - placeOf(b.field))
          .map(({ field, level, bits: worth }) => ({ field: fieldTitle(field), level, bits: worth })),
        { field: "To begin with", level: "the chance that any two records are one student", bits: evidence.prior },
        ...(shared > 0 ? [{ field: "A brother, sister or twin", level: "would agree in as much", bits: -shared }] : []),
      ]}
      footer={{ field: "Together", level: "0 would be even odds", bits: sum - shared }}
    />
  );
};
