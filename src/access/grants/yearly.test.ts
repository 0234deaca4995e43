// The yearly memo and the statement signed for oneself: who may, from which day, once, and gone when ended.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "../../audit/index.ts";
import { lineKey } from "./memo.ts";
import { codeOf, type GrantWorld, openGrantWorld } from "./testing/grant-world.ts";

let world: GrantWorld;
let commissioner: Awaited<ReturnType<GrantWorld["person"]>>;
let bea: typeof commissioner;
let nobody: typeof commissioner;
const memo = (people: string[], year = 2026) => ({ kind: "authorization", year, people, signature: "Cora Chief" });

beforeAll(async () => {
  world = await openGrantWorld("new-hampshire", "2025-10-06T14:00:00Z");
  commissioner = await world.person("Cora Chief", "commissioner");
  bea = await world.person("Bea Bureau", "bureau-staff");
  nobody = await world.person("Ned Neighbor", "superintendent", 17);
});
afterAll(() => world.close());

const readAll = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
};

describe("the memo", () => {
  test("lists who needs it, and nobody else", async () => {
    const { lines, validFrom, validTo } = await world.grants.readMemo(
      await commissioner.actor(),
      "authorization",
      2026,
    );
    expect(lines.map(({ name }) => name)).toEqual(["Bea Bureau"]);
    expect([validFrom, validTo]).toEqual(["2025-10-06", "2026-06-30"]);
  });

  test("is signed by the commissioner alone, by the own name, for listed people", async () => {
    const key = lineKey({ account: bea.id, role: "bureau-staff" });
    const chief = await commissioner.actor();
    expect(await codeOf(world.grants.signMemo(await nobody.actor(), memo([key])))).toBe("denied");
    expect(await codeOf(world.grants.signMemo(chief, { ...memo([key]), signature: "Bea Bureau" }))).toBe(
      "signature-differs",
    );
    expect(await codeOf(world.grants.signMemo(chief, memo([])))).toBe("memo-nobody");
    expect(await codeOf(world.grants.signMemo(chief, memo([`${nobody.id}:superintendent`])))).toBe("memo-nobody");
    expect(await codeOf(world.grants.signMemo(chief, memo([key], 2025)))).toBe("grant-days");
  });

  test("signed twice, even at once, it gives one grant and one document", async () => {
    const chief = await commissioner.actor();
    const key = lineKey({ account: bea.id, role: "bureau-staff" });
    expect((await bea.actor()).grants.actions.size).toBe(0);
    const both = await Promise.all([
      world.grants.signMemo(chief, memo([key])),
      world.grants.signMemo(chief, memo([key])),
    ]);
    expect(both.flatMap(({ given }) => given)).toHaveLength(1);
    expect(both.filter(({ documentSha256 }) => documentSha256)).toHaveLength(1);
    const [grant] = both.flatMap(({ given }) => given);
    expect(grant).toMatchObject({
      kind: "authorization",
      role: "bureau-staff",
      validFrom: "2025-10-06",
      validTo: "2026-06-30",
    });
    const events = await listEvents(world.db);
    expect(events.filter(({ action }) => action === "memo.signed")).toHaveLength(1);
    expect(events.filter(({ action, subject }) => action === "grant.given" && subject === bea.id)).toHaveLength(1);
  });

  test("its paper is a PDF, for the person named and the commissioner", async () => {
    const { held } = await world.grants.ownStanding(await bea.actor());
    const paper = await world.grants.grantDocument(await bea.actor(), held[0]!.id);
    expect((await readAll(paper)).subarray(0, 5).toString()).toBe("%PDF-");
    expect(await codeOf(world.grants.grantDocument(await nobody.actor(), held[0]!.id))).toBe("not-found");
  });

  test("the next year's list shows who was named before", async () => {
    const chief = await commissioner.actor();
    expect((await world.grants.readMemo(chief, "authorization", 2027)).lines[0]).toMatchObject({ before: true });
    expect((await world.grants.readMemo(chief, "authorization", 2027)).validFrom).toBe("2026-07-01");
  });
});

describe("the assurance", () => {
  test("is signed by the person alone, and only then is the role whole", async () => {
    const actor = await bea.actor();
    expect(actor.grants.actions.size).toBe(0);
    const sign = (signature: string) => world.grants.signStatement(actor, { kind: "assurance", signature });
    expect(await codeOf(sign("Cora Chief"))).toBe("signature-differs");
    const [first, again] = [await sign("  bea   BUREAU "), await sign("Bea Bureau")];
    expect(again.id).toBe(first.id);
    expect(first).toMatchObject({ account: bea.id, validTo: "2026-06-30", givenByName: "Bea Bureau" });
    expect((await bea.actor()).grants.actions.has("student.view")).toBe(true);
    expect((await world.grants.ownStanding(await bea.actor())).lacking).toEqual([]);
  });

  test("no verb gives it to another", async () => {
    const chief = await commissioner.actor();
    const fact = { kind: "assurance", person: bea.email, title: "x" };
    expect(await codeOf(world.grants.recordGrant(chief, fact))).toBe("grant-kind-unknown");
    expect(await codeOf(world.grants.signMemo(chief, { ...memo(["x"]), kind: "assurance" }))).toBe(
      "grant-kind-unknown",
    );
  });

  test("can be signed for the next year when this one is nearly over", async () => {
    world.setNow("2026-05-15T14:00:00Z");
    const actor = await bea.actor();
    const choices = await world.grants.statementsToSign(actor, "assurance");
    expect(choices.map(({ year, signed }) => [year, signed !== undefined])).toEqual([
      [2026, true],
      [2027, false],
    ]);
    const next = await world.grants.signStatement(actor, { kind: "assurance", year: 2027, signature: "Bea Bureau" });
    expect([next.validFrom, next.validTo]).toEqual(["2026-07-01", "2027-06-30"]);
    world.setNow("2025-10-06T14:00:00Z");
  });
});

describe("ending", () => {
  test("a person is taken off the memo any day, with a reason, by who gives it", async () => {
    const { held } = await world.grants.ownStanding(await bea.actor());
    const { id } = held.find(({ kind }) => kind === "authorization")!;
    const chief = await commissioner.actor();
    expect(await codeOf(world.grants.endGrant(await nobody.actor(), id, "no"))).toBe("not-found");
    expect(await codeOf(world.grants.endGrant(await bea.actor(), id, "no"))).toBe("denied-by-policy");
    expect(await codeOf(world.grants.endGrant(chief, id, "  "))).toBe("grant-reason-missing");
    await world.grants.endGrant(chief, id, "Changed duties");
    expect((await bea.actor()).grants.actions.size).toBe(0);
    expect(await codeOf(world.grants.endGrant(chief, id, "again"))).toBe("grant-ended");
    await expect(
      world.owner.query("UPDATE access.dated_grant SET end_reason = 'x' WHERE id = $1", [id]),
    ).rejects.toThrow("is ended");
  });

  test("the overview says who lacks what, and what ends within sixty days", async () => {
    const chief = await commissioner.actor();
    const { lacking, ending } = await world.grants.overview(chief);
    expect(lacking.filter(({ account }) => account === bea.id).map(({ kind }) => kind)).toEqual(["authorization"]);
    expect(ending).toEqual([]);
    world.setNow("2026-05-15T14:00:00Z");
    const later = await world.grants.overview(await commissioner.actor());
    expect(later.ending.map(({ accountName, kind }) => [accountName, kind])).toEqual([["Bea Bureau", "assurance"]]);
    expect(await codeOf(world.grants.overview(await bea.actor()))).toBe("denied");
    world.setNow("2025-10-06T14:00:00Z");
  });
});
