// Compiles a rule's CEL to JavaScript over cells, with three-valued logic: every condition becomes two expressions,
// "definitely true" and "definitely false"; where a cell is blank or unreadable, neither holds (it is unknown).
import type { ASTNode } from "@marcbachmann/cel-js";
import { UNKNOWN } from "../check/cells.ts";
import { schoolKinds } from "../check/directory-tables.ts";
import { dayNumber } from "../school-days.ts";
import { ExpressionError } from "./cel-environment.ts";
import { compare, type Value, whole } from "./cel-values.ts";
import { findFunction } from "./rule-functions.ts";

/** A condition: JavaScript that holds when it is definitely true, and when it is definitely false. */
export type Condition = { yes: string; no: string };

/** What a name in an expression stands for. */
export type Scope = {
  /** Value of a name: an element's cell, a named day, `year`, `value`, `element`. */
  name(name: string): Value | undefined;
  /** JavaScript that says whether a code is in force; `day` absent means at any time. */
  validCode(cell: Value, day: Value | undefined, node: ASTNode): Condition;
  /** A fresh variable of the generated function. */
  variable(): string;
  /** Name of a generated function that finds a text cell's position in a list. */
  textList(texts: string[]): string;
  usesDirectory(): void;
};

const always: Condition = { yes: "true", no: "false" };
const swap = ({ yes, no }: Condition): Condition => ({ yes: no, no: yes });
const all = (...parts: string[]) => {
  const kept = [...new Set(parts)].filter((part) => part !== "true");
  return kept.includes("false")
    ? "false"
    : kept.length === 0
      ? "true"
      : kept.length === 1
        ? kept[0]!
        : `(${kept.join(" && ")})`;
};
const any = (...parts: string[]) => {
  const kept = [...new Set(parts)].filter((part) => part !== "false");
  return kept.includes("true")
    ? "true"
    : kept.length === 0
      ? "false"
      : kept.length === 1
        ? kept[0]!
        : `(${kept.join(" || ")})`;
};

export const compileCondition = (node: ASTNode, scope: Scope): Condition => {
  switch (node.op) {
    case "value":
      return node.args === true ? always : swap(always);
    case "!_":
      return swap(compileCondition(node.args as ASTNode, scope));
    case "&&":
    case "||": {
      const [left, right] = (node.args as [ASTNode, ASTNode]).map((part) => compileCondition(part, scope)) as [
        Condition,
        Condition,
      ];
      return node.op === "&&"
        ? { yes: all(left.yes, right.yes), no: any(left.no, right.no) }
        : { yes: any(left.yes, right.yes), no: all(left.no, right.no) };
    }
    case "?:": {
      const [test, then, other] = (node.args as ASTNode[]).map((part) => compileCondition(part, scope)) as Condition[];
      return {
        yes: any(all(test!.yes, then!.yes), all(test!.no, other!.yes)),
        no: any(all(test!.yes, then!.no), all(test!.no, other!.no)),
      };
    }
    case "in":
      return compileIn(node, scope);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compileComparison(node, scope);
    case "call":
      return compileTest(node, scope);
    default:
      throw new ExpressionError(`rules do not know ${describe(node)}`, node.start);
  }
};

const describe = (node: ASTNode): string =>
  node.op === "rcall" ? `the method ${String((node.args as unknown[])[0])}()` : `"${node.op}" here`;

const isCondition = (node: ASTNode): boolean => {
  const checked = (node as { checkedType?: { name?: string; toString(): string } }).checkedType;
  return String(checked?.name ?? checked) === "bool";
};

const compileComparison = (node: ASTNode, scope: Scope): Condition => {
  const [left, right] = node.args as [ASTNode, ASTNode];
  if (isCondition(left)) {
    const a = compileCondition(left, scope);
    const b = compileCondition(right, scope);
    const equal = { yes: any(all(a.yes, b.yes), all(a.no, b.no)), no: any(all(a.yes, b.no), all(a.no, b.yes)) };
    return node.op === "==" ? equal : swap(equal);
  }
  return comparison(node.op, compileValue(left, scope), compileValue(right, scope), node, scope);
};

