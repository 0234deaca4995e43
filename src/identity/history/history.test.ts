// Merges, splits and what undoes them, under each custody: what an asker then hears, what is refused, what the log says.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProblemCode } from "../../platform/index.ts";
import { fetchOwed } from "../queue/fetch-owed.ts";
import { ask } from "../registry/ask.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "../registry/testing/registry-world.ts";
import { createHistory, type HistoryVerbs } from "./create-history.ts";
import type { NumberChange } from "./keep-in-step.ts";

const sara = madeFacts({ first_name: "Sara", last_name: "Quimby", middle_name: "Jo", birth_date: "2013-02-11" });
const tom = madeFacts({
  ...{ first_name: "Thomas", last_name: "Underwood", middle_name: "", birth_date: "2014-09-30", sex: "M" },
  ...{ guardian_name: "Ida Underwood", town_of_birth: "Dover", race_ethnicity: "3" },
});

describe.each(["linked", "split", "encoded"] as const)("under %s custody", (custody) => {
  let w: RegistryWorld;
  let verbs: HistoryVerbs;
  const told: NumberChange[] = [];
  beforeAll(async () => {
    w = await registryWorld(custody === "split" ? "new-hampshire" : "missouri", custody);
    verbs = createHistory({ ...w.deps, onSuperseded: async (_tx, change) => void told.push(change) });
  });
  afterAll(() => w?.close());

  const askAs = (district: number, facts = sara, localIdentifier = `L${district}`) =>
    ask(w.deps, w.registrar(district), { district, school: district * 10, localIdentifier, facts, key: w.key() });
  const refused = (work: Promise<unknown>, code: ProblemCode) => expect(work).rejects.toMatchObject({ code });
  const count = async (what: string): Promise<number> =>
    (await w.owner.query(`SELECT count(*)::int AS n FROM identity.${what}`)).rows[0].n;

  test("two students become one, and two again: for ever apart", async () => {
    const [first, other] = [await askAs(17), await askAs(23, tom)];
    expect([first.outcome, other.outcome]).toEqual(["new", "new"]);
    const [a, b] = [first.reference!, other.reference!];
    await refused(verbs.merge(w.operator, a, a, { reason: "Same file" }), "merge-same-student");
    await refused(verbs.merge(w.operator, a, "ZZZZZZZZZZ", { reason: "Same file" }), "student-unknown");
    await refused(verbs.merge(w.operator, a, b, { reason: " " }), "reason-unusable");
    await expect(verbs.merge(w.registrar(17), a, b, { reason: "Same file" })).rejects.toMatchObject({ status: 403 });
    expect(await count("merge")).toBe(0);

    const merged = await verbs.merge(w.operator, ` ${a.toLowerCase()} `, b, { reason: "One birth certificate" });
    expect(merged).toMatchObject({ superseded: { reference: a }, by: { reference: b } });
    // Whoever asks for either hears of the one that stands.
    const again = await askAs(31);
    expect(again).toMatchObject({ outcome: "match", reference: b });
    expect(again.number).toBe(custody === "split" ? undefined : other.number);
    await refused(verbs.merge(w.operator, a, b, { reason: "Once more" }), "student-superseded");
    await refused(verbs.merge(w.operator, b, a, { reason: "The other way" }), "student-superseded");
    await refused(verbs.split(w.operator, { student: a, records: [1], reason: "Not his" }), "student-superseded");

    await verbs.undoMerge(w.operator, merged.merge, "Two birth certificates");
    await refused(verbs.undoMerge(w.operator, merged.merge, "Again"), "undone-already");
    // What was asked about in between stays where it was answered.
    const { events, records } = await verbs.history(w.operator, b);
    expect(records.map(({ assignments }) => assignments.at(-1)?.student)).toEqual([b, b]);
    expect(events.map(({ kind }) => kind).sort()).toEqual(["apart", "merge"]);
    expect(events.find(({ kind }) => kind === "merge")).toMatchObject({
      reason: "One birth certificate",
      undone: { reason: "Two birth certificates" },
    });
    await refused(verbs.merge(w.operator, a, b, { reason: "One after all" }), "merge-apart");
    const despite = await verbs.merge(w.operator, a, b, { reason: "One after all", despite: true });
    expect((await verbs.history(w.operator, b)).events.filter((event) => event.despite)).toHaveLength(1);
    await verbs.undoMerge(w.operator, despite.merge, "Two after all");
    expect(await count("apart")).toBe(1);
    expect(told.filter(({ undone }) => undone)).toHaveLength(custody === "split" ? 0 : 2);
  });

  test("a record that was another child's is split off, and back", async () => {
    const ann = { ...sara, first_name: "Annika", last_name: "Rosewater", birth_date: "2011-06-01" };
    const first = await askAs(17, ann, "A17");
    const second = await askAs(23, ann, "A23");
    expect(second).toMatchObject({ outcome: "match", reference: first.reference });
    const before = await verbs.history(w.operator, first.reference!);
    const [keeps, goes] = before.records.map(({ record }) => record);
    expect(before.holder.district).toBe(23);
    await refused(
      verbs.split(w.operator, { student: first.reference!, records: [keeps!, goes!], reason: "All" }),
      "split-records",
    );
    await refused(verbs.split(w.operator, { student: first.reference!, records: [], reason: "None" }), "split-records");
    await refused(
      verbs.split(w.operator, { student: first.reference!, records: [999], reason: "Not there" }),
      "split-records",
    );
    if (custody === "split")
      await refused(
        verbs.split(w.operator, { student: first.reference!, records: [keeps!], reason: "The first" }),
        "split-records",
      );
    const made = await verbs.split(w.operator, { student: first.reference!, records: [goes!], reason: "A cousin" });
    expect(made.owedTo).toEqual(custody === "split" ? { district: 23, request: second.request } : undefined);
    expect(made.newStudent.number === undefined).toBe(custody === "split");
    if (custody !== "split") expect(made.newStudent.number).not.toBe(first.number);
    // The district draws the new number itself, once, under its own key.
    const key = w.key();
    const fetch = (secret: string) => fetchOwed(w.deps, w.registrar(23), second.request, secret);
    if (custody === "split") {
      const { number } = await fetch(key);
      expect(number).not.toBe(first.number);
      expect(await fetch(key)).toMatchObject({ number, reference: made.newStudent.reference });
      await refused(fetch(w.key()), "already-fetched");
    }
    // Both words alike: nobody is matched by them, and both are found.
    const third = await askAs(31, ann, "A31");
    expect(third.outcome).toBe("near");
    expect((await verbs.history(w.operator, first.reference!)).holder.district).toBe(17);
    await refused(
      verbs.merge(w.operator, made.newStudent.reference!, first.reference!, { reason: "One child" }),
      "merge-apart",
    );
    const undone = await verbs.undoSplit(w.operator, made.split, "The same child");
    expect(undone).toMatchObject({ superseded: made.newStudent, by: { reference: first.reference } });
    await refused(verbs.undoSplit(w.operator, made.split, "Again"), "undone-already");
    await refused(fetch(key), "nothing-owed");
    expect(await askAs(37, ann, "A37")).toMatchObject({ outcome: "match", reference: first.reference });
    const after = await verbs.history(w.operator, first.reference!);
    expect(after.records.find(({ record }) => record === goes)?.assignments.map(({ why }) => why)).toEqual([
      ...["match", "split", "split undone"],
    ]);
    expect((await verbs.history(w.operator, made.newStudent.reference!)).supersededBy).toEqual(undone.by);
  });

  test("facts are shown as far as they may be, and no stranger's student at all", async () => {
    const { reference } = await askAs(41, { ...tom, first_name: "Lionel", last_name: "Hutchins" });
    const own = await verbs.history(w.registrar(41), reference!);
    expect(own.records[0]).toMatchObject({ own: true });
    expect(own.records[0]?.facts.last_name).toBe(custody === "encoded" ? undefined : "Hutchins");
    await refused(verbs.history(w.registrar(43), reference!), "not-found");
    await refused(verbs.history(w.registrar(43), "ZZZZZZZZZZ"), "not-found");
    const seen = await verbs.history(w.operator, reference!);
    expect(seen.records[0]?.facts).toEqual({});
  });
});

