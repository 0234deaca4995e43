import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openFileStore } from "./file-store.ts";

const dir = mkdtempSync(join(tmpdir(), "rollbook-files-"));
afterAll(() => rmSync(dir, { recursive: true }));

const chunks = async function* (...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
};
const textOf = async (source: AsyncIterable<Uint8Array>) => {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts).toString();
};
const names = () => readdirSync(join(dir, "files"), { recursive: true, encoding: "utf8" });

test("a file is found under the hash of its contents, and its contents are not on the disk in the clear", async () => {
  const store = await openFileStore(dir);
  const stored = await store.put(chunks("7000000011,", "4/5/1992\n"));
  expect(stored).toEqual({ sha256: createHash("sha256").update("7000000011,4/5/1992\n").digest("hex"), bytes: 20 });
  expect(await textOf(store.read(stored.sha256))).toBe("7000000011,4/5/1992\n");
  const path = names().find((name) => name.endsWith(".age"));
  expect(readFileSync(join(dir, "files", path ?? "")).includes("7000000011")).toBe(false);
});

test("the same contents twice are one file", async () => {
  const store = await openFileStore(dir);
  const before = names().length;
  await store.put(chunks("7000000011,4/5/1992\n"));
  expect(names().length).toBe(before);
});

test("a stream that breaks leaves nothing behind", async () => {
  const store = await openFileStore(dir);
  const before = names();
  const broken = async function* () {
    yield Buffer.from("half");
    throw new Error("connection lost");
  };
  await expect(store.put(broken())).rejects.toThrow("connection lost");
  expect(names()).toEqual(before);
});

test("a changed byte on the disk is noticed, and so is a name that is no hash", async () => {
  const store = await openFileStore(dir);
  const { sha256 } = await store.put(chunks("the roll of a small school"));
  const path = join(dir, "files", sha256.slice(0, 2), `${sha256}.age`);
  const bytes = readFileSync(path);
  bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  await expect(textOf(store.read(sha256))).rejects.toMatchObject({ code: "stored-file-damaged" });
  await expect(textOf(store.read("../secrets/file-identity"))).rejects.toMatchObject({ code: "not-found" });
});

test("a draft that a crash left is cleared away after a day, and not before", async () => {
  const draft = (name: string, hours: number) => {
    const path = join(dir, "files", name);
    writeFileSync(path, "half");
    const at = new Date(performance.timeOrigin + performance.now() - hours * 3_600_000);
    utimesSync(path, at, at);
  };
  draft(".draft-old", 25);
  draft(".draft-new", 1);
  await openFileStore(dir);
  expect(names()).toContain(".draft-new");
  expect(names()).not.toContain(".draft-old");
});

test("a file that is not to be kept after all was never there", async () => {
  const store = await openFileStore(dir);
  const before = names();
  const refused = Promise.reject(new Error("of another district"));
  await expect(store.put(chunks("a roll of another district"), refused)).rejects.toThrow("of another district");
  expect(names()).toEqual(before);
});
