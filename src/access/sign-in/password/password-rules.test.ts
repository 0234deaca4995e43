// Which passwords are taken, and how they are kept.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { isBreached } from "./breached-file.ts";
import { hashPassword, verifyPassword } from "./hash-password.ts";
import { assertGoodPassword } from "./password-rules.ts";

const words = ["Ada Clerk", "ada.clerk@amherst.example", "Rollbook"];
const folder = mkdtempSync(join(tmpdir(), "rollbook-breached-"));
afterAll(() => rmSync(folder, { recursive: true }));

const verdict = (password: string, file?: string) =>
  assertGoodPassword(password, words, file).then(
    () => "good",
    (error: { code: string }) => error.code,
  );

describe("a password", () => {
  test.each([
    ["elevenchars", "password-too-short"],
    ["x".repeat(257), "password-too-long"],
    ["password1234", "password-common"],
    ["qwertyuiop12", "password-common"],
    ["aaaaaaaaaaaaaaaa", "password-common"],
    ["letmeinletmein", "password-common"],
    ["abcdefghijklmnop", "password-common"],
    ["AdaClerk2025!", "password-personal"],
    ["Rollbook2025!!", "password-personal"],
    ["ada.clerk@amherst", "password-personal"],
    ["tango violet 93 lamp", "good"],
    ["only small letters here", "good"],
    ["пароль из многих слов", "good"],
  ])("%s is %s", async (password, expected) => {
    expect(await verdict(password)).toBe(expected);
  });

  test("of 256 characters is taken, and counts characters and not bytes", async () => {
    expect(await verdict("violet lamp ".repeat(22).slice(0, 256))).not.toBe("password-too-long");
    expect(await verdict("é".repeat(11))).toBe("password-too-short");
  });
});

describe("a hash", () => {
  test("is argon2id of 19 MiB and two passes, and another one each time", async () => {
    const hash = await hashPassword("tango violet 93 lamp");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashPassword("tango violet 93 lamp")).not.toBe(hash);
  });

  test("knows its password however the keyboard wrote its letters, and no other one", async () => {
    const hash = await hashPassword("café à la crème");
    expect(await verifyPassword(hash, "cafe\u0301 a\u0300 la cre\u0300me")).toBe(true);
    expect(await verifyPassword(hash, "cafe a la creme")).toBe(false);
    expect(await verifyPassword(undefined, "the password of nobody")).toBe(false);
  });
});

describe("the list of breached passwords", () => {
  const sha1 = (text: string) => createHash("sha1").update(text).digest("hex").toUpperCase();
  const write = (name: string, passwords: string[], end = "\r\n") => {
    const lines = passwords.map((one, at) => `${sha1(one)}:${10 ** (at % 9)}`).sort();
    writeFileSync(join(folder, name), lines.map((line) => line + end).join(""));
    return join(folder, name);
  };

  test("is found in at every place of the file, and nothing else is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 60 }), fc.constantFrom("\n", "\r\n"), async (count, end) => {
        const passwords = Array.from({ length: count }, (_, at) => `breached ${at}`);
        const file = write("some.txt", passwords, end);
        for (const password of passwords) expect(await isBreached(file, password)).toBe(true);
        for (const other of ["another", "breached 61", "x"]) expect(await isBreached(file, other)).toBe(false);
      }),
      { numRuns: 15, seed: 12 },
    );
  });

  test("shuts out a password that is strong otherwise", async () => {
    const file = write("strong.txt", ["tango violet 93 lamp", "b", "c"]);
    expect(await verdict("tango violet 93 lamp", file)).toBe("password-breached");
    expect(await verdict("tango violet 94 lamp", file)).toBe("good");
  });

  test("that is missing or no list lets no password through", async () => {
    expect(await verdict("tango violet 93 lamp", join(folder, "gone.txt"))).toBe("breached-list-unreadable");
    writeFileSync(join(folder, "prose.txt"), "This is not a list of hashes.\n".repeat(20));
    expect(await verdict("tango violet 93 lamp", join(folder, "prose.txt"))).toBe("breached-list-unreadable");
  });
});
