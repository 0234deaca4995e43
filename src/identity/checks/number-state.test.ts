// What collections hear of a number, under each custody: known, mistyped or unknown, its facts, what holds in its place. And
// that the roles which ask learn no name, and nothing of a number that they did not name.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withTransaction } from "../../platform/index.ts";
import { inRegistry } from "../registry/as-registry.ts";
import { ask } from "../registry/ask.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { checkDigit, drawStudentNumber } from "../student-number.ts";
import { findNumberGroups } from "./number-groups.ts";

type State = { number: string; state: string; birth_date: string | null; superseded_by: string | null };

describe.each(["linked", "split", "encoded"] as const)("under %s custody", (custody) => {
  let w: RegistryWorld;
  const numbers: string[] = [];
  beforeAll(async () => {
    w = await registryWorld(custody === "split" ? "new-hampshire" : "missouri", custody);
  });
  afterAll(() => w?.close());

  const stateOf = async (...asked: string[]): Promise<State[]> =>
    (
      await w.db.query<State>(
        "SELECT number, state, birth_date::text, superseded_by FROM identity.number_state($1) ORDER BY number",
        [asked],
      )
    ).rows;
  const requested = async (last_name: string, birth_date: string, sex: string): Promise<string> => {
    const facts = madeFacts({ last_name, birth_date, sex });
    const answer = await ask(w.deps, w.registrar(17), {
      district: 17,
      localIdentifier: last_name,
      facts,
      key: w.key(),
    });
    const held = "SELECT h.number FROM identity.held h JOIN identity.person p USING (person) WHERE p.reference = $1";
    return answer.number ?? (await w.owner.query(held, [answer.reference])).rows[0].number;
  };

  test("a registry that never gave a number judges none", async () => {
    await w.deps.keepStock();
    expect(await stateOf(drawStudentNumber(), "1234567890")).toEqual([]);
  });

  test("a given number is known; its neighbours are mistyped, unknown, or lie in stock", async () => {
    numbers.push(await requested("Okonkwo", "2012-03-07", "F"), await requested("Lindqvist", "2014-11-30", "M"));
    const [first] = numbers as [string, string];
    const typed = `${first.slice(0, 9)}${(Number(first[9]) + 1) % 10}`;
    const stock = (await w.owner.query("SELECT number FROM identity.undealt LIMIT 1")).rows[0].number;
    const zero = `012345678${checkDigit("012345678")}`;
    const found = await stateOf(first, first, typed, stock, zero, "12345", "letters", "");
    expect(Object.fromEntries(found.map(({ number, state }) => [number, state]))).toEqual({
      [first]: "known",
      [typed]: "mistyped",
      [stock]: "unknown",
      [zero]: "mistyped",
    });
    expect(found).toHaveLength(4);
    const known = found.find(({ number }) => number === first);
    expect(known).toMatchObject({ birth_date: "2012-03-07", superseded_by: null });
  });

  test("a number of before Rollbook needs no check digit", async () => {
    const old = `${drawStudentNumber().slice(0, 9)}0`;
    const wrong = checkDigit(old.slice(0, 9)) === "0" ? `${old.slice(0, 9)}1` : old;
    await w.owner.query("INSERT INTO identity.number (number, imported) VALUES ($1, true)", [wrong]);
    expect(await stateOf(wrong)).toMatchObject([{ state: "known", birth_date: null }]);
  });

  test("facts are the newest, whether they wait for settling or not", async () => {
    const [first] = numbers as [string, string];
    const settle = () => inRegistry(w, (tx) => tx.query("SELECT identity.settle()"));
    await settle();
    expect(await stateOf(first)).toMatchObject([{ birth_date: "2012-03-07" }]);
    await w.owner.query("INSERT INTO identity.unsettled (number, birth_date) VALUES ($1, '2012-07-03')", [first]);
    expect(await stateOf(first)).toMatchObject([{ birth_date: "2012-07-03" }]);
    await settle();
    expect(await stateOf(first)).toMatchObject([{ birth_date: "2012-07-03" }]);
  });

  test("sex and race by number, of those that are known", async () => {
    const [, second] = numbers as [string, string];
    const unknown = drawStudentNumber();
    const groups = await withTransaction(w.db, (tx) => findNumberGroups(tx, [second, unknown]));
    expect([...groups]).toEqual([[second, { sex: "M", race: "5" }]]);
  });

  test("a number that gave way names the one that holds now, over several steps and not after it was undone", async () => {
    const third = await requested("Abara", "2011-05-21", "F");
    const [first, second] = numbers as [string, string];
    const merge = async (from: string, into: string): Promise<string> => {
      const person = "(SELECT person FROM identity.held WHERE number = $1)";
      const id = (await w.owner.query("SELECT gen_random_uuid() AS id")).rows[0].id;
      if (custody !== "split")
        await w.owner.query(
          `INSERT INTO identity.merge (merge, person, into_person, why, reason, account, at)
           VALUES ($3, ${person}, ${person.replace("$1", "$2")}, 'merge', 'twice', 'operator', now())`,
          [from, into, id],
        );
      await w.owner.query("INSERT INTO identity.number_merge (merge, number, by, since) VALUES ($3, $1, $2, now())", [
        from,
        into,
        id,
      ]);
      return id;
    };
    await merge(first, second);
    const last = await merge(second, third);
    const now = async () => (await stateOf(first, second, third)).map((each) => [each.number, each.superseded_by]);
    expect(Object.fromEntries(await now())).toEqual({ [first]: third, [second]: third, [third]: null });
    await w.owner.query("INSERT INTO identity.number_merge_undone (merge, since) VALUES ($1, now())", [last]);
    expect(Object.fromEntries(await now())).toEqual({ [first]: second, [second]: null, [third]: null });
  });

  test("the program learns no name, and a district's reader neither birth date nor what became of a number", async () => {
    const refused = async (role: string, sql: string): Promise<string | undefined> =>
      withTransaction(w.db, async (tx) => {
        await tx.query("SELECT set_config('role', $1, true)", [role]);
        return tx.query(sql).then(
          () => undefined,
          ({ code }: { code?: string }) => code,
        );
      }).catch(({ code }: { code?: string }) => code);
    const tables = (
      await w.owner.query<{ name: string }>(
        `SELECT format('identity.%I', relname) AS name FROM pg_class
         WHERE relnamespace = 'identity'::regnamespace AND relkind IN ('r', 'v')`,
      )
    ).rows.map(({ name }) => name);
    expect(tables.length).toBeGreaterThan(12);
    for (const name of tables.filter((each) => each !== "identity.setting"))
      expect(await refused("rollbook_app", `SELECT * FROM ${name}`), name).toBe("42501");
    for (const name of [
      "number",
      "undealt",
      "number_fact",
      "unsettled",
      "held",
      "number_merge",
      "superseded_number",
      "person",
    ])
      expect(await refused("rollbook_reader", `SELECT * FROM identity.${name}`), `reader: ${name}`).toBe("42501");
    expect(await refused("rollbook_reader", "SELECT * FROM identity.number_state('{1234567890}')")).toBe("42501");
    expect(await refused("rollbook_app", "SELECT identity.in_use()")).toBe("42501");
    for (const role of ["rollbook_app", "rollbook_reader"]) {
      const { rows } = await w.owner.query(
        `SELECT p.proname AS name, p.proargnames AS arguments FROM pg_proc p
         WHERE p.pronamespace = 'identity'::regnamespace AND p.prosecdef AND has_function_privilege($1, p.oid, 'EXECUTE')
           AND p.proname LIKE 'number%' ORDER BY 1`,
        [role],
      );
      const group = { name: "number_group", arguments: ["asked", "number", "sex", "race_ethnicity"] };
      const state = ["asked", "number", "state", "birth_date", "sex", "race_ethnicity", "superseded_by"];
      expect(rows, role).toEqual(
        role === "rollbook_reader" ? [group] : [group, { name: "number_state", arguments: state }],
      );
    }
  });
});
