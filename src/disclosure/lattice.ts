// The sums a reader can form: every published total and the cells that add up to it. Addresses only, no rule of withholding.
import { type Dimension, type Row, type Table, TOTAL } from "./table.ts";

/** One published sum: value(parent) = sum of value(children), along one dimension. */
export type Relation = { parent: number; children: number[]; dimension: number };

export type Lattice = {
  /** Count of each row of the table. */
  values: number[];
  /** Cells that sum over every place there is (a state's totals): withheld only where nothing else will do. */
  wanted: Set<number>;
  relations: Relation[];
  /** Relations that each cell takes part in, as parent or as child. */
  relationsOf: number[][];
  /** For each attribute dimension: the row that totals this one along it (itself when it is that total). */
  wholes: { dimension: number; whole: number[] }[];
};

const separator = "\u001f";

/** Throws TypeError for a table that is not what it says: a count that is no whole number, a missing total, a sum that is wrong. */
export const buildLattice = (table: Table, column: string): Lattice => {
  const values = table.rows.map((row) => count(row, column));
  const paths = table.rows.map((row) => table.dimensions.map((dimension) => memberPath(dimension, row)));
  const used = table.dimensions.map((_, d) => new Set(paths.map((path) => path[d]!.join(separator))));
  const rowAt = new Map<string, number>();
  for (const [row, path] of paths.entries()) {
    const address = addressOf(path);
    if (rowAt.has(address)) throw new TypeError(`two rows for ${describe(path)}`);
    rowAt.set(address, row);
  }
  const find = (path: string[][], d: number, member: string[]): number => {
    const address = addressOf(path.map((own, index) => (index === d ? member : own)));
    const row = rowAt.get(address);
    if (row === undefined)
      throw new TypeError(`the total of ${describe(path)} along ${table.dimensions[d]!.id} is missing`);
    return row;
  };
  const relations = new Map<string, Relation>();
  for (const [row, path] of paths.entries())
    for (const d of table.dimensions.keys()) {
      const above = nearestAbove(path[d]!, used[d]!);
      if (!above) continue;
      const parent = find(path, d, above);
      const key = `${parent}/${d}`;
      const relation = relations.get(key) ?? { parent, children: [], dimension: d };
      relation.children.push(row);
      relations.set(key, relation);
    }
  const lattice: Lattice = {
    values,
    wanted: new Set(),
    relations: [...relations.values()],
    relationsOf: values.map(() => []),
    wholes: [],
  };
  for (const [index, relation] of lattice.relations.entries()) {
    const sum = relation.children.reduce((total, child) => total + values[child]!, 0);
    if (sum !== values[relation.parent])
      throw new TypeError(`${describe(paths[relation.parent]!)} is not the sum of its parts`);
    for (const cell of [relation.parent, ...relation.children]) lattice.relationsOf[cell]!.push(index);
  }
  for (const [d, dimension] of table.dimensions.entries())
    if (dimension.attribute && used[d]!.has(""))
      lattice.wholes.push({ dimension: d, whole: paths.map((path) => find(path, d, [])) });
  return lattice;
};

const memberPath = (dimension: Dimension, row: Row): string[] => {
  const path = dimension.keys.map((key) => String(row[key]));
  const end = path.indexOf(TOTAL);
  if (end < 0) return path;
  if (path.slice(end).some((key) => key !== TOTAL))
    throw new TypeError(`${dimension.id}: below a total there are only totals`);
  return path.slice(0, end);
};

/** The narrowest group around a member that has rows of its own. */
const nearestAbove = (path: string[], used: Set<string>): string[] | undefined => {
  for (let length = path.length - 1; length >= 0; length--) {
    const above = path.slice(0, length);
    if (used.has(above.join(separator))) return above;
  }
  return undefined;
};

const addressOf = (path: string[][]): string => path.map((member) => member.join(separator)).join("\u001e");
const describe = (path: string[][]): string => path.map((member) => member.join(" ") || TOTAL).join(", ");

const count = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw new TypeError(`${column} must be a whole number that is not negative, but is ${value}`);
  return value;
};
