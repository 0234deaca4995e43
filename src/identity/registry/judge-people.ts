// One question against the faces that share a key with it: faces are judged by the one scorer, a student by the best face. Pure.
import type { ValueTable } from "../compare/value-table.ts";
import type { Model } from "../model/model.ts";
import { decide, type Guard } from "../score/decide.ts";
import type { Explanation } from "../score/explain.ts";
import { type Scores, scoreRecords } from "../score/matcher.ts";
import type { Cells } from "./facts.ts";
import type { MatchKey } from "./match-keys.ts";

/**
 * A source record that shares a key with the question. `person`: the student it stands for today, merges followed. `leans`: it
 * is found under another one's keys but for its local number.
 */
export type Face = { record: number; person: number; leans?: boolean; cells: Cells; foundBy: MatchKey };

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
  const records = faces.length === 0 ? [] : [asked, ...faces.map(({ cells }) => cells)];
  const scores = scoreRecords(records, options, options.values);
  return judgeAmong(
    { scores, version: options.model.version },
    { at: 0, cells: asked },
    faces.map((face, before) => ({ at: before + 1, face })),
  );
};

/** `at`: places of the question and the faces in the table of the scores. */
export const judgeAmong = (
  { scores, version }: { scores: Scores; version: string },
  asked: { at: number; cells: Cells },
  faces: readonly { at: number; face: Face }[],
): Verdict => {
  const model = version;
  if (faces.length === 0) return { outcome: "new", candidates: [], reason: "no record shares a key", model };
  const judgements = faces.map(({ at }, candidate) => ({ candidate, ...scores.judge(asked.at, at) }));
  const best = new Map<number, (typeof judgements)[number]>();
  const conflicting = new Set<number>();
  for (const judgement of judgements) {
    const { person } = faces[judgement.candidate]!.face;
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
    const { suffix } = faces[judgement.candidate]!.face.cells;
    const guards: Candidate["guards"] = judgement.guards.filter((guard) => guard !== "conflicting ssn");
    if (conflicting.has(person)) guards.push("conflicting ssn");
    if (suffix !== "" && asked.cells.suffix !== "" && suffix !== asked.cells.suffix) guards.push("another generation");
    return { ...judgement, guards };
  });
  const { answer, candidates, reason } = decide(guarded);
  const crowded = faces.length >= mostFaces;
  return {
    outcome: crowded ? "near" : answer,
    candidates: candidates.map(({ candidate, probability, bits, guards }): Candidate => {
      const { at, face } = faces[candidate]!;
      const { person, record, foundBy } = face;
      return { person, record, probability, bits, guards, foundBy, evidence: scores.explain(asked.at, at) };
    }),
    reason: crowded ? "too many records share a key to compare them all" : reason,
    model,
  };
};
