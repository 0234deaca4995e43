// Numbers of before come in by file, under each custody: all or nothing, once, and each for a student of its own.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { streamOf } from "../files/testing/made-file.ts";
import { ask } from "../registry/ask.ts";
import { type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { isStudentNumber } from "../student-number.ts";
import { type ImportInput, importNumbers } from "./import-numbers.ts";
import { type NumberedChild, numberedChildren, numberedCsv } from "./testing/made-numbers.ts";

describe.each(["linked", "split", "encoded"] as const)("under %s custody", (custody) => {
  let w: RegistryWorld;
  beforeAll(async () => {
    w = await registryWorld(custody === "split" ? "new-hampshire" : "missouri", custody);
  });
  afterAll(() => w?.close());

  const bringText = (text: string, more: Partial<ImportInput> = {}, deps = w.deps) =>
    importNumbers(deps, w.operator, { fileName: "numbers.csv", source: streamOf(text), ...more });
  const bring = (children: readonly NumberedChild[], more: Partial<ImportInput> = {}) =>
    bringText(numberedCsv(w.deps.profile, children), more);
  const count = async (sql: string): Promise<number> =>
    (await w.owner.query(`SELECT count(*) AS n FROM ${sql}`)).rows[0].n;
  const everything = () =>
    Promise.all(
      ["number", "undealt", "person", "source_record", "face", "held", "assignment", "import", "number_fact"].map(
        (table) => count(`identity.${table}`),
      ),
    );
  const findings = async (children: readonly NumberedChild[], more: Partial<ImportInput> = {}) => {
    const before = await everything();
    const error = await bring(children, more).then(
      () => expect.unreachable("the file was taken"),
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "request-file-refused" });
    expect(await everything()).toEqual(before);
    const { findings: found } = (error as { facts: { findings: { line: number; message: string }[] } }).facts;
    return found.map(({ line, message }) => `${line}: ${message}`);
  };

  test("students come in with their numbers and are known when a district asks", async () => {
    const children = numberedChildren(1, 60);
    expect(children.filter(({ number }) => !isStudentNumber(number)).length).toBeGreaterThan(40);
    const receipt = await bring(children);
    expect(receipt).toMatchObject({ rows: 60, imported: 60, known: 0, again: false });
    const { rows } = await w.owner.query("SELECT number FROM identity.number WHERE imported ORDER BY number");
    expect(rows.map(({ number }) => number)).toEqual(children.map(({ number }) => number).sort());
    expect(await count("identity.number_fact")).toBe(60);
    expect(await count("identity.assignment WHERE why = 'import'")).toBe(60);
    const [child] = children;
    const question = { district: 23, localIdentifier: "X", facts: child!.facts, key: w.key() };
    const answer = await ask(w.deps, w.registrar(23), question);
    expect(answer).toMatchObject({ outcome: "match", number: custody === "split" ? undefined : child!.number });
    const { rows: known } = await w.owner.query("SELECT * FROM identity.number_state($1)", [[child!.number]]);
    expect(known).toMatchObject([{ number: child!.number, state: "known", sex: child!.facts.sex }]);
    const { rows: events } = await w.owner.query(
      "SELECT details FROM audit.event WHERE action = 'identifier.import' ORDER BY id",
    );
    expect(events.map(({ details }) => details.step)).toEqual(["begun", "taken in", "finished"]);
    expect(events.at(-1).details).toMatchObject({ rows: 60, done: 60, known: 0 });
  });

  test("the same file again changes nothing and says so", async () => {
    const children = numberedChildren(2, 30);
    const first = await bring(children);
    const before = await everything();
    expect(await bring(children)).toEqual({ ...first, again: true });
    expect(await everything()).toEqual(before);
    const grown = [...children, ...numberedChildren(3, 12)];
    if (custody === "split") {
      expect(await findings(grown)).toHaveLength(30);
      return;
    }
    expect(await bring(grown)).toMatchObject({ rows: 42, imported: 12, known: 30, again: false });
    expect(await findings([{ ...children[0]!, facts: { ...children[0]!.facts, birth_date: "2009-09-09" } }])).toEqual([
      `2: The number ${children[0]!.number} is a student's with other facts.`,
    ]);
  });

  test("a finding anywhere refuses the whole file and leaves the registry as it was", async () => {
    const [a, b, c, d, e, f, ...rest] = numberedChildren(4, 20);
    const wrong = await findings([
      { ...a!, number: "0123456789" },
      { ...b!, number: c!.number },
      c!,
      { ...d!, facts: { ...d!.facts, birth_date: "2013-02-30" } },
      { ...e!, facts: { ...e!.facts, sex: "Q" } },
      f!,
      { ...f!, number: "7000000001", local: "other" },
      ...rest,
    ]);
    expect(wrong).toEqual([
      '2: "0123456789" is no number: ten digits, the first not 0.',
      `4: The number ${c!.number} stands in 2 rows: lines 3, 4.`,
      '5: "2/30/2013" is no day of the calendar; write MM/DD/YYYY.',
      expect.stringMatching(/^6: Gender must be one of/),
      "8: The same child stands in 2 rows: lines 7, 8.",
    ]);
    expect(await findings(rest, { district: 18 })).toHaveLength(rest.length);
    const places = async () => ({
      ...{ year: 2026, saus: [], schools: [], towns: [] },
      districts: [{ number: 5, name: "Five", kind: "public" as const }],
    });
    const deps = { ...w.deps, places: places as unknown as typeof w.deps.places };
    await expect(bringText(numberedCsv(w.deps.profile, rest), {}, deps)).rejects.toMatchObject({
      facts: { total: rest.length, findings: expect.arrayContaining([expect.objectContaining({ line: 2 })]) },
    });
    const noHeading = numberedCsv(w.deps.profile, rest).split("\n").slice(1).join("\n");
    await expect(bringText(noHeading)).rejects.toMatchObject({ code: "request-file-refused" });
  });

  test("columns that an old file does not have may be missing", async () => {
    const { last_name, first_name, birth_date } = w.deps.profile.request_file.facts;
    const lines = numberedChildren(5, 15).map(
      ({ number, facts }) => `${number},"${facts.last_name}","${facts.first_name}",${facts.birth_date}`,
    );
    const text = [`Number,${last_name},${first_name},${birth_date}`, ...lines].join("\n");
    expect(await bringText(text, { district: 31 })).toMatchObject({ imported: 15 });
    expect(await count("identity.person WHERE holder = 31")).toBe(15);
    await expect(bringText(text)).rejects.toMatchObject({ facts: { total: 1 } });
  });

  test("a number that lies in stock leaves it; one that was dealt is refused by the database too", async () => {
    const children = numberedChildren(6, 12);
    await w.deps.keepStock(5_000);
    const { rows } = await w.owner.query("SELECT number FROM identity.undealt ORDER BY number LIMIT 1");
    const [{ number }] = rows;
    expect(await bring([{ ...children[0]!, number }, ...children.slice(1)])).toMatchObject({ imported: 12 });
    expect(await count(`identity.undealt WHERE number = '${number}'`)).toBe(0);
    const before = await everything();
    for (const given of [[number], ["8000000001", "8000000001"], ["8000000001", "12"]])
      await expect(w.owner.query("SELECT identity.import_numbers($1)", [given])).rejects.toThrow();
    expect(await everything()).toEqual(before);
  });

  test("who resembles a student of the registry is a student of its own, and listed for a person", async () => {
    const [one, ...others] = numberedChildren(7, 14);
    const known = await ask(w.deps, w.registrar(23), {
      ...{ district: 23, localIdentifier: "K", facts: one!.facts, key: w.key() },
    });
    const persons = await count("identity.person");
    const receipt = await bring([one!, ...others]);
    expect(await count("identity.person")).toBe(persons + 14);
    const pair = receipt.resembling.pairs.find(({ other }) => other.reference === known.reference);
    expect(pair!.probability).toBeGreaterThan(0.99);
    expect(pair!.student.number).toBe(custody === "split" ? undefined : one!.number);
    expect(pair!.other.number).toBe(custody === "split" ? undefined : known.number);
    if (custody === "split") expect(JSON.stringify(receipt)).not.toContain(one!.number);
  });

  test("a process that was killed goes on where it stopped; two at once do the work once", async () => {
    const children = numberedChildren(8, 2_300);
    const persons = await count("identity.person");
    const killed = new Error("killed");
    const progress = () => {
      throw killed;
    };
    await expect(bring(children, { progress })).rejects.toBe(killed);
    expect(await count("identity.person")).toBe(persons + 2_000);
    const [one, other] = await Promise.all([bring(children), bring(children)]);
    expect(one.import).toBe(other.import);
    expect(await count("identity.person")).toBe(persons + 2_300);
    expect(await count(`identity.import WHERE import = '${one.import}' AND finished_at IS NOT NULL`)).toBe(1);
    const numbers = children.map(({ number }) => `'${number}'`).join(",");
    expect(await count(`identity.number_fact WHERE number IN (${numbers})`)).toBe(2_300);
    if (custody !== "split") expect(await count(`identity.held WHERE number IN (${numbers})`)).toBe(2_300);
  });

  test("only who may change students takes numbers in", async () => {
    const source = streamOf("");
    await expect(importNumbers(w.deps, w.registrar(17), { fileName: "x", source })).rejects.toMatchObject({
      code: expect.stringMatching(/^denied/),
    });
  });

  if (custody === "split")
    test("a few students are not taken: a lone number would be a lone name's", async () => {
      expect(await findings(numberedChildren(9, 9))).toEqual([expect.stringMatching(/^1: The file has fewer than 10/)]);
    });
});
