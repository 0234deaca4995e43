// One request against its candidates, with a frozen model: the same scorer as for a million records, over a table made of just
// them. Pure; how the candidates were found is the registry's business.

import { buildRecordTable, type Column, inScoringOrder, type Role } from "../batch/record-table.ts";
import type { ValueTable } from "../compare/value-table.ts";
import { frozenFrequencies } from "../model/frequencies.ts";
import type { Model } from "../model/model.ts";
import { findDateFormat, foldDate } from "../text/calendar-date.ts";
import { foldCode, foldText } from "../text/fold.ts";
import { foldName } from "../text/person-name.ts";
import { type Decision, decide, guardsOf, type Judgement } from "./decide.ts";
import { type Explanation, explain } from "./explain.ts";
import { type Priors, probability } from "./probability.ts";
import { prepareWeights, Scorer } from "./scorer.ts";

type FactRole = Exclude<Role, "extra">;
/** Identifying facts as written; `dob` as YYYY-MM-DD. Blank and absent are the same. */
export type Facts = Partial<Record<FactRole, string>>;

export type Matched = Decision & { model: string; explanations: Explanation[] };

const isoDate = findDateFormat("YYYY-MM-DD")!;
const folds: Record<FactRole, (text: string) => string> = {
  first: foldName,
  middle: foldName,
  last: foldName,
  guardian: foldName,
  dob: (text) => foldDate(text, isoDate),
  town: foldText,
  sex: foldCode,
  postcode: foldCode,
  ssn: foldCode,
  race: foldText,
  local: foldCode,
};
const nameRoles = ["first", "middle", "last"];

export type MatcherOptions = {
  model: Model;
  /** How many people the registry holds, and the share of requests whose person is among them. */
  people: number;
  known?: number;
};

/** Judgements of all candidates, and the evidence of one. */
type Judged = { judgements: Judgement[]; explain(candidate: number): Explanation };

/** Compares the request with every candidate and decides. `explanations` go with `candidates`. */
export const matchRequest = (request: Facts, candidates: readonly Facts[], options: MatcherOptions): Matched => {
  const { judgements, explain } = judgeRecords([request, ...candidates].map(foldRecord), options);
  const decision = decide(judgements);
  const explanations = decision.candidates.map(({ candidate }) => explain(candidate));
  return { ...decision, model: options.model.version, explanations };
};

const foldRecord = (record: Facts): FoldedFacts =>
  Object.fromEntries(Object.entries(record).map(([role, text]) => [role, folds[role as FactRole](text)]));

/** Folded facts; for encoded records their encodings, with the `table` that reads them. */
export type FoldedFacts = Partial<Record<FactRole, string>>;

/** Judges the first record against each other one. Candidate 0 is the second record. */
const judgeRecords = (
  records: readonly FoldedFacts[],
  options: MatcherOptions,
  values?: (texts: readonly string[]) => ValueTable,
): Judged => {
  const { judge, explain } = scoreRecords(records, options, values);
  const judgements = Array.from({ length: records.length - 1 }, (_, candidate): Judgement => {
    return { candidate, ...judge(0, candidate + 1) };
  });
  return { judgements, explain: (candidate) => explain(0, candidate + 1) };
};

/** Scores between the records of one table, which is built once for all their pairs. */
export type Scores = {
  judge(asked: number, other: number): Omit<Judgement, "candidate">;
  explain(asked: number, other: number): Explanation;
};

export const scoreRecords = (
  records: readonly FoldedFacts[],
  { model, people, known = 0.9 }: MatcherOptions,
  values?: (texts: readonly string[]) => ValueTable,
): Scores => {
  const ordered = inOrder(model);
  const columns = columnsOf(records, ordered);
  const table = buildRecordTable(columns, 1, values);
  const { fields } = ordered;
  const weights = prepareWeights(table, ordered, (field) => frozenFrequencies(fields[field]!, columns[field]!.texts));
  const scorer = new Scorer(table, weights);
  const priors = registryPriors(model, people, known);
  const firsts = fields.findIndex(({ name }) => name === "first");
  const listed = (record: number): boolean => {
    const text = columns[firsts]?.texts[columns[firsts].numbers[record]!] ?? "";
    return Object.hasOwn(fields[firsts]?.frequencies?.of ?? {}, text);
  };
  return {
    judge: (asked, other) => {
      const bits = scorer.bits(asked, other);
      const swapped = scorer.comparer.read(asked, other);
      const guards = guardsOf(table, scorer.comparer.levels, swapped, () => listed(asked) && listed(other));
      return { bits, guards, probability: probability(bits, scorer.relativeBits(asked, other), priors) };
    },
    explain: (asked, other) => explain(scorer, asked, other, priors.match),
  };
};

const orders = new WeakMap<Model, Model>();
/** The model with its fields in the order of a table's; always the same one, so that what is worked out of it is kept. */
const inOrder = (model: Model): Model => {
  const known = orders.get(model);
  if (known) return known;
  const roles = model.fields.map((field) => ({ ...field, role: field.name as FactRole }));
  const ordered = { ...model, fields: inScoringOrder(roles) };
  orders.set(model, ordered);
  return ordered;
};

/** Each person of the registry is as likely to be the one asked for; relatives keep their proportion to matches. */
const registryPriors = (model: Model, people: number, known: number): Priors => {
  const match = Math.log2(known / Math.max(people, 2));
  return { match, relative: match + Math.log2(Math.max(model.relatives, 1e-30) / model.matches) };
};

const columnsOf = (records: readonly FoldedFacts[], model: Model): Column[] => {
  const names = numbered();
  return model.fields.map(({ name, kind }) => {
    const role = name as FactRole;
    const { texts, numberOf } = nameRoles.includes(role) ? names : numbered();
    return { name, role, kind, texts, numbers: Uint32Array.from(records, (record) => numberOf(record[role] ?? "")) };
  });
};

/** Texts in the order in which they come; the blank is 0. */
const numbered = () => {
  const texts = [""];
  const known = new Map([["", 0]]);
  const numberOf = (text: string): number => {
    const number = known.get(text) ?? texts.push(text) - 1;
    known.set(text, number);
    return number;
  };
  return { texts, numberOf };
};
