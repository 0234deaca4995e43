// One question against the faces that share a key with it: faces are judged by the one scorer, a student by the best face. Pure.
import type { ValueTable } from "../compare/value-table.ts";
import type { Model } from "../model/model.ts";
import { decide, type Guard } from "../score/decide.ts";
import type { Explanation } from "../score/explain.ts";
import { judgeRecords } from "../score/matcher.ts";
import type { Cells } from "./facts.ts";
import type { MatchKey } from "./match-keys.ts";

/** A source record that shares a key with the question. `person`: the student it stands for today, merges followed. */
export type Face = { record: number; person: number; cells: Cells; foundBy: MatchKey };

/** A student weighed against the question: how far they agree field by field, and how the pair was found. */
export type Candidate = {
  person: number;
  record: number;
  probability: number;
  bits: number;
  guards: Guard[];
  foundBy: MatchKey;
  evidence: Explanation;
};

export type Verdict = { outcome: "match" | "near" | "new"; candidates: Candidate[]; reason: string; model: string };

export type JudgeOptions = {
  model: Model;
  /** How many students the registry holds. */
  people: number;
  /** Reads encoded cells; absent: cells are texts. */
  values?: ((texts: readonly string[]) => ValueTable) | undefined;
};

/** So many faces share keys with one question only when it says nothing: a person looks at it. */
export const mostFaces = 1000;

export const judgePeople = (asked: Cells, faces: readonly Face[], options: JudgeOptions): Verdict => {
  const model = options.model.version;
  if (faces.length === 0) return { outcome: "new", candidates: [], reason: "no record shares a key", model };
  const { judgements, explain } = judgeRecords([asked, ...faces.map(({ cells }) => cells)], options, options.values);
  const best = new Map<number, (typeof judgements)[number]>();
  const conflicting = new Set<number>();
  for (const judgement of judgements) {
    const { person } = faces[judgement.candidate]!;
    if (judgement.guards.includes("conflicting ssn")) conflicting.add(person);
    const known = best.get(person);
    if (
      !known ||
      judgement.probability > known.probability ||
      (judgement.probability === known.probability && judgement.bits > known.bits)
    )
      best.set(person, judgement);
  }
  const guarded = [...best].map(([person, judgement]) => {
    const { suffix } = faces[judgement.candidate]!.cells;
    const guards: Candidate["guards"] = judgement.guards.filter((guard) => guard !== "conflicting ssn");
    if (conflicting.has(person)) guards.push("conflicting ssn");
    if (suffix !== "" && asked.suffix !== "" && suffix !== asked.suffix) guards.push("another generation");
    return { ...judgement, guards };
  });
  const { answer, candidates, reason } = decide(guarded);
  const crowded = faces.length >= mostFaces;
  return {
    outcome: crowded ? "near" : answer,
    candidates: candidates.map(({ candidate, probability, bits, guards }): Candidate => {
      const { person, record, foundBy } = faces[candidate]!;
      return { person, record, probability, bits, guards, foundBy, evidence: explain(candidate) };
    }),
    reason: crowded ? "too many records share a key to compare them all" : reason,
    model,
  };
};
