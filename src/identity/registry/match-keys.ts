// Under what a student is found again: combinations of facts that hold when others are wrong. Each is hashed to 64 bits, the same
// way for a record that is kept and for a question; what shares no key is never compared.
import { createHmac } from "node:crypto";
import { hashText } from "../compare/value-table.ts";
import { soundex } from "../text/soundex.ts";
import type { Cells } from "./facts.ts";

/** Columns of identity.face, the most telling first. The same name has the same sound: it needs no key of its own. */
export const matchKeys = [
  "by_ssn",
  "by_local",
  "by_birth_first_sound",
  "by_birth_last_sound",
  "by_birth_guardian",
  "by_names_year",
  "by_names_month_day",
  "by_sounds_year_month",
  "by_names_guardian",
] as const;
export type MatchKey = (typeof matchKeys)[number];

/** Signed 64-bit numbers as text; null where a fact is blank. */
export type Keys = Record<MatchKey, string | null>;

/** A text to 64 bits, written as a signed decimal number. */
export type KeyHash = (text: string) => string;

export const plainHash: KeyHash = (text) =>
  BigInt.asIntN(64, (BigInt(hashText(text)) << 32n) | BigInt(hashText(`${text}\u0001`))).toString();

/** Nobody without the key can test a guess. */
export const keyedHash =
  (key: Buffer): KeyHash =>
  (text) =>
    createHmac("sha256", key).update(`key:${text}`).digest().readBigInt64BE(0).toString();

/** In either order: a name written in the other's place is found all the same. */
const pair = (one: string, other: string): string => (one < other ? `${one}|${other}` : `${other}|${one}`);

/** Keys of plain, folded cells. */
export const keysOf = (
  { ssn, local, dob, first, last, guardian }: Pick<Cells, "ssn" | "local" | "dob" | "first" | "last" | "guardian">,
  hash: KeyHash,
): Keys => {
  const key = (kind: string, ...parts: string[]): string | null =>
    parts.includes("") ? null : hash(`${kind}:${parts.join("|")}`);
  const names = first === "" || last === "" ? "" : pair(first, last);
  // A name without a Latin letter sounds like itself alone.
  const [firstSound, lastSound] = [soundex(first) || first, soundex(last) || last];
  const sounds = firstSound === "" || lastSound === "" ? "" : pair(firstSound, lastSound);
  return {
    by_ssn: key("ssn", ssn),
    by_local: key("local", local),
    by_birth_first_sound: key("birth~", dob, firstSound),
    by_birth_last_sound: key("birth~", dob, lastSound),
    by_birth_guardian: key("guardian", dob, guardian),
    by_names_year: key("year", names, dob.slice(0, 4)),
    by_names_month_day: key("monthday", names, dob.slice(4)),
    by_sounds_year_month: key("month", sounds, dob.slice(0, 6)),
    by_names_guardian: key("names", names, guardian),
  };
};

/** The keys that a question takes locks on: whoever could be its candidate shares one. */
export const lockedKeys = (keys: Keys): string[] => [
  ...new Set(matchKeys.map((key) => keys[key]).filter((key): key is string => key !== null)),
];
