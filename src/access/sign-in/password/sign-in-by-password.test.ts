// Signing in by password: nobody learns whether an account exists, guessing ends, codes are asked for and taken once.
import { generate } from "otplib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listEvents } from "../../../audit/index.ts";
import { type Clock, type Db, resolveProfile } from "../../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../../platform/testing/test-database.ts";
import type { Account } from "../../accounts/model.ts";
import { type Access, createAccess } from "../../create-access.ts";
import { systemActor } from "../../policy/actor.ts";
import { type AccessPolicy, loadAccessPolicy } from "../../policy/policy.ts";

const password = "tango violet 93 lamp";
const from = (remote = "10.0.0.1") => ({ remote, device: "test" });
let t: TestDatabase;
let policy: AccessPolicy;
let access: Access;
let now = new Date("2025-10-01T12:00:00Z");
const clock: Clock = { now: () => now };
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
/** Every statement that the program sends, in order: what an onlooker with a stopwatch could tell apart. */
const statements: string[] = [];
function listening(db: Db): Db {
  const noting = (query: (...args: unknown[]) => unknown, on: object) =>
    function noted(...args: unknown[]) {
      const [first] = args as [string | { text: string }];
      statements.push(typeof first === "string" ? first : first.text);
      return query.apply(on, args);
    };
  return new Proxy(db, {
    get(target, name) {
      if (name === "query") return noting(target.query as never, target);
      if (name !== "connect") return Reflect.get(target, name);
      return async () => {
        const tx = await target.connect();
        return new Proxy(tx, {
          get: (inner, of) => {
            const value = Reflect.get(inner, of);
            if (of === "query") return noting(value as never, inner);
            return typeof value === "function" ? value.bind(inner) : value;
          },
        });
      };
    },
  });
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );
let made = 0;
async function person(withPassword = true): Promise<Account> {
  const email = `p${made++}@example.org`;
  const account = await access.createAccount(systemActor, { name: "Pat Person", email, role: "clerk", district: 17 });
  if (!withPassword) return account;
  const link = await access.createSignInLink(systemActor, account.id);
  await access.entrance.setUpByLink(link.token, password, from());
  return account;
}
const enter = (email: string, word = password, remote?: string) =>
  access.entrance.signInByPassword({ email, password: word }, from(remote));

beforeAll(async () => {
  t = await testDatabase();
  policy = loadAccessPolicy(resolveProfile("new-hampshire"));
  access = createAccess({ db: listening(t.db), policy, clock, signIn: { key: Buffer.alloc(32, 7) } });
});
beforeEach(() => later(24 * 60));
afterAll(() => t.close());

describe("a link", () => {
  test("sets a password up and signs in; it does not sign in by itself, and not twice", async () => {
    const account = await person(false);
    const link = await access.createSignInLink(systemActor, account.id);
    const other = await access.createSignInLink(systemActor, account.id);
    expect(await codeOf(access.signIn(link.token, "10.0.0.1"))).toBe("link-sets-up");
    expect(await codeOf(access.entrance.setUpByLink(link.token, "password1234", from()))).toBe("password-common");
    const outcome = await access.entrance.setUpByLink(link.token, password, from());
    expect(outcome.step).toBe("done");
    for (const used of [link, other])
      expect(await codeOf(access.entrance.setUpByLink(used.token, "another good one 11", from()))).toBe(
        "sign-in-link-invalid",
      );
    expect(await codeOf(enter(account.email))).toBe("done");
  });

  test("for who has forgotten the password ends the sessions that were open", async () => {
    const account = await person();
    const outcome = await enter(account.email);
    const sessionToken = outcome.step === "done" ? outcome.sessionToken : "";
    expect(await access.findSession(sessionToken)).toBeDefined();
    const link = await access.createSignInLink(systemActor, account.id);
    expect(await codeOf(access.entrance.setUpByLink(link.token, password, from()))).toBe("password-same");
    await access.entrance.setUpByLink(link.token, "seven green bicycles", from());
    expect(await access.findSession(sessionToken)).toBeUndefined();
    expect(await codeOf(enter(account.email))).toBe("sign-in-refused");
    expect(await codeOf(enter(account.email, "seven green bicycles"))).toBe("done");
  });
});

