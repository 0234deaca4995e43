// Learns a model from the records alone (expectation maximization, without labels): three kinds of pairs, one person,
// relatives, strangers. Beliefs held before looking keep small sets sane; levels stay monotone.

import type { BlockingKeys } from "../batch/blocking-rules.ts";
import { pairsOf, type RecordTable, type Role } from "../batch/record-table.ts";
import type { FieldKind } from "../compare/levels.ts";
import { missing } from "../score/comparer.ts";
import { chanceLevels } from "./chance.ts";
import type { Model } from "./model.ts";
import { monotoneBits } from "./monotone.ts";
import { countPatterns, type Patterns } from "./patterns.ts";

/** What is believed of matches before looking: mostly the same, slips rarer the worse they are. */
const believed: Record<FieldKind, readonly number[]> = {
  name: [0.03, 0.01, 0.01, 0.02, 0.02, 0.06, 0.85],
  middle: [0.05, 0.03, 0.12, 0.8],
  date: [0.02, 0.01, 0.01, 0.02, 0.05, 0.01, 0.88],
  code: [0.05, 0.02, 0.05, 0.88],
  text: [0.1, 0.03, 0.04, 0.04, 0.09, 0.7],
  choice: [0.05, 0.95],
};
/** How many matches the beliefs weigh as much as. */
const beliefStrength = 15;
const rounds = 80;
const settled = 1e-5;
/** Share of the counted agreement by chance that stays when the matches among all pairs are taken out of it. */
const leastChance = 0.03;

/** Relatives are as strangers in these. */
const own: readonly Role[] = ["first", "middle", "ssn", "local"];
export const isOwn = (role: Role): boolean => own.includes(role);

/** Share of relatives, among those worth thinking of, that were born together. */
const bornTogether = 0.4;

/** No family gives two children one name: of the relatives that would share it by chance, so many do. */
const namesakes = 0.02;

/** Relatives agree like one person in what a family shares, and like strangers in what is each one's own. */
const relativeShares = (role: Role, match: readonly number[], chance: readonly number[]): number[] => {
  if (role === "first") {
    const same = chance.at(-1)!;
    const rest = (1 - namesakes * same) / (1 - same);
    return chance.map((share, level) => share * (level === chance.length - 1 ? namesakes : rest));
  }
  const alike = isOwn(role) ? 0 : role === "dob" ? bornTogether : role === "sex" ? 0.1 : 1;
  return match.map((share, level) => share * alike + chance[level]! * (1 - alike));
};

/**
 * One person's first names are seldom wholly different. More than this share is laid to relatives: without it a set that
 * tells nothing else of the two (no sex, no middle name) could not tell a twin from a wrong name.
 */
const mostDifferentFirst = 0.05;

export type Training = { matches: number; relatives: number; swapped: number; match: number[][] };

/** Trains on the candidate pairs that the keys give. `version` names the result. */
export const trainModel = (table: RecordTable, keys: BlockingKeys, version: string): Model => {
  const { fields } = table;
  const all = pairsOf(table);
  const seen = chanceLevels(table);
  const patterns = countPatterns(table, keys);
  const first = fields.findIndex(({ role }) => role === "first");
  const hasRelatives = first >= 0 && fields.some(({ role }) => role === "last");
  let matches = Math.min((0.1 * table.count) / all, 0.1);
  let relatives = hasRelatives ? matches / 1000 : 0;
  let swapped = 0.005;
  let match = fields.map(({ kind }) => [...believed[kind]]);
  let chance = seen;
  const relative = () => fields.map(({ role }, at) => relativeShares(role, match[at]!, chance[at]!));
  for (let round = 0; round < rounds; round++) {
    const next = expect(patterns, { matches, relatives, swapped, match, relative: relative(), chance });
    const before = matches;
    matches = Math.min(Math.max(next.matched / all, 1e-12), 0.3);
    relatives = hasRelatives ? Math.max(next.related / all, 1e-14) : 0;
    swapped = Math.min((next.swapped + 0.005 * beliefStrength) / (next.matched + beliefStrength), 0.4);
    match = next.match.map((counts, at) => learned(counts, believed[fields[at]!.kind]));
    if (hasRelatives) match[first] = withAtMost(match[first]!, mostDifferentFirst);
    chance = seen.map((shares, at) => withoutMatches(shares, match[at]!, matches));
    match = match.map((shares, at) => monotone(shares, chance[at]!));
    if (Math.abs(matches - before) < settled * before) break;
  }
  return {
    version,
    matches,
    relatives,
    swappedNames: swapped,
    fields: fields.map(({ name, kind }, at) => ({
      name,
      kind,
      match: match[at]!,
      chance: chance[at]!,
      relative: relativeShares(fields[at]!.role, match[at]!, chance[at]!),
    })),
  };
};

const learned = (counts: readonly number[], belief: readonly number[]): number[] => {
  const sum = counts.reduce((total, count) => total + count, 0) + beliefStrength;
  return counts.map((count, level) => (count + belief[level]! * beliefStrength) / sum);
};

/** Takes what the level "different" has too much and gives it to the others. */
const withAtMost = ([different, ...others]: readonly number[], most: number): number[] => {
  if (different! <= most) return [different!, ...others];
  const scale = (1 - most) / (1 - different!);
  return [most, ...others.map((share) => share * scale)];
};

/** What is seen over all pairs holds the matches too; small sets with many of them would otherwise hide what is telling. */
const withoutMatches = (seen: readonly number[], match: readonly number[], matches: number): number[] => {
  const rest = seen.map((share, level) => Math.max(share - matches * match[level]!, share * leastChance));
  const sum = rest.reduce((total, share) => total + share, 0);
  return rest.map((share) => share / sum);
};

/** Shares of matches with the worth of levels made to rise: pooled levels keep their common worth. */
const monotone = (match: readonly number[], chance: readonly number[]): number[] => {
  const bits = monotoneBits(match, chance);
  const shares = bits.map((bit, level) => 2 ** bit * chance[level]!);
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
};

type Beliefs = Training & { chance: number[][]; relative: number[][] };

const expect = (patterns: Patterns, beliefs: Beliefs) => {
  const { match, relative, chance } = beliefs;
  const width = match.length;
  const matchCounts = match.map((shares) => shares.map(() => 0));
  let matched = 0;
  let related = 0;
  let swapped = 0;
  for (let at = 0; at < patterns.count; at++) {
    let one = beliefs.matches * (patterns.swapped[at] ? beliefs.swapped : 1 - beliefs.swapped);
    let kin = beliefs.relatives;
    let strangers = 1 - beliefs.matches - beliefs.relatives;
    for (let field = 0; field < width; field++) {
      const level = patterns.levels[at * width + field]!;
      if (level === missing) continue;
      one *= match[field]![level]!;
      kin *= relative[field]![level]!;
      strangers *= chance[field]![level]!;
    }
    const sum = one + kin + strangers || 1;
    const weight = patterns.weights[at]!;
    const isOne = (one / sum) * weight;
    matched += isOne;
    related += (kin / sum) * weight;
    if (patterns.swapped[at]) swapped += isOne;
    for (let field = 0; field < width; field++) {
      const level = patterns.levels[at * width + field]!;
      if (level === missing) continue;
      matchCounts[field]![level]! += isOne;
    }
  }
  return { matched, related, swapped, match: matchCounts };
};
