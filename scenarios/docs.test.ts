// What the documents say is there: every link, picture and anchor, every `rollbook` command line and every npm script.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { beforeAll, describe, expect, test } from "vitest";
import { createProgram } from "../src/cli.ts";
import { homeDir } from "../src/platform/index.ts";

const documents = ["", "docs"].flatMap((folder) =>
  readdirSync(join(homeDir, folder), { recursive: folder !== "", encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);
const read = (path: string): string => readFileSync(join(homeDir, path), "utf8");

/** Fenced blocks with the word after the fence, and the text without them. */
const split = (text: string) => {
  const blocks: { language: string; text: string }[] = [];
  const prose = text.replace(/^```(\w*)\n([\s\S]*?)^```$/gm, (_, language: string, inside: string) => {
    blocks.push({ language, text: inside });
    return "";
  });
  return { blocks, prose };
};

/** The anchor that a heading gets: small letters, digits, hyphens. */
const anchorsOf = (text: string): Set<string> =>
  new Set(
    [...split(text).prose.matchAll(/^#{1,6} +(.+)$/gm)].map(([, title = ""]) =>
      title
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );

const brokenLinks = (path: string, text: string): string[] => {
  const prose = split(text).prose.replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [file = "", anchor] = target.split("#");
      const found = resolve(homeDir, file === "" ? path : join(dirname(path), file));
      if (relative(homeDir, found).startsWith("..") || !existsSync(found)) return true;
      if (anchor === undefined) return false;
      return !anchorsOf(file === "" ? text : readFileSync(found, "utf8")).has(anchor);
    });
};

/** Lines of shell blocks, and of code in the text, that start with `start`. */
const commandLines = (text: string, start: RegExp): string[] => {
  const { blocks, prose } = split(text);
  const shell = blocks
    .filter(({ language }) => language === "sh" || language === "")
    .flatMap((block) => block.text.split("\n"));
  const inText = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...shell, ...inText].map((line) => line.trim()).filter((line) => start.test(line));
};

/** Words as a shell would split them; comments, pipes and redirections are left out. Optional parts count as given. */
const wordsOf = (line: string): string[] => {
  const bare = line.replace(/\s+#.*$/, "").replace(/\s+[|>].*$/, "");
  return [...bare.replace(/[[\]]/g, " ").matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word);
};

const findCommand = (from: Command, word: string): Command | undefined =>
  from.commands.find((command) => command.name() === word || command.aliases().includes(word));

/** The first thing about the command line that the program does not have. */
const faultOf = (program: Command, line: string): string | undefined => {
  const [first, ...given] = wordsOf(line.replace(/^npx /, ""));
  const words = given.filter((word) => word !== "..."); // the writer leaves something out
  const whole = words.length === given.length;
  if (first !== "rollbook") return `not rollbook: ${line}`;
  let command = program;
  while (words[0] !== undefined && findCommand(command, words[0])) command = findCommand(command, words.shift()!)!;
  if (command.commands.length > 0 && words[0] !== undefined && !words[0].startsWith("-")) {
    // `report ID` stands for `report run ID`.
    const usual = command.name() === "report" ? findCommand(command, "run") : undefined;
    if (!usual) return `no command ${words[0]}`;
    command = usual;
  }
  for (const word of words.filter((one) => /^--?[a-z]/i.test(one))) {
    const flag = word.split("=")[0];
    if (flag === "--help" || (command === program && flag === "--version")) continue;
    if (!command.options.some((option) => option.long === flag || option.short === flag))
      return `${command.name()} has no option ${flag}`;
  }
  // A name in a sentence is no command line; one with options has all that must be given.
  if (!whole || words.includes("--help") || !words.some((word) => word.startsWith("--"))) return undefined;
  const missing = command.options.find((option) => option.mandatory && !words.includes(option.long ?? ""));
  return missing && `${command.name()} needs ${missing.long}`;
};

const scripts: Record<string, string> = JSON.parse(read("package.json")).scripts;
const unknownScript = (line: string): string | undefined => {
  const [, run, name] = /^npm (run )?(\S+)/.exec(line) ?? [];
  if (run === undefined && name !== "test") return undefined;
  return name !== undefined && name in scripts ? undefined : name;
};

/** `node scripts/run.mjs bench/check.ts`: the files it names. */
const missingFiles = (line: string): string[] =>
  wordsOf(line).filter((word) => /^(scripts|bench|bin)\/[\w./-]+$/.test(word) && !existsSync(join(homeDir, word)));

let program: Command;
beforeAll(async () => {
  program = await createProgram(undefined);
});

describe.each(documents)("%s", (path) => {
  const text = read(path);

  test("its links, pictures and anchors are there", () => {
    expect(brokenLinks(path, text)).toEqual([]);
  });

  test("the rollbook commands it shows are the program's", () => {
    const lines = commandLines(text, /^(npx )?rollbook(\s|$)/);
    expect(lines.flatMap((line) => (faultOf(program, line) ? [`${line}: ${faultOf(program, line)}`] : []))).toEqual([]);
  });

  test("the npm scripts and files of the project it shows exist", () => {
    expect(commandLines(text, /^npm /).flatMap((line) => unknownScript(line) ?? [])).toEqual([]);
    expect(commandLines(text, /^node /).flatMap(missingFiles)).toEqual([]);
  });
});

test("the guides are read: there are links, commands and scripts in them", () => {
  expect(documents).toEqual(expect.arrayContaining(["README.md", join("docs", "adr", "README.md")]));
  const all = documents.map(read);
  expect(all.flatMap((text) => commandLines(text, /^(npx )?rollbook /)).length).toBeGreaterThan(30);
  expect(all.flatMap((text) => commandLines(text, /^npm run /)).length).toBeGreaterThan(1);
});

test("pictures are small enough to be loaded by a page", () => {
  const folder = join(homeDir, "docs", "images");
  const large = readdirSync(folder).filter((name) => readFileSync(join(folder, name)).length > 300_000);
  expect(large).toEqual([]);
});

describe("a document that is wrong is found out", () => {
  test("by its links", () => {
    const wrong = "# A title\n[a](GONE.md) ![b](docs/images/gone.png) [c](README.md#no-such-part) [d](#nowhere)";
    expect(brokenLinks("README.md", wrong)).toEqual([
      "GONE.md",
      "docs/images/gone.png",
      "README.md#no-such-part",
      "#nowhere",
    ]);
    expect(brokenLinks("README.md", "# A title\n[d](#a-title) [e](docs) [f](https://example.org/)")).toEqual([]);
    expect(brokenLinks("README.md", "[out](../elsewhere)")).toEqual(["../elsewhere"]);
  });

  test.each([
    ["rollbook frobnicate", "no command frobnicate"],
    ["rollbook user remove ada", "no command remove"],
    ["rollbook serve --prot 80", "serve has no option --prot"],
    ["npx rollbook report STD-14 --yaer 2026", "run has no option --yaer"],
    ["rollbook check --profile p file.csv", "check needs --collection"],
  ])("by its commands: %s", (line, fault) => {
    const text = `Say:\n\n\`\`\`sh\n${line}   # as so\n\`\`\`\n`;
    expect(commandLines(text, /^(npx )?rollbook(\s|$)/).map((one) => faultOf(program, one))).toEqual([fault]);
  });

  test("by its scripts", () => {
    expect(commandLines("`npm run nothing`", /^npm /).map(unknownScript)).toEqual(["nothing"]);
    expect(missingFiles("node scripts/run.mjs bench/gone.ts")).toEqual(["bench/gone.ts"]);
  });
});
