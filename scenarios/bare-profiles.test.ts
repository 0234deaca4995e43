// Profiles that collect and report nothing yet: an installation opens, people sign in, and no screen or entry of what is
// absent is there. What each person may do is in the who-may tables beside the policy.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "../src/access/index.ts";
import { profileChecks } from "../src/composition/all-commands.ts";
import { createApp } from "../src/composition/app.ts";
import { type Installation, openInstallation } from "../src/composition/installation.ts";
import { dictionaryIssues } from "../src/dictionary/check-profile.ts";
import { fixedClock, resolveProfile } from "../src/platform/index.ts";
import { type TestDatabase, testDatabase } from "../src/platform/testing/test-database.ts";

// One person of each profile who manages it, one who teaches, one who is told why nothing is here.
const people: [profile: string, title: string, identifier: string, roles: [string, string, string]][] = [
  ["missouri", "Missouri", "MOSIS ID", ["manager", "teacher", "board"]],
  ["boston", "Boston Public Schools", "SASID", ["data-office-director", "teacher", "media"]],
  ["connecticut", "School district, Connecticut", "SASID", ["superintendent", "teacher", "board-member"]],
  ["westford", "Westford Public Schools", "SASID", ["superintendent", "teacher", "school-committee"]],
];

describe.each(people)("the profile %s", (profile, title, identifier, roles) => {
  let t: TestDatabase;
  let installation: Installation;
  let app: Awaited<ReturnType<typeof createApp>>;

  beforeAll(async () => {
    t = await testDatabase(profile);
    installation = await openInstallation(t.config, fixedClock("2025-10-06T14:00:00Z"));
    app = await createApp(installation);
  });
  afterAll(async () => {
    await installation?.close();
    await t?.close();
  });

  const cookies = new Map<string, string>();
  const cookieOf = async (role: string): Promise<string> => {
    const known = cookies.get(role);
    if (known) return known;
    const { access } = installation;
    const district = access.policy.roles[role]?.reach === "district" ? 1 : undefined;
    const name = `Robin ${role}`;
    const account = await access.createAccount(systemActor, { name, email: `${role}@example.org`, role, district });
    const { path } = await access.createSignInLink(systemActor, account.id);
    const { sessionToken } = await access.signIn(path.split("/").at(-1) ?? "", "127.0.0.1");
    cookies.set(role, `rollbook_session=${sessionToken}`);
    return cookieOf(role);
  };
  const ask = async (path: string, cookie: string) => {
    const get = (at: string) => app.request(`http://localhost${at}`, { headers: { cookie, accept: "text/html" } });
    const first = await get(path);
    // Some land on their own students.
    const answer = first.status === 302 ? await get(first.headers.get("location") ?? "") : first;
    return { status: answer.status, text: await answer.text() };
  };

  test("is right in every part, and has the words of its jurisdiction", () => {
    const dir = resolveProfile(profile);
    expect(dictionaryIssues(dir)).toEqual([]);
    for (const check of profileChecks) expect(() => check(dir)).not.toThrow();
    expect(installation.dictionary).toMatchObject({ title, identifier });
    expect([installation.dictionary.collections.size, installation.reports.list().length]).toEqual([0, 0]);
  });

  test.each(roles)("shows %s a home page without entries of what is absent", async (role) => {
    const { status, text } = await ask("/", await cookieOf(role));
    expect(status).toBe(200);
    expect(text).toContain(title);
    expect(text).not.toMatch(/href="\/(progress|reports)/);
  });

  test("answers with no reports, and with collections that do not exist", async () => {
    const cookie = await cookieOf(roles[0]);
    expect((await ask("/reports", cookie)).status).toBe(200);
    expect((await ask("/progress/BOY/2026", cookie)).status).toBe(404);
  });
});
