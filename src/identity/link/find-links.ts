// Finds the links among the records of one or two files, without labels: trains a model on them, judges every candidate pair
// with the one scorer, settles the priors. No files and no printing here.

import { type BlockingKeys, blockingKeys, type Hash } from "../batch/blocking-rules.ts";
import { type JudgedPairs, joinJudged, judge, type Work } from "../batch/judge.ts";
import { buildRecordTable, type Column, pairsOf, type RecordTable } from "../batch/record-table.ts";
import { settlePriors } from "../batch/settle-priors.ts";
import type { ValueTable } from "../compare/value-table.ts";
import { countedFrequencies } from "../model/frequencies.ts";
import type { Model } from "../model/model.ts";
import { trainModel } from "../model/train.ts";
import { type Priors, priorsOf } from "../score/probability.ts";
import { prepareWeights, type Weights } from "../score/scorer.ts";

/** Judges all parts of the work; the default does it on the calling thread. */
export type JudgeAll = (work: Work) => Promise<JudgedPairs>;

export type LinkWork = {
  columns: readonly Column[];
  split: number;
  judgeAll?: JudgeAll;
  /** For encoded records: how values and blocking keys are made unreadable. */
  encode?: { hash: Hash; table: (texts: readonly string[], field: { kind: Column["kind"] }) => ValueTable };
};

export type Links = {
  table: RecordTable;
  keys: BlockingKeys;
  model: Model;
  weights: Weights;
  priors: Priors;
  pairs: JudgedPairs;
  seconds: Record<string, number>;
};

/** Pairs are kept when, with no relatives thought of, at least so probable. */
const leastKept = 1 / 200;

export const findLinks = async ({ columns, split, encode, judgeAll }: LinkWork): Promise<Links> => {
  const seconds: Record<string, number> = {};
  const timed = <T>(name: string, run: () => T): T => {
    const start = performance.now();
    const result = run();
    seconds[name] = (performance.now() - start) / 1000;
    return result;
  };
  const keys = timed("keys", () => blockingKeys(columns, split, encode?.hash));
  const table = timed("table", () => buildRecordTable(columns, split, encode?.table));
  const model = timed("train", () => trainModel(table, keys, "trained on these records"));
  const weights = timed("weights", () =>
    prepareWeights(table, model, (field) => countedFrequencies(table, field, model.fields[field]!.chance.at(-1)!)),
  );
  const floor = Math.log2(leastKept) - priorsOf(model).match;
  const start = performance.now();
  const work: Work = { table, keys, weights, floor, parts: 1 };
  const pairs = judgeAll ? await judgeAll(work) : joinJudged([judge(work, 0)]);
  seconds.judge = (performance.now() - start) / 1000;
  const priors = timed("priors", () => settlePriors(pairs, model, pairsOf(table)));
  return { table, keys, model, weights, priors, pairs, seconds };
};
