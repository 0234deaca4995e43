// Random tables of the shapes that reports have, with all their totals: a hierarchy of schools times a flat or a nested dimension.
import fc from "fast-check";
import { type Dimension, type Row, type Table, TOTAL } from "../table.ts";

export const withTotals = (dimensions: readonly Dimension[], leaves: readonly Row[], measure = "students"): Table => {
  const keys = dimensions.flatMap((dimension) => dimension.keys);
  const rows = new Map<string, Record<string, string | number>>();
  for (const leaf of leaves) {
    let paths: string[][] = [[]];
    for (const dimension of dimensions) {
      const own = dimension.keys.map((key) => String(leaf[key]));
      const ancestors = new Map<string, string[]>();
      for (let depth = 0; depth <= own.length; depth++) {
        const path = own.map((key, index) => (index < depth ? key : TOTAL));
        ancestors.set(path.join("/"), path);
      }
      paths = paths.flatMap((path) => [...ancestors.values()].map((ancestor) => [...path, ...ancestor]));
    }
    for (const path of paths) {
      const address = path.join("/");
      const row = rows.get(address) ?? {
        ...Object.fromEntries(keys.map((key, index) => [key, path[index]!])),
        [measure]: 0,
      };
      row[measure] = (row[measure] as number) + (leaf[measure] as number);
      rows.set(address, row);
    }
  }
  return {
    columns: [...keys, measure],
    dimensions,
    measures: [{ column: measure, title: "Students", kind: "count" }],
    rows: [...rows.values()],
  };
};

const place: Dimension = { id: "place", title: "Place", keys: ["district", "school"], labels: [], attribute: false };
const flat = (attribute: boolean): Dimension => ({ id: "kind", title: "Kind", keys: ["kind"], labels: [], attribute });
const nested: Dimension = { id: "kind", title: "Kind", keys: ["level", "kind"], labels: [], attribute: false };

/** Mostly small counts, as in small schools; some big, many zero. */
const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 3, arbitrary: fc.integer({ min: 10, max: 120 }) },
);

export const randomTable = fc
  .record({
    schools: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    shape: fc.constantFrom("flat", "attribute", "nested" as const),
    kinds: fc.integer({ min: 1, max: 5 }),
  })
  .chain(({ schools, shape, kinds }) => {
    const cells = schools.reduce((total, count) => total + count, 0) * kinds;
    return fc.array(cell, { minLength: cells, maxLength: cells }).map((counts) => {
      const leaves: Row[] = [];
      for (const [d, count] of schools.entries())
        for (let s = 0; s < count; s++)
          for (let k = 0; k < kinds; k++)
            leaves.push({
              district: `d${d}`,
              school: `s${d}-${s}`,
              level: k < 2 ? "low" : "high",
              kind: `k${k}`,
              students: counts[leaves.length]!,
            });
      return withTotals([place, shape === "nested" ? nested : flat(shape === "attribute")], leaves);
    });
  });
