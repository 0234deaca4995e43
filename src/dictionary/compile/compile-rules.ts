// The CEL rules of a collection and year as JavaScript statements; or, of a profile under check, what is wrong in them.
import type { Collection, Dictionary, ElementColumn, RowRule, Rule } from "../types.ts";
import { compileCondition } from "./cel-compile.ts";
import { celEnvironment, celType, ExpressionError, type Names, parseCondition } from "./cel-environment.ts";
import { elementsOf, inYear } from "./columns.ts";
import type { Workshop } from "./rule-scope.ts";

export type CompiledRule = {
  rule: Rule;
  column: number;
  /** JavaScript that holds when the rule is broken. */
  broken: string;
  needsDirectory: boolean;
  /** Elements whose codes the rule checks. */
  codesOf: string[];
};

/** A fault in a rule's expression, with the cell of rules.csv in which it stands. */
export class RuleError extends Error {
  readonly cell: "when" | "must" | "elements";
  constructor(cell: "when" | "must" | "elements", message: string) {
    super(message);
    this.cell = cell;
  }
}

/** Row rules in CEL that the collection has in the year. */
export const celRules = (dictionary: Dictionary, collection: string, year?: number): Rule[] =>
  dictionary.rules.filter(
    (rule) =>
      rule.check === "cel" && rule.collections.includes(collection) && (year === undefined || inYear(rule, year)),
  );

const speaksOfValue = (rule: Rule): boolean => /\b(value|element)\b/.test(withoutText(`${rule.when} ${rule.must}`));
const withoutText = (cel: string): string => cel.replace(/"[^"]*"|'[^']*'/g, '""');

/** One rule, once for each of its elements when it speaks of `value`. Throws RuleError. */
export const compileRule = (rule: Rule, shop: Workshop, columns: ElementColumn[]): CompiledRule[] => {
  const each = speaksOfValue(rule) ? rule.elements : rule.elements.slice(0, 1);
  return each.flatMap((name) => {
    const column = columns.findIndex((entry) => entry.name === name);
    if (column < 0) return [];
    const own = columns[column]!;
    const names: Names = speaksOfValue(rule)
      ? { ...shop.names, value: celType(own.type), element: "string" }
      : shop.names;
    const scope = shop.scope(speaksOfValue(rule) ? own : undefined);
    const environment = environmentOf(shop, speaksOfValue(rule) ? own.type : "", names);
    const condition = (cell: "when" | "must") => {
      const text = rule[cell];
      if (text.trim() === "") return { yes: "true", no: "false" };
      try {
        return compileCondition(parseCondition(environment, text), scope);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        throw new RuleError(cell, `${placeIn(text, error.start)}: ${error.message}`);
      }
    };
    const when = condition("when").yes;
    const must = condition("must").no;
    const broken = when === "true" ? must : `${when} && ${must}`;
    return [{ rule, column, broken, needsDirectory: scope.needsDirectory(), codesOf: codesOf(rule, name) }];
  });
};

const environments = new WeakMap<Workshop, Map<string, ReturnType<typeof celEnvironment>>>();

const environmentOf = (shop: Workshop, key: string, names: Names) => {
  const known = environments.get(shop) ?? new Map();
  environments.set(shop, known);
  if (!known.has(key)) known.set(key, celEnvironment(names));
  return known.get(key)!;
};

const codesOf = (rule: Rule, value: string): string[] =>
  [...withoutText(rule.must).matchAll(/valid_code\(\s*(\w+)/g)].map((match) =>
    match[1] === "value" ? value : match[1]!,
  );

const placeIn = (text: string, start: number): string => {
  const before = text.slice(0, start).split("\n");
  return `line ${before.length}, character ${before.at(-1)!.length + 1} of the cell`;
};

export const rowRule = (compiled: CompiledRule): RowRule => ({
  id: compiled.rule.id,
  severity: compiled.rule.severity,
  message: compiled.rule.message,
  remedy: compiled.rule.remedy,
  needsDirectory: compiled.needsDirectory,
});

/** Names of the collection's elements, for cross-checks. */
export const elementNames = (dictionary: Dictionary, collection: Collection | string): Set<string> =>
  new Set(
    elementsOf(dictionary, typeof collection === "string" ? collection : collection.id).map((entry) => entry.name),
  );
