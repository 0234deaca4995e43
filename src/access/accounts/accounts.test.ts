// Who manages whose account, and that an account is one person's, on a real database.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "../../audit/index.ts";
import { systemActor } from "../policy/actor.ts";
import { type ManagedAccess, managedAccess } from "../testing/managed-access.ts";

let m: ManagedAccess;
beforeAll(async () => {
  m = await managedAccess();
});
afterAll(() => m.t.close());

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );
const from = { remote: "10.0.0.1", device: "" };
let count = 0;
const person = (role: string, district?: number, more: object = {}) => {
  count += 1;
  return {
    name: `Pat Number${"abcdefghijklmnopqrstuvwxyz"[count]}`,
    email: `pat${count}@example.org`,
    role,
    district,
    ...more,
  };
};

describe("a shared account", () => {
  test.each([
    ["an office's address", "Ada Clerk", "office@amherst.example"],
    ["a desk's address", "Ada Clerk", "Front.Desk2@amherst.example"],
    ["nobody's address", "Ada Clerk", "no-reply@amherst.example"],
    ["one name", "Ada", "ada@amherst.example"],
    ["the name of an office", "Main Office", "ada@amherst.example"],
    ["no letters", "12 34", "ada@amherst.example"],
  ])("is refused: %s", async (_what, name, email) => {
    const made = m.access.createAccount(systemActor, { name, email, role: "clerk", district: 17 });
    expect(await codeOf(made)).toBe("account-shared");
    expect(await m.access.findAccount(email)).toBeUndefined();
  });

  test("a person who has one name says so; an office never gets through with it", async () => {
    const one = { email: "teller@amherst.example", role: "clerk", district: 17, singleName: true };
    expect((await m.access.createAccount(systemActor, { ...one, name: "Teller" })).name).toBe("Teller");
    const office = { ...one, name: "Office", email: "o@amherst.example" };
    expect(await codeOf(m.access.createAccount(systemActor, office))).toBe("account-shared");
  });

  test.each(["maria.office@x.example", "lab.rador@x.example", "clerk-17@x.example", "o'connor@x.example"])(
    "a person's address is no office's: %s",
    async (email) => {
      expect(await codeOf(m.access.createAccount(systemActor, { ...person("clerk", 17), email }))).toBe("done");
    },
  );
});

