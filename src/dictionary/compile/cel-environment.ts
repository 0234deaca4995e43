// CEL for rules: the types, operators, names and functions that an expression may use. Parses and type-checks only;
// the library's own evaluator serves as the oracle of the compiler's tests, never in production.
import { type ASTNode, Environment, type ParseError } from "@marcbachmann/cel-js";
import { dayCount, dayOfCount } from "../check/days.ts";
import type { ElementType } from "../types.ts";
import { type RuleFunction, ruleFunctions, type ValueType } from "./rule-functions.ts";

/** A day in the library's evaluator. */
export class Day {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}

export type Names = Record<string, ValueType>;

export const celType = (type: ElementType): ValueType =>
  type === "integer" ? "int" : type === "decimal" ? "double" : type === "date" ? "Date" : "string";

export type Handlers = (entry: RuleFunction) => ((...given: never[]) => unknown) | undefined;

const notHere = () => {
  throw new Error("rules are compiled, not interpreted");
};

/** An environment that knows `names`. `handlers` make functions runnable, for the tests' oracle. */
export const celEnvironment = (names: Names, handlers: Handlers = () => undefined): Environment => {
  const environment = new Environment()
    .registerType("Date", { ctor: Day, fields: {} })
    .registerOperator("Date == Date", (a: Day, b: Day) => a.number === b.number)
    .registerOperator("Date < Date", (a: Day, b: Day) => a.number < b.number)
    .registerOperator("Date <= Date", (a: Day, b: Day) => a.number <= b.number)
    .registerOperator("Date > Date", (a: Day, b: Day) => a.number > b.number)
    .registerOperator("Date >= Date", (a: Day, b: Day) => a.number >= b.number)
    .registerOperator("Date - Date: int", (a: Day, b: Day) => BigInt(dayCount(a.number) - dayCount(b.number)))
    .registerOperator("Date + int: Date", (a: Day, n: bigint) => new Day(dayOfCount(dayCount(a.number) + Number(n))))
    .registerOperator("Date - int: Date", (a: Day, n: bigint) => new Day(dayOfCount(dayCount(a.number) - Number(n))));
  for (const [name, type] of Object.entries(names)) environment.registerVariable(name, type);
  for (const entry of ruleFunctions) {
    const signature = `${entry.name}(${entry.parameters.join(", ")}): ${entry.result}`;
    environment.registerFunction(signature, (handlers(entry) ?? notHere) as () => unknown);
  }
  return environment;
};

/** Something wrong in an expression; `start` is the character (from 0) where it stands. */
export class ExpressionError extends Error {
  readonly start: number;
  constructor(message: string, start: number) {
    super(message);
    this.name = "ExpressionError";
    this.start = start;
  }
}

/** The syntax tree of a boolean expression. Throws ExpressionError. */
export const parseCondition = (environment: Environment, text: string): ASTNode => {
  let parsed: ReturnType<Environment["parse"]>;
  try {
    parsed = environment.parse(text);
  } catch (error) {
    throw located(error);
  }
  const checked = parsed.check();
  if (!checked.valid) throw located(checked.error);
  if (checked.type !== "bool")
    throw new ExpressionError(`the expression gives ${checked.type}, not true or false`, parsed.ast.start);
  return parsed.ast;
};

const located = (error: unknown): ExpressionError => {
  const fault = error as Partial<ParseError>;
  const text = fault.summary ?? String((error as Error).message ?? error).split("\n")[0] ?? "";
  return new ExpressionError(text.replace("no such overload: ", "these types do not fit: "), fault.range?.start ?? 0);
};
