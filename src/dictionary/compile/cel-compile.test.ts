// Compiled rules against CEL's own evaluator where nothing is blank, and the three-valued logic where something is.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkerOf, type ValidatorModule } from "../check/checker.ts";
import { ageOn } from "../check/days.ts";
import { newHampshire, validatorOf } from "../testing/fixtures.ts";
import type { DataElement, Dictionary, Rule } from "../types.ts";
import { celEnvironment, Day, parseCondition } from "./cel-environment.ts";
import { elementColumn } from "./columns.ts";
import { compileCollection } from "./compile-collection.ts";
import { compileRule, RuleError } from "./compile-rules.ts";
import { workshop } from "./rule-scope.ts";

const base = newHampshire();
const element = (position: number, name: string, type: DataElement["type"], maxLength: number): DataElement => ({
  ...base.elements.find((entry) => entry.name === "Grade")!,
  collection: "BOY",
  position,
  name,
  sqlName: name.toLowerCase(),
  type,
  format: type === "date" ? "MM/DD/YYYY" : "",
  minLength: 0,
  maxLength,
  required: "no",
  codeSet: undefined,
});

const elements = [
  element(1, "A", "integer", 3),
  element(2, "B", "integer", 3),
  element(3, "D", "date", 10),
  element(4, "F", "date", 10),
  element(5, "S", "text", 5),
  element(6, "U", "text", 5),
  element(7, "N", "decimal", 6),
];

const rule = (must: string, when = ""): Rule => ({
  ...base.rules.find((entry) => entry.id === "ENR-012")!,
  id: "ENR-999",
  collections: ["BOY"],
  elements: ["A"],
  when,
  must,
});

const fileRules = { unreadable: {} };
const tiny = (rules: Rule[]): Dictionary => ({
  ...base,
  elements,
  rules,
  collections: new Map([["BOY", { ...base.collections.get("BOY")!, fileRules }]]),
});

type Row = { A: string; B: string; D: string; F: string; S: string; U: string; N: string };

/** Whether the rule is broken by each row. */
const broken = (must: string, rows: Row[], when = ""): boolean[] => {
  const compiled = compileCollection(tiny([rule(must, when)]), "BOY", 2026);
  const module = new Function(compiled.source.replace(/^export default /, "return "))() as ValidatorModule;
  const hit = new Set<number>();
  const checker = checkerOf(module, undefined, {
    finding: (finding) => finding.ruleId === "ENR-999" && hit.add(finding.row),
  });
  // A first row that is surely no heading row.
  const text = [{ A: "1", B: "2", D: "", F: "", S: "x", U: "y", N: "1" }, ...rows]
    .map((row) => elements.map((entry) => row[entry.name as keyof Row]).join(","))
    .join("\n");
  checker.push(Buffer.from(`${text}\n`));
  checker.end();
  return rows.map((_, at) => hit.has(at + 2));
};

const names = { A: "int", B: "int", D: "Date", F: "Date", S: "string", U: "string", N: "double", year: "int" } as const;
const oracle = celEnvironment(names, (entry) => {
  if (entry.name === "filled") return () => true;
  if (entry.name === "blank") return () => false;
  if (entry.name === "date") return ((text: string) => new Day(Number(text.replaceAll("-", "")))) as never;
  if (entry.name === "age_on") return ((born: Day, on: Day) => BigInt(ageOn(born.number, on.number))) as never;
  if (entry.name === "digits")
    return ((text: string, count: bigint) => new RegExp(`^\\d{${count}}$`).test(text)) as never;
  return undefined;
});

const number = fc.integer({ min: 0, max: 30 });
const day = fc.record({
  month: fc.integer({ min: 1, max: 12 }),
  date: fc.integer({ min: 1, max: 28 }),
  year: fc.integer({ min: 2023, max: 2026 }),
});
const text = fc.constantFrom("W1", "W12", "a", "12345", "x y");
const row = fc.record({ A: number, B: number, D: day, F: day, S: text, U: text, N: fc.integer({ min: 0, max: 99 }) });

