// What the database itself refuses, whoever asks and however: a second number, a second student, a changed number, a number dealt
// again, a log that is rewritten. Tried as the program, as the registry and as the owner of the tables.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../../src/identity/registry/answer.ts";
import { applyCustody } from "../../src/identity/registry/apply-custody.ts";
import { inRegistry } from "../../src/identity/registry/as-registry.ts";
import { ask } from "../../src/identity/registry/ask.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../../src/identity/registry/testing/registry-world.ts";
import { drawStudentNumber, isStudentNumber } from "../../src/identity/student-number.ts";

describe.each([
  { profile: "missouri", custody: "linked" },
  { profile: "new-hampshire", custody: "split" },
  { profile: "missouri", custody: "encoded" },
] as const)("under $custody custody", ({ profile, custody }) => {
  let w: RegistryWorld;
  let one: Answer;
  let other: Answer;
  beforeAll(async () => {
    w = await registryWorld(profile, custody);
    const askFor = (first_name: string, birth_date: string) =>
      ask(w.deps, w.registrar(17), {
        district: 17,
        localIdentifier: first_name,
        facts: madeFacts({ first_name, birth_date }),
        key: w.key(),
      });
    one = await askFor("Elizabeth", "2012-03-07");
    other = await askFor("Noah", "2014-09-21");
  });
  afterAll(() => w?.close());

  /** Runs statements as the registry, each in a savepoint; gives what went through. */
  const passed = (statements: readonly string[]): Promise<string[]> =>
    inRegistry(w, async (tx) => {
      const through: string[] = [];
      for (const statement of statements) {
        await tx.query("SAVEPOINT attack");
        const rows = await tx.query(statement).then(
          ({ rowCount }) => rowCount ?? 0,
          () => 0,
        );
        if (rows > 0) through.push(statement);
        await tx.query("ROLLBACK TO attack");
      }
      return through;
    });

  test("two students have two numbers of ten digits, with nothing in common but the check", () => {
    expect(one.number).not.toBe(other.number);
    for (const { number } of [one, other]) expect(isStudentNumber(number!)).toBe(true);
  });

  test("the registry itself may not change or take back what was given", async () => {
    const tables = ["number", "held", "source_record", "assignment", "apart", "setting"];
    const statements = [
      ...tables.flatMap((name) => [`DELETE FROM identity.${name}`, `TRUNCATE identity.${name} CASCADE`]),
      "UPDATE identity.held SET number = (SELECT max(number) FROM identity.undealt)",
      "UPDATE identity.held SET person = person + 1",
      "UPDATE identity.number SET number = '1000000000'",
      "UPDATE identity.source_record SET district = 1",
      "UPDATE identity.assignment SET reason = 'another'",
      "UPDATE identity.undealt SET number = number",
      "UPDATE identity.person SET reference = '0000000000', origin = 1",
      "UPDATE identity.request SET outcome = 'new', key_hash = ''",
      "UPDATE identity.setting SET custody = 'linked'",
      "DELETE FROM identity.person",
      "DELETE FROM identity.request",
      "INSERT INTO identity.number (number) VALUES ('1234567894')",
      "INSERT INTO identity.undealt SELECT number FROM identity.number ON CONFLICT DO NOTHING",
      `INSERT INTO identity.held (person, number) SELECT person, (SELECT max(number) FROM identity.undealt) FROM identity.held`,
      `INSERT INTO identity.held (person, number) SELECT p.person + 100, h.number FROM identity.person p, identity.held h`,
    ];
    expect(await passed(statements)).toEqual([]);
    expect(statements.length).toBeGreaterThan(25);
  });

  test("not even the owner rewrites the logs, and the program alone reads nothing of it", async () => {
    for (const name of ["number", "held", "source_record", "assignment", "apart"]) {
      await expect(w.owner.query(`TRUNCATE identity.${name} CASCADE`)).rejects.toThrow(/only ever added to/);
      if ((await w.owner.query(`SELECT FROM identity.${name} LIMIT 1`)).rowCount)
        await expect(w.owner.query(`DELETE FROM identity.${name}`)).rejects.toThrow(/only ever added to/);
    }
    const { rows } = await w.owner.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'identity'::regnamespace AND relkind = 'r'",
    );
    for (const { relname } of rows.filter((row) => row.relname !== "setting"))
      await expect(w.db.query(`SELECT * FROM identity.${relname}`), relname).rejects.toThrow(/permission denied/);
    expect(rows.length).toBeGreaterThan(10);
  });

  test("a number that was there once is never stocked again; a number without its check digit never", async () => {
    const stock = (numbers: string[]) =>
      inRegistry(w, async (tx) => (await tx.query("SELECT identity.stock($1) AS n", [numbers])).rows[0].n);
    expect(await stock([one.number!, other.number!])).toBe(0);
    const fresh = drawStudentNumber();
    expect(await stock([fresh, fresh, one.number!])).toBe(1);
    const wrong = `${fresh.slice(0, 9)}${(Number(fresh[9]) + 1) % 10}`;
    await expect(stock([wrong])).rejects.toThrow(/check/);
    await expect(stock(["0123456789"])).rejects.toThrow(/check/);
    const dealt = await w.owner.query("SELECT FROM identity.undealt WHERE number = ANY($1)", [
      [one.number, other.number],
    ]);
    expect(dealt.rowCount).toBe(0);
  });

  test("the custody is fixed once a student is in", async () => {
    const wanted = custody === "linked" ? "encoded" : "linked";
    await expect(applyCustody(w.owner, { custody: wanted })).rejects.toMatchObject({ code: "custody-fixed" });
    await applyCustody(w.owner, { custody });
  });

  test("the check digit of the database is that of the program", async () => {
    const numbers = Array.from({ length: 300 }, () => drawStudentNumber());
    const all = numbers.flatMap((number) => [
      number,
      ...[...Array(10).keys()].map((digit) => number.slice(0, 9) + digit),
    ]);
    const { rows } = await w.owner.query(
      "SELECT number, identity.check_digit_holds(number) AS holds FROM unnest($1::text[]) AS number",
      [all],
    );
    expect(rows.filter(({ number, holds }) => holds !== isStudentNumber(number))).toEqual([]);
  });
});
