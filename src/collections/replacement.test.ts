// Which batches an upload replaces: never one that would take a school's records away unless it has the same name.
import fc from "fast-check";
import { expect, it } from "vitest";
import { type CurrentBatch, replacedBy } from "./replacement.ts";

const schools = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 4 });
const name = fc.constantFrom("a.csv", "b.csv", "c.csv");
const current: fc.Arbitrary<CurrentBatch[]> = fc
  .array(fc.record({ fileName: name, schools }), { maxLength: 4 })
  .map((batches) => batches.map((batch, at) => ({ ...batch, id: `batch-${at}` })));

it("loses no school, except where a file is sent again under its name", () => {
  fc.assert(
    fc.property(current, name, schools, (batches, fileName, held) => {
      const replaced = replacedBy({ fileName, schools: held }, batches) ?? [];
      for (const batch of batches) {
        const covered = batch.schools.every((school) => held.includes(school));
        expect(replaced.includes(batch.id)).toBe(batch.fileName === fileName || covered);
      }
    }),
  );
});

it("does as it is told", () => {
  const batches = [{ id: "one", fileName: "a.csv", schools: [1] }];
  expect(replacedBy({ fileName: "a.csv", schools: [1] }, batches, "none")).toEqual([]);
  expect(replacedBy({ fileName: "x.csv", schools: [2] }, batches, "one")).toEqual(["one"]);
  expect(replacedBy({ fileName: "x.csv", schools: [2] }, batches, "other")).toBeUndefined();
});
