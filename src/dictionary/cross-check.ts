// What one profile file says against another: names that do not exist, ids given twice, rules that cannot be compiled.
import type { ProfileIssue } from "../platform/index.ts";
import { elementColumn, elementsOf } from "./compile/columns.ts";
import { compileRule, elementNames, RuleError } from "./compile/compile-rules.ts";
import { type Workshop, workshop } from "./compile/rule-scope.ts";
import type { Dictionary, Place, Rule } from "./types.ts";

/** All faults between the files; SQL files are looked for by `checkProfile` only. */
export const crossCheck = (dictionary: Dictionary): ProfileIssue[] => [
  ...elementIssues(dictionary),
  ...codeIssues(dictionary),
  ...collectionIssues(dictionary),
  ...dictionary.rules.flatMap((rule, at) => ruleIssues(dictionary, rule, at)),
];

const issue = (place: Place, message: string, column = 1): ProfileIssue => ({ ...place, column, message });
const at = ({ file, line }: Place): Place => ({ file, line });

const elementIssues = (dictionary: Dictionary): ProfileIssue[] => {
  const issues: ProfileIssue[] = [];
  const seen = new Map<string, number>();
  for (const element of dictionary.elements) {
    const place = at(element);
    for (const [what, key] of [
      ["name", element.name],
      ["sql name", element.sqlName],
      ["position", `${element.position}`],
    ]) {
      const first = seen.get(`${element.collection} ${what} ${key}`);
      if (first) issues.push(issue(place, `${element.collection} has the ${what} ${key} already in line ${first}`));
      seen.set(`${element.collection} ${what} ${key}`, element.line);
    }
    if (element.minLength > element.maxLength)
      issues.push(
        issue(place, `${element.name}: min_length ${element.minLength} is above max_length ${element.maxLength}`),
      );
    if (element.type === "integer" && element.maxLength > 9)
      issues.push(issue(place, `${element.name}: a whole number has at most 9 digits; use text for identifiers`));
    const set = element.codeSet;
    if (set && !set.startsWith("directory/") && !dictionary.codeSets.has(set))
      issues.push(issue(place, `${element.name}: there is no code set ${set} in dictionary/codes.csv`));
    if (set && element.type === "integer")
      for (const code of dictionary.codeSets.get(set) ?? [])
        if (!/^\d+(-\d+|\+)?$/.test(code.code))
          issues.push(issue(at(code), `${code.codeSet}: ${code.code} is no number, but ${element.name} is an integer`));
  }
  return issues;
};

const codeIssues = (dictionary: Dictionary): ProfileIssue[] =>
  [...dictionary.codeSets.values()].flatMap((codes) => {
    const first = new Map<string, number>();
    return codes.flatMap((code) => {
      const key = code.code.replace(/^0+(?=\d)/, "");
      const before = first.get(key);
      first.set(key, before ?? code.line);
      if (before) return [issue(at(code), `${code.codeSet} has the code ${code.code} already in line ${before}`)];
      if (code.validFrom && code.validTo && code.validFrom > code.validTo)
        return [issue(at(code), `${code.codeSet} ${code.code}: valid_from is later than valid_to`)];
      return [];
    });
  });

const collectionIssues = (dictionary: Dictionary): ProfileIssue[] =>
  [...dictionary.collections.values()].flatMap((collection) => {
    const place = { file: "collections.yaml", line: 1 };
    const elements = elementsOf(dictionary, collection.id);
    if (elements.length === 0) return [issue(place, `${collection.id} has no elements in dictionary/elements.csv`)];
    const names = elementNames(dictionary, collection);
    const { unreadable, ...ids } = collection.fileRules;
    const rules = new Set(dictionary.rules.map((rule) => rule.id));
    return [
      ...[...Object.values(collection.roles), ...Object.keys(unreadable)]
        .filter((name) => name && !names.has(name))
        .map((name) => issue(place, `${collection.id} has no element ${name}`)),
      ...[...Object.values(ids), ...Object.values(unreadable)]
        .filter((id) => id && !rules.has(id))
        .map((id) => issue(place, `${collection.id}: there is no rule ${id} in dictionary/rules.csv`)),
    ];
  });

const shops = new WeakMap<Dictionary, Map<string, Workshop>>();

const shopOf = (dictionary: Dictionary, id: string): Workshop | undefined => {
  const known = shops.get(dictionary) ?? new Map<string, Workshop>();
  shops.set(dictionary, known);
  const collection = dictionary.collections.get(id);
  if (collection && !known.has(id))
    known.set(id, workshop(dictionary, collection, 2000, elementsOf(dictionary, id).map(elementColumn)));
  return known.get(id);
};

const ruleIssues = (dictionary: Dictionary, rule: Rule, position: number): ProfileIssue[] => {
  const issues: ProfileIssue[] = [];
  const add = (column: keyof Rule["columns"], message: string) => {
    if (!issues.some((entry) => entry.message === message)) issues.push(issue(at(rule), message, rule.columns[column]));
  };
  const first = dictionary.rules.findIndex((other) => other.id === rule.id);
  if (first < position) add("rule_id", `${rule.id} stands already in line ${dictionary.rules[first]!.line}`);
  if (rule.check === "cel" && rule.scope !== "row")
    add("rule_id", `${rule.id}: only rules of one row are written in CEL`);
  if (rule.check === "cel" && rule.must.trim() === "") add("must", `${rule.id}: "must" is empty`);
  if (rule.check === "cel" && rule.elements.length === 0) add("elements", `${rule.id} names no element`);
  if (rule.check === "sql" && !rule.sql) add("sql", `${rule.id} names no SQL file`);
  for (const id of rule.collections) {
    const names = elementNames(dictionary, id);
    if (id !== "ALL" && names.size === 0) {
      add("collection", `${rule.id}: no element belongs to the collection ${id}`);
      continue;
    }
    for (const name of rule.elements) if (!names.has(name)) add("elements", `${rule.id}: ${id} has no element ${name}`);
    if (rule.check === "file" && !usesFileRule(dictionary, id, rule.id))
      add("rule_id", `${rule.id}: file_rules of ${id} in collections.yaml do not use it`);
    if (rule.check !== "cel" || issues.length > 0) continue;
    const shop = shopOf(dictionary, id);
    if (!shop) {
      add("collection", `${rule.id}: ${id} is not in collections.yaml, so its rule cannot be checked`);
      continue;
    }
    try {
      compileRule(rule, shop, elementsOf(dictionary, id).map(elementColumn));
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      add(error.cell, `${rule.id} ${error.cell}, ${error.message}`);
    }
  }
  return issues;
};

const usesFileRule = (dictionary: Dictionary, collection: string, rule: string): boolean => {
  const used = dictionary.collections.get(collection)?.fileRules;
  if (!used) return false;
  return [...Object.values(used), ...Object.values(used.unreadable)].includes(rule);
};
