// The one way to a table that may be shown: withhold what the policy asks for, and shares with the counts they come from.
import { buildLinkedLattice } from "./linked-lattice.ts";
import { type ProtectedTable, SUPPRESSED, seal } from "./protected-table.ts";
import { type Kind, suppress, suppressLattice } from "./suppress.ts";
import { type LinkedTable, type Measure, type Row, type SuppressionPolicy, type Table, TOTAL } from "./table.ts";

/**
 * Pure and deterministic. Throws TypeError for a table whose totals are missing or wrong, and Error when nothing but
 * fewer details would protect it. Each count is protected by itself: measures that are parts of each other belong into a dimension.
 */
export const protect = (table: Table, policy: SuppressionPolicy): ProtectedTable => {
  const counts = table.measures.filter((measure) => measure.kind === "count");
  return withhold(table, policy, new Map(counts.map(({ column }) => [column, suppress(table, column, policy)])));
};

/**
 * The same for tables of the same people that are published side by side: what one withholds, all of them together do not
 * give away, and what several of them show is withheld by all or by none. Each linked table has one count.
 */
export const protectTogether = (tables: readonly LinkedTable[], policy: SuppressionPolicy): ProtectedTable[] => {
  const { lattice, cellOf } = buildLinkedLattice(tables);
  const kinds = suppressLattice(lattice, policy);
  return tables.map(({ grain: _, ...table }, t) => {
    const { column } = table.measures.find((measure) => measure.kind === "count")!;
    return withhold(table, policy, new Map([[column, cellOf[t]!.map((cell) => kinds[cell]!)]]));
  });
};

const withhold = (table: Table, policy: SuppressionPolicy, kinds: Map<string, Kind[]>): ProtectedTable => {
  const counts = table.measures.filter((measure) => measure.kind === "count");
  const isWithheld = (column: string, row: number): boolean => kinds.get(column)![row] !== "published";
  const totals = new Map(
    table.measures
      .filter((measure) => measure.kind === "share")
      .map((share) => [share.column, totalRows(table, share.across)]),
  );
  const rows = table.rows.map((row, index): Row => {
    const shown: Record<string, string | number> = { ...row };
    for (const { column } of counts) if (isWithheld(column, index)) shown[column] = SUPPRESSED;
    for (const measure of table.measures) {
      if (measure.kind !== "share") continue;
      const whole = totals.get(measure.column)![index]!;
      const hidden = isWithheld(measure.of, index) || isWithheld(measure.of, whole);
      shown[measure.column] = hidden ? SUPPRESSED : share(measure, row, table.rows[whole]!);
    }
    return Object.freeze(shown);
  });
  const all = [...kinds.values()].flat();
  return seal({ ...table, rows }, policy.audience, all.filter((kind: Kind) => kind !== "published").length, all.length);
};

/** A fraction of 1, rounded to four places; 0 of 0 is 0. */
const share = (measure: Measure & { kind: "share" }, row: Row, whole: Row): number => {
  const [part, total] = [row[measure.of] as number, whole[measure.of] as number];
  return total === 0 ? 0 : Math.round((part / total) * 10_000) / 10_000;
};

/** For each row, the row that is its total along one dimension. */
const totalRows = (table: Table, across: string): number[] => {
  const dimension = table.dimensions.find(({ id }) => id === across);
  if (!dimension) throw new TypeError(`no dimension ${across}`);
  const others = table.dimensions.filter((other) => other !== dimension).flatMap(({ keys }) => keys);
  const address = (row: Row): string => JSON.stringify(others.map((key) => String(row[key])));
  const totals = new Map<string, number>();
  for (const [index, row] of table.rows.entries())
    if (dimension.keys.every((key) => String(row[key]) === TOTAL)) totals.set(address(row), index);
  return table.rows.map((row) => {
    const total = totals.get(address(row));
    if (total === undefined) throw new TypeError(`a share across ${across} needs its totals`);
    return total;
  });
};
