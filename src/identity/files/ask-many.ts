// Many questions at once, each answered as if it were asked alone after the ones before it: what a piece of a file is.
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../platform/index.ts";
import { places } from "../registry/candidates.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import type { Cells } from "../registry/facts.ts";
import { type Face, judgeAmong, type Verdict } from "../registry/judge-people.ts";
import { type Keys, keysOf, type MatchKey } from "../registry/match-keys.ts";
import { type Judged, type Settled, settleVerdicts } from "../registry/settle-verdicts.ts";
import { nextIds } from "../registry/store.ts";
import { scoreRecords } from "../score/matcher.ts";
import { findFacesOfMany } from "./faces-of-many.ts";

/** A question whose cells are folded. */
export type Prepared = Omit<Judged, "ids" | "faces" | "verdict">;
export type SettledMany = { settled: Settled; verdict: Verdict }[];

/** `plain`: folded cells in the clear. */
export const keepCells = ({ codec }: Pick<RegistryDeps, "codec">, plain: Cells): { cells: Cells; keys: Keys } => ({
  cells: codec.keep(plain),
  keys: keysOf(plain, codec.hash),
});

/** In their order. As the registry, with the whole registry locked. */
export const askMany = async (
  deps: RegistryDeps,
  tx: Tx,
  actor: Actor,
  questions: readonly Prepared[],
): Promise<SettledMany> => {
  const { faces, of } = await findFacesOfMany(
    tx,
    questions.map(({ keys }) => keys),
  );
  const people = await deps.countPeople(tx);
  const ids = await nextIds(tx, questions.length, questions.length);
  // Questions first, then faces: a question is itself a face of those after it.
  const records = [...questions.map(({ cells }) => cells), ...faces.map(({ cells }) => cells)];
  const scores = scoreRecords(records, { model: deps.model, people }, deps.codec.table);
  const earlier = new EarlierQuestions();
  const judged = questions.map((question, at): Judged => {
    const own = { record: ids.records[at]!, person: ids.persons[at]! };
    const found = of[at]!.map(({ at: place, rule }) => ({
      at: questions.length + place,
      face: { ...faces[place]!, foundBy: places[rule]![0] },
    }));
    found.push(...earlier.sharing(question.keys));
    const asked = { at, cells: question.cells };
    const verdict = judgeAmong({ scores, version: deps.model.version }, asked, found);
    const person =
      verdict.outcome === "new" ? own.person : verdict.outcome === "match" ? verdict.candidates[0]!.person : 0;
    if (person > 0) earlier.add(question.keys, at, { record: own.record, person, cells: question.cells });
    return { ...question, ids: own, faces: found.map(({ face }) => face), verdict };
  });
  const settled = await settleVerdicts(deps, tx, actor, judged);
  return settled.map((one, at) => ({ settled: one, verdict: judged[at]!.verdict }));
};

type Earlier = { at: number; face: Omit<Face, "foundBy"> };

/** Answered questions of the same piece by the keys under which the next ones look for them. */
class EarlierQuestions {
  private readonly byKey = new Map<string, Earlier[]>();

  add(keys: Keys, at: number, face: Earlier["face"]): void {
    for (const [name, key] of Object.entries(keys) as [MatchKey, string | null][]) {
      if (key === null) continue;
      const place = `${name} ${key}`;
      const there = this.byKey.get(place);
      if (there) there.push({ at, face });
      else this.byKey.set(place, [{ at, face }]);
    }
  }

  sharing(keys: Keys): { at: number; face: Face }[] {
    const found = new Map<number, { at: number; face: Face }>();
    for (const [column, from] of places)
      for (const { at, face } of (keys[from] !== null && this.byKey.get(`${column} ${keys[from]}`)) || [])
        if (!found.has(at)) found.set(at, { at, face: { ...face, foundBy: column } });
    return [...found.values()];
  }
}