describe("the manager of a district's accounts", () => {
  test("sees that district's part, and nothing of the others", async () => {
    const both = await m.access.createAccount(m.manager, person("clerk", 17));
    await m.access.addAssignment(m.manager, both.id, { role: "superintendent", district: 19 });
    const other = await m.access.createAccount(m.manager, person("clerk", 19));
    const { accounts } = await m.access.accounts.list(m.coordinator, { limit: 1000 });
    expect(accounts.map(({ id }) => id)).toContain(both.id);
    const held = accounts.flatMap(({ assignments }) => assignments);
    expect(held.every(({ role, district }) => role === "clerk" && district === 17)).toBe(true);
    expect(accounts.map(({ id }) => id)).not.toContain(other.id);
    expect(accounts.map(({ name }) => name)).not.toContain("Mona Manager");
    expect((await m.access.accounts.list(m.manager, { limit: 1000 })).total).toBeGreaterThan(accounts.length);
  });

  test("finds a foreign account as little as one that does not exist", async () => {
    const other = await m.access.createAccount(m.manager, person("clerk", 19));
    const nobody = "00000000-0000-4000-8000-000000000000";
    for (const ask of [
      (id: string) => m.access.accounts.get(m.coordinator, id),
      (id: string) => m.access.addAssignment(m.coordinator, id, { role: "clerk", district: 17 }),
      (id: string) => m.access.accounts.rename(m.coordinator, id, { name: "New Name" }),
    ]) {
      expect([await codeOf(ask(other.id)), await codeOf(ask(nobody))]).toEqual(["not-found", "not-found"]);
    }
    const [foreign] = other.assignments;
    expect(await codeOf(m.access.endAssignment(m.coordinator, foreign!.id))).toBe("not-found");
    expect(await codeOf(m.access.endAssignment(m.coordinator, nobody))).toBe("not-found");
  });

  test("gives only the roles that the policy says, there only", async () => {
    const make = (role: string, district?: number, more: object = {}) =>
      codeOf(m.access.createAccount(m.coordinator, person(role, district, more)));
    expect(await make("clerk", 17)).toBe("done");
    expect(await make("school-clerk", 17, { schools: [21745] })).toBe("done");
    expect(await make("superintendent", 17)).toBe("denied");
    expect(await make("coordinator", 17)).toBe("denied");
    expect(await make("clerk", 19)).toBe("not-found");
    expect(await make("state-manager")).toBe("not-found");
  });

  test("gets no link to an account that reaches further, since a link is as good as the account", async () => {
    const own = await m.access.createAccount(m.coordinator, person("clerk", 17));
    expect((await m.access.createSignInLink(m.coordinator, own.id)).path).toMatch(/^\/sign-in\//);
    await m.access.addAssignment(m.manager, own.id, { role: "state-manager" });
    expect(await codeOf(m.access.createSignInLink(m.coordinator, own.id))).toBe("account-beyond");
    expect(await codeOf(m.access.accounts.rename(m.coordinator, own.id, { name: "Other Name" }))).toBe(
      "account-beyond",
    );
    expect(
      await codeOf(m.access.createSignInLink(m.coordinator, (await m.access.findAccount("mona@state.example"))!.id)),
    ).toBe("not-found");
  });

  test("gets no link to somebody who came from another district, and may go back there", async () => {
    const moved = await m.access.createAccount(m.manager, person("clerk", 19));
    await m.access.endAssignment(m.manager, moved.assignments[0]!.id);
    await m.access.addAssignment(m.manager, moved.id, { role: "clerk", district: 17 });
    expect(await codeOf(m.access.createSignInLink(m.coordinator, moved.id))).toBe("account-beyond");
    expect((await m.access.createSignInLink(m.manager, moved.id)).path).toMatch(/^\/sign-in\//);
  });

  test("a link made before opens nothing that its maker could not give; one of the manager of all does", async () => {
    const risen = await m.access.createAccount(m.coordinator, person("clerk", 17));
    const early = await m.access.createSignInLink(m.coordinator, risen.id);
    const whole = await m.access.createSignInLink(m.manager, risen.id);
    const later = m.at("2025-10-06T13:00:00Z");
    await later.addAssignment(m.coordinator, risen.id, { role: "school-clerk", district: 17, schools: [21745] });
    expect(await later.findSignInLink(early.token)).toBe(risen.id);
    await later.addAssignment(m.manager, risen.id, { role: "state-manager" });
    expect(await later.findSignInLink(early.token)).toBeUndefined();
    expect(await codeOf(later.entrance.setUpByLink(early.token, "a quiet brown owl at noon", from))).toBe(
      "sign-in-link-invalid",
    );
    expect(await later.findSignInLink(whole.token)).toBe(risen.id);
  });

  test("closes no account; who has no such action is denied", async () => {
    const own = await m.access.createAccount(m.coordinator, person("clerk", 17));
    expect(await codeOf(m.access.setDisabled(m.coordinator, own.id, true))).toBe("denied");
    const clerk = await m.access.getActor(own.id);
    expect(await codeOf(m.access.accounts.list(clerk))).toBe("denied");
    expect(await codeOf(m.access.accounts.import(clerk, "name,email,role\n"))).toBe("denied");
  });
});

test("nobody changes the own rights", async () => {
  const { account } = m.manager;
  const [own] = (await m.access.findAccount(account))!.assignments;
  expect(await codeOf(m.access.addAssignment(m.manager, account, { role: "clerk", district: 17 }))).toBe("account-own");
  expect(await codeOf(m.access.endAssignment(m.manager, own!.id))).toBe("account-own");
  expect(await codeOf(m.access.setDisabled(m.manager, account, true))).toBe("account-own");
});

describe("an assignment", () => {
  test("ends at once or on a day, and only once", async () => {
    const made = await m.access.createAccount(m.manager, person("clerk", 17));
    const [first] = made.assignments;
    await m.access.endAssignment(m.manager, first!.id, "2025-10-10");
    expect((await m.access.accounts.get(m.manager, made.id)).assignments[0]).toMatchObject({
      state: "valid",
      validTo: "2025-10-10",
    });
    expect((await m.at("2025-10-10T23:00:00Z").findAccount(made.id))?.assignments).toHaveLength(1);
    expect((await m.at("2025-10-11T12:00:00Z").findAccount(made.id))?.assignments).toHaveLength(0);
    await m.access.endAssignment(m.manager, first!.id);
    expect((await m.access.findAccount(made.id))?.assignments).toEqual([]);
    expect(await codeOf(m.access.endAssignment(m.manager, first!.id))).toBe("not-found");
    const events = (await listEvents(m.t.db, { limit: 1000 })).filter(({ subject }) => subject === made.id);
    expect(events.map(({ action }) => action).reverse()).toEqual([
      ...["account.created", "assignment.given", "assignment.last-day-set", "account.view", "assignment.ended"],
    ]);
  });

  test.each([
    ["a district that is none", { district: 99 }, "district-unknown"],
    ["a school of another district", { schools: [22130] }, "school-unknown"],
    ["a last day before the first", { validFrom: "2025-11-01", validTo: "2025-10-31" }, "account-dates"],
  ])("is refused with %s", async (_what, wrong, code) => {
    expect(await codeOf(m.access.createAccount(m.manager, person("clerk", 17, wrong)))).toBe(code);
  });
});

test("an account is found by part of its name, by role, by district and by state", async () => {
  const made = await m.access.createAccount(m.manager, { ...person("clerk", 23), name: "Zoe Zebra_100%" });
  const found = async (query: object) => (await m.access.accounts.list(m.manager, query)).accounts.map(({ id }) => id);
  expect(await found({ search: "zebra" })).toEqual([made.id]);
  expect(await found({ search: "a_1" })).toEqual([made.id]);
  expect(await found({ search: "%" })).toEqual([made.id]);
  expect(await found({ district: 23 })).toEqual([made.id]);
  expect(await found({ role: "clerk", district: 23, state: "open" })).toEqual([made.id]);
  expect(await found({ district: 23, state: "closed" })).toEqual([]);
  await m.access.setDisabled(m.manager, made.id, true);
  expect(await found({ search: "zebra", state: "closed" })).toEqual([made.id]);
  await m.access.setDisabled(m.manager, made.id, false);
  await m.access.endAssignment(m.manager, made.assignments[0]!.id);
  expect(await found({ search: "zebra", state: "unassigned" })).toEqual([made.id]);
});

test("the first administrator is made once", async () => {
  const empty = await managedAccess();
  try {
    const boss = { name: "Bea Boss", email: "bea@state.example" };
    expect(await codeOf(empty.access.accounts.makeFirstAdministrator(boss))).toBe("administrator-exists");
    await empty.access.setDisabled(systemActor, empty.manager.account, true);
    const both = await Promise.all([1, 2].map(() => empty.access.accounts.makeFirstAdministrator(boss)));
    expect(both.map(({ made }) => made).sort()).toEqual([false, true]);
    expect(both[0]?.account.assignments).toMatchObject([{ role: "state-manager" }]);
    const other = { name: "Ben Other", email: "ben@state.example" };
    expect(await codeOf(empty.access.accounts.makeFirstAdministrator(other))).toBe("administrator-exists");
    expect(await codeOf(empty.access.accounts.makeFirstAdministrator({ ...other, role: "clerk" }))).toBe(
      "administrator-role-unclear",
    );
  } finally {
    await empty.t.close();
  }
});
