// Which records are worth comparing: rules that ask for agreement in a few respects at once. A rule is data; its key of a
// record is one number, 0 where something it needs is blank.

import { hashText } from "../compare/value-table.ts";
import { soundex } from "../text/soundex.ts";
import { pairsInGroup } from "./candidates.ts";
import { radixSort } from "./radix-sort.ts";
import { type Column, pairsOf, type Role } from "./record-table.ts";

/** One respect: a field's value, or something read off it. */
type Aspect = "value" | "sound" | "start" | "year" | "monthDay" | "yearMonth" | "yearDay";
type Term = { column: Column; aspect: Aspect };
export type BlockingRule = { name: string; terms: Term[]; either?: boolean };

/** Hashes a text to 32 bits other than 0; with a key where texts must not be guessed from the hashes. */
export type Hash = (text: string) => number;

const read: Record<Aspect, (text: string) => string> = {
  value: (text) => text,
  sound: soundex,
  start: (text) => (text.length < 3 ? "" : text.slice(0, 3)),
  year: (text) => text.slice(0, 4),
  monthDay: (text) => text.slice(4),
  yearMonth: (text) => text.slice(0, 6),
  yearDay: (text) => (text === "" ? "" : text.slice(0, 4) + text.slice(6)),
};

/** In the order in which they are asked; what costs too many pairs in a set of records is left out. */
const wanted = [
  "ssn",
  "dob last",
  "dob first",
  "dob first~",
  "dob last~",
  "dob guardian",
  "dob last/start",
  "first last dob/year",
  "first last dob/monthDay",
  "names dob/year",
  "names dob/monthDay",
  "first~ last~ dob/yearMonth",
  "first~ last~ dob/yearDay",
  "first last guardian",
  "first last middle",
  "dob postcode",
  "dob town",
  "first last",
  "names",
  "first last~",
  "first~ last",
  "first~ last~",
  "first postcode",
  "last postcode",
  "first town",
  "last town",
  "first~ postcode",
  "last~ postcode",
  "last~ dob/yearMonth",
  "last dob/year",
  "last dob/monthDay",
  "first dob/yearMonth",
  "first dob/yearDay",
  "first dob/monthDay",
  "first~ town",
  "last~ town",
  "first dob/year",
  "last~ dob/year",
  "dob",
  "town first~ dob/year",
  "guardian",
  "town",
  "postcode",
  "last",
  "first",
  "last~",
  "first~",
];

/** Aspects of the extra fields, tried after `wanted`: alone, then with one other thing. */
const withExtra = ["", "dob", "last", "first", "last~", "first~", "dob/year"];

const aspectOf = (word: string): { role: string; aspect: Aspect } => {
  if (word.endsWith("~")) return { role: word.slice(0, -1), aspect: "sound" };
  const [role, aspect] = word.split("/");
  return { role: role!, aspect: (aspect ?? "value") as Aspect };
};

/** The rules that the columns at hand allow, the most telling first. */
const possibleRules = (columns: readonly Column[]): BlockingRule[] => {
  const byRole = new Map<string, Column>(columns.filter(({ role }) => role !== "extra").map((c) => [c.role, c]));
  const terms = (text: string): Term[] | undefined => {
    const found = text
      .split(" ")
      .filter(Boolean)
      .map(aspectOf)
      .map(({ role, aspect }) => ({ column: byRole.get(role as Role), aspect }));
    return found.every((term): term is Term => term.column !== undefined) ? found : undefined;
  };
  const rules: BlockingRule[] = [];
  for (const name of wanted) {
    const either = name.startsWith("names");
    const found = terms(name.replace("names", "first last"));
    if (found) rules.push({ name: name.replace("names", "names in either order"), terms: found, either });
  }
  for (const other of withExtra)
    for (const column of columns.filter(({ role, kind }) => role === "extra" && kind !== "choice")) {
      const found = terms(other);
      if (found) rules.push({ name: `${column.name} ${other}`.trim(), terms: [{ column, aspect: "value" }, ...found] });
    }
  return rules;
};

const mix = (one: number, other: number): number => {
  let hash = Math.imul(one ^ 0x9e3779b9, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul((hash + other) | 0, 0xc2b2ae35);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x27d4eb2d);
  return (hash ^ (hash >>> 15)) >>> 0 || 1;
};

/** Hashes of what the aspects read off each text, made once for each column and aspect. */
const termHashes = (hash: Hash) => {
  const made = new Map<readonly string[], Map<Aspect, Uint32Array>>();
  return ({ column, aspect }: Term): Uint32Array => {
    const known = made.get(column.texts) ?? new Map<Aspect, Uint32Array>();
    made.set(column.texts, known);
    let hashes = known.get(aspect);
    if (!hashes) {
      hashes = new Uint32Array(column.texts.length);
      for (let value = 1; value < hashes.length; value++) {
        const text = read[aspect](column.texts[value]!);
        if (text !== "") hashes[value] = hash(text);
      }
      known.set(aspect, hashes);
    }
    return hashes;
  };
};

