// Made-up questions as one district's request file, in the layout of a profile.
import type { FactName } from "../../src/identity/registry/facts.ts";
import type { RegistryProfile } from "../../src/identity/registry/registry-profile.ts";
import { factsOf } from "../../src/identity/testing/made-requests.ts";
import type { MadeQuestion } from "./made-questions.ts";

const dateOf = (iso: string, format: string): string => {
  const [year, month, day] = iso.split("-");
  return format === "MM/DD/YYYY" ? `${month}/${day}/${year}` : iso;
};

/** All of them are said to have moved to `district`, which numbers them anew; the asker cannot know their old numbers. */
export async function* requestCsv(
  { request_file: layout }: RegistryProfile,
  district: number,
  questions: readonly MadeQuestion[],
): AsyncGenerator<Uint8Array> {
  const factOf = new Map(Object.entries(layout.facts).map(([fact, column]) => [column, fact as FactName]));
  yield Buffer.from(`${layout.columns.join(",")}\n`);
  for (const [at, { record }] of questions.entries()) {
    const facts = factsOf(record);
    const cell = (column: string): string => {
      if (column === layout.local_identifier) return String(500_000 + at);
      if (column === layout.district) return String(district);
      if (column === layout.school) return "0";
      const fact = factOf.get(column);
      if (fact === undefined) return "";
      return fact === "birth_date" ? dateOf(facts.birth_date, layout.date_format) : facts[fact];
    };
    yield Buffer.from(`${layout.columns.map(cell).join(",")}\n`);
  }
}
