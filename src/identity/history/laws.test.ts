// Laws of history, by random sequences of questions, merges, splits and undoings against a small model of them: one student stands
// for each number, no number ever becomes another's, and what is undone was never there for anybody who asks.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Problem } from "../../platform/index.ts";
import { ask } from "../registry/ask.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { createHistory, type HistoryVerbs } from "./create-history.ts";

const reason = "By the roll of a die";
const children = 4;
const districts = [17, 23, 31];

/** As little as a clerk would note down: who is whose record, who gave way to whom, who is known to be two. */
type Student = { reference: string; number: string; gaveWayTo: string | undefined };
type Model = {
  students: Map<string, Student>;
  records: { id: number; child: number; student: string }[];
  merges: { id: string; from: string; into: string; stands: boolean }[];
  splits: { id: string; old: string; made: string; records: number[]; stands: boolean }[];
  apart: Set<string>;
};

const headOf = (model: Model, reference: string): string => {
  const { gaveWayTo } = model.students.get(reference)!;
  return gaveWayTo === undefined ? reference : headOf(model, gaveWayTo);
};
const standsAlone = (model: Model, reference: string): boolean => headOf(model, reference) === reference;
const pairOf = (a: string, b: string): string => [a, b].sort().join(" ");
const treeOf = (model: Model, head: string): string[] =>
  [...model.students.keys()].filter((one) => headOf(model, one) === head);
const knownApart = (model: Model, a: string, b: string): boolean =>
  treeOf(model, a).some((one) => treeOf(model, b).some((other) => model.apart.has(pairOf(one, other))));
const heads = (model: Model, child: number): string[] =>
  [...new Set(model.records.filter((one) => one.child === child).map(({ student }) => headOf(model, student)))].sort();

type Game = { w: RegistryWorld; verbs: HistoryVerbs; model: Model };
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** Does what the model allows; what it does not, the registry refuses. */
const attempt = async <T>(allowed: boolean, work: Promise<T>): Promise<T | undefined> => {
  const done = await work.catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  expect(done instanceof Problem ? `refused: ${done.code}` : "done").toMatch(allowed ? /^done/ : /^refused/);
  return done instanceof Problem ? undefined : done;
};

const born = (child: number): string => `201${child}-0${child + 1}-1${child}`;
const names = ["Ambrose Quill", "Beatrix Thorne", "Cosmo Vandal", "Delphine Wirth"];
const askAbout = async ({ w, model }: Game, child: number, from: number): Promise<void> => {
  const district = districts[from % districts.length]!;
  const [first_name, last_name] = names[child]!.split(" ") as [string, string];
  const facts = madeFacts({ first_name, last_name, birth_date: born(child), guardian_name: `Parent ${last_name}` });
  const known = heads(model, child);
  const answer = await ask(w.deps, w.registrar(district), { district, localIdentifier: "", facts, key: w.key() });
  const { rows } = await w.owner.query("SELECT record::int AS id FROM identity.request WHERE request = $1", [
    answer.request,
  ]);
  expect(answer.outcome).toBe(known.length === 0 ? "new" : known.length === 1 ? "match" : "near");
  if (answer.outcome === "near") return;
  if (answer.outcome === "match")
    expect([answer.reference, answer.number]).toEqual([known[0], model.students.get(known[0]!)!.number]);
  else
    model.students.set(answer.reference!, {
      ...{ reference: answer.reference!, number: answer.number!, gaveWayTo: undefined },
    });
  model.records.push({ id: rows[0].id, child, student: answer.reference! });
};

const mergeTwo = async ({ w, verbs, model }: Game, x: number, y: number, despite: boolean): Promise<void> => {
  const all = [...model.students.keys()];
  const [a, b] = [pick(all, x), pick(all, y)];
  if (a === undefined || b === undefined) return;
  const free = a !== b && standsAlone(model, a) && standsAlone(model, b);
  const allowed = free && (despite || !knownApart(model, a, b));
  // By number or by reference, as it comes.
  const handle = x % 2 ? a : model.students.get(a)!.number;
  const merged = await attempt(allowed, verbs.merge(w.operator, handle, b, { reason, despite }));
  if (!merged) return;
  model.students.get(a)!.gaveWayTo = b;
  model.merges.push({ id: merged.merge, from: a, into: b, stands: true });
};

const undoMerge = async ({ w, verbs, model }: Game, x: number): Promise<void> => {
  const merge = pick(model.merges, x);
  if (!merge) return;
  if (!(await attempt(merge.stands, verbs.undoMerge(w.operator, merge.id, reason)))) return;
  merge.stands = false;
  model.students.get(merge.from)!.gaveWayTo = undefined;
  model.apart.add(pairOf(merge.from, merge.into));
};

