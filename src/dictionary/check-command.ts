// What `rollbook check` does: checks the file, writes the findings, prints a summary by rule. Says whether it blocks.
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import type { Command } from "commander";
import { Problem, resolveProfile, schoolYearLabel } from "../platform/index.ts";
import { type FindingGroup, findingGroups } from "./check/finding-groups.ts";
import { findingLine, findingsHeader } from "./check/findings-csv.ts";
import { checkInParallel } from "./check-in-parallel.ts";
import type { DictionaryCommandContext } from "./commands.ts";
import { compileCollection } from "./compile/compile-collection.ts";
import { directoryContext } from "./directory-context.ts";
import { loadDictionary } from "./load.ts";
import type { CheckResult, RowFinding } from "./types.ts";

export type CheckOptions = {
  profile: string;
  collection: string;
  year: number;
  findings?: string;
  directory?: string;
  json?: boolean;
};

const examplesShown = 3;

/** Whether an error or an unexplained `confirm` blocks the file. */
export const runCheck = async (
  path: string,
  options: CheckOptions,
  command: Command,
  context: DictionaryCommandContext,
): Promise<boolean> => {
  const start = performance.now();
  const profileDir = resolveProfile(options.profile);
  const dictionary = loadDictionary(profileDir);
  if (!dictionary.collections.has(options.collection))
    command.error(
      `error: the profile ${dictionary.name} has no collection ${options.collection}; choose one of: ${[...dictionary.collections.keys()].join(", ")}`,
      { exitCode: 2 },
    );
  const compiled = compileCollection(dictionary, options.collection, options.year);
  const directory = context.loadDirectory(command, { profileDir, year: options.year, file: options.directory });
  const size = sizeOf(path);
  const groups = findingGroups(examplesShown);
  const out = options.findings ? findingsFile(options.findings) : undefined;
  const sink = {
    finding(finding: RowFinding) {
      groups.add(finding);
      out?.add(finding);
    },
  };
  const progress = progressLine(size, options.json === true);
  let result: CheckResult;
  try {
    const schools = directory && directoryContext(directory);
    result = await checkInParallel(path, compiled, schools, sink, { size, onBytes: progress.show });
  } finally {
    progress.clear();
    out?.close();
  }
  const seconds = Math.round(performance.now() - start) / 1000;
  if (options.json) {
    const { rows, records, findings, byRule, bytes } = result;
    context.print(JSON.stringify({ rows, records, findings, byRule, seconds, bytes }));
  } else {
    context.print(`${options.collection} ${schoolYearLabel(options.year)}, ${path}`);
    for (const line of summary(result, groups.sorted(), seconds)) context.print(line);
    if (options.findings) context.print(`All findings: ${options.findings}`);
  }
  return result.findings.error + result.findings.confirm > 0 || !result.complete;
};

const sizeOf = (path: string): number => {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw new Error("it is a folder");
    return stat.size;
  } catch (error) {
    throw new Problem("file-unreadable", { file: path, detail: (error as Error).message }, { cause: error });
  }
};

/** Findings are written as they come, so that a file of nothing but errors needs no memory. */
const findingsFile = (path: string) => {
  let file: number;
  try {
    file = openSync(path, "w");
  } catch (error) {
    throw new Problem("file-unreadable", { file: path, detail: (error as Error).message }, { cause: error });
  }
  let text = findingsHeader;
  return {
    add(finding: RowFinding) {
      text += findingLine(finding);
      if (text.length < 1 << 16) return;
      writeSync(file, text);
      text = "";
    },
    close() {
      writeSync(file, text);
      closeSync(file);
    },
  };
};

const progressLine = (size: number, quiet: boolean) => {
  const screen = process.stderr;
  if (quiet || !screen.isTTY) return { show: undefined, clear: () => {} };
  let shown = -1;
  return {
    show(bytes: number) {
      const percent = Math.floor((bytes / Math.max(size, 1)) * 100);
      if (percent === shown) return;
      shown = percent;
      screen.write(`\rchecked ${percent}%`);
    },
    clear: () => screen.write("\r\x1b[K"),
  };
};

const grouped = (count: number): string => count.toLocaleString("en-US");
const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

const summary = (result: CheckResult, groups: FindingGroup[], seconds: number): string[] => {
  const { error, warning, confirm } = result.findings;
  const lines = [
    `${counted(result.rows, "row")}, ${counted(result.records, "record")}, ${grouped(result.bytes)} bytes, ${seconds} s`,
    `${counted(error, "error")}, ${counted(confirm, "finding")} to confirm, ${counted(warning, "warning")}`,
  ];
  for (const group of groups) {
    lines.push("", `${group.severity} ${group.ruleId}, ${counted(group.count, "time")}: ${group.message}`);
    for (const { row, column, element, value } of group.examples)
      lines.push(`  ${placeText(row, column, element)}${valueText(value)}`);
    if (group.count > group.examples.length) lines.push(`  and ${grouped(group.count - group.examples.length)} more`);
    lines.push(`  What to do: ${group.remedy}`);
  }
  if (groups.length > 0) lines.push("");
  if (result.notChecked.length > 0)
    lines.push(`Not checked, because no directory of the school year is at hand: ${result.notChecked.join(", ")}`);
  if (!result.complete) lines.push("The file is not whole or cannot be read to its end. It cannot be submitted.");
  else if (error + confirm === 0) lines.push("Nothing blocks this file.");
  return lines;
};

const placeText = (row: number, column: number, element: string): string =>
  row === 0
    ? "the file"
    : `row ${grouped(row)}${column > 0 ? `, column ${column}` : ""}${element ? ` (${element})` : ""}`;

const valueText = (value: string): string =>
  value === "" ? ", blank" : `: ${value.length > 60 ? `${value.slice(0, 60)}...` : value}`;
