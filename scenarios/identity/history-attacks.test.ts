// What the database itself refuses of history, whoever asks: changing a log, a circle, a student who gives way twice, a second
// number, a number joined to a student under split custody. And what another's open transaction does to a reader of the feed.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHistory, type HistoryVerbs } from "../../src/identity/history/create-history.ts";
import { inRegistry } from "../../src/identity/registry/as-registry.ts";
import { ask } from "../../src/identity/registry/ask.ts";
import { type RegistryWorld, registryWorld } from "../../src/identity/registry/testing/registry-world.ts";
import { makeChildren } from "./testing/children.ts";

const logs = ["merge", "merge_undone", "split", "split_undone", "number_merge", "number_merge_undone", "change"];
const reason = "One birth certificate";

describe.each(["linked", "split"] as const)("under %s custody", (custody) => {
  let w: RegistryWorld;
  let verbs: HistoryVerbs;
  const people: number[] = [];
  const references: string[] = [];
  const numbers: string[] = [];
  beforeAll(async () => {
    w = await registryWorld(custody === "split" ? "new-hampshire" : "missouri", custody);
    verbs = createHistory(w.deps);
    for (const [at, facts] of makeChildren(30, 7).entries()) {
      const answer = await ask(w.deps, w.registrar(17), {
        district: 17,
        localIdentifier: `L${at}`,
        facts,
        key: w.key(),
      });
      if (answer.outcome !== "new") continue;
      references.push(answer.reference!);
      numbers.push(answer.number!);
      const { rows } = await w.owner.query("SELECT person FROM identity.person WHERE reference = $1", [
        answer.reference,
      ]);
      people.push(rows[0].person);
    }
    expect(people.length).toBeGreaterThan(9);
    await verbs.merge(w.operator, references[0]!, references[1]!, { reason });
    const { merge } = await verbs.merge(w.operator, references[2]!, references[3]!, { reason });
    await verbs.undoMerge(w.operator, merge, reason);
    if (custody === "split") {
      await verbs.merge(w.operator, numbers[0]!, numbers[1]!, { reason });
      await verbs.merge(w.operator, numbers[2]!, numbers[3]!, { reason });
      await verbs.undoMerge(w.operator, numbers[2]!, reason);
    }
    const { facts } = { facts: makeChildren(30, 7)[5]! };
    const again = { district: 23, localIdentifier: "again", facts, key: w.key() };
    const known = await ask(w.deps, w.registrar(23), again);
    const { records } = await verbs.history(w.operator, known.reference!);
    const { split } = await verbs.split(w.operator, {
      student: known.reference!,
      records: [records[1]!.record],
      reason,
    });
    await verbs.undoSplit(w.operator, split, reason);
  });
  afterAll(() => w?.close());

  const asRole = (who: "registry" | "owner", sql: string): Promise<unknown> =>
    who === "owner" ? w.owner.query(sql) : inRegistry(w, (tx) => tx.query(sql)).then(() => undefined);
  const merging = (from: number, into: number, id = "gen_random_uuid()"): string =>
    `INSERT INTO identity.merge (merge, person, into_person, why, reason, account, at)
     VALUES (${id}, ${from}, ${into}, 'merge', 'x', 'x', now())`;
  const joining = (from: string, by: string, id = "gen_random_uuid()"): string =>
    `INSERT INTO identity.number_merge (merge, number, by, since) VALUES (${id}, '${from}', '${by}', now())`;

  test.each(["registry", "owner"] as const)("as %s: no log is changed or emptied", async (who) => {
    for (const log of logs) {
      expect((await w.owner.query(`SELECT FROM identity.${log}`)).rowCount, log).toBeGreaterThan(0);
      const [column] = (
        await w.owner.query(
          `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'identity.${log}'::regclass AND attnum = 1`,
        )
      ).rows;
      for (const sql of [
        `UPDATE identity.${log} SET ${column.name} = ${column.name}`,
        `DELETE FROM identity.${log}`,
        `TRUNCATE identity.${log} CASCADE`,
      ])
        await expect(asRole(who, sql), sql).rejects.toThrow(/only ever added to|permission denied/);
    }
  });

  test.each(["registry", "owner"] as const)(
    "as %s: no circle, no second giving way, nobody superseded by hand",
    async (who) => {
      const [a, b, c, d] = people as [number, number, number, number];
      const refused = [
        merging(a, c),
        merging(b, a),
        merging(c, a),
        merging(d, d),
        // In one statement, so that neither row is there when the other is looked at.
        `${merging(c, d)}, (gen_random_uuid(), ${d}, ${c}, 'merge', 'x', 'x', now())`,
        `UPDATE identity.person SET superseded_by = ${d} WHERE person = ${c}`,
        `UPDATE identity.person SET superseded_by = NULL WHERE person = ${a}`,
        `UPDATE identity.person SET superseded_by = ${d} WHERE person = ${a}`,
        `INSERT INTO identity.person (reference, origin, holder, superseded_by) VALUES ('ZZZZZZZZZZ', 1, 1, ${a})`,
        `INSERT INTO identity.merge_undone SELECT merge, 'x', 'x', now() FROM identity.merge_undone`,
        joining(numbers[0]!, numbers[2]!),
        joining(numbers[1]!, numbers[0]!),
        joining(numbers[4]!, "1000000000"),
        `INSERT INTO identity.number_merge (number, by, since) SELECT '${numbers[4]}', number, now() FROM identity.undealt LIMIT 1`,
        `INSERT INTO identity.held (person, number) VALUES (${c}, '${numbers[5]}')`,
      ];
      const passed: string[] = [];
      for (const sql of refused)
        await asRole(who, sql).then(
          () => passed.push(sql),
          () => {},
        );
      expect(passed).toEqual([]);
      expect((await w.owner.query("SELECT FROM identity.person WHERE person = identity.head(person)")).rowCount).toBe(
        (await w.owner.query("SELECT FROM identity.person WHERE superseded_by IS NULL")).rowCount,
      );
    },
  );

  test("two who merge the two ways at the same instant: one of them is refused", async () => {
    const [c, d] = [references[6]!, references[7]!];
    const tried = await Promise.allSettled([
      verbs.merge(w.operator, c, d, { reason }),
      verbs.merge(w.operator, d, c, { reason }),
    ]);
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a student and a number are joined where both are kept together, and nowhere else", async () => {
    const id = "'00000000-0000-4000-8000-00000000000a'";
    const both = [merging(people[8]!, people[4]!, id), joining(numbers[8]!, numbers[4]!, id)];
    const written = inRegistry(w, async (tx) => {
      for (const sql of both) await tx.query(sql);
    });
    if (custody === "linked") await expect(written).resolves.toBeUndefined();
    else await expect(written).rejects.toThrow("nothing joins a student and a number");
    // Other numbers than the two students'.
    if (custody === "linked")
      await expect(asRole("registry", joining(numbers[4]!, numbers[3]!))).rejects.toThrow("merged with their students");
    else
      await expect(
        asRole("registry", `INSERT INTO identity.change (kind, person, district, at) VALUES ('assigned', 1, 1, now())`),
      ).rejects.toThrow(/check constraint/);
  });

  test("a reader of the feed misses nothing that commits late", async () => {
    const late = await w.db.connect();
    await late.query("BEGIN");
    await late.query("SET LOCAL ROLE rollbook_registry");
    const written = await late.query(
      `INSERT INTO identity.change (kind, person, other, at) VALUES ('merged', $1, $2, now()) RETURNING transaction::text, seq::text`,
      [people[4], people[5]],
    );
    const own = `${written.rows[0].transaction}.${written.rows[0].seq}`;
    // Later in time, and there first.
    await verbs.merge(w.operator, references[5]!, references[9] ?? references[3]!, { reason, despite: true });
    const readAll = async (after?: string) => {
      const cursors: string[] = [];
      let cursor = after;
      for (let more = true; more; ) {
        const read = await verbs.changes(w.operator, { after: cursor, limit: 3 });
        cursors.push(...read.changes.map((change) => change.cursor));
        [cursor, more] = [read.cursor, read.more];
      }
      return { cursors, cursor };
    };
    const before = await readAll();
    expect(before.cursors).not.toContain(own);
    await late.query("COMMIT");
    late.release();
    await expect
      .poll(async () => (await readAll(before.cursor)).cursors.includes(own), { timeout: 30_000, interval: 300 })
      .toBe(true);
    const after = await readAll(before.cursor);
    expect(after.cursors.length).toBeGreaterThan(1);
    expect(new Set([...before.cursors, ...after.cursors]).size).toBe(before.cursors.length + after.cursors.length);
  });

  test("a district reads of its own students alone, and no name is in the feed", async () => {
    const read = async (district: number) =>
      (await verbs.changes(w.registrar(district), { limit: 1000 })).changes.filter(({ kind }) => !/number/.test(kind));
    expect((await read(17)).length).toBeGreaterThan(3);
    expect(await read(99)).toEqual([]);
    const second = await read(23);
    expect(second.length).toBeGreaterThan(0);
    expect(second.length).toBeLessThan((await read(17)).length);
    const text = JSON.stringify(await verbs.changes(w.operator, { limit: 1000 }));
    for (const { last_name } of makeChildren(30, 7)) expect(text).not.toContain(last_name.split("-")[0]);
    await expect(verbs.changes(w.operator, { after: "yesterday" })).rejects.toMatchObject({ code: "invalid-input" });
    await expect(verbs.changes(w.operator, { limit: 0 })).rejects.toMatchObject({ code: "invalid-input" });
  });
});
