// Several tables of the same people as one web of sums: equal quantities are one cell, and sums cross from table to table.
import { buildLattice, type Lattice, type Relation } from "./lattice.ts";
import type { LinkedTable } from "./table.ts";

export type LinkedLattice = {
  lattice: Lattice;
  /** For each table and each of its rows: the cell of the lattice that it shows. */
  cellOf: number[][];
};

/**
 * Every row is a sum over the finest groups of its table (a school's grade, a school's race); a school's grades together and its
 * races together are the same people. Rows that sum the same are one cell. Each cell is tied by sums to the finest groups, and
 * each of those must be a row of some table: so the sums say all that follows from the tables together, no more and no less.
 * Throws TypeError for tables that count different people or do not show their finest groups.
 */
export const buildLinkedLattice = (tables: readonly LinkedTable[]): LinkedLattice => {
  const supports = new Supports(tables);
  const cellAt = new Map<string, number>();
  const lattice: Lattice = { values: [], wanted: new Set(), relations: [], relationsOf: [], wholes: [] };
  const supportOf: (readonly number[])[] = [];
  const single = tables.map((table) => buildLattice(table, countOf(table)));
  const cellOf = tables.map((table, t) =>
    table.rows.map((_, row) => {
      const support = supports.of(t, row);
      const key = support.join();
      const value = single[t]!.values[row]!;
      const cell = cellAt.get(key) ?? lattice.values.length;
      if (cell === lattice.values.length) {
        cellAt.set(key, cell);
        lattice.values.push(value);
        supportOf.push(support);
      } else if (lattice.values[cell] !== value)
        throw new TypeError(`linked tables count different people: ${lattice.values[cell]} and ${value} in one group`);
      if (supports.isOfAll(t, row)) lattice.wanted.add(cell);
      return cell;
    }),
  );
  const relations = new Map<string, Relation>();
  const add = (parent: number, all: readonly number[], dimension: number): void => {
    const children = all.filter((child) => supportOf[child]!.length > 0).sort((a, b) => a - b);
    if (children.length === 0 || (children.length === 1 && children[0] === parent)) return;
    relations.set(`${parent}=${children.join()}`, { parent, children, dimension });
  };
  for (const [t, { relations: own, wholes }] of single.entries()) {
    const cells = cellOf[t]!;
    for (const { parent, children, dimension } of own)
      add(cells[parent]!, [...new Set(children.map((child) => cells[child]!))], dimension);
    for (const { dimension, whole } of wholes) {
      const wholeOf = Array.from(lattice.values.keys());
      for (const [row, total] of whole.entries()) wholeOf[cells[row]!] = cells[total]!;
      lattice.wholes.push({ dimension, whole: wholeOf });
    }
  }
  const getCell = (support: readonly number[]): number => {
    const cell = cellAt.get(support.join());
    if (cell === undefined)
      throw new TypeError("linked tables must show their finest groups and what these have in common");
    return cell;
  };
  for (const { whole, groups } of supports.divisions())
    add(
      getCell([whole]),
      [...groups].map((group) => getCell(supports.canonical([group]))),
      -1,
    );
  const divided = new Set([...relations.values()].map(({ parent }) => parent));
  for (const [cell, support] of supportOf.entries())
    if (!divided.has(cell) && support.length > 1)
      add(
        cell,
        support.map((number) => getCell([number])),
        -1,
      );
  lattice.relations.push(...relations.values());
  for (const _ of lattice.values) lattice.relationsOf.push([]);
  for (const [index, { parent, children }] of lattice.relations.entries())
    for (const cell of [parent, ...children]) lattice.relationsOf[cell]!.push(index);
  return { lattice, cellOf };
};

const countOf = ({ measures }: LinkedTable): string => {
  const counts = measures.filter(({ kind }) => kind === "count");
  if (counts.length !== 1) throw new TypeError("a linked table has one count");
  return counts[0]!.column;
};

/** The finest groups of one whole by one grain: the grades of a school, or its races. */
type Division = { whole: number; groups: Set<number> };

/** What each row sums, in one notation for all tables: sorted numbers of finest groups, or of a whole where all its groups are in. */
class Supports {
  readonly #tables: readonly LinkedTable[];
  /** Per table: the number of each finest group. */
  readonly #groups: number[][];
  /** Per table: how many wholes its rows sum. */
  readonly #wholes: number[];
  readonly #divisions = new Map<string, Division>();
  readonly #divisionOf = new Map<number, Division>();
  readonly #numbers = new Map<string, number>();

  constructor(tables: readonly LinkedTable[]) {
    this.#tables = tables;
    const [first, ...others] = tables.map(({ grain }) => grain.columns);
    const common = (first ?? []).filter((column) => others.every((columns) => columns.includes(column)));
    if (common.length === 0) throw new TypeError("linked tables need a column of their grain in common");
    this.#groups = tables.map(({ grain }) => {
      const columns = grain.columns.toSorted();
      const groups = grain.atoms.map((atom) => {
        const whole = this.#number(["whole", ...common.map((column) => atom[column])]);
        const group = this.#number(["group", columns, ...columns.map((column) => atom[column])]);
        const key = JSON.stringify([columns, whole]);
        const division = this.#divisions.get(key) ?? { whole, groups: new Set() };
        this.#divisions.set(key, division);
        division.groups.add(group);
        this.#divisionOf.set(group, division);
        return group;
      });
      if (new Set(groups).size < groups.length) throw new TypeError("a finest group is counted twice");
      return groups;
    });
    this.#wholes = this.#groups.map((groups) => new Set(groups.map((group) => this.#divisionOf.get(group))).size);
  }

  of(table: number, row: number): number[] {
    return this.canonical(this.#tables[table]!.grain.parts[row]!.map((part) => this.#groups[table]![part]!));
  }

  /** Whether a row sums something of every whole that its table counts. */
  isOfAll(table: number, row: number): boolean {
    const parts = this.#tables[table]!.grain.parts[row]!;
    const touched = new Set(parts.map((part) => this.#divisionOf.get(this.#groups[table]![part]!)));
    return touched.size === this.#wholes[table];
  }

  divisions(): Iterable<Division> {
    return this.#divisions.values();
  }

  /** One notation of a sum of finest groups. */
  canonical(groups: readonly number[]): number[] {
    const within = new Map<Division, number[]>();
    for (const group of groups) {
      const division = this.#divisionOf.get(group)!;
      const list = within.get(division);
      if (list) list.push(group);
      else within.set(division, [group]);
    }
    return [...within]
      .flatMap(([{ whole, groups: all }, list]) => (list.length === all.size ? [whole] : list))
      .sort((a, b) => a - b);
  }

  #number(key: readonly unknown[]): number {
    const text = JSON.stringify(key);
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}