describe("who guesses", () => {
  test("cannot tell an unknown account from a known, closed or passwordless one: same answer, same work", async () => {
    const known = await person();
    const closed = await person();
    const without = await person(false);
    await t.owner.query("UPDATE access.account SET disabled_at = now() WHERE id = $1", [closed.id]);
    const seen: { answer: unknown; work: string[] }[] = [];
    for (const [email, word] of [
      [known.email, "not the password"],
      ["nobody@example.org", "not the password"],
      [closed.email, password],
      [without.email, password],
    ] as const) {
      statements.length = 0;
      const problem = await enter(email, word, "10.0.1.1").then(
        () => "let in",
        (error) => error.toDocument(),
      );
      seen.push({ answer: problem, work: [...statements] });
    }
    expect(seen[0]?.answer).toMatchObject({ code: "sign-in-refused", facts: {} });
    expect(seen[0]?.work.length).toBeGreaterThan(8);
    for (const one of seen) expect(one).toEqual(seen[0]);
  });

  test("is stopped after ten attempts for a name, known or not, even with the right password, for a quarter of an hour", async () => {
    const known = await person();
    for (const email of [known.email, `un${known.email}`]) {
      for (let i = 0; i < 10; i++) expect(await codeOf(enter(email, "wrong", `10.1.0.${i}`))).toBe("sign-in-refused");
      expect(await codeOf(enter(email, password, "10.1.1.1"))).toBe("too-many-attempts");
    }
    later(16);
    expect(await codeOf(enter(known.email))).toBe("done");
    const events = await listEvents(t.db);
    expect(events.find(({ action }) => action === "sign-in.locked")).toMatchObject({ action: "sign-in.locked" });
    expect(events.filter(({ action, subject }) => action === "sign-in.locked" && subject === known.id)).toHaveLength(1);
  });

  test("with thirty guesses at once has made thirty, not one", async () => {
    const known = await person();
    const guesses = Array.from({ length: 30 }, (_, at) => codeOf(enter(known.email, `guess ${at}`, `10.2.0.${at}`)));
    const answers = await Promise.all(guesses);
    expect(answers.filter((one) => one === "sign-in-refused")).toHaveLength(10);
    expect(answers.filter((one) => one === "too-many-attempts")).toHaveLength(20);
  });

  test("from one address tries sixty names and no more; others go on", async () => {
    const known = await person();
    for (let i = 0; i < 60; i++) await codeOf(enter(`name${i}@example.org`, "wrong", "10.3.0.1"));
    expect(await codeOf(enter(known.email, password, "10.3.0.1"))).toBe("too-many-attempts");
    expect(await codeOf(enter(known.email, password, "10.3.0.2"))).toBe("done");
  });
});