test("split custody: numbers are merged with numbers, students with students, never the one with the other", async () => {
  const w = await registryWorld("new-hampshire");
  const told: NumberChange[] = [];
  const verbs = createHistory({ ...w.deps, onSuperseded: async (_tx, change) => void told.push(change) });
  const askAs = (district: number, facts = sara) =>
    ask(w.deps, w.registrar(district), { district, localIdentifier: `L${district}`, facts, key: w.key() });
  const [one, other] = [await askAs(17), await askAs(23, tom)];
  const [a, b] = [one.number!, other.number!];
  const reason = "Two numbers of one child";
  await expect(verbs.merge(w.operator, a, other.reference!, { reason })).rejects.toMatchObject({ code: "merge-mixed" });
  const undealt = await w.owner.query("SELECT number FROM identity.undealt LIMIT 1");
  await expect(verbs.merge(w.operator, a, undealt.rows[0].number, { reason })).rejects.toMatchObject({
    code: "student-unknown",
  });
  expect((await verbs.compare(w.operator, a, b)).agrees).toEqual({ birthDate: false, sex: false, race: false });
  const merged = await verbs.merge(w.operator, a, b, { reason });
  const rows = (await w.owner.query("SELECT number, by FROM identity.superseded_number")).rows;
  expect(rows).toEqual([{ number: a, by: b }]);
  await expect(verbs.merge(w.operator, b, a, { reason })).rejects.toMatchObject({ code: "student-superseded" });
  // Neither log says which numbers, nor does the number's side say why or by whom.
  const events = await w.owner.query(
    "SELECT details::text AS details FROM audit.event WHERE action LIKE 'identifier.%'",
  );
  expect(events.rows.some(({ details }) => details.includes(a) || details.includes(merged.merge))).toBe(false);
  await verbs.undoMerge(w.operator, merged.merge, reason);
  expect((await w.owner.query("SELECT FROM identity.superseded_number")).rowCount).toBe(0);
  expect(told.map(({ number, by, undone }) => [number, by, undone])).toEqual([
    [a, b, false],
    [a, b, true],
  ]);
  await w.close();
});
