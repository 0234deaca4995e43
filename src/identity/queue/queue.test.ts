// Near matches under each custody: who sees what of whom, a decision made once, and what it leaves behind.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Problem } from "../../platform/index.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { isStudentNumber } from "../student-number.ts";
import { type NearWorld, nearWorld } from "./testing/near-world.ts";

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return "done";
};
const page = { offset: 0, limit: 50 };

describe.each(["linked", "split", "encoded"] as const)("under %s custody", (custody) => {
  let w: RegistryWorld;
  let n: NearWorld;
  beforeAll(async () => {
    w = await registryWorld(custody === "split" ? "new-hampshire" : "missouri", custody);
    n = nearWorld(w);
  });
  afterAll(() => w?.close());
  const rows = async (sql: string, values: unknown[] = []) => (await w.owner.query(sql, values)).rows;
  const stateOf = async () =>
    JSON.stringify(
      await rows(`SELECT (SELECT count(*) FROM identity.person) AS people, (SELECT count(*) FROM identity.assignment) AS said,
        (SELECT count(*) FROM identity.undealt) AS stock, (SELECT count(*) FROM identity.apart) AS apart,
        (SELECT count(*) FROM identity.request WHERE answered_at IS NULL) AS waiting`),
    );

  test("it waits in the queue of its own district, and nowhere else", async () => {
    const { waiting, facts } = await n.near();
    const own = await n.queue(w.registrar(23), page);
    const line = own.waiting.find(({ request }) => request === waiting.request);
    expect(line).toMatchObject({ days: 0, candidates: 1, localIdentifier: waiting.localIdentifier });
    expect(line?.asked.last_name).toBe(custody === "encoded" ? undefined : facts.last_name);
    expect(own.total).toBe(own.waiting.length);
    expect((await n.queue(w.registrar(17), page)).waiting).toEqual([]);
    expect(await codeOf(n.queue(w.registrar(17), { ...page, district: 23 }))).toBe("not-found");
    expect(await codeOf(n.nearMatch(w.registrar(17), waiting.request))).toBe("not-found");
    expect(await codeOf(n.decide(w.registrar(17), waiting.request, "new", "not mine"))).toBe("not-found");
    expect(await codeOf(n.nearMatch(w.registrar(23), "no-request"))).toBe("not-found");
    // The machine's operator sees that it waits, and no name.
    const all = await n.queue(w.operator, page);
    expect(all.waiting.map(({ request }) => request)).toContain(waiting.request);
    expect(all.waiting.map(({ asked }) => asked)).toEqual(all.waiting.map(() => ({})));
  });

  test("both sides are shown, of the other district's child only what may be", async () => {
    const { known, waiting, facts } = await n.near();
    const near = await n.nearMatch(w.registrar(23), waiting.request);
    expect(near.decision).toBeUndefined();
    const [candidate] = near.candidates;
    expect(candidate).toMatchObject({ reference: known.reference, was: undefined, holder: { district: 17 } });
    expect(candidate?.agreement.birth_date).toMatchObject({ level: "same" });
    expect(candidate?.agreement.birth_date?.bits).toBeGreaterThan(5);
    expect(candidate?.foundBy).toMatch(/^the same/);
    const values = JSON.stringify(candidate?.values);
    if (custody === "linked") {
      expect(candidate?.values).toMatchObject({ last_name: facts.last_name, middle_name: "Marie" });
      expect(values).not.toContain("Ada");
    } else expect(values).toBe("{}");
    expect(near.asked.first_name).toBe(custody === "encoded" ? undefined : "Elizabeth");
  });

  test("the same student: the number where it may be said, else whom to call", async () => {
    const { known, waiting } = await n.near();
    const answer = await n.decide(w.registrar(23), waiting.request, { same: known.reference! }, "Called the mother");
    expect(answer).toMatchObject({ outcome: "near", waiting: false, reference: known.reference, owed: false });
    expect(answer.founding).toBe(false);
    expect(answer.number).toBe(custody === "split" ? undefined : known.number);
    expect(answer.holder).toMatchObject({ district: 17 });
    expect((await n.nearMatch(w.registrar(23), waiting.request)).decision).toMatchObject({
      ...{ kind: "same", by: "registrar-23", reason: "Called the mother", reference: known.reference, owed: false },
      ...{ number: answer.number, holder: { district: 17 } },
    });
    const [said] = await rows(
      `SELECT a.why, a.account, a.person = f.person AS face FROM identity.request r JOIN identity.assignment a USING (record)
       JOIN identity.face f USING (record) WHERE request = $1`,
      [waiting.request],
    );
    expect(said).toEqual({ why: "decided", account: "registrar-23", face: true });
    if (custody === "split") expect(answer.localIdentifier).toBeUndefined();
    // Said once.
    const before = await stateOf();
    await expect(n.decide(w.registrar(23), waiting.request, "new", "Changed my mind")).rejects.toMatchObject({
      code: "already-decided",
      facts: { by: "registrar-23", on: "2025-10-06" },
    });
    expect(await stateOf()).toBe(before);
    expect((await n.queue(w.registrar(23), page)).waiting.map(({ request }) => request)).not.toContain(waiting.request);
  });

  test("a new student: a number of its own, and never again the other one", async () => {
    const key = w.key();
    const { known, waiting, facts } = await n.near(key);
    const twice = await n.askAs(31, facts);
    const answer = await n.decide(w.registrar(23), waiting.request, "new", "A cousin, the school knows both");
    expect(answer.reference).not.toBe(known.reference);
    expect(answer.holder).toBeUndefined();
    expect(answer.owed).toBe(custody === "split");
    expect(answer.founding).toBe(true);
    expect((await n.nearMatch(w.registrar(23), waiting.request)).decision?.kind).toBe("new");
    const [apart] = await rows(
      `SELECT one < other AS sorted, ARRAY[p.reference, q.reference] AS pair FROM identity.apart
       JOIN identity.person p ON p.person = one JOIN identity.person q ON q.person = other WHERE reason LIKE 'A cousin%'`,
    );
    expect(apart).toEqual({ sorted: true, pair: [known.reference, answer.reference] });
    if (custody === "split") {
      expect(answer.number).toBeUndefined();
      const fetched = await n.fetchOwed(w.registrar(23), waiting.request, key);
      expect(fetched).toMatchObject({ reference: answer.reference, localIdentifier: waiting.localIdentifier });
      expect(isStudentNumber(fetched.number)).toBe(true);
      // Sent again: all of it again, though the name side has neither number nor local identifier any more.
      expect(await n.fetchOwed(w.registrar(23), waiting.request, key)).toEqual(fetched);
      expect((await n.askAs(23, facts, key, waiting.localIdentifier)).localIdentifier).toBe(waiting.localIdentifier);
      expect(await codeOf(n.fetchOwed(w.registrar(23), waiting.request, w.key()))).toBe("already-fetched");
      expect(await codeOf(n.fetchOwed(w.registrar(17), waiting.request, key))).toBe("not-found");
      expect(await codeOf(n.fetchOwed(w.operator, waiting.request, key))).toBe("not-found");
    } else {
      expect(isStudentNumber(answer.number!)).toBe(true);
      expect(await codeOf(n.fetchOwed(w.registrar(23), waiting.request, key))).toBe("nothing-owed");
    }
    // Just these words are the new student's: to call them the other one's is refused.
    expect(twice.outcome).toBe("near");
    const refusal = n.decide(w.registrar(31), twice.request, { same: known.reference! }, "I think so");
    await expect(refusal).rejects.toMatchObject({ code: "known-apart", facts: { other: answer.reference } });
    expect(await n.decide(w.registrar(31), twice.request, { same: answer.reference! }, "It is")).toMatchObject({
      reference: answer.reference,
    });
  });

  test("nothing is decided without a reason, nor for a student who is not there", async () => {
    const { waiting } = await n.near();
    const before = await stateOf();
    const decide = (decision: "new" | { same: string }, reason: string) =>
      codeOf(n.decide(w.registrar(23), waiting.request, decision, reason));
    expect(await decide("new", "  x ")).toBe("reason-unusable");
    expect(await decide("new", "x".repeat(501))).toBe("reason-unusable");
    expect(await decide({ same: "NOBODYHERE" }, "a good reason")).toBe("student-unknown");
    expect(await decide({ same: "9999999999" }, "a good reason")).toBe("student-unknown");
    expect(await codeOf(n.fetchOwed(w.registrar(23), waiting.request, w.key()))).toBe("nothing-owed");
    expect(await codeOf(n.fetchOwed(w.registrar(23), waiting.request, "short"))).toBe("key-too-short");
    // Under split custody a reason is no place for a number.
    expect(await decide("new", "he has 415-263 7894, I think")).toBe(custody === "split" ? "reason-unusable" : "done");
    if (custody === "split") expect(await stateOf()).toBe(before);
  });

  test("a student may be named by the number, where it stands beside the student", async () => {
    const { known, waiting } = await n.near();
    const deciding = n.decide(w.registrar(23), waiting.request, { same: ` ${known.number} ` }, "Seen the card");
    if (custody === "split") return expect(await codeOf(deciding)).toBe("student-unknown");
    expect(await deciding).toMatchObject({ reference: known.reference, number: known.number });
  });

  test("of two who decide at once, one decides", async () => {
    const { known, waiting } = await n.near();
    const words = await Promise.all(
      ["new" as const, { same: known.reference! }, "new" as const, { same: known.reference! }].map((decision) =>
        codeOf(n.decide(w.registrar(23), waiting.request, decision, "at once")),
      ),
    );
    expect(words.sort()).toEqual(["already-decided", "already-decided", "already-decided", "done"]);
  });

  test("who came in while it waited is shown before anything is decided", async () => {
    const { known, waiting, facts } = await n.near();
    const second = await n.askAs(31, facts);
    expect(second.outcome).toBe("near");
    const other = await n.decide(w.registrar(31), second.request, "new", "Not the same mother");
    expect(await codeOf(n.decide(w.registrar(23), waiting.request, "new", "Looks new"))).toBe("near-match-changed");
    const near = await n.nearMatch(w.registrar(23), waiting.request);
    expect(near.decision).toBeUndefined();
    expect(near.candidates.map(({ reference }) => reference)).toEqual([other.reference, known.reference]);
    // Now it was seen.
    await n.decide(w.registrar(23), waiting.request, "new", "Three cousins, indeed");
  });

  test("a student who was merged meanwhile is named as today, and as then", async () => {
    const { known, waiting } = await n.near();
    const into = await n.askAs(
      17,
      madeFacts({ last_name: "Zuckerkandl", first_name: "Otto", birth_date: "2009-01-02", sex: "M" }),
    );
    await w.owner.query(
      `INSERT INTO identity.merge (person, into_person, why, reason, account, at)
       SELECT p.person, q.person, 'merge', 'two numbers', 'test', now() FROM identity.person p, identity.person q
       WHERE p.reference = $1 AND q.reference = $2`,
      [known.reference, into.reference],
    );
    const [candidate] = (await n.nearMatch(w.registrar(23), waiting.request)).candidates;
    expect(candidate).toMatchObject({ reference: into.reference, was: known.reference });
    const answer = await n.decide(w.registrar(23), waiting.request, { same: known.reference! }, "The same child");
    expect(answer.reference).toBe(into.reference);
  });

  test("what is in the log names neither facts nor numbers", async () => {
    const events = await rows(
      "SELECT actor, action, organization, details FROM audit.event WHERE action LIKE 'identifier.%'",
    );
    const actions = new Set(events.map(({ action }) => action));
    for (const action of ["queue", "near-view", "decide", "weigh-again"])
      expect(actions).toContain(`identifier.${action}`);
    const text = JSON.stringify(events);
    for (const name of ["Kowalczyk", "Elizabeth", "2011-05"]) expect(text).not.toContain(name);
    expect(text).not.toMatch(/"[1-9]\d{9}"/);
  });
});

test("under split custody no number stands where a name does", async () => {
  const w = await registryWorld("new-hampshire");
  const n = nearWorld(w);
  const rows = async (sql: string, values: unknown[] = []) => (await w.owner.query(sql, values)).rows;
  const key = w.key();
  const { waiting } = await n.near(key);
  await n.decide(w.registrar(23), waiting.request, "new", "A new child");
  const { number } = await n.fetchOwed(w.registrar(23), waiting.request, key);
  const tables = await rows(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('identity', 'audit', 'access', 'students')`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const holding: string[] = [];
  for (const { name } of tables)
    if ((await rows(`SELECT 1 FROM ${name} t WHERE t::text LIKE '%' || $1 || '%' LIMIT 1`, [number])).length > 0)
      holding.push(name);
  expect(holding.sort()).toEqual(["identity.number", "identity.unsettled"]);
  expect(await rows("SELECT local_identifier FROM identity.request WHERE request = $1", [waiting.request])).toEqual([
    { local_identifier: null },
  ]);
  await w.close();
});
