// Recorded facts and designations: who may, for whom, for how long, once; and a file that is taken whole or not at all.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeOf, type GrantWorld, openGrantWorld } from "./testing/grant-world.ts";

type Person = Awaited<ReturnType<GrantWorld["person"]>>;

describe("recorded facts", () => {
  let world: GrantWorld;
  let sue: Person;
  let cleo: Person;
  const training = () => ({ kind: "training", person: cleo.email, title: "Data security", from: "2025-08-18" });

  beforeAll(async () => {
    world = await openGrantWorld("westford", "2025-10-06T14:00:00Z");
    sue = await world.person("Sue Super", "superintendent");
    cleo = await world.person("Cleo Custodian", "custodian", 1);
  });
  afterAll(() => world.close());

  test("a training counts only when assessed, and for two years at most", async () => {
    const by = await sue.actor();
    expect(await codeOf(world.grants.recordGrant(by, training()))).toBe("grant-not-assessed");
    expect(await codeOf(world.grants.recordGrant(by, { ...training(), assessed: true, title: " " }))).toBe(
      "grant-title-missing",
    );
    expect(await codeOf(world.grants.recordGrant(by, { ...training(), assessed: true, to: "2028-01-01" }))).toBe(
      "grant-days",
    );
    expect(await codeOf(world.grants.recordGrant(by, { ...training(), assessed: true, from: "2022-01-01" }))).toBe(
      "grant-days",
    );
    const given = await world.grants.recordGrant(by, { ...training(), assessed: true });
    expect(given).toMatchObject({
      validFrom: "2025-08-18",
      validTo: "2027-08-18",
      assessed: true,
      title: "Data security",
    });
    expect((await world.grants.recordGrant(by, { ...training(), assessed: true })).id).toBe(given.id);
  });

  test("is for who keeps such records: not for the person", async () => {
    const fact = { ...training(), assessed: true, title: "Another" };
    expect(await codeOf(world.grants.recordGrant(await cleo.actor(), fact))).toMatch(/^denied/);
    expect(await codeOf(world.grants.recordGrant(await sue.actor(), { ...fact, person: "nobody@example.org" }))).toBe(
      "not-found",
    );
    expect(await codeOf(world.grants.recordGrant(await sue.actor(), { ...fact, kind: "application" }))).toBe(
      "grant-kind-unknown",
    );
  });

  test("students go with it only for a role that sees those of its grants, and only where there are such", async () => {
    await world.students(1, [["W1", "Ash"]]);
    const need = { kind: "need-to-know", person: cleo.email, title: "Reading groups", to: "2025-12-19" };
    // The superintendent reads students for a stated need, like everybody.
    expect(
      await codeOf(world.grants.recordGrant(await sue.actor(), { ...need, role: "custodian", identifiers: ["W1"] })),
    ).toMatch(/^denied/);
    await world.grants.recordGrant(await sue.actor(), { ...need, person: sue.email, title: "To look after the plan" });
    const by = await sue.actor();
    expect(await codeOf(world.grants.recordGrant(by, { ...need, identifiers: ["W1"] }))).toBe(
      "grant-students-not-for-role",
    );
    expect(await codeOf(world.grants.recordGrant(by, { ...need, role: "custodian", identifiers: ["W9"] }))).toBe(
      "grant-students-unknown",
    );
    const { id } = await world.grants.recordGrant(by, { ...need, role: "custodian", identifiers: ["W1"] });
    const { rows } = await world.db.query("SELECT count(*)::int AS n FROM access.grant_student WHERE grant_id = $1", [
      id,
    ]);
    expect(rows[0].n).toBe(1);
  });

  test("a file with one wrong row records nothing, and says the line", async () => {
    const by = await sue.actor();
    const file = (last: string) => `email,title,date,assessed\n${cleo.email},Fire drill,2025-09-01,yes\n${last}\n`;
    const wrong = file("ghost@example.org,Fire drill,2025-09-01,yes");
    expect(
      (await world.grants.previewFile(by, "training", wrong)).map(({ line, error }) => [line, error !== undefined]),
    ).toEqual([
      [2, false],
      [3, true],
    ]);
    await expect(world.grants.importFile(by, "training", wrong)).rejects.toThrow("line 3");
    expect((await world.grants.personGrants(by, cleo.id)).grants.some(({ title }) => title === "Fire drill")).toBe(
      false,
    );
    const right = file(`${cleo.email},Phishing,2025-09-02,yes`);
    expect(await world.grants.importFile(by, "training", right)).toHaveLength(2);
    expect((await world.grants.previewFile(by, "training", right)).every(({ known }) => known)).toBe(true);
    expect(await codeOf(world.grants.importFile(by, "training", "name\nx\n"))).toBe("training-file-invalid");
    expect(await codeOf(world.grants.importFile(by, "training", file("not a row")))).toBe("training-file-invalid");
    expect(await codeOf(world.grants.previewFile(await cleo.actor(), "training", right))).toMatch(/^denied/);
  });
});

describe("a designation", () => {
  let world: GrantWorld;
  let sam: Person;
  let dee: Person;
  const named = () => ({
    ...{ kind: "designation", person: dee.email, role: "security-coordinator", schools: [], to: "2026-06-30" },
    signature: "Sam Super",
  });

  beforeAll(async () => {
    world = await openGrantWorld("new-hampshire", "2025-10-06T14:00:00Z");
    sam = await world.person("Sam Super", "superintendent", 17);
    dee = await world.person("Dee Designee", "clerk", 17);
  });
  afterAll(() => world.close());

  test("gives the role with the grant, in the own district, once, and takes both away together", async () => {
    const by = await sam.actor();
    const given = await world.grants.designate(by, named());
    expect((await world.grants.designate(by, named())).id).toBe(given.id);
    const coordinator = await dee.actor("security-coordinator");
    expect(coordinator).toMatchObject({ district: 17, role: "security-coordinator" });
    expect(coordinator.grants.actions.has("account.manage-district")).toBe(true);
    await world.grants.endGrant(by, given.id, "Left");
    expect(await codeOf(dee.actor("security-coordinator"))).toBe("assignment-none");
  });

  test("is for the roles that the profile names, another person, and by who may", async () => {
    const by = await sam.actor();
    const refused = (part: object, actor = by) => codeOf(world.grants.designate(actor, { ...named(), ...part }));
    expect(await refused({ role: "superintendent" })).toBe("grant-role-unknown");
    expect(await refused({ person: sam.email })).toBe("grant-to-oneself");
    expect(await refused({ to: "2025-10-05" })).toBe("grant-days");
    expect(await refused({ signature: "Dee Designee" })).toBe("signature-differs");
    expect(await refused({}, await dee.actor("clerk"))).toMatch(/^denied/);
  });
});
