// The whole program over a fresh database of a profile, with a clock that tests move, and people who sign in and ask over
// HTTP. What is in the database is a world, written out by the test.
import { systemActor } from "../../../src/access/index.ts";
import { createApp } from "../../../src/composition/app.ts";
import { type Installation, openInstallation } from "../../../src/composition/installation.ts";
import { type TestDatabase, testDatabase } from "../../../src/platform/testing/test-database.ts";
import { loadWorlds } from "./load-worlds.ts";
import type { World } from "./world.ts";

export type Visitor = {
  ask(path: string, method?: string, form?: Record<string, string>): Promise<Response>;
  /** How many students the list shows; none where the role may not see the list today. */
  students(): Promise<number>;
  signOut(): Promise<void>;
};

export type Office = {
  installation: Installation;
  owner: TestDatabase["owner"];
  app: Awaited<ReturnType<typeof createApp>>;
  /** Sets the clock: an instant with its offset from UTC, as `2026-06-30T23:59:59-05:00`. */
  at(instant: string): void;
  signIn(account: string): Promise<Visitor>;
  close(): Promise<void>;
};

export const openOffice = async (profile: string, world: World, instant: string): Promise<Office> => {
  let now = new Date(instant);
  const database = await testDatabase(profile);
  const installation = await openInstallation(database.config, { now: () => new Date(now) });
  await loadWorlds(database.owner, world);
  const app = await createApp(installation);
  const { access } = installation;

  const signIn = async (account: string): Promise<Visitor> => {
    const { path } = await access.createSignInLink(systemActor, account);
    const { sessionToken, session } = await access.signIn(path.split("/").at(-1) ?? "", "127.0.0.1");
    const origin = "http://127.0.0.1";
    const headers = { cookie: `rollbook_session=${sessionToken}`, "x-csrf-token": session.csrf, origin };
    const ask: Visitor["ask"] = async (address, method = "GET", form) => {
      const body = method === "GET" || method === "HEAD" ? undefined : new URLSearchParams(form);
      return app.request(origin + address, { method, body, headers: { ...headers, accept: "application/json" } });
    };
    return {
      ask,
      students: async () => {
        const answer = await ask("/api/v1/students");
        if (answer.status === 403 || answer.status === 401) return 0;
        if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
        return ((await answer.json()) as { total: number }).total;
      },
      signOut: () => access.signOut(sessionToken),
    };
  };
  return {
    ...{ installation, app, signIn, owner: database.owner },
    at: (to) => {
      now = new Date(to);
    },
    close: async () => {
      await installation.close();
      await database.close();
    },
  };
};

export const accountId = (n: number): string => `00000001-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const assignmentId = (n: number): string => `00000002-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const grantId = (n: number): string => `00000003-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** A world with nobody in it, to be filled. */
export const emptyWorld = (): World => ({
  ...{ today: "", accounts: [], assignments: [], edges: [], grants: [], students: [], enrollments: [], plans: [] },
  ...{ classes: [], rosters: [] },
  others: { program: [], economic_status: [], health_note: [], attendance: [], assessment: [] },
});
