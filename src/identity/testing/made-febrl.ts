// Two files in the manner of the FEBRL data generator: originals, and one duplicate of each with typing errors, swapped,
// replaced and missing values. Made up and seeded; for tests and the bench.
import { chances } from "./made-people.ts";

const columns = [
  "rec_id",
  "given_name",
  "surname",
  "street_number",
  "address_1",
  "address_2",
  "suburb",
  "postcode",
  "state",
  "date_of_birth",
  "soc_sec_id",
] as const;
type FebrlRecord = Record<(typeof columns)[number], string>;

const parts = "an bel cor dal en fer gar hol is jam kel lin mor nat os per quin ros sal tor ul ver wil yar zan".split(
  " ",
);

const words = (count: number, chance: () => number): string[] => {
  const made = new Set<string>();
  const part = (): string => parts[Math.floor(chance() * parts.length)]!;
  while (made.size < count) made.add(part() + part() + (chance() < 0.4 ? part() : ""));
  return [...made];
};

const typed = (text: string, chance: () => number): string => {
  if (text.length < 2) return text;
  const at = Math.floor(chance() * (text.length - 1));
  const letter = /\d/.test(text[at]!)
    ? String(Math.floor(chance() * 10))
    : String.fromCharCode(97 + Math.floor(chance() * 26));
  const kind = Math.floor(chance() * 4);
  if (kind === 0) return text.slice(0, at) + letter + text.slice(at + 1);
  if (kind === 1) return text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
  if (kind === 2 && /\D/.test(text)) return text.slice(0, at) + text.slice(at + 1);
  return /\d/.test(text)
    ? text.slice(0, at) + letter + text.slice(at + 1)
    : text.slice(0, at) + letter + text.slice(at);
};

const line = (record: FebrlRecord): string => `${columns.map((name) => record[name]).join(", ")}\n`;

/** One to three slips in each duplicate, on fields drawn at random. */
export const madeFebrl = (count: number, seed: number): { originals: string; duplicates: string } => {
  const chance = chances(seed);
  const firsts = words(400, chance);
  const lasts = words(2500, chance);
  const streets = words(900, chance);
  const suburbs = words(1200, chance);
  const common = (list: string[]): string => list[Math.floor(list.length * chance() ** 2)]!;
  const digits = (size: number): string => String(Math.floor(chance() * 10 ** size)).padStart(size, "0");
  const person = (at: number): FebrlRecord => ({
    rec_id: `rec-${at}-org`,
    given_name: chance() < 0.03 ? "" : common(firsts),
    surname: chance() < 0.01 ? "" : common(lasts),
    street_number: String(1 + Math.floor(chance() ** 3 * 400)),
    address_1: `${common(streets)} ${chance() < 0.5 ? "street" : "place"}`,
    address_2: chance() < 0.2 ? "" : common(streets),
    suburb: common(suburbs),
    postcode: `${2 + Math.floor(chance() * 5)}${digits(3)}`,
    state: ["nsw", "vic", "qld", "wa", "sa"][Math.floor(chance() ** 2 * 5)]!,
    date_of_birth: chance() < 0.02 ? "" : `19${digits(2)}${day(chance)}`,
    soc_sec_id: `${1 + Math.floor(chance() * 9)}${digits(6)}`,
  });
  let originals = `${columns.join(", ")}\n`;
  let duplicates = originals;
  for (let at = 0; at < count; at++) {
    const original = person(at);
    originals += line(original);
    const copy = { ...original, rec_id: `rec-${at}-dup-0` };
    const slips = 1 + Math.floor(chance() * 3);
    for (let slip = 0; slip < slips; slip++) {
      const name = columns[1 + Math.floor(chance() * (columns.length - 1))]!;
      const kind = chance();
      if (kind < 0.7) copy[name] = typed(copy[name], chance);
      else if (kind < 0.85) copy[name] = "";
      else if (kind < 0.95) copy[name] = person(at)[name];
      else [copy.given_name, copy.surname] = [copy.surname, copy.given_name];
    }
    duplicates += line(copy);
  }
  return { originals, duplicates };
};

const day = (chance: () => number): string =>
  String(1 + Math.floor(chance() * 12)).padStart(2, "0") + String(1 + Math.floor(chance() * 28)).padStart(2, "0");
