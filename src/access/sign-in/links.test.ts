// Accounts, links and sessions on a real database: once, for a day, and never the token itself in the database.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "../../audit/index.ts";
import { type Clock, resolveProfile } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import type { Account } from "../accounts/model.ts";
import { type Access, createAccess } from "../create-access.ts";
import { systemActor } from "../policy/actor.ts";
import { loadAccessPolicy } from "../policy/policy.ts";

let t: TestDatabase;
let access: Access;
let clerk: Account;
let now = new Date("2025-10-01T12:00:00Z");
const clock: Clock = { now: () => now };
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

beforeAll(async () => {
  t = await testDatabase();
  access = createAccess({
    ...{ db: t.db, policy: loadAccessPolicy(resolveProfile("new-hampshire")), clock },
    signIn: { links: "sign-in", idleMinutes: 60 },
  });
  const ada = { name: "Ada Clerk", email: "Ada@Example.org", role: "clerk", district: 112 };
  clerk = await access.createAccount(systemActor, ada);
});
afterAll(() => t.close());

describe("accounts", () => {
  test("are found by id, address in any case, or name", async () => {
    for (const key of [clerk.id, "ADA@example.org", "Ada Clerk"]) {
      expect(await access.findAccount(key)).toEqual({ ...clerk, email: "ada@example.org" });
    }
    expect(await access.findAccount("nobody")).toBeUndefined();
    expect(await codeOf(access.getActor("nobody"))).toBe("account-unknown");
  });

  test("a name that two people share finds neither", async () => {
    await access.createAccount(systemActor, {
      name: "Twin Clerk",
      email: "t1@example.org",
      role: "clerk",
      district: 1,
    });
    await access.createAccount(systemActor, {
      name: "Twin Clerk",
      email: "t2@example.org",
      role: "clerk",
      district: 2,
    });
    expect(await access.findAccount("Twin Clerk")).toBeUndefined();
  });

  test("need a known role, a district that fits it, and an address of their own", async () => {
    const make = (role: string, email: string, district?: number) =>
      codeOf(access.createAccount(systemActor, { name: "New Clerk", email, role, district }));
    expect(await make("janitor", "j@example.org", 1)).toBe("role-unknown");
    expect(await make("clerk", "c@example.org")).toBe("account-district");
    expect(await make("state-manager", "s@example.org", 112)).toBe("account-district");
    expect(await make("clerk", "ada@EXAMPLE.org", 112)).toBe("account-exists");
  });

  test("a clerk may not make accounts or links", async () => {
    const actor = await access.getActor("ada@example.org");
    expect(await codeOf(access.createSignInLink(actor, clerk.id))).toBe("denied");
  });
});

describe("a sign-in link", () => {
  test("opens one session, once, and both are in the audit log", async () => {
    const link = await access.createSignInLink(systemActor, clerk.id);
    expect(Buffer.from(link.token, "base64url")).toHaveLength(32);
    expect(await access.findSignInLink(link.token)).toBe(clerk.id);
    const both = await Promise.all([
      codeOf(access.signIn(link.token, "10.0.0.1")),
      codeOf(access.signIn(link.token, "10.0.0.1")),
    ]);
    expect(both.sort()).toEqual(["done", "sign-in-link-invalid"]);
    expect(await access.findSignInLink(link.token)).toBeUndefined();
    const events = (await listEvents(t.db)).map((event) => event.action);
    expect(events).toEqual(expect.arrayContaining(["sign-in.granted", "sign-in.refused", "sign-in-link.created"]));
  });

  test("is worth nothing after 24 hours", async () => {
    const link = await access.createSignInLink(systemActor, clerk.id);
    later(24);
    expect(await access.findSignInLink(link.token)).toBeUndefined();
    expect(await codeOf(access.signIn(link.token, "10.0.0.2"))).toBe("sign-in-link-invalid");
  });

  test("and no session is kept in the clear", async () => {
    const link = await access.createSignInLink(systemActor, clerk.id);
    const { sessionToken } = await access.signIn(link.token, "10.0.0.3");
    const { rows } = await t.owner.query(
      "SELECT row_to_json(l)::text AS line FROM access.sign_in_link l UNION ALL SELECT row_to_json(s)::text FROM access.session s",
    );
    const dump = rows.map((row) => row.line).join("\n");
    for (const token of [link.token, sessionToken]) {
      expect(dump).not.toContain(token);
      expect(dump).not.toContain(Buffer.from(token, "base64url").toString("hex"));
    }
  });

  test("ten refusals from one address end its guessing for a quarter of an hour, and shut out nobody with a good link", async () => {
    const guess = (remote: string) => codeOf(access.signIn("guess", remote));
    for (let i = 0; i < 10; i++) expect(await guess("10.0.0.9")).toBe("sign-in-link-invalid");
    expect(await guess("10.0.0.9")).toBe("too-many-attempts");
    expect(await guess("10.0.0.10")).toBe("sign-in-link-invalid");
    const link = await access.createSignInLink(systemActor, clerk.id);
    expect(await codeOf(access.signIn(link.token, "10.0.0.9"))).toBe("done");
    expect(await codeOf(access.signIn(link.token, "10.0.0.9"))).toBe("too-many-attempts");
    later(0.3);
    expect(await guess("10.0.0.9")).toBe("sign-in-link-invalid");
  });
});

describe("a session", () => {
  const open = async () => access.signIn((await access.createSignInLink(systemActor, clerk.id)).token, "10.0.1.1");

  test("knows the actor and ends at sign-out", async () => {
    const { sessionToken, session } = await open();
    const found = await access.findSession(sessionToken);
    expect(found).toEqual(session);
    expect(found?.actor).toMatchObject({ account: clerk.id, role: "clerk", district: 112 });
    await access.signOut(sessionToken);
    expect(await access.findSession(sessionToken)).toBeUndefined();
  });

  test("ends after 12 hours, however busy it is", async () => {
    const { sessionToken } = await open();
    for (let hour = 0; hour < 13; hour++) {
      later(0.9);
      expect(await access.findSession(sessionToken)).toBeDefined();
    }
    later(0.4);
    expect(await access.findSession(sessionToken)).toBeUndefined();
  });

  test("ends after an hour without a request", async () => {
    const { sessionToken } = await open();
    later(0.99);
    expect(await access.findSession(sessionToken)).toBeDefined();
    later(0.99);
    expect(await access.findSession(sessionToken)).toBeDefined();
    later(1);
    expect(await access.findSession(sessionToken)).toBeUndefined();
  });

  test("ends with the account", async () => {
    const { sessionToken } = await open();
    await t.owner.query("UPDATE access.account SET disabled_at = now() WHERE id = $1", [clerk.id]);
    expect(await access.findSession(sessionToken)).toBeUndefined();
    await t.owner.query("UPDATE access.account SET disabled_at = NULL WHERE id = $1", [clerk.id]);
  });
});
