// Holds the import table: which module may know which, and that others come in through the door only.
// A checker that read nothing would also be green, so it counts what it read and is tried on planted violations.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const src = import.meta.dirname;

/** What a module may import besides itself; `web` comes in only through routes and pages. */
const table: Record<string, readonly string[]> = {
  platform: [],
  disclosure: ["platform"],
  audit: ["platform"],
  access: ["platform", "audit"],
  monitoring: ["platform", "audit", "access"],
  directory: ["platform", "audit", "access"],
  dictionary: ["platform", "audit", "access"],
  identity: ["platform", "audit", "access", "directory", "dictionary"],
  students: ["platform", "audit", "access", "directory", "dictionary"],
  collections: ["platform", "audit", "access", "directory", "dictionary", "identity"],
  warehouse: ["platform", "audit", "access", "directory", "dictionary", "identity", "collections"],
  reports: ["platform", "audit", "access", "directory", "dictionary", "warehouse", "disclosure"],
  web: [],
};
const composition = ["demo", "composition", "main.ts", "cli.ts"];
const mayUseWeb = /(^|\/)(routes|pages|app)(\.tsx?$|\/)/;

type Source = { path: string; text: string };

const sources: Source[] = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts") && path !== "architecture.test.ts")
  .map((path) => ({ path, text: readFileSync(join(src, path), "utf8") }));

const importsOf = ({ path, text }: Source): string[] =>
  [...text.matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)["'](\.[^"']+)["']/gm)].map((match) =>
    relative(src, resolve(src, dirname(path), match[1] ?? "")),
  );

const moduleOf = (path: string): string => path.split("/")[0] ?? "";
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.includes("/testing/");

/** Sentences about the imports of `source` that the table does not allow. */
const violations = (source: Source): string[] => {
  const from = moduleOf(source.path);
  if (composition.includes(from)) return [];
  const allowed = table[from];
  return importsOf(source).flatMap((target) => {
    const to = moduleOf(target);
    if (to === from) return [];
    if (isTest(source.path) && (target.includes("/testing/") || composition.includes(from))) return [];
    if (to === "web")
      return mayUseWeb.test(source.path) || isTest(source.path)
        ? []
        : [`${source.path} uses web outside routes and pages`];
    if (target !== `${to}/index.ts`) return [`${source.path} reaches behind the door of ${to}: ${target}`];
    if (isTest(source.path)) return [];
    return allowed?.includes(to) ? [] : [`${source.path}: ${from} may not import ${to}`];
  });
};

test("every file keeps the import table", () => {
  const read = sources.reduce((sum, source) => sum + importsOf(source).length, 0);
  expect(sources.length).toBeGreaterThan(100);
  expect(read).toBeGreaterThan(300);
  expect(sources.flatMap(violations)).toEqual([]);
});

test("every folder of src is in the table", () => {
  const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((entry) => entry.name).filter((name) => !(name in table) && !composition.includes(name))).toEqual(
    [],
  );
});

test.each([
  ["disclosure/x.ts", 'import { a } from "../reports/index.ts";', "disclosure may not import reports"],
  ["access/x.ts", 'import { a } from "../directory/index.ts";', "access may not import directory"],
  ["reports/x.ts", 'import { a } from "../warehouse/store.ts";', "behind the door of warehouse"],
  ["collections/store.ts", 'import { a } from "../web/layout.tsx";', "uses web outside routes and pages"],
  ["web/x.tsx", 'import { a } from "../platform/index.ts";', "web may not import platform"],
  ["reports/x.ts", 'import { a } from "../demo/index.ts";', "reports may not import demo"],
  ["collections/x.ts", 'const w = await import("../warehouse/index.ts");', "collections may not import warehouse"],
])("a planted violation in %s is found", (path, text, sentence) => {
  expect(violations({ path, text }).join()).toContain(sentence);
});

test("a door opens at most fifteen or so names and never everything", () => {
  const doors = sources.filter(({ path }) => path.endsWith("/index.ts") && path.split("/").length === 2);
  expect(doors.length).toBeGreaterThan(7);
  for (const door of doors) expect(door.text, door.path).not.toMatch(/export \*/);
});

test("no file has more than 500 lines", () => {
  expect(sources.filter(({ text }) => text.split("\n").length > 500).map(({ path }) => path)).toEqual([]);
});

test("no jurisdiction is named in the program", () => {
  const words = /new[- ]hampshire|missouri|\bSASID\b|\bMOSIS\b|i4see|\bBOY\b|\bEOY\b/i;
  const named = sources.filter(({ path, text }) => !isTest(path) && words.test(text)).map(({ path }) => path);
  expect(named).toEqual([]);
});
