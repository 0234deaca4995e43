// One question at a time, under each custody: match, near match, new; the same question again is the same answer.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isStudentNumber } from "../student-number.ts";
import { ask } from "./ask.ts";
import { madeFacts, type RegistryWorld, registryWorld } from "./testing/registry-world.ts";

describe.each(["linked", "split", "encoded"] as const)("under %s custody", (custody) => {
  let w: RegistryWorld;
  beforeAll(async () => {
    w = await registryWorld(custody === "split" ? "new-hampshire" : "missouri", custody);
  });
  afterAll(() => w?.close());

  const askAs = (district: number, facts = madeFacts(), key = w.key(), localIdentifier = `L${district}`) =>
    ask(w.deps, w.registrar(district), { district, school: district * 10, localIdentifier, facts, key });

  test("a new student gets a number that means nothing; the same child elsewhere is known", async () => {
    const key = w.key();
    const first = await askAs(17, madeFacts(), key);
    expect(first).toMatchObject({ outcome: "new", waiting: false, holder: undefined });
    expect(isStudentNumber(first.number!)).toBe(true);
    // Asked again: the same answer, and no second student.
    expect(await askAs(17, madeFacts(), key)).toMatchObject({ request: first.request, number: first.number });

    // Encodings know no short forms of names.
    const called = custody === "encoded" ? "Elisabeth" : "Betsy";
    const other = await askAs(23, madeFacts({ first_name: called, last_name: "Tremblay" }));
    expect(other).toMatchObject({ outcome: "match", waiting: false, reference: first.reference });
    expect(other.number).toBe(custody === "split" ? undefined : first.number);
    expect((await w.owner.query("SELECT count(*) AS n FROM identity.person")).rows[0].n).toBe(1);
  });

  test("a twin is never matched, and never silently new: a person decides", async () => {
    const twin = await askAs(17, madeFacts({ first_name: "Charlotte", middle_name: "Anne" }), w.key(), "L18");
    expect(twin.outcome).not.toBe("match");
    if (twin.outcome === "near") expect(twin).toMatchObject({ waiting: true, number: undefined, reference: undefined });
  });

  test("the same key with other facts is refused, and a short key", async () => {
    const key = w.key();
    await askAs(31, madeFacts({ first_name: "Owen", last_name: "Kowalski", birth_date: "2010-10-10", sex: "M" }), key);
    await expect(askAs(31, madeFacts({ first_name: "Oscar" }), key)).rejects.toMatchObject({
      code: "same-key-other-question",
    });
    await expect(askAs(31, madeFacts(), "short")).rejects.toMatchObject({ code: "key-too-short" });
  });
});
