// One event, one encoding: however the JSON was written, and never the same for two different events.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { type EventRow, encodeEvent } from "./event-encoding.ts";

/** Writes a value as JSON with shuffled keys, spaces and escapes, all as `whim` says. */
const writeSomehow = (value: unknown, whim: () => number): string => {
  const space = () => [" ", "", "\n", "\t ", ""][whim() % 5];
  const escaped = (part: string) =>
    `"${[
      ...JSON.stringify(part)
        .slice(1, -1)
        .matchAll(/\\u[0-9a-f]{4}|\\.|[^\\]/gs),
    ]
      .map(([one]) =>
        one.length === 1 && whim() % 3 === 0 ? `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}` : one,
      )
      .join("")}"`;
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value))
    return `[${space()}${value.map((one) => writeSomehow(one, whim) + space()).join(`,${space()}`)}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(() => (whim() % 2 === 0 ? 1 : -1));
    const parts = entries.map(
      ([key, one]) => `${space()}${escaped(key)}${space()}:${space()}${writeSomehow(one, whim)}`,
    );
    return `{${parts.join(`${space()},`)}${space()}}`;
  }
  return JSON.stringify(value);
};

const whimOf = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1;
    return state >> 8;
  };
};

describe("canonical JSON", () => {
  test.each([
    ['{"b":1,"a":[ ]}', '{"a":[],"b":1}'],
    ['{"aa":1,"b":{},"a":2}', '{"a":2,"aa":1,"b":{}}'],
    ["1.0", "1"],
    ["10e-1", "1"],
    ["-0.0", "0"],
    ["-0", "0"],
    ["1.50e2", "150"],
    ["12345678901234567890.10", "12345678901234567890.1"],
    ["1E-7", "0.0000001"],
    ["-12.5e1", "-125"],
    ["1e21", "1000000000000000000000"],
    ['"\\u0041\\/\\u000a\\u00e9"', '"A/\\né"'],
    ['"\\ud83d\\ude00"', '"😀"'],
    [" true ", "true"],
    ['["a\\\\","b\\""]', '["a\\\\","b\\""]'],
  ])("%s is %s", (given, wanted) => expect(canonicalJson(given)).toBe(wanted));

  test.each([
    "",
    "{",
    "[1,]",
    '{"a"}',
    '{"a":1,}',
    "01",
    "1 2",
    '"a',
    "nul",
    "{a:1}",
    "[1 2]",
    '{"a":1,"a":2}',
    "1e999999",
    "]",
  ])("%s is refused", (given) => expect(() => canonicalJson(given)).toThrow(SyntaxError));

  test("however a value is written, it is the same text, and that text means the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer(), (value, seed) => {
        const canonical = canonicalJson(JSON.stringify(value));
        expect(canonicalJson(writeSomehow(value, whimOf(seed)))).toBe(canonical);
        expect(canonicalJson(canonical)).toBe(canonical);
        expect(JSON.parse(canonical)).toEqual(
          JSON.parse(JSON.stringify(value), (_, one) => (Object.is(one, -0) ? 0 : one)),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("a number is the same number with any exponent", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.integer({ min: 0, max: 40 }),
        (digits, places) => {
          const text = digits.toString();
          expect(canonicalJson(`${text}${"0".repeat(places)}e-${places}`.replace(/^(-?)0+(?=\d)/, "$1"))).toBe(text);
          expect(canonicalJson(`${text}e${places}`)).toBe(digits === 0n ? "0" : text + "0".repeat(places));
        },
      ),
    );
  });

  test("depth does not stop it", () => {
    const deep = 200_000;
    expect(canonicalJson(`${"[".repeat(deep)}${"]".repeat(deep)}`)).toHaveLength(2 * deep);
  });
});

const row: fc.Arbitrary<EventRow> = fc.record({
  id: fc.integer({ min: 1 }),
  at: fc
    .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    .map((at) => at.toISOString()),
  actor: fc.string({ unit: "grapheme" }),
  action: fc.string(),
  organization: fc.option(fc.string()),
  subject: fc.option(fc.string()),
  details: fc.jsonValue().map((value) => JSON.stringify(value)),
});

describe("the encoding of an event", () => {
  test("is this, byte for byte (version 1 never changes)", () => {
    const event = {
      ...{ id: 7, at: "2025-10-06T12:00:00.123456Z", actor: "ada@example.org", action: "record.read" },
      ...{ organization: "district:112", subject: null, details: '{"b": [1.0, "é\\n"], "a": null}' },
    };
    expect(encodeEvent(event).toString()).toBe(
      '{"action":"record.read","actor":"ada@example.org","at":"2025-10-06T12:00:00.123456Z","details":{"a":null,"b":[1,"é\\n"]},"id":7,"organization":"district:112","subject":null,"version":1}',
    );
  });

  test("is canonical JSON of one line, and different events have different bytes", () => {
    fc.assert(
      fc.property(row, row, (one, other) => {
        const bytes = encodeEvent(one);
        expect(bytes.includes(10)).toBe(false);
        expect(canonicalJson(bytes.toString())).toBe(bytes.toString());
        const meaning = (event: EventRow) => JSON.stringify({ ...event, details: canonicalJson(event.details) });
        expect(bytes.equals(encodeEvent(other))).toBe(meaning(one) === meaning(other));
      }),
    );
  });
});
