// A person's own sessions and tokens: other rights, another token; what is ended is over; nobody reaches another's.
import { afterAll, beforeAll, expect, test } from "vitest";
import { listEvents } from "../../../audit/index.ts";
import { type Clock, resolveProfile } from "../../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../../platform/testing/test-database.ts";
import type { Account } from "../../accounts/model.ts";
import { type Access, createAccess } from "../../create-access.ts";
import { systemActor } from "../../policy/actor.ts";
import { loadAccessPolicy } from "../../policy/policy.ts";

let t: TestDatabase;
let access: Access;
let ada: Account;
let bob: Account;
let now = new Date("2025-10-01T12:00:00Z");
const clock: Clock = { now: () => now };
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );
const open = async ({ id }: Account) =>
  access.signIn((await access.createSignInLink(systemActor, id)).token, "10.0.0.1", "Mozilla/5.0 Firefox/140.0");

beforeAll(async () => {
  t = await testDatabase();
  const policy = loadAccessPolicy(resolveProfile("new-hampshire"));
  access = createAccess({ db: t.db, policy, clock, signIn: { links: "sign-in" } });
  const clerk = { role: "clerk", district: 17 };
  ada = await access.createAccount(systemActor, { name: "Ada Clerk", email: "ada@example.org", ...clerk });
  bob = await access.createAccount(systemActor, { name: "Bob Clerk", email: "bob@example.org", ...clerk });
  // A session begins in the oldest of its assignments.
  later(1);
  ada = await access.addAssignment(systemActor, ada.id, { role: "superintendent", district: 19 });
});
afterAll(() => t.close());

test("acting in another role gives the session another token, and the old one is worth nothing", async () => {
  const { sessionToken, session } = await open(ada);
  expect(session.actor).toMatchObject({ role: "clerk", district: 17 });
  const other = session.assignments.find(({ role }) => role === "superintendent")?.id ?? "";
  const renewed = await access.switchAssignment(sessionToken, other);
  expect(await access.findSession(sessionToken)).toBeUndefined();
  const found = await access.findSession(renewed);
  expect(found).toMatchObject({ id: session.id, actor: { role: "superintendent", district: 19 } });
  expect(found?.csrf).not.toBe(session.csrf);
  expect(found?.provedAt).toEqual(session.provedAt);
  expect(await codeOf(access.switchAssignment(renewed, bob.assignments[0]?.id ?? ""))).toBe("not-found");
});

test("the last use is noted to the minute, and a proof is fresh for ten", async () => {
  const { sessionToken, session } = await open(bob);
  const lastUse = async () => (await access.entrance.listSessions(bob.id, session.id))[0]?.lastUsedAt.toISOString();
  const opened = now.toISOString();
  later(0.5);
  await access.findSession(sessionToken);
  expect(await lastUse()).toBe(opened);
  later(1);
  await access.findSession(sessionToken);
  expect(await lastUse()).toBe(now.toISOString());
  expect(access.entrance.isFresh(session)).toBe(true);
  later(9);
  expect(access.entrance.isFresh(session)).toBe(false);
});

test("one is ended by its owner only, all others at once, and each ending is an event", async () => {
  const [first, second, third] = [await open(ada), await open(ada), await open(ada)];
  expect(await codeOf(access.entrance.endOwnSession(bob.id, first.session.id))).toBe("not-found");
  expect(await codeOf(access.entrance.endOwnSession(ada.id, first.session.id))).toBe("done");
  expect(await codeOf(access.entrance.endOwnSession(ada.id, first.session.id))).toBe("not-found");
  expect(await access.findSession(first.sessionToken)).toBeUndefined();
  expect(await access.entrance.endOtherSessions(ada.id, third.sessionToken)).toBeGreaterThanOrEqual(1);
  expect(await access.findSession(second.sessionToken)).toBeUndefined();
  expect(await access.findSession(third.sessionToken)).toBeDefined();
  expect(await access.entrance.listSessions(ada.id, third.session.id)).toMatchObject([{ current: true }]);
  const ended = (await listEvents(t.db)).filter(({ action }) => action === "session.ended");
  expect(ended).toHaveLength(2);
});

test("a token acts in its assignment, for a year at most, and ends with the assignment", async () => {
  const actor = (await open(ada)).session.actor;
  const token = await access.entrance.createApiToken(actor, { name: "Nightly", days: 9999 });
  const [listed] = await access.entrance.listApiTokens(ada.id);
  expect((listed?.expiresAt.getTime() ?? 0) - now.getTime()).toBe(365 * 24 * 3_600_000);
  const use = (one = token) => access.entrance.getTokenActor(one, "10.0.0.9");
  expect(await use()).toMatchObject({ account: ada.id, role: "clerk", district: 17 });
  expect(await codeOf(use(`${token}x`))).toBe("api-token-invalid");
  const { rows } = await t.owner.query("SELECT row_to_json(k)::text AS line FROM access.api_token k");
  expect(rows.map(({ line }) => line).join()).not.toContain(token.slice(9));
  expect(await codeOf(access.entrance.endApiToken(bob.id, listed?.id ?? ""))).toBe("not-found");
  await access.endAssignment(systemActor, actor.assignment ?? "");
  expect(await codeOf(use())).toBe("api-token-invalid");
  const events = (await listEvents(t.db)).filter(({ action }) => action === "sign-in.refused");
  expect(events[0]?.details).toEqual({ by: "api-token", remote: "10.0.0.9" });
});

test("a token runs out to the day", async () => {
  const token = await access.entrance.createApiToken((await open(bob)).session.actor, { name: "Short", days: 1 });
  later(24 * 60 - 1);
  expect(await codeOf(access.entrance.getTokenActor(token, "10.0.0.9"))).toBe("done");
  later(1);
  expect(await codeOf(access.entrance.getTokenActor(token, "10.0.0.9"))).toBe("api-token-invalid");
});

test("who lost the password and gets a link gets rid of every token with it", async () => {
  const token = await access.entrance.createApiToken((await open(bob)).session.actor, { name: "Stolen", days: 30 });
  const { token: link } = await access.createSignInLink(systemActor, bob.id);
  const from = { remote: "10.0.0.9", device: "" };
  expect(await codeOf(access.entrance.getTokenActor(token, "10.0.0.9"))).toBe("done");
  await access.entrance.setUpByLink(link, "a quiet brown owl at noon", from);
  expect(await codeOf(access.entrance.getTokenActor(token, "10.0.0.9"))).toBe("api-token-invalid");
  const [ended] = (await listEvents(t.db)).filter(({ action }) => action === "credential.removed");
  expect(ended).toMatchObject({ subject: bob.id, details: { kind: "api-token", because: "link" } });
});
