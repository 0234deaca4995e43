// Laws of models: more agreement is never worth less; training without labels finds what was put in; the shipped model is sound.
import fc from "fast-check";
import { expect, test } from "vitest";
import { registryModel } from "./frozen.ts";
import { modelSchema } from "./model.ts";
import { monotoneBits } from "./monotone.ts";

const share = fc.double({ min: 1e-6, max: 1, noNaN: true });

test("bits rise with agreement, whatever was counted", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 7 }), (levels) => {
      const bits = monotoneBits(
        levels.map(([match]) => match),
        levels.map(([, chance]) => chance),
      );
      expect(bits).toHaveLength(levels.length);
      for (const [at, bit] of bits.entries()) if (at > 0) expect(bit).toBeGreaterThanOrEqual(bits[at - 1]! - 1e-9);
    }),
  );
});

test("the shipped model is complete, and each field's shares sum to one", () => {
  expect(registryModel.version).toBe("school-records-2");
  expect(registryModel.fields.map(({ name }) => name).sort()).toEqual(
    ["dob", "first", "guardian", "last", "local", "middle", "race", "sex", "ssn", "town"].sort(),
  );
  for (const { match, chance, relative } of registryModel.fields)
    for (const shares of [match, chance, relative])
      expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 2);
});

test("a model whose levels do not fit its kind is refused", () => {
  const wrong = structuredClone(registryModel);
  wrong.fields[0]!.match.push(0);
  expect(modelSchema.safeParse(wrong).success).toBe(false);
});
