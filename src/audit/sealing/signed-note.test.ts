// Signed notes against the published example of Go's checksum database, and checkpoints as their texts.
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkpointHash, checkpointText, readCheckpoint } from "./checkpoint.ts";
import { bodyOf, openNote, readVerifier, signerOf, signNote } from "./signed-note.ts";

const publicKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const seed = Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1);
const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

test("the published key and note come out byte for byte", () => {
  const signer = signerOf("PeterNeumann", seed);
  expect(signer.verifier.text).toBe(publicKey);
  expect(signNote(text, signer)).toBe(note);
  expect(openNote(note, [readVerifier(publicKey)!])).toBe(text);
});

test("any changed byte of a note closes it", () => {
  const verifier = readVerifier(publicKey)!;
  const bytes = Buffer.from(note);
  for (let at = 0; at < bytes.length; at++) {
    const bent = Buffer.from(bytes);
    bent[at]! ^= 1;
    expect(openNote(bent.toString(), [verifier]), `byte ${at}`).not.toBe(text);
  }
});

test("any part of a public key is none", () => {
  for (let from = 0; from <= publicKey.length; from++)
    for (let to = from + 1; to <= publicKey.length; to++)
      if (from !== 0 || to !== publicKey.length) expect(readVerifier(publicKey.slice(from, to))).toBeUndefined();
});

test("a second signer's line does not disturb, a foreign note does not open", () => {
  const [ours, theirs] = [signerOf("ours", randomBytes(32)), signerOf("theirs", randomBytes(32))];
  const foreign = signNote(text, theirs);
  expect(openNote(foreign, [ours.verifier])).toBeUndefined();
  const both = foreign + signNote(text, ours).slice(text.length + 1);
  expect(openNote(both, [ours.verifier])).toBe(text);
  expect(openNote(both, [signerOf("ours", randomBytes(32)).verifier])).toBeUndefined();
  expect(bodyOf("no note")).toBeUndefined();
});

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

test("a checkpoint is read as it was written, and anything else is no checkpoint", () => {
  fc.assert(
    fc.property(fc.nat(), hash, fc.nat(), hash, (size, root, previousSize, previousHash) => {
      const checkpoint = {
        ...{
          origin: "rollbook-audit-1234",
          size,
          root,
          sealedAt: "2025-10-06T12:00:00.000Z",
          previousSize,
          previousHash,
        },
      };
      const written = checkpointText(checkpoint);
      expect(readCheckpoint(written)).toEqual(checkpoint);
      expect(readCheckpoint(`${written}\n`)).toBeUndefined();
      expect(readCheckpoint(written.replace("sealed", "Sealed"))).toBeUndefined();
      expect(checkpointHash(written)).toHaveLength(32);
    }),
  );
});