const splitOne = async ({ w, verbs, model }: Game, x: number, y: number): Promise<void> => {
  const student = pick([...model.students.keys()], x);
  if (student === undefined) return;
  const own = model.records.filter((one) => one.student === student);
  const moved = own.filter((_, at) => (y >> at) & 1);
  const allowed = standsAlone(model, student) && moved.length > 0 && moved.length < own.length;
  const records = moved.map(({ id }) => id);
  const made = await attempt(allowed, verbs.split(w.operator, { student, records, reason }));
  if (!made) return;
  const { reference, number } = made.newStudent as { reference: string; number: string };
  model.students.set(reference, { reference, number, gaveWayTo: undefined });
  for (const one of moved) one.student = reference;
  model.splits.push({ id: made.split, old: student, made: reference, records, stands: true });
  model.apart.add(pairOf(student, reference));
};

const undoSplit = async ({ w, verbs, model }: Game, x: number): Promise<void> => {
  const split = pick(model.splits, x);
  if (!split) return;
  const moved = model.records.filter(({ id }) => split.records.includes(id));
  const still = moved.every(({ student }) => student === split.made);
  const allowed = split.stands && standsAlone(model, split.made) && standsAlone(model, split.old) && still;
  if (!(await attempt(allowed, verbs.undoSplit(w.operator, split.id, reason)))) return;
  split.stands = false;
  for (const one of moved) one.student = split.old;
  model.students.get(split.made)!.gaveWayTo = split.old;
};

/** What anybody can find: by words, by number, and whom to call. */
const lookups = async (w: RegistryWorld): Promise<string[]> => {
  const { rows } = await w.owner.query(
    `SELECT DISTINCT 'words ' || f.dob || ' ' || p.reference AS line FROM identity.face f
       JOIN identity.person p ON p.person = identity.head(f.person)
     UNION ALL SELECT 'number ' || number || ' ' || identity.number_head(number) FROM identity.held
     UNION ALL SELECT 'held ' || number || ' ' || p.reference FROM identity.held JOIN identity.person p USING (person)
     UNION ALL SELECT 'call ' || reference || ' ' || holder FROM identity.person WHERE superseded_by IS NULL
     ORDER BY line`,
  );
  return rows.map(({ line }) => line);
};

const expectedLookups = (model: Model): string[] => [
  ...Array.from({ length: children }, (_, child) =>
    heads(model, child).map((head) => `words ${born(child).replaceAll("-", "")} ${head}`),
  ).flat(),
  ...[...model.students.values()].flatMap(({ reference, number }) => [
    `number ${number} ${model.students.get(headOf(model, reference))!.number}`,
    `held ${number} ${reference}`,
  ]),
];

const move = fc.record({
  what: fc.constantFrom("ask", "ask", "merge", "merge", "undo merge", "split", "undo split", "there and back"),
  x: fc.nat(23),
  y: fc.nat(23),
  despite: fc.boolean(),
});

const play = async (game: Game, { what, x, y, despite }: typeof move extends fc.Arbitrary<infer M> ? M : never) => {
  const { w, model } = game;
  if (what === "ask") return askAbout(game, x % children, y);
  if (what === "merge") return mergeTwo(game, x, y, despite);
  if (what === "undo merge") return undoMerge(game, x);
  if (what === "split") return splitOne(game, x, y);
  if (what === "undo split") return undoSplit(game, x);
  const before = await lookups(w);
  const [merges, splits] = [model.merges.length, model.splits.length];
  await (despite ? mergeTwo(game, x, y, true) : splitOne(game, x, y));
  if (model.merges.length > merges) {
    await undoMerge(game, merges);
    expect(await lookups(w)).toEqual(before);
  }
  if (model.splits.length > splits) {
    await undoSplit(game, splits);
    // The number that was given is there, and leads back.
    const { made } = model.splits.at(-1)!;
    const { number } = model.students.get(made)!;
    expect((await lookups(w)).filter((line) => !line.includes(number))).toEqual(before);
  }
};

test("whatever is asked, merged, split and undone, every number leads to one student and stays whose it was", async () => {
  const counted = { moves: 0, merges: 0, splits: 0, undone: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 12, maxLength: 30 }), async (moves) => {
      const w = await registryWorld("missouri");
      const model: Model = { students: new Map(), records: [], merges: [], splits: [], apart: new Set() };
      const game = { w, model, verbs: createHistory(w.deps) };
      try {
        for (const [at, district] of [0, 0, 1, 1, 2, 3].entries()) await askAbout(game, district, at);
        for (const one of moves) {
          await play(game, one);
          const found = (await lookups(w)).filter((line) => !line.startsWith("call "));
          expect(found).toEqual(expectedLookups(model).sort());
          counted.moves += 1;
        }
        counted.merges += model.merges.length;
        counted.splits += model.splits.length;
        counted.undone += [...model.merges, ...model.splits].filter(({ stands }) => !stands).length;
      } finally {
        await w.close();
      }
    }),
    { seed: 4, numRuns: 12, endOnFailure: true },
  );
  console.log(`history: ${JSON.stringify(counted)}`);
  expect(Math.min(counted.merges, counted.splits, counted.undone)).toBeGreaterThan(10);
}, 240_000);
