// The written application: nothing is told before the decision, one person decides, and what is granted is just that.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "../../audit/index.ts";
import { dayOf } from "../../platform/index.ts";
import { actingAs } from "../accounts/standing.ts";
import { selectAccount, selectHeld } from "../accounts/store.ts";
import { viewName } from "../enforcement/policy-sql.ts";
import { readAs } from "../enforcement/read-as.ts";
import { type Actor, authorize, systemActor } from "../policy/actor.ts";
import { codeOf, type GrantWorld, openGrantWorld } from "./testing/grant-world.ts";

let world: GrantWorld;
type Person = Awaited<ReturnType<GrantWorld["person"]>>;
let sue: Person;
let tim: Person;
let member: Person;
const fields = ["student.first_name", "student.last_name", "student.birth_date"];
const asked = {
  ...{ identifiers: ["C1", "C2", "NOBODY"], fields, from: "2025-10-06", to: "2025-12-19" },
  ...{ need: "To place these students in the new reading program.", signature: "Tim Tutor" },
};
const whole = {
  ...{ identifiers: ["C1", "C2"], fields, from: asked.from, to: asked.to, refuse: false },
  reason: "The need is plain.",
};
const signed = { signature: "Sue Super" };

beforeAll(async () => {
  world = await openGrantWorld("connecticut", "2025-10-06T14:00:00Z");
  sue = await world.person("Sue Super", "superintendent");
  tim = await world.person("Tim Tutor", "non-certified-staff", 1);
  member = await world.person("Bo Member", "board-member");
  await world.students(1, [
    ["C1", "Ash"],
    ["C2", "Birch"],
    ["C3", "Cedar"],
  ]);
});
afterAll(() => world.close());

const seen = (actor: Actor) =>
  readAs(world, actor, { action: "student.list" }, async (tx) => {
    const { rows } = await tx.query(`SELECT last_name FROM seen.${viewName(actor.role, "student")} ORDER BY 1`);
    return rows.map((row) => row.last_name);
  });
/** Acting in the assignment that came with the grant. */
const ofGrant = async (person: Person, grant: string | undefined): Promise<Actor> => {
  const day = dayOf(world.clock);
  const { rows } = await world.db.query("SELECT assignment_id FROM access.dated_grant WHERE id = $1", [grant]);
  const account = (await selectAccount(world.db, person.id, day))!;
  const assignment = account.assignments.find(({ id }) => id === rows[0]?.assignment_id);
  return actingAs(world.policy, account, assignment, await selectHeld(world.db, account.id, day));
};

describe("applying", () => {
  test("needs students, fields, a need and days, signed by the own name", async () => {
    const actor = await tim.actor();
    const refused = async (part: object) => codeOf(world.grants.apply(actor, { ...asked, ...part }));
    expect(await refused({ identifiers: [] })).toBe("application-incomplete");
    expect(await refused({ fields: [] })).toBe("application-incomplete");
    expect(await refused({ fields: ["student.secret"] })).toBe("field-unknown");
    expect(await refused({ need: "Because" })).toBe("application-incomplete");
    expect(await refused({ to: "2025-10-05" })).toBe("application-incomplete");
    expect(await refused({ signature: "Sue Super" })).toBe("signature-differs");
  });

  test("tells nothing of which identifiers exist, and looks none up", async () => {
    const actor = await tim.actor();
    const application = await world.grants.apply(actor, asked);
    const strangers = await world.grants.apply(actor, { ...asked, identifiers: ["X1", "X2", "X3"] });
    const { id: _a, identifiers: _b, letterSha256: _c, ...first } = application;
    const { id: _d, identifiers: _e, letterSha256: _f, ...second } = strangers;
    expect(first).toEqual(second);
    const events = await listEvents(world.db);
    expect(events.some(({ action }) => action === "student.looked-up")).toBe(false);
  });

  test("is not for a single member of the board, in the policy's own words", async () => {
    const actor = await member.actor();
    expect(await codeOf(world.grants.apply(actor, { ...asked, signature: "Bo Member" }))).toBe("denied-by-policy");
    for (const action of ["report.public", "report.internal", "student.view"] as const)
      expect(() => authorize(actor, action)).toThrow("The board asks as a whole");
    const board = await (await world.person("Ida Instructs", "board")).actor();
    expect(() => authorize(board, "report.public")).not.toThrow();
  });
});

