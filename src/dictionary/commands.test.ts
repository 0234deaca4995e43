// The commands as a person runs them: what they print, what they write, how they end.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { Problem } from "../platform/index.ts";
import { registerDictionaryCommands } from "./commands.ts";
import { lineOf, profileDir, pupil, smallDirectory, validatorOf } from "./testing/fixtures.ts";

const dir = mkdtempSync(join(tmpdir(), "check-"));
afterAll(() => rmSync(dir, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

const boy = validatorOf("BOY");
const path = (name: string) => join(dir, name);
writeFileSync(path("good.csv"), lineOf(boy, pupil).repeat(3));
writeFileSync(path("bad.csv"), lineOf(boy, pupil) + lineOf(boy, { ...pupil, Race: "9", TownResponsible: "22" }));

const rollbook = async (...args: string[]) => {
  const printed: string[] = [];
  const program = new Command("rollbook").exitOverride().configureOutput({ writeErr: () => {} });
  registerDictionaryCommands(program, {
    print: (line) => printed.push(line),
    profileChecks: [(folder) => void readdirSync(join(folder, "no-such-folder"))],
    loadDirectory: (_, { file }) =>
      file === "none"
        ? undefined
        : smallDirectory && {
            ...smallDirectory,
            saus: smallDirectory.saus.map((number) => ({ number })),
          },
  });
  await program.parseAsync(["node", "rollbook", ...args]);
  return { printed: printed.join("\n"), exitCode: process.exitCode ?? 0 };
};

const check = (...more: string[]) =>
  rollbook("check", "--profile", profileDir, "--collection", "BOY", "--year", "2026", ...more);

describe("check", () => {
  it("says that nothing blocks a good file", async () => {
    const { printed, exitCode } = await check(path("good.csv"));
    expect(exitCode).toBe(0);
    expect(printed).toContain("3 rows, 3 records");
    expect(printed).toContain("Nothing blocks this file.");
  });

  it("prints one JSON object with the promised keys", async () => {
    const { printed, exitCode } = await check(path("bad.csv"), "--json");
    expect(exitCode).toBe(1);
    const json = JSON.parse(printed);
    expect(Object.keys(json)).toEqual(["rows", "records", "findings", "byRule", "seconds", "bytes"]);
    expect(json).toMatchObject({
      rows: 2,
      records: 2,
      findings: { error: 1, warning: 1, confirm: 0 },
      byRule: { "ENR-003": 1, "ENR-055": 1 },
    });
  });

  it("writes all findings and shows the first of each rule with its remedy", async () => {
    const { printed } = await check(path("bad.csv"), "--findings", path("findings.csv"));
    expect(printed).toContain(
      "error ENR-003, 1 time: The race code is not valid or no longer used.\n  row 2, column 3 (Race): 9",
    );
    expect(printed.indexOf("ENR-003")).toBeLessThan(printed.indexOf("warning ENR-055"));
    expect(readFileSync(path("findings.csv"), "utf8").split("\n")).toEqual([
      "row,column,element,rule_id,severity,value,message,remedy",
      "2,3,Race,ENR-003,error,9,The race code is not valid or no longer used.,Use a race and ethnicity code that is in force this year; 9 was retired.",
      "2,8,TownResponsible,ENR-055,warning,22,The town is not part of the paying district.,Check which district pays for pupils of this town.",
      "",
    ]);
  });

  it("does not block on warnings alone", async () => {
    writeFileSync(path("warned.csv"), lineOf(boy, { ...pupil, TownResponsible: "22" }));
    expect((await check(path("warned.csv"))).exitCode).toBe(0);
  });

  it("says which rules wait for a directory", async () => {
    expect((await check(path("good.csv"), "--directory", "none")).printed).toMatch(
      /Not checked, because no directory.*ENR-006/,
    );
  });

  it("blocks a file that is cut off", async () => {
    writeFileSync(path("cut.csv"), lineOf(boy, pupil) + lineOf(boy, pupil).slice(0, 30));
    const { printed, exitCode } = await check(path("cut.csv"));
    expect(exitCode).toBe(1);
    expect(printed).toContain("It cannot be submitted.");
  });

  it.each([
    ["a missing file", [path("missing.csv")]],
    ["a folder", [dir]],
    ["a findings file that cannot be written", [path("good.csv"), "--findings", join(dir, "no", "such.csv")]],
  ])("refuses %s", async (_, args) => {
    await expect(check(...args)).rejects.toThrow(Problem);
  });

  it("refuses an unknown collection and a year that is none, as wrong usage", async () => {
    const wrong = rollbook(
      "check",
      "--profile",
      profileDir,
      "--collection",
      "MOON",
      "--year",
      "2026",
      path("good.csv"),
    );
    await expect(wrong).rejects.toMatchObject({ exitCode: 2 });
    await expect(check(path("good.csv"), "--year", "26")).rejects.toThrow(CommanderError);
  });
});

describe("profile", () => {
  it("prints the data dictionary with its elements, codes and rules", async () => {
    await rollbook("profile", "docs", "--profile", profileDir, "--out", path("dictionary.html"));
    const html = readFileSync(path("dictionary.html"), "utf8");
    expect(html.startsWith('<!DOCTYPE html>\n<html lang="en">')).toBe(true);
    for (const part of [
      'id="boy-enrollmentstatus"',
      'href="#codes-race"',
      'id="codes-race"',
      'id="boy-enr-003"',
      "001071",
      "School Administrative Unit Number",
    ])
      expect(html).toContain(part);
    const anchors = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(anchors).toContain(target);
  });

  it("takes the profile's name as an argument too, and asks for it where there is none", async () => {
    const { printed } = await rollbook("profile", "docs", profileDir);
    expect(printed).toContain('id="codes-race"');
    await expect(rollbook("profile", "docs")).rejects.toThrow(CommanderError);
    await expect(rollbook("profile", "docs", "no-such-state")).rejects.toMatchObject({
      code: "profile-invalid",
      remedy: expect.stringContaining("Name a profile"),
    });
    const nowhere = rollbook("profile", "docs", profileDir, "--out", join(dir, "no", "such.html"));
    await expect(nowhere).rejects.toMatchObject({ code: "file-unwritable" });
  });

  it("says of a part that is missing that it is missing, with its name", async () => {
    await expect(rollbook("profile", "check", profileDir)).rejects.toMatchObject({
      issues: [{ file: "no-such-folder", line: 1, column: 1, message: "this file or folder is missing" }],
    });
  });
});
