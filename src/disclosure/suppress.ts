// Which cells of one count are withheld. Primary: small, or telling. Complementary: as few and as small as will do, until neither
// a single sum, nor all sums together, nor what is known of small cells gives a withheld one away. The law is `Law` below.
import { type Bounds, propagate } from "./bounds.ts";
import { buildLattice, type Lattice, type Relation } from "./lattice.ts";
import { determinedCells } from "./null-vector.ts";
import type { SuppressionPolicy, Table } from "./table.ts";

/**
 * Law. For a reader who knows the method, every published cell, and even which withheld cells are `small`:
 * 1. no sum has exactly one withheld cell, and the withheld cells under a published total sum to the minimum at least;
 * 2. no withheld cell follows from all sums together (linear algebra);
 * 3. a small cell can still have `candidates` different values, any other withheld cell at least two (ranges).
 * `merged` cells stand in a sum so tight that only hiding which of its cells are 0 helps: there a reader knows no kinds.
 */
export type Kind = "published" | "small" | "whole" | "complement" | "merged";

export const suppress = (table: Table, column: string, policy: SuppressionPolicy): Kind[] =>
  suppressLattice(buildLattice(table, column), policy);

export const suppressLattice = (lattice: Lattice, policy: SuppressionPolicy): Kind[] => {
  const kinds = primary(lattice, policy);
  const state: State = { lattice, kinds, policy };
  if (policy.minimum === 0 || kinds.every((kind) => kind === "published")) return kinds;
  for (;;) {
    closeSums(state);
    if (widenRanges(state)) continue;
    if (!breakEquations(state)) return kinds;
  }
};

type State = { lattice: Lattice; kinds: Kind[]; policy: SuppressionPolicy };

const primary = ({ values, wholes }: Lattice, policy: SuppressionPolicy): Kind[] =>
  values.map((value, cell) => {
    if (value > 0 && value < policy.minimum) return "small";
    const telling = wholes.some(({ whole }) => whole[cell] !== cell && values[whole[cell]!] === value);
    return value > 0 && telling && policy.wholeGroup === "withhold" ? "whole" : "published";
  });

/** Part 1 of the law. */
const closeSums = (state: State): void => {
  const { lattice, kinds, policy } = state;
  const queue = lattice.relations.map((_, index) => index);
  for (let next = 0; next < queue.length; next++) {
    const relation = lattice.relations[queue[next]!]!;
    const withheld = cellsOf(relation).filter((cell) => kinds[cell] !== "published");
    if (withheld.length === 0) continue;
    const open = kinds[relation.parent] === "published" && sum(withheld, lattice) < policy.minimum;
    if (withheld.length > 1 && !open) continue;
    const chosen = withholdOneMore(state, [queue[next]!]);
    if (chosen !== undefined) queue.push(...lattice.relationsOf[chosen]!);
    else merge(state, queue, relation);
  }
};

/** Part 3: true when something more was withheld. */
const widenRanges = (state: State): boolean => {
  const { lattice, kinds, policy } = state;
  const bounds: Bounds = { low: Float64Array.from(lattice.values), high: Float64Array.from(lattice.values) };
  for (const [cell, kind] of kinds.entries()) {
    if (kind === "published") continue;
    bounds.low[cell] = kind === "small" ? 1 : 0;
    bounds.high[cell] = kind === "small" ? policy.minimum - 1 : Infinity;
  }
  const enough = Math.min(policy.candidates, policy.minimum - 1);
  const { cells, cause } = propagate(lattice, bounds, (cell, values) =>
    kinds[cell] === "published" ? false : values < (kinds[cell] === "small" ? enough : 2),
  );
  return mend(state, cells, (cell) => {
    const twins = twinsOf(state, cell);
    const causes = [...twins.cells].map((twin) => cause[twin]!).filter((index) => index >= 0);
    const direct = causes.filter((index) => !twins.relations.has(index));
    return [direct, [...twins.around], causes];
  });
};

/** Part 2: true when something more was withheld: of the published cells that together give one away, the one that loses the least. */
const breakEquations = (state: State): boolean => {
  const { lattice, kinds } = state;
  const determined = determinedCells(lattice, (cell) => kinds[cell] !== "published");
  const stuck: number[] = [];
  for (const { cell, from } of determined) {
    if (from.some((other) => kinds[other] !== "published")) continue;
    const near = new Set([...twinsOf(state, cell).around].flatMap((index) => cellsOf(lattice.relations[index]!)));
    const choices = [from.filter((other) => near.has(other)), from];
    const withholds = (limit: number) =>
      choices.some(
        (choice) =>
          withholdCheapest(
            state,
            choice.map((other) => [other, -1]),
            limit,
          ) !== undefined,
      );
    if (!withholds(wantedLoss) && !withholds(Infinity)) stuck.push(cell);
  }
  mend(state, stuck, (cell) => [[...twinsOf(state, cell).around], lattice.relationsOf[cell]!]);
  return determined.length > 0;
};

