// The tree against the published vectors of Certificate Transparency and against a naive reading of RFC 6962.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leafHash } from "./hashing.ts";
import { consistencyProof, extendsTree, includes, inclusionProof } from "./proofs.ts";
import { type Frontier, growTree, isFrontier } from "./tree.ts";

const hex = (text: string) => Buffer.from(text, "hex");
const entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const published = entries.map((entry) => leafHash(hex(entry)));
const publishedAt = (position: number) => published[position]!;

describe("the published vectors", () => {
  test("roots of zero to eight leaves", () => {
    const tree = growTree();
    const found = [tree.root()];
    for (const leaf of published) {
      tree.append(leaf);
      found.push(tree.root());
    }
    expect(found.map((root) => root.toString("hex"))).toEqual(roots);
  });

  test.each([
    [
      0,
      8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ],
    ],
    [
      5,
      8,
      [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ],
    ],
  ])("inclusion of leaf %i in %i", (index, size, wanted) => {
    const proof = inclusionProof(publishedAt, index, size);
    expect(proof.map((hash) => hash.toString("hex"))).toEqual(wanted);
    expect(includes({ leaf: publishedAt(index), index, size, root: hex(roots[size]!), proof })).toBe(true);
  });

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ],
    ],
    [
      6,
      8,
      [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ],
    ],
    [
      2,
      5,
      [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ],
    ],
  ])("consistency of %i with %i", (first, second, wanted) => {
    const proof = consistencyProof(publishedAt, first, second);
    expect(proof.map((hash) => hash.toString("hex"))).toEqual(wanted);
    const [one, two] = [first, second].map((size) => ({ size, root: hex(roots[size]!) }));
    expect(extendsTree({ first: one!, second: two!, proof })).toBe(true);
  });
});

/** The definition of RFC 6962, 2.1, word for word; works on entries and knows no peaks. */
const naiveRoot = (list: Buffer[]): Buffer => {
  const sha = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
  if (list.length === 0) return sha();
  if (list.length === 1) return sha(Buffer.from([0]), list[0]!);
  let k = 1;
  while (k * 2 < list.length) k *= 2;
  return sha(Buffer.from([1]), naiveRoot(list.slice(0, k)), naiveRoot(list.slice(k)));
};

const listOf = (size: number): Buffer[] => Array.from({ length: size }, (_, at) => Buffer.from(`entry ${at}`));
const rootAt = (list: Buffer[], size: number) => ({ size, root: naiveRoot(list.slice(0, size)) });

describe("laws", () => {
  test("growing with pauses gives the naive root", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 130 }), fc.nat(), (values, pause) => {
        const list = values.map((value) => Buffer.from(value));
        let tree = growTree();
        for (const [at, entry] of list.entries()) {
          if (at % 7 === pause % 7) tree = growTree(tree.frontier());
          tree.append(leafHash(entry));
          expect(isFrontier(tree.frontier())).toBe(true);
        }
        expect(tree.root()).toEqual(naiveRoot(list));
      }),
    );
  });

  test("perfect subtrees may be appended whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 5 }), (size, level) => {
        const leaves = listOf(size).map(leafHash);
        const tree = growTree();
        const width = 2 ** level;
        let at = 0;
        for (; at + width <= size; at += width) {
          const part = growTree();
          for (const leaf of leaves.slice(at, at + width)) part.append(leaf);
          tree.append(part.root(), level);
        }
        for (const leaf of leaves.slice(at)) tree.append(leaf);
        expect(tree.root()).toEqual(naiveRoot(listOf(size)));
      }),
    );
    const odd = growTree();
    odd.append(leafHash(Buffer.from("x")));
    expect(() => odd.append(leafHash(Buffer.from("y")), 1)).toThrow(RangeError);
  });

  test("every inclusion proof holds, and fails for another leaf, place, size, root or proof", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), fc.nat(), (size, seed, flip) => {
        const list = listOf(size);
        const index = seed % size;
        const proof = inclusionProof((at) => leafHash(list[at]!), index, size);
        const { root } = rootAt(list, size);
        const claim = { leaf: leafHash(list[index]!), index, size, root, proof };
        expect(includes(claim)).toBe(true);
        expect(includes({ ...claim, leaf: leafHash(Buffer.from("other")) })).toBe(false);
        expect(includes({ ...claim, root: leafHash(Buffer.from("other")) })).toBe(false);
        if (size > 1) expect(includes({ ...claim, index: (index + 1) % size })).toBe(false);
        expect(includes({ ...claim, proof: [...proof, root] })).toBe(false);
        if (proof.length > 0) {
          expect(includes({ ...claim, proof: proof.slice(1) })).toBe(false);
          const wrong = proof.map((hash) => Buffer.from(hash));
          const bent = wrong[flip % wrong.length]!;
          bent[flip % 32]! ^= 1;
          expect(includes({ ...claim, proof: wrong })).toBe(false);
        }
      }),
    );
  });

  test("every consistency proof holds, and fails for a log with any earlier entry rewritten", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), fc.nat(), (size, seed, place) => {
        const list = listOf(size);
        const before = 1 + (seed % size);
        const leafAt = (at: number) => leafHash(list[at]!);
        const [first, second] = [rootAt(list, before), rootAt(list, size)];
        const proof = consistencyProof(leafAt, before, size);
        expect(extendsTree({ first, second, proof })).toBe(true);
        const forged = [...list];
        forged[place % before] = Buffer.from("forged");
        const forgedProof = consistencyProof((at) => leafHash(forged[at]!), before, size);
        expect(extendsTree({ first, second: rootAt(forged, size), proof: forgedProof })).toBe(false);
        expect(extendsTree({ first, second, proof: [...proof, first.root] })).toBe(false);
      }),
    );
  });

  test("peaks that do not fit the size are refused", () => {
    const wrong: Frontier = { size: 3, peaks: Buffer.alloc(32) };
    expect(() => growTree(wrong)).toThrow(/do not fit 3 leaves/);
  });
});