const numeric: fc.Arbitrary<string> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom("A", "B", "year", "3", "12", "20"),
    fc.tuple(tie("value"), fc.constantFrom("+", "-", "*"), tie("value")).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(tie("value"), fc.constantFrom("/", "%"), fc.constantFrom("3", "7"))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie("value").map((a) => `(-${a})`),
    fc.constantFrom("(F - D)", "age_on(D, F)", "(A > 5 ? A : B)"),
  ),
})).value as fc.Arbitrary<string>;

const comparison = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
const condition: fc.Arbitrary<string> = fc.letrec((tie) => ({
  test: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(numeric, comparison, numeric).map((parts) => parts.join(" ")),
    fc
      .tuple(numeric, fc.constantFrom("[1, 2, 3]", "[5, 9, 20]", "[7]", "[A, 3]"))
      .map(([a, list]) => `${a} in ${list}`),
    fc
      .tuple(
        fc.constantFrom("D", "(D + 3)", "(F - 2)", 'date("2025-02-28")'),
        comparison,
        fc.constantFrom("F", 'date("2024-12-31")'),
      )
      .map((parts) => parts.join(" ")),
    fc
      .tuple(
        fc.constantFrom("S", "U"),
        fc.constantFrom("==", "!="),
        fc.constantFrom("S", "U", '"W1"', '"W12"', '"12345"', '"x y"'),
      )
      .map((parts) => parts.join(" ")),
    fc.constantFrom(
      'S in ["W1", "a", "12345"]',
      "digits(S, 5)",
      "N < 5.5",
      "N >= 12.0",
      "filled(A)",
      "blank(S)",
      "true",
      "false",
    ),
    tie("test").map((a) => `!(${a})`),
    fc
      .tuple(tie("test"), fc.constantFrom("&&", "||", "==", "!="), tie("test"))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    fc.tuple(tie("test"), tie("test"), tie("test")).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
  ),
})).test as fc.Arbitrary<string>;