const fillKeys = (rule: BlockingRule, hashes: Uint32Array[], keys: Uint32Array): void => {
  const numbers = rule.terms.map(({ column }) => column.numbers);
  const count = numbers[0]!.length;
  for (let record = 0; record < count; record++) {
    let key = 17;
    for (let term = 0; term < hashes.length; term++) {
      const part = hashes[term]![numbers[term]![record]!]!;
      if (part === 0) {
        key = 0;
        break;
      }
      // In either order: the sum of the first two does not know which came first.
      if (rule.either && term === 1) key = (mix(17, hashes[0]![numbers[0]![record]!]!) + mix(17, part)) >>> 0 || 1;
      else key = mix(key, part);
    }
    keys[record] = key;
  }
};

export type BlockingKeys = {
  rules: readonly string[];
  /** Keys of all records, by rule; 0: none. For sorting. */
  byRule: readonly Uint32Array[];
  /** The same keys row-major, one row a record: for looking at two records. */
  byRecord: Uint32Array;
};

/** Pairs that a rule gives among all `count` records, judged by a sample of the keys. */
const expectedPairs = (keys: Uint32Array, count: number): number => {
  const { keys: sorted } = radixSort(keys, new Uint32Array(keys.length), keys.length);
  let pairs = 0;
  for (let at = 0; at < sorted.length; ) {
    let end = at + 1;
    while (end < sorted.length && sorted[end] === sorted[at]) end++;
    const size = (end - at) * (count / sorted.length);
    // Of a pair in the sample there are as many more as the square of what was left out.
    if (sorted[at] !== 0 && end - at > 1) pairs += (pairsInGroup(size) * (1 - 1 / (end - at))) / (1 - 1 / size);
    at = end;
  }
  return pairs;
};

const sampleSize = 200_000;

/** Most pairs that one rule may give, and all together, by the number of records. */
const budget = (count: number) => ({ one: Math.max(1_500_000, count * 8), all: Math.max(6_000_000, count * 40) });

/** Chooses the rules that the records can afford and computes their keys. */
export const blockingKeys = (columns: readonly Column[], split: number, hash: Hash = hashText): BlockingKeys => {
  const count = columns[0]?.numbers.length ?? 0;
  const hashesOf = termHashes(hash);
  const { one, all } = budget(count);
  const step = Math.max(1, Math.ceil(count / sampleSize));
  const share = split > 0 ? pairsOf({ count, split }) / pairsOf({ count, split: 0 }) : 1;
  const chosen: { rule: BlockingRule; hashes: Uint32Array[] }[] = [];
  let sum = 0;
  for (const rule of possibleRules(columns)) {
    const hashes = rule.terms.map(hashesOf);
    const sampled = rule.terms.map(({ column, aspect }) => ({
      column: { ...column, numbers: column.numbers.filter((_, record) => record % step === 0) },
      aspect,
    }));
    const keys = new Uint32Array(sampled[0]!.column.numbers.length);
    fillKeys({ ...rule, terms: sampled }, hashes, keys);
    const cost = expectedPairs(keys, count) * share;
    if (cost > one || sum + cost > all) continue;
    sum += cost;
    chosen.push({ rule, hashes });
    if (chosen.length >= mostRules(count)) break;
  }
  const everyPair = count <= allCompared;
  const width = chosen.length + (everyPair ? 1 : 0);
  const byRecord = new Uint32Array(new SharedArrayBuffer(Math.max(count * width * 4, 4)));
  const byRule = chosen.map(({ rule, hashes }, at) => {
    const keys = new Uint32Array(new SharedArrayBuffer(Math.max(count * 4, 4)));
    fillKeys(rule, hashes, keys);
    for (let record = 0; record < count; record++) byRecord[record * width + at] = keys[record]!;
    return keys;
  });
  const rules = chosen.map(({ rule }) => rule.name);
  if (everyPair) {
    rules.push("every pair");
    byRule.push(new Uint32Array(new SharedArrayBuffer(count * 4)).fill(1));
    for (let record = 0; record < count; record++) byRecord[record * width + width - 1] = 1;
  }
  return { rules, byRule, byRecord };
};

/** So few records are all compared with all. */
const allCompared = 1500;

/** Small sets are looked at from every side; large ones have enough in common with the most telling rules. */
const mostRules = (count: number): number => (count > 300_000 ? 14 : 40);
