// What names mean inside the rules of one collection and year: cells, named days, constants, code sets.
import type { ASTNode } from "@marcbachmann/cel-js";
import { UNKNOWN } from "../check/cells.ts";
import { dayNumber, namedDays } from "../school-days.ts";
import type { Collection, Dictionary, ElementColumn } from "../types.ts";
import type { Condition, Scope } from "./cel-compile.ts";
import { celType, ExpressionError, type Names } from "./cel-environment.ts";
import { type Value, whole } from "./cel-values.ts";
import { codeEntry, daysSource, inForce, integerCodes, textCodes } from "./codes.ts";
import { elementsOf } from "./columns.ts";

/** Collects what the rules of one validator need: lists, tables and variables, as JavaScript. */
export type Workshop = {
  /** Types of all names, for the type check; elements of other years are names too (always blank). */
  names: Names;
  /** A scope for one rule; `of` is what `value` and `element` stand for. */
  scope(of?: ElementColumn): Scope & { needsDirectory(): boolean };
  cell(name: string): Value | undefined;
  /** Declarations before the check function, and variables inside it. */
  declarations: string[];
  variables: string[];
};

export const workshop = (
  dictionary: Dictionary,
  collection: Collection,
  year: number,
  columns: ElementColumn[],
): Workshop => {
  const declarations: string[] = [];
  const variables: string[] = [];
  const lists = new Map<string, string>();
  const once = (key: string, declare: (name: string) => string): string => {
    let name = lists.get(key);
    if (!name) {
      name = `list${lists.size + 1}`;
      lists.set(key, name);
      declarations.push(declare(name));
    }
    return name;
  };
  const days = namedDays(collection, year);
  const all = elementsOf(dictionary, collection.id);
  const names: Names = { year: "int" };
  for (const element of all) names[element.name] = celType(element.type);
  for (const name of Object.keys(days)) names[name] = "Date";

  const cell = (name: string): Value | undefined => {
    const at = columns.findIndex((column) => column.name === name);
    if (at >= 0) return cellValue(columns[at]!, at);
    const element = all.find((entry) => entry.name === name);
    // An element that this school year does not have: a cell that is always blank.
    return (
      element && { type: "int", js: String(UNKNOWN), known: ["false"], start: "absent", end: "absent", element: name }
    );
  };

  const scope: Workshop["scope"] = (of) => {
    let directory = false;
    return {
      needsDirectory: () => directory,
      usesDirectory: () => {
        directory = true;
      },
      name(name) {
        if (name === "year") return whole(year);
        if (name === "value" && of) return cell(of.name);
        if (name === "element" && of) return { type: "literal", js: "", known: [], literal: of.name };
        const day = days[name];
        if (day) return { type: "day", js: String(dayNumber(day)), known: [], fixed: dayNumber(day) };
        return cell(name);
      },
      variable() {
        variables.push(`x${variables.length}`);
        return variables.at(-1)!;
      },
      textList: (texts) => once(`text ${texts.join("\0")}`, (name) => textCodes(name, texts)),
      validCode(value, day, node) {
        return validCode(value, day, node, this.variable);
      },
    };
  };

  const validCode = (value: Value, day: Value | undefined, node: ASTNode, variable: () => string): Condition => {
    if (value.start === "absent") return { yes: "false", no: "false" };
    const column = columns.find((entry) => entry.name === value.element)!;
    const codes = dictionary.codeSets.get(column.codeSet ?? "");
    if (!codes) throw new ExpressionError(`${column.name} has no code set in codes.csv`, node.start);
    const entries = inForce(codes.map(codeEntry), day?.fixed);
    const key = `codes ${column.codeSet} ${column.type} ${day?.fixed ?? ""}`;
    const find = once(key, (name) =>
      column.type === "integer"
        ? integerCodes(name, entries)
        : textCodes(
            name,
            entries.map((entry) => entry.text),
          ),
    );
    const position = column.type === "integer" ? `${find}(${value.js})` : `${find}(B, ${value.start}, ${value.end})`;
    const known = value.known.join(" && ");
    if (!day || day.fixed !== undefined)
      return { yes: `(${known} && ${position} >= 0)`, no: `(${known} && ${position} < 0)` };
    once(`days of ${key}`, () => daysSource(find, entries));
    const at = variable();
    const inside = `(${find}_from[${at}] <= ${day.js} && ${day.js} <= ${find}_to[${at}])`;
    const dayKnown = day.known.join(" && ") || "true";
    return {
      yes: `(${known} && (${at} = ${position}) >= 0 && ${dayKnown} && ${inside})`,
      no: `(${known} && ((${at} = ${position}) < 0 || (${dayKnown} && !${inside})))`,
    };
  };

  return { names, scope, cell, declarations, variables };
};

const cellValue = (column: ElementColumn, at: number): Value => {
  const place = { start: `s${at}`, end: `e${at}`, element: column.name };
  if (column.type === "text") return { type: "text", js: "", known: [`e${at} > s${at}`], ...place };
  if (column.type === "decimal") return { type: "double", js: `v${at}`, known: [`v${at} === v${at}`], ...place };
  return { type: column.type === "date" ? "day" : "int", js: `v${at}`, known: [`v${at} !== ${UNKNOWN}`], ...place };
};