/**
 * For each cell that leaks: one more cell in the first group of sums that has one to give, the cheapest of the group; where
 * none has, the last group's sums are merged; where they are merged already, anything near it. One mend a twin group and round.
 */
const mend = (state: State, leaks: readonly number[], groupsOf: (cell: number) => number[][]): boolean => {
  const mended = new Set<number>();
  for (const cell of leaks) {
    if (mended.has(cell)) continue;
    for (const twin of twinsOf(state, cell).cells) mended.add(twin);
    const groups = groupsOf(cell);
    const withholds = (limit: number) => groups.some((group) => withholdOneMore(state, group, limit) !== undefined);
    if (withholds(wantedLoss) || withholds(Infinity)) continue;
    if (groups.at(-1)!.some((index) => merge(state, [], state.lattice.relations[index]!))) continue;
    if (!widenAround(state, cell)) throw new Error("this table cannot be protected: publish it with fewer details");
  }
  return leaks.length > 0;
};

type Twins = { cells: Set<number>; relations: Set<number>; around: Set<number> };

/** Cells tied to this one by sums with just two withheld cells: what is known of one is known of all (a district's only school). */
const twinsOf = ({ lattice, kinds }: State, cell: number): Twins => {
  const twins: Twins = { cells: new Set([cell]), relations: new Set(), around: new Set() };
  for (const twin of twins.cells)
    for (const index of lattice.relationsOf[twin]!) {
      const withheld = cellsOf(lattice.relations[index]!).filter((near) => kinds[near] !== "published");
      twins.around.add(index);
      if (withheld.length !== 2) continue;
      twins.relations.add(index);
      for (const other of withheld) twins.cells.add(other);
    }
  return twins;
};

/** Withholds the cell of these sums that loses the least. Returns it, or undefined when none is left that hides anything. */
const withholdOneMore = (state: State, sums: readonly number[], limit?: number): number | undefined =>
  withholdCheapest(
    state,
    sums.flatMap((index) => cellsOf(state.lattice.relations[index]!).map((cell): [number, number] => [cell, index])),
    limit,
  );

/** The same, of cells each with the sum that asks for it (-1: none), where the loss is below a limit. */
const withholdCheapest = (
  state: State,
  choice: readonly [cell: number, from: number][],
  limit = Infinity,
): number | undefined => {
  const { lattice, kinds } = state;
  let best: number | undefined;
  let bestLoss = limit;
  for (const [cell, from] of choice) {
    if (kinds[cell] !== "published" || !mayBeDoubted(lattice, cell)) continue;
    const loss = lossOf(state, cell, from, bestLoss, 3);
    if (loss < bestLoss) [best, bestLoss] = [cell, loss];
  }
  if (best !== undefined) kinds[best] = "complement";
  return best;
};

const wantedLoss = 1e9;

/** What withholding a cell costs: its pupils (a wanted one: more than any other) and, in each sum where it would be the first, the cheapest second one. */
const lossOf = (state: State, cell: number, from: number, limit: number, depth: number): number => {
  const { lattice, kinds, policy } = state;
  let loss = lattice.values[cell]! + (lattice.wanted.has(cell) ? wantedLoss : policy.minimum / 2);
  for (const index of lattice.relationsOf[cell]!) {
    if (loss >= limit || depth === 0) return loss;
    if (index === from) continue;
    const cells = cellsOf(lattice.relations[index]!);
    if (cells.some((near) => kinds[near] !== "published")) continue;
    let cheapest = limit - loss;
    for (const near of cells)
      if (near !== cell && lattice.values[near]! < cheapest && mayBeDoubted(lattice, near))
        cheapest = Math.min(cheapest, lossOf(state, near, index, cheapest, depth - 1));
    loss += cheapest;
  }
  return loss;
};

/** A withheld 0 hides something only where people are and their attribute is asked; an empty school is known to be empty. */
const mayBeDoubted = ({ values, wholes }: Lattice, cell: number): boolean =>
  values[cell]! > 0 || wholes.some(({ whole }) => whole[cell] !== cell && values[whole[cell]!]! > 0);

/** Last resort: all cells of the sum are withheld and none is known to be small. False when it was so already. */
const merge = ({ lattice, kinds }: State, queue: number[], relation: Relation): boolean => {
  const cells = cellsOf(relation).filter((cell) => kinds[cell] !== "merged");
  for (const cell of cells) {
    kinds[cell] = "merged";
    queue.push(...lattice.relationsOf[cell]!);
  }
  return cells.length > 0;
};

const widenAround = (state: State, cell: number): boolean => {
  for (const index of state.lattice.relationsOf[cell]!) {
    const relation = state.lattice.relations[index]!;
    for (const near of cellsOf(relation))
      for (const other of state.lattice.relationsOf[near]!) {
        if (withholdOneMore(state, [other]) !== undefined) return true;
        if (merge(state, [], state.lattice.relations[other]!)) return true;
      }
  }
  return false;
};

const cellsOf = (relation: Relation): number[] => [relation.parent, ...relation.children];
const sum = (cells: number[], { values }: Lattice): number => cells.reduce((total, cell) => total + values[cell]!, 0);
