// Request files of made-up children, by a profile's layout. Tests only.
import { type FactName, factNames, type StudentFacts } from "../../registry/facts.ts";
import type { RegistryProfile } from "../../registry/registry-profile.ts";

export type FileChild = { local: string; school?: number; facts: StudentFacts };

const quoted = (text: string): string => (/[",\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const dateOf = (iso: string): string => {
  const [year, month, day] = iso.split("-");
  return `${Number(month)}/${Number(day)}/${year}`;
};

/** One row a child; columns that are no fact, school or district hold 1. */
export const fileRows = (
  { request_file }: Pick<RegistryProfile, "request_file">,
  district: number,
  children: Iterable<FileChild>,
): string[][] => {
  const factOf = new Map(factNames.map((fact): [string | undefined, FactName] => [request_file.facts[fact], fact]));
  return Array.from(children, ({ local, school, facts }) =>
    request_file.columns.map((column) => {
      if (column === request_file.district) return String(district);
      if (column === request_file.school) return String(school ?? 0);
      if (column === request_file.local_identifier) return local;
      const fact = factOf.get(column);
      if (fact === undefined) return "1";
      return fact === "birth_date" ? dateOf(facts.birth_date) : facts[fact];
    }),
  );
};

export const csvOf = (rows: readonly (readonly string[])[], separator = ","): string =>
  rows.map((row) => `${row.map(quoted).join(separator)}\n`).join("");

/** The bytes in pieces, as they come over a network. */
export async function* streamOf(text: string | Buffer, size = 60_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
