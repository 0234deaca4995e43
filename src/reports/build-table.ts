// From the rows that a report's SQL gives (one a group, no totals) to a whole table: every total added, in the order of output. Pure.
import { type Dimension, type LinkedTable, type Row, type Table, TOTAL } from "../disclosure/index.ts";
import { Problem } from "../platform/index.ts";
import type { ResultRow } from "../warehouse/index.ts";
import type { ReportDefinition } from "./definition.ts";

type Declared = ReportDefinition["dimensions"][number];

/**
 * Totals are sums made here and not in SQL, so that every table adds up by construction. A group may end early: a row whose
 * last keys are `total` is a member of its own level (a kind of school that has no levels).
 */
export const buildTable = (definition: ReportDefinition, rows: readonly ResultRow[]): Table => {
  const { grain: _, ...table } = buildLinkedTable({ ...definition, grain: undefined }, rows);
  return table;
};

/** The same, with the finest groups that each row sums: the SQL's rows by the columns of the definition's grain. */
export const buildLinkedTable = (definition: ReportDefinition, rows: readonly ResultRow[]): LinkedTable => {
  const grain = definition.grain ?? [];
  const counts = definition.measures.filter(({ kind }) => kind === "count").map(({ column }) => column);
  const keys = definition.dimensions.flatMap((dimension) => dimension.keys);
  const addressOf = (row: ResultRow | Row): string => JSON.stringify(keys.map((key) => row[key]));
  const order = new MemberOrder(definition.dimensions);
  const atoms: Row[] = [];
  const leaves = new Map<string, { row: ResultRow; sum: number[]; atoms: number[] }>();
  for (const row of rows) {
    requireColumns(definition, row);
    order.note(row);
    const address = addressOf(row);
    const leaf = leaves.get(address) ?? { row, sum: counts.map(() => 0), atoms: [] };
    leaves.set(address, leaf);
    for (const [index, count] of counts.entries()) leaf.sum[index]! += row[count] as number;
    const atom = atomOf(definition, row);
    if (atom) leaf.atoms.push(atoms.push(atom) - 1);
  }
  const sums = new Map<string, Record<string, string | number>>();
  const parts = new Map<object, number[]>();
  for (const leaf of leaves.values())
    for (const group of groupsOf(definition.dimensions, leaf.row)) {
      const address = addressOf(group);
      const none = (): Record<string, string | number> => ({
        ...group,
        ...Object.fromEntries(counts.map((count) => [count, 0])),
      });
      const sum = sums.get(address) ?? none();
      sums.set(address, sum);
      for (const [index, count] of counts.entries()) sum[count] = (sum[count] as number) + leaf.sum[index]!;
      const own = parts.get(sum) ?? [];
      own.push(...leaf.atoms);
      parts.set(sum, own);
    }
  const sorted = order.sort([...sums.values()]);
  return {
    columns: definition.columns.map(({ name }) => name),
    dimensions: definition.dimensions.map(
      ({ labels, ...dimension }): Dimension => ({ ...dimension, labels: Object.values(labels).flat() }),
    ),
    measures: definition.measures,
    rows: sorted,
    grain: { columns: grain, atoms, parts: sorted.map((row) => parts.get(row) ?? []) },
  };
};

/** The finest group of a row; none for a row that only stands for a member without any (a district without a middle school). */
const atomOf = ({ grain = [], measures, file }: ReportDefinition, row: ResultRow): Row | undefined => {
  if (grain.length === 0) return undefined;
  if (grain.every((column) => row[column] !== undefined && row[column] !== null))
    return Object.fromEntries(grain.map((column) => [column, row[column]!]));
  if (measures.every(({ kind, column }) => kind !== "count" || row[column] === 0)) return undefined;
  throw new Problem("report-definition-wrong", { file, detail: `a row with a count has no ${grain.join(" and ")}` });
};

/** The row itself and every total that it belongs to. */
const groupsOf = (dimensions: readonly Declared[], row: ResultRow): Row[] => {
  let groups: Row[] = [{}];
  for (const dimension of dimensions) {
    const depth = depthOf(dimension, row);
    const members = Array.from({ length: depth + 1 }, (_, length) => memberAt(dimension, row, length));
    groups = groups.flatMap((group) => members.map((member) => ({ ...group, ...member })));
  }
  return groups;
};

const depthOf = ({ keys }: Declared, row: ResultRow): number => {
  const end = keys.findIndex((key) => row[key] === TOTAL);
  return end < 0 ? keys.length : end;
};

const memberAt = ({ keys, labels }: Declared, row: ResultRow, length: number): Row => {
  const member: Record<string, string | number> = {};
  for (const [depth, key] of keys.entries())
    for (const column of [key, ...(labels[key] ?? [])]) member[column] = depth < length ? row[column]! : TOTAL;
  return member;
};

const requireColumns = ({ dimensions, measures, file }: ReportDefinition, row: ResultRow): void => {
  const wrong = (detail: string): Problem => new Problem("report-definition-wrong", { file, detail });
  for (const { keys, labels } of dimensions)
    for (const column of [...keys, ...Object.values(labels).flat()])
      if (row[column] === undefined || row[column] === null) throw wrong(`a row has no ${column}`);
  for (const { kind, column } of measures)
    if (kind === "count" && !(Number.isSafeInteger(row[column]) && (row[column] as number) >= 0))
      throw wrong(`${column} is ${row[column]}, which is no count`);
};

/** Members in the declared order, then as the SQL gave them; totals after what they total. */
class MemberOrder {
  readonly #keys: { key: string; order: readonly string[]; within: readonly string[] }[];
  readonly #seen = new Map<string, number>();

  constructor(dimensions: readonly Declared[]) {
    this.#keys = dimensions.flatMap(({ keys, order }) =>
      keys.map((key, depth) => ({
        key,
        order: depth === keys.length - 1 ? order : [],
        within: keys.slice(0, depth + 1),
      })),
    );
  }

  note(row: ResultRow): void {
    for (const { within } of this.#keys) {
      const member = JSON.stringify(within.map((key) => [key, row[key]]));
      if (!this.#seen.has(member)) this.#seen.set(member, this.#seen.size);
    }
  }

  sort<R extends Row>(rows: R[]): R[] {
    const ranked = rows.map((row) => ({ row, rank: this.#keys.map((key) => this.#rank(key, row)) }));
    ranked.sort((one, other) => {
      for (const [index, rank] of one.rank.entries()) if (rank !== other.rank[index]) return rank - other.rank[index]!;
      return 0;
    });
    return ranked.map(({ row }) => row);
  }

  #rank(
    { key, order, within }: { key: string; order: readonly string[]; within: readonly string[] },
    row: Row,
  ): number {
    if (row[key] === TOTAL) return Number.MAX_SAFE_INTEGER;
    const declared = order.indexOf(String(row[key]));
    return declared >= 0
      ? declared
      : order.length + (this.#seen.get(JSON.stringify(within.map((name) => [name, row[name]]))) ?? 0);
  }
}
