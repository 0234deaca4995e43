// Compiles a collection and school year into one generated ES module: its layout, and a function that checks a row
// where it lies in the buffer. The same text runs in Node and, served as a file, in the browser.
import { createHash } from "node:crypto";
import { genericCellRules, genericFileRules } from "../check/file-rules.ts";
import { getCollection } from "../collection.ts";
import type { CompiledCollection, Dictionary, ElementColumn, FilePositions, Layout, RowRule } from "../types.ts";
import { elementColumn, elementsOf } from "./columns.ts";
import { type CompiledRule, celRules, compileRule, rowRule } from "./compile-rules.ts";
import { fastRow } from "./fast-row.ts";
import { type Workshop, workshop } from "./rule-scope.ts";
import { slowRow } from "./slow-row.ts";

/** The validator of a collection in a school year. Throws Problem `collection-unknown`. */
export const compileCollection = (dictionary: Dictionary, collectionId: string, year: number): CompiledCollection => {
  const collection = getCollection(dictionary, collectionId);
  const columns = elementsOf(dictionary, collectionId, year).map(elementColumn);
  const shop = workshop(dictionary, collection, year, columns);
  const rules: RowRule[] = [];
  const position = (rule: RowRule): number => {
    const at = rules.findIndex((entry) => entry.id === rule.id);
    return at >= 0 ? at : rules.push(rule) - 1;
  };
  const compiled = celRules(dictionary, collectionId, year).flatMap((rule) => compileRule(rule, shop, columns));
  const named = (id: string | undefined): RowRule | undefined => {
    const rule = dictionary.rules.find((entry) => entry.id === id);
    return rule && { ...rowRule({ rule, column: 0, broken: "", needsDirectory: false, codesOf: [] }) };
  };
  const statements = compiled.map((entry) => statement(entry, position(rowRule(entry))));
  const { fileRules } = collection;
  const file = Object.fromEntries(
    Object.entries(genericFileRules).map(([key, generic]) => {
      const own = fileRules[key as keyof typeof fileRules];
      return [key, position((typeof own === "string" && named(own)) || generic)];
    }),
  ) as FilePositions;
  const unreadable = columns.map((column) => {
    const own = fileRules.unreadable[column.name];
    const byCode = column.type === "text" ? undefined : compiled.find((entry) => entry.codesOf.includes(column.name));
    return position(named(own) ?? (byCode && rowRule(byCode)) ?? genericCellRules[column.type]);
  });
  statements.push(...fallbackCodes(columns, compiled, shop, dictionary, () => position(genericCellRules.code)));
  const layout: Layout = {
    collection: collectionId,
    year,
    columns,
    rules,
    file,
    unreadable,
    gradeCodes: dictionary.gradeCodes,
  };
  const source = moduleSource(layout, shop, statements);
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 16);
  return { collection: collectionId, year, columns, rules, source, hash };
};

const statement = (compiled: CompiledRule, rule: number): string =>
  `if (${compiled.needsDirectory ? "T !== null && " : ""}${compiled.broken}) fail(${rule}, ${compiled.column});`;

/** Columns with a code set that no rule mentions are checked all the same, by the generic rule. */
const fallbackCodes = (
  columns: ElementColumn[],
  compiled: CompiledRule[],
  shop: Workshop,
  dictionary: Dictionary,
  rule: () => number,
): string[] =>
  columns.flatMap((column, at) => {
    if (!column.codeSet || !dictionary.codeSets.has(column.codeSet)) return [];
    if (compiled.some((entry) => entry.codesOf.includes(column.name))) return [];
    const scope = shop.scope();
    const { no } = scope.validCode(shop.cell(column.name)!, scope.name("window_date"), undefined as never);
    return [`if (${no}) fail(${rule()}, ${at});`];
  });

const moduleSource = (layout: Layout, shop: Workshop, statements: string[]): string => {
  const rules = statements.join("\n");
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(rules);
  const cells = layout.columns.flatMap((column, at) => [
    ...(uses(`s${at}`) ? [`s${at} = S[${at}], e${at} = E[${at}]`] : []),
    ...(uses(`v${at}`) ? [`v${at} = ${column.type === "decimal" ? "D" : "V"}[${at}]`] : []),
  ]);
  return `export default {
layout: ${JSON.stringify(layout)},
// B: bytes, S and E: first byte of each cell and the one after its last, V and D: whole and decimal values of the cells,
// R: runtime, T: directory or null. fast: reads a row of plain, well-formed cells and returns where it ends, or -1;
// slow: reads any cells that were scanned before, and reports what is wrong with them; rules: checks what was read.
link({ R, T, S, E, V, D, fail, misread }) {
${shop.declarations.join("\n")}
return {
fast(B, p) {
${fastRow(layout)}
},
slow(B) {
${slowRow(layout)}
},
rules(B) {
${cells.length > 0 ? `const ${cells.join(", ")};` : ""}
${shop.variables.length > 0 ? `let ${shop.variables.map((name) => `${name} = 0`).join(", ")};` : ""}
${rules}
},
};
} };
`;
};