const comparison = (op: string, left: Value, right: Value, node: ASTNode, scope: Scope): Condition => {
  if (op === "!=") return swap(comparison("==", left, right, node, scope));
  const test = compare(op, left, right, (texts) => scope.textList(texts));
  const unknownKind = [left, right].find((value) => value.type === "literal" && !schoolKinds.includes(value.literal!));
  if (unknownKind && (left.type === "kind" || right.type === "kind"))
    throw new ExpressionError(
      `${unknownKind.literal} is no kind of school; there are ${schoolKinds.join(", ")}`,
      node.start,
    );
  if (!test) throw new ExpressionError("text can only be compared for being equal", node.start);
  const known = [...left.known, ...right.known];
  // UNKNOWN and NaN equal no fixed number, so being equal to one needs no guard.
  const certain = op === "==" && right.fixed !== undefined && left.start !== undefined && left.start !== "absent";
  return { yes: certain ? test : all(...known, test), no: all(...known, `!(${test})`) };
};

const compileIn = (node: ASTNode, scope: Scope): Condition => {
  const [left, list] = node.args as [ASTNode, ASTNode];
  if (list.op !== "list") throw new ExpressionError('"in" needs a list in brackets', list.start);
  const value = compileValue(left, scope);
  const options = (list.args as ASTNode[]).map((option) => compileValue(option, scope));
  if (value.type === "text" && options.every((option) => option.type === "literal")) {
    const find = `${scope.textList(options.map((option) => option.literal!))}(B, ${value.start}, ${value.end}) >= 0`;
    return { yes: all(...value.known, find), no: all(...value.known, `!(${find})`) };
  }
  const run = consecutive(options);
  if (run) {
    const test = `(${value.js} >= ${run.low} && ${value.js} <= ${run.high})`;
    return { yes: all(...value.known, test), no: all(...value.known, `!${test}`) };
  }
  const tests = options.map((option) => comparison("==", value, option, node, scope));
  return { yes: any(...tests.map((test) => test.yes)), no: all(...tests.map((test) => test.no)) };
};

const consecutive = (options: Value[]): { low: number; high: number } | undefined => {
  const numbers = options.map((option) =>
    option.type === "int" && option.fixed !== undefined ? option.fixed : Number.NaN,
  );
  if (numbers.length < 3 || numbers.some((number, at) => Number.isNaN(number) || number !== numbers[0]! + at))
    return undefined;
  return { low: numbers[0]!, high: numbers[0]! + numbers.length - 1 };
};

const compileTest = (node: ASTNode, scope: Scope): Condition => {
  const [name, args] = node.args as [string, ASTNode[]];
  const cell = () => {
    const value = compileValue(args[0]!, scope);
    if (value.start === undefined) throw new ExpressionError(`${name}() needs the name of an element`, args[0]!.start);
    return value;
  };
  if (name === "filled" || name === "blank") {
    const { start, end } = cell();
    const filled = start === "absent" ? swap(always) : { yes: `${end} > ${start}`, no: `${end} === ${start}` };
    return name === "filled" ? filled : swap(filled);
  }
  if (name === "digits") {
    const value = cell();
    const count = args[1]!.op === "value" ? Number(args[1]!.args) : Number.NaN;
    if (!Number.isInteger(count)) throw new ExpressionError("digits() needs a fixed number", args[1]!.start);
    const test = `R.digits(B, ${value.start}, ${value.end}, ${count})`;
    return { yes: all(...value.known, test), no: all(...value.known, `!${test}`) };
  }
  if (name === "valid_code") return scope.validCode(cell(), args[1] && compileValue(args[1], scope), node);
  const called = findFunction(name, args.length);
  if (called?.result !== "bool") throw new ExpressionError(`rules do not know ${name}()`, node.start);
  const values = args.map((arg) => compileValue(arg, scope));
  scope.usesDirectory();
  const call = `T.${called.method}(${values.map((value) => value.js).join(", ")})`;
  const known = values.flatMap((value) => value.known);
  return { yes: all(...known, `${call} === 1`), no: all(...known, `${call} === 0`) };
};