describe("one-time codes", () => {
  const codeNow = (secret: string) => generate({ secret, epoch: Math.floor(now.getTime() / 1000) });
  async function withCodes() {
    const account = await person();
    const { secret, picture } = await access.entrance.beginEnrolment(account);
    const recovery = (await access.entrance.confirmEnrolment(account.id, await codeNow(secret))) ?? [];
    later(1);
    return { account, secret, picture, recovery };
  }
  const first = async (email: string) => {
    const outcome = await enter(email);
    if (outcome.step !== "second-factor") throw new Error(`no second factor: ${outcome.step}`);
    return outcome.token;
  };

  test("are asked for after the password, and each is taken once", async () => {
    const { account, secret, picture } = await withCodes();
    expect(picture).toMatch(/^data:image\/png;base64,/);
    const code = await codeNow(secret);
    const one = await first(account.email);
    const other = await first(account.email);
    expect(await codeOf(access.entrance.finishSecondFactor(one, "000000", from()))).toBe("code-refused");
    const both = await Promise.all(
      [one, other].map((token) => codeOf(access.entrance.finishSecondFactor(token, code, from()))),
    );
    expect(both.sort()).toEqual(["code-refused", "done"]);
    later(1);
    expect(await codeOf(access.entrance.finishSecondFactor(other, await codeNow(secret), from()))).toBe("done");
    expect(await codeOf(access.entrance.finishSecondFactor(other, await codeNow(secret), from()))).toBe("sign-in-over");
  });

  test("the secret is sealed in the database, for its own account only", async () => {
    const { account, secret } = await withCodes();
    const other = await withCodes();
    const { rows } = await t.owner.query("SELECT sealed_secret FROM access.one_time_code WHERE account_id = $1", [
      account.id,
    ]);
    expect(rows[0].sealed_secret.toString("latin1")).not.toContain(secret);
    await t.owner.query("UPDATE access.one_time_code SET sealed_secret = $2 WHERE account_id = $1", [
      ...[other.account.id, rows[0].sealed_secret],
    ]);
    const token = await first(other.account.email);
    await expect(access.entrance.finishSecondFactor(token, await codeNow(secret), from())).rejects.toThrow();
  });

  test("a recovery code stands for one, once, and is not in the database", async () => {
    const { account, recovery } = await withCodes();
    expect(new Set(recovery).size).toBe(10);
    const [used = ""] = recovery;
    expect(used).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const typed = used.toLowerCase().replaceAll("-", " ");
    expect(await codeOf(access.entrance.finishSecondFactor(await first(account.email), typed, from()))).toBe("done");
    expect(await codeOf(access.entrance.finishSecondFactor(await first(account.email), typed, from()))).toBe(
      "code-refused",
    );
    const { rows } = await t.owner.query("SELECT row_to_json(r)::text AS line FROM access.recovery_code r");
    expect(rows.map(({ line }) => line).join()).not.toContain(used.replaceAll("-", ""));
  });

  test("are not guessed by who has the password: wrong ones count like wrong passwords", async () => {
    const { account } = await withCodes();
    const answers: string[] = [];
    for (let i = 0; i < 12; i++) {
      const outcome = await enter(account.email).catch((error) => error.code);
      if (typeof outcome === "string") answers.push(outcome);
      else answers.push(await codeOf(access.entrance.finishSecondFactor(outcome.token, "123123", from())));
    }
    expect(answers.filter((one) => one === "code-refused").length).toBeLessThanOrEqual(10);
    expect(answers.at(-1)).toBe("too-many-attempts");
  });

  test("lost with their device and the recovery codes are taken off by who manages the account", async () => {
    const { account } = await withCodes();
    const clerk = await access.getActor((await person()).email);
    expect(await codeOf(access.entrance.resetSecondFactor(clerk, account.id))).toBe("denied");
    expect(await access.entrance.resetSecondFactor(systemActor, account.id)).toBe(true);
    expect(await access.entrance.resetSecondFactor(systemActor, account.id)).toBe(false);
    const manager = await access.createAccount(systemActor, {
      name: "Mo Manager",
      email: "mo@x.example",
      role: "state-manager",
    });
    expect(await codeOf(access.entrance.resetSecondFactor(await access.getActor(manager.id), manager.id))).toBe(
      "account-own",
    );
    expect((await enter(account.email)).step).toBe("done");
  });
});

describe("a password that runs out", () => {
  test("is asked to be changed where the policy says so, and nowhere else", async () => {
    const account = await person();
    const strict = createAccess({ db: t.db, policy: { ...policy, password_days: 30 }, clock });
    const lax = createAccess({ db: t.db, policy: { ...policy, password_days: undefined }, clock });
    later(400 * 24 * 60);
    const kept = await lax.entrance.signInByPassword({ email: account.email, password }, from());
    expect(kept.step).toBe("done");
    const outcome = await strict.entrance.signInByPassword({ email: account.email, password }, from());
    if (outcome.step !== "new-password") throw new Error(outcome.step);
    expect(await codeOf(strict.entrance.renewPassword(outcome.token, password, from()))).toBe("password-same");
    const opened = await strict.entrance.renewPassword(outcome.token, "seven green bicycles", from());
    expect(await strict.findSession(opened.sessionToken)).toBeDefined();
    expect(await codeOf(strict.entrance.renewPassword(outcome.token, "nine blue bicycles x", from()))).toBe(
      "sign-in-over",
    );
  });
});