describe("deciding", () => {
  const open = async () => {
    const { toDecide } = await world.grants.listApplications(await sue.actor());
    return toDecide.filter(({ decided, identifiers }) => !decided && identifiers.includes("C1"))[0]!;
  };

  test("is the superintendent's alone: the action in another role is not enough", async () => {
    const { id } = await open();
    expect(await codeOf(world.grants.decide(await tim.actor(), id, { ...whole, signature: "Tim Tutor" }))).toBe(
      "denied-by-policy",
    );
    const chief = await sue.actor();
    const borrowed = { ...chief, role: "principal" };
    expect(await codeOf(world.grants.decide(borrowed, id, { ...whole, ...signed }))).toBe("denied");
    expect(await codeOf(world.grants.decide(chief, id, { ...whole, signature: "Her Assistant" }))).toBe(
      "signature-differs",
    );
    expect(await codeOf(world.grants.decide(chief, id, { ...whole, ...signed, reason: " " }))).toBe(
      "grant-reason-missing",
    );
  });

  test("grants no more than was asked for, and only students that the decider sees", async () => {
    const { id } = await open();
    const chief = await sue.actor();
    const refused = (part: object) => codeOf(world.grants.decide(chief, id, { ...whole, ...signed, ...part }));
    expect(await refused({ identifiers: ["C3"] })).toBe("application-too-much");
    expect(await refused({ fields: [...fields, "student.sex"] })).toBe("application-too-much");
    expect(await refused({ to: "2026-06-30" })).toBe("application-too-much");
    expect(await refused({ identifiers: ["C1", "NOBODY"] })).toBe("application-incomplete");
    expect(
      (await world.grants.studentsAskedFor(chief, await open())).map(({ identifier, name }) => [identifier, name]),
    ).toEqual([
      ["C1", "Kim Ash"],
      ["C2", "Kim Birch"],
    ]);
  });

  test("takes effect at once, in part, once, and shows just the students and fields granted", async () => {
    const { id } = await open();
    const chief = await sue.actor();
    const part = { ...whole, ...signed, identifiers: ["C1"], fields: ["student.last_name"] };
    const both = await Promise.all([1, 2].map(() => codeOf(world.grants.decide(chief, id, part))));
    expect(both.sort()).toEqual(["application-decided", "done"]);
    const found = await world.grants.getApplication(await tim.actor(), id);
    expect(found.decided).toMatchObject({ decision: "granted-in-part", byName: "Sue Super" });
    const applicant = await ofGrant(tim, found.decided?.grant?.id);
    expect(applicant.role).toBe("applicant");
    expect([...applicant.grants.fields]).toEqual(["student.last_name"]);
    expect(await seen(applicant)).toEqual(["Ash"]);
    await expect(
      world.owner.query("UPDATE access.application SET reason = 'other' WHERE id = $1", [id]),
    ).rejects.toThrow("is decided");
  });

  test("a second application opens its own students and fields, and nothing of the first", async () => {
    const second = await world.grants.apply(await tim.actor(), {
      ...asked,
      identifiers: ["C3"],
      fields: ["student.birth_date"],
    });
    const ruling = { ...whole, ...signed, identifiers: ["C3"], fields: ["student.birth_date"] };
    const { decided } = await world.grants.decide(await sue.actor(), second.id, ruling);
    expect(decided?.decision).toBe("granted");
    const applicant = await ofGrant(tim, decided?.grant?.id);
    expect([...applicant.grants.fields]).toEqual(["student.birth_date"]);
    expect(await seen(applicant)).toEqual(["Cedar"]);
    await world.grants.endGrant(await sue.actor(), decided?.grant?.id ?? "", "No longer needed");
    expect(await seen(applicant)).toEqual([]);
    const { rows } = await world.db.query("SELECT ended_at IS NOT NULL AS ended FROM access.assignment WHERE id = $1", [
      applicant.assignment,
    ]);
    expect(rows).toEqual([{ ended: true }]);
  });

  test("a refusal keeps its letter and opens nothing", async () => {
    const { id } = await world.grants.apply(await tim.actor(), asked);
    const before = (await world.access.findAccount(tim.id))?.assignments.length;
    const refusal = { ...whole, ...signed, refuse: true, reason: "The counselor can answer this." };
    const { decided } = await world.grants.decide(await sue.actor(), id, refusal);
    expect(decided).toMatchObject({ decision: "refused", reason: "The counselor can answer this." });
    expect(decided?.grant).toBeUndefined();
    expect((await world.access.findAccount(tim.id))?.assignments.length).toBe(before);
    const letter = await world.grants.applicationLetter(await tim.actor(), id, "decision");
    let bytes = 0;
    for await (const chunk of letter) bytes += chunk.length;
    expect(bytes).toBeGreaterThan(1000);
    expect(await codeOf(world.grants.applicationLetter(await member.actor(), id, "decision"))).toBe("not-found");
  });

  test("nobody decides the own application", async () => {
    const second = await world.person("Una Under", "superintendent");
    await world.access.addAssignment(systemActor, second.id, { role: "teacher", district: 1 });
    const teacher = await second.actor("teacher");
    const { id } = await world.grants.apply(teacher, { ...asked, signature: "Una Under" });
    const chief = await second.actor("superintendent");
    expect(await codeOf(world.grants.decide(chief, id, { ...whole, signature: "Una Under" }))).toBe("grant-to-oneself");
  });
});