/** A value: a number, a day, text. Throws ExpressionError where rules do not know the form. */
const compileValue = (node: ASTNode, scope: Scope): Value => {
  switch (node.op) {
    case "value": {
      const literal = node.args;
      if (typeof literal === "string") return { type: "literal", js: "", known: [], literal };
      if (typeof literal === "bigint") return whole(Number(literal));
      if (typeof literal === "number") return { type: "double", js: String(literal), known: [] };
      throw new ExpressionError("rules know whole numbers, decimals and text", node.start);
    }
    case "id": {
      const value = scope.name(node.args as string);
      if (!value) throw new ExpressionError(`Unknown variable: ${String(node.args)}`, node.start);
      return value;
    }
    case "-_": {
      const value = compileValue(node.args as ASTNode, scope);
      return { type: value.type, js: `(-${value.js})`, known: value.known };
    }
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return compileArithmetic(node, scope);
    case "?:": {
      const [test, then, other] = node.args as [ASTNode, ASTNode, ASTNode];
      const { yes, no } = compileCondition(test, scope);
      const a = compileValue(then, scope);
      const b = compileValue(other, scope);
      const known = any(all(yes, ...a.known), all(no, ...b.known));
      return { type: a.type, js: `(${yes} ? ${a.js} : ${b.js})`, known: known === "true" ? [] : [known] };
    }
    case "call":
      return compileCall(node, scope);
    default:
      throw new ExpressionError(`rules do not know ${describe(node)}`, node.start);
  }
};

const compileArithmetic = (node: ASTNode, scope: Scope): Value => {
  const [left, right] = (node.args as [ASTNode, ASTNode]).map((part) => compileValue(part, scope)) as [Value, Value];
  const known = [...left.known, ...right.known];
  if (left.type === "day" && right.type === "day")
    return { type: "int", js: `(R.dayCount(${left.js}) - R.dayCount(${right.js}))`, known };
  if (left.type === "day")
    return { type: "day", js: `R.laterDay(${left.js}, ${node.op === "-" ? "-" : ""}(${right.js}))`, known };
  if ((left.type !== "int" && left.type !== "double") || left.type !== right.type)
    throw new ExpressionError(`"${node.op}" needs two numbers of one kind`, node.start);
  const js = `(${left.js} ${node.op} ${right.js})`;
  if (node.op !== "/" && node.op !== "%") return { type: left.type, js, known };
  // CEL divides whole numbers without a rest; by zero it is an error, here unknown.
  const divided = left.type === "int" && node.op === "/" ? `Math.trunc${js}` : js;
  return { type: left.type, js: divided, known: [...known, `${right.js} !== 0`] };
};

const compileCall = (node: ASTNode, scope: Scope): Value => {
  const [name, args] = node.args as [string, ASTNode[]];
  if (name === "date") {
    const text = args[0]!.op === "value" ? String(args[0]!.args) : "";
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
      throw new ExpressionError('date() needs a day in quotes, such as date("2025-09-30")', args[0]!.start);
    return { type: "day", js: String(dayNumber(text)), known: [], fixed: dayNumber(text) };
  }
  const called = findFunction(name, args.length);
  if (!called || called.result === "bool" || called.from === "special")
    throw new ExpressionError(`rules do not know ${name}()`, node.start);
  const values = args.map((arg) => compileValue(arg, scope));
  const known = values.flatMap((value) => value.known);
  const js = `${called.from === "directory" ? "T" : "R"}.${called.method}(${values.map((value) => value.js).join(", ")})`;
  if (called.from === "directory") scope.usesDirectory();
  const type = called.result === "Date" ? "day" : called.result === "string" ? "kind" : "int";
  if (!called.mayBeUnknown) return { type, js, known };
  // The call is made once, in the guard; what follows the guard uses its result.
  const variable = scope.variable();
  const unknown = type === "kind" ? `(${variable} = ${js}) >= 0` : `(${variable} = ${js}) !== ${UNKNOWN}`;
  return { type, js: variable, known: [...known, unknown], kinds: type === "kind" ? schoolKinds : undefined };
};