describe("compiled CEL", () => {
  it("breaks a rule exactly where CEL's own evaluator says false, when nothing is blank", () => {
    fc.assert(
      fc.property(condition, fc.array(row, { minLength: 1, maxLength: 8 }), (cel, rows) => {
        parseCondition(oracle, cel);
        const evaluate = oracle.parse(cel);
        const expected = rows.map(({ A, B, D, F, S, U, N }) => {
          const asDay = ({ year, month, date }: typeof D) => new Day(year * 10000 + month * 100 + date);
          return !evaluate({ A: BigInt(A), B: BigInt(B), D: asDay(D), F: asDay(F), S, U, N, year: 2026n });
        });
        const written = rows.map(({ A, B, D, F, S, U, N }) => {
          const asText = ({ year, month, date }: typeof D) => `${month}/${date}/${year}`;
          return { A: `${A}`, B: `0${B}`, D: asText(D), F: asText(F), S, U, N: `${N}` };
        });
        expect(broken(cel, written), cel).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  const blank: Row = { A: "", B: "", D: "", F: "", S: "", U: "", N: "" };
  const unreadable: Row = { A: "x", B: "x", D: "x", F: "2/30/2024", S: "", U: "", N: "x" };

  it("breaks a rule with blanks only where every filling of the blanks would break it", () => {
    const fields = ["A", "B", "D", "F", "S", "U", "N"] as const;
    fc.assert(
      fc.property(
        condition.filter((cel) => !/filled|blank/.test(cel)),
        fc.array(row, { minLength: 4, maxLength: 8 }),
        fc.subarray([...fields], { minLength: 1 }),
        (cel, rows, blanked) => {
          const asText = ({ year, month, date }: { year: number; month: number; date: number }) =>
            `${month}/${date}/${year}`;
          const full: Row[] = rows.map(({ A, B, D, F, S, U, N }) => ({
            A: `${A}`,
            B: `${B}`,
            D: asText(D),
            F: asText(F),
            S,
            U,
            N: `${N}`,
          }));
          const kept = Object.fromEntries(
            fields.filter((name) => !blanked.includes(name)).map((name) => [name, full[0]![name]]),
          );
          const fillings = full.map((entry) => ({ ...entry, ...kept }));
          const [withBlanks] = broken(cel, [{ ...blank, ...kept }]);
          if (withBlanks) expect(broken(cel, fillings), cel).toEqual(fillings.map(() => true));
          const [opposite] = broken(`!(${cel})`, [{ ...blank, ...kept }]);
          if (opposite) expect(broken(cel, fillings), cel).toEqual(fillings.map(() => false));
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each<[string, string, Row, boolean]>([
    ["unknown and false is false", "A > 3 && B > 3", { ...blank, B: "1" }, true],
    ["unknown and true is unknown", "A > 3 && B > 3", { ...blank, B: "5" }, false],
    ["unknown or true is true", "A > 3 || B > 3", { ...blank, B: "5" }, false],
    ["unknown or false is unknown", "A > 3 || B > 3", { ...blank, B: "1" }, false],
    ["not unknown is unknown", "!(A > 3)", blank, false],
    ["a blank cell is not filled", "filled(A)", blank, true],
    ["an unreadable cell is filled", "filled(A)", unreadable, false],
    ["an unreadable date is unknown", "D < F", unreadable, false],
    ["an unreadable number is unknown", "A in [1, 2, 3]", unreadable, false],
    ["an unreadable decimal is unknown", "N != 3.0", unreadable, false],
    ["nothing divides by zero", "A / B == 7", { ...blank, A: "7", B: "0" }, false],
    ["a choice follows what is known", "filled(A) ? A > 3 : B > 3", { ...blank, B: "1" }, true],
    ["two unknown conditions are not equal", "(A > 1) == (B > 1)", blank, false],
  ])("%s", (_, must, cells, expected) => {
    expect(broken(must, [cells])).toEqual([expected]);
  });

  it("asks `must` only where `when` is definitely true", () => {
    const rows = [
      { ...blank, A: "1", B: "1" },
      { ...blank, A: "2", B: "1" },
      { ...blank, B: "1" },
    ];
    expect(broken("B == 2", rows, "A == 1")).toEqual([true, false, false]);
  });

  it.each([
    ["D < S", "line 1, character 1", "Date < string"],
    ["A == 1 &&\n  S < U", "line 2, character 3", "text can only be compared"],
    ["A ==", "line 1, character 5", "Unexpected token"],
    ["Grad == 3", "line 1, character 1", "Unknown variable: Grad"],
    ["A + 1", "line 1, character 1", "not true or false"],
    ["filled(3)", "line 1, character 8", "needs the name of an element"],
    ['date("2025-02-31x") < D', "line 1, character 6", "needs a day in quotes"],
    ["S.size() == 3", "line 1, character 1", "do not know"],
    ['school_kind(A) == "castle"', "line 1, character 1", "castle"],
    ["valid_code(A)", "line 1, character 1", "has no code set"],
  ])("says where %j is wrong", (must, place, message) => {
    const dictionary = tiny([]);
    const columns = elements.map(elementColumn);
    const shop = workshop(dictionary, dictionary.collections.get("BOY")!, 2026, columns);
    const compile = () => compileRule(rule(must), shop, columns);
    expect(compile).toThrow(RuleError);
    expect(compile).toThrow(place);
    expect(compile).toThrow(message);
  });

  it("treats an element that the school year does not have as always blank", () => {
    const early = validatorOf("BOY", 2010);
    expect(early.columns.map((column) => column.name)).not.toContain("Nothing");
    const later = elements.map((entry) => (entry.name === "B" ? { ...entry, validFrom: 2030 } : entry));
    const dictionary = { ...tiny([rule("B == 1 || blank(B)")]), elements: later };
    expect(compileCollection(dictionary, "BOY", 2026).columns.map((column) => column.name)).not.toContain("B");
  });
});
