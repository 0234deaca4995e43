// Which batches an upload replaces: never one whose schools the new file does not touch, whatever the names.
import fc from "fast-check";
import { expect, it } from "vitest";
import { type CurrentBatch, replacedBy } from "./replacement.ts";

const schools = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 4 });
const name = fc.constantFrom("a.csv", "b.csv", "c.csv");
const current: fc.Arbitrary<CurrentBatch[]> = fc
  .array(fc.record({ fileName: name, schools }), { maxLength: 4 })
  .map((batches) => batches.map((batch, at) => ({ ...batch, id: `batch-${at}` })));

it("keeps files of other schools, also under one name", () => {
  const held = [{ id: "a", fileName: "BOY.csv", schools: [1] }];
  expect(replacedBy({ fileName: "BOY.csv", schools: [2] }, held)).toEqual([]);
  expect(replacedBy({ fileName: "BOY.csv", schools: [1, 2] }, held)).toEqual(["a"]);
  expect(replacedBy({ fileName: "BOY.csv", schools: [] }, held)).toEqual([]);
});

it("takes a file without schools for replaced only under its name", () => {
  const held = [{ id: "a", fileName: "BOY.csv", schools: [] }];
  expect(replacedBy({ fileName: "BOY.csv", schools: [2] }, held)).toEqual(["a"]);
  expect(replacedBy({ fileName: "other.csv", schools: [2] }, held)).toEqual([]);
});

it("loses no school, except where a file with some of its schools is sent again under its name", () => {
  fc.assert(
    fc.property(current, name, schools, (batches, fileName, held) => {
      const replaced = replacedBy({ fileName, schools: held }, batches) ?? [];
      for (const batch of batches) {
        const lost = batch.schools.filter((school) => !held.includes(school));
        if (!replaced.includes(batch.id)) continue;
        if (batch.schools.length > 0) expect(lost.length).toBeLessThan(batch.schools.length);
        if (lost.length > 0 || batch.schools.length === 0) expect(batch.fileName).toBe(fileName);
      }
    }),
  );
});

it("never leaves a school twice where one of the two files holds all of the other's", () => {
  fc.assert(
    fc.property(current, name, schools, (batches, fileName, held) => {
      const replaced = replacedBy({ fileName, schools: held }, batches) ?? [];
      const within = batches.filter(
        (batch) => batch.schools.length > 0 && batch.schools.every((s) => held.includes(s)),
      );
      for (const batch of within) expect(replaced).toContain(batch.id);
    }),
  );
});

it("does as it is told", () => {
  const batches = [{ id: "one", fileName: "a.csv", schools: [1] }];
  expect(replacedBy({ fileName: "a.csv", schools: [1] }, batches, "none")).toEqual([]);
  expect(replacedBy({ fileName: "x.csv", schools: [2] }, batches, "one")).toEqual(["one"]);
  expect(replacedBy({ fileName: "x.csv", schools: [2] }, batches, "other")).toBeUndefined();
});
