// Many districts ask for the same children at the same moment, each in its own words, while connections are killed under them.
// Whoever got no answer asks again with the same key. In the end every child has one number, or waits for a person.
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { Answer } from "../../src/identity/registry/answer.ts";
import { ask, type Question } from "../../src/identity/registry/ask.ts";
import { type RegistryWorld, registryWorld } from "../../src/identity/registry/testing/registry-world.ts";
import { chances } from "../../src/identity/testing/made-people.ts";
import { makePool } from "../../src/platform/db/database.ts";
import { makeChildren, otherwise } from "./testing/children.ts";

let w: RegistryWorld;
let pool: ReturnType<typeof makePool>;
afterEach(async () => {
  await pool?.end();
  await w?.close();
});

type Asked = { child: number; question: Question; answers: Answer[] };

/** Asks until there is an answer: a killed connection is a problem of this try only. */
const insist = async (asked: Asked): Promise<void> => {
  for (let attempt = 0; ; attempt++) {
    try {
      asked.answers.push(await ask({ ...w.deps, db: pool }, w.registrar(asked.question.district), asked.question));
      return;
    } catch (error) {
      const gone = (error as { code?: string }).code ?? "";
      // Ended by the administrator, or found broken before it began: nothing else may go wrong here.
      if (
        !["database-unreachable", "57P01", "57P03", "08006", "ECONNRESET"].includes(gone) &&
        !/terminat/i.test(String(error))
      )
        throw error;
      if (attempt > 200) throw error;
    }
  }
};

test.each([
  { profile: "missouri", custody: "linked", most: 1.05 },
  { profile: "new-hampshire", custody: "split", most: 1.05 },
  // Encodings know no short forms of names: some who are called by one come out as new.
  { profile: "missouri", custody: "encoded", most: 1.3 },
] as const)("under $custody custody, with killed clients", async ({ profile, custody, most }) => {
  w = await registryWorld(profile, custody);
  pool = makePool({ connectionString: w.config.databaseUrl!, max: 24 });
  const chance = chances(20_261_122);
  const children = makeChildren(custody === "linked" ? 120 : 60, 7);
  const all: Asked[] = children.flatMap((facts, child) =>
    Array.from({ length: 5 }, (_, at): Asked => {
      const district = 10 + Math.floor(chance() * 12);
      return {
        child,
        question: {
          district,
          localIdentifier: `${child}-${at}`,
          facts: at === 0 ? facts : otherwise(facts, chance),
          key: w.key(),
        },
        answers: [],
      };
    }),
  );
  await w.deps.keepStock(all.length);
  let killed = 0;
  let done = false;
  const killing = (async () => {
    while (!done) {
      await sleep(15);
      const { rowCount } = await w.owner.query(
        `SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity
          WHERE datname = current_database() AND usename = 'rollbook_app' AND state <> 'idle' ORDER BY random() LIMIT 1) victim`,
      );
      killed += rowCount ?? 0;
    }
  })();
  // Variants of a child stand together, so that they arrive at the same instant; every seventh question is sent twice.
  try {
    await Promise.all(all.flatMap((asked, at) => (at % 7 === 0 ? [insist(asked), insist(asked)] : [insist(asked)])));
  } finally {
    done = true;
    await killing;
  }

  const counts = { match: 0, near: 0, new: 0 };
  const studentsOf = new Map<number, Set<string>>();
  const childOf = new Map<string, number>();
  for (const { child, answers, question } of all) {
    // One question, one answer, however often it was sent.
    expect(new Set(answers.map(({ request }) => request)).size).toBe(1);
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
    const answer = await ask(w.deps, w.registrar(question.district), question);
    expect(answer.request).toBe(answers[0]!.request);
    counts[answer.outcome]++;
    if (answer.reference === undefined) continue;
    // No student is two children.
    expect(childOf.get(answer.reference) ?? child).toBe(child);
    childOf.set(answer.reference, child);
    studentsOf.set(child, (studentsOf.get(child) ?? new Set()).add(answer.reference));
  }
  const numbers = (
    await w.owner.query(
      "SELECT count(*) AS n FROM identity.number WHERE number NOT IN (SELECT number FROM identity.undealt)",
    )
  ).rows[0].n;
  const persons = (await w.owner.query("SELECT count(*) AS n FROM identity.person")).rows[0].n;
  const doubled = [...studentsOf.values()].filter((references) => references.size > 1).length;
  console.log(
    `${custody}: ${all.length} questions about ${children.length} children at once, ${killed} connections killed: ${counts.new} new, ` +
      `${counts.match} matched, ${counts.near} for a person; ${numbers} numbers, ${doubled} children with two`,
  );
  expect(killed).toBeGreaterThan(5);
  expect(numbers).toBe(counts.new);
  expect(persons).toBe(counts.new);
  expect((await w.owner.query("SELECT count(*) AS n FROM identity.request")).rows[0].n).toBe(all.length);
  expect((await w.owner.query("SELECT count(*) AS n FROM identity.source_record")).rows[0].n).toBe(all.length);
  // Every answer has its event, none has two.
  expect(
    (await w.owner.query("SELECT count(*) AS n FROM audit.event WHERE action = 'identifier.request'")).rows[0].n,
  ).toBe(all.length);
  expect(numbers).toBeLessThanOrEqual(children.length * most);
  if (custody !== "split")
    expect(
      (
        await w.owner.query("SELECT count(DISTINCT number) = count(*) AND count(*) = $1 AS holds FROM identity.held", [
          persons,
        ])
      ).rows[0].holds,
    ).toBe(true);
});
