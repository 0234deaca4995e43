// The screen, its file and its JSON twin: for who holds policy.view, with an event each; the own rights for everybody.
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { createWebApp } from "../../web/index.ts";
import { type Access, createAccess } from "../create-access.ts";
import { systemActor } from "../policy/actor.ts";
import { loadAccessPolicy } from "../policy/policy.ts";
import { policyRoutes } from "./policy-routes.tsx";
import { sessionGuard } from "./session-guard.tsx";

let t: TestDatabase;
let access: Access;
let app: ReturnType<typeof createWebApp>;
const clock = fixedClock("2025-10-06T14:00:00Z");
const cookies = new Map<string, string>();

beforeAll(async () => {
  t = await testDatabase("connecticut");
  const policy = loadAccessPolicy(t.config.profileDir ?? "");
  access = createAccess({ db: t.db, policy, clock, signIn: { links: "sign-in" } });
  app = createWebApp({
    product: { name: "Rollbook", jurisdiction: "Somewhere", version: "test" },
    trustProxy: false,
    assetFolders: [],
  });
  app.use(
    sessionGuard({ access, navigation: [], organizationName: async () => "Somewhere", remoteAddress: () => "unknown" }),
  );
  app.route("/", policyRoutes({ db: t.db, policy, jurisdiction: "Somewhere", today: () => "2025-10-06" }));
  for (const [role, district] of [["superintendent"], ["teacher", 1]] as const) {
    const person = { name: `Robin ${role}`, email: `${role}@example.org`, role, district };
    const { id } = await access.createAccount(systemActor, person);
    const { path } = await access.createSignInLink(systemActor, id);
    const { sessionToken } = await access.signIn(path.split("/").at(-1) ?? "", "127.0.0.1");
    cookies.set(role, `rollbook_session=${sessionToken}`);
  }
});
afterAll(() => t.close());

const ask = (path: string, role?: string) =>
  app.request(`http://localhost${path}`, {
    headers: { accept: "application/json", cookie: cookies.get(role ?? "") ?? "" },
  });

test("the superintendent sees the matrix on a page, in a file and as JSON, and each is an event", async () => {
  const page = await ask("/policy", "superintendent");
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("The board asks as a whole")]);
  const file = await ask("/policy/matrix.html", "superintendent");
  expect(file.headers.get("content-disposition")).toContain("attachment");
  const json = (await (await ask("/api/v1/policy", "superintendent")).json()) as {
    roles: unknown[];
    tables: unknown[];
  };
  expect([json.roles.length, json.tables.length]).toEqual([22, 10]);
  const { rows } = await t.owner.query(
    "SELECT details->>'as' AS way FROM audit.event WHERE action = 'policy.view' ORDER BY id",
  );
  expect(rows.map(({ way }) => way)).toEqual(["page", "file", "json"]);
});

test("a teacher is denied the policy, and told the own rights", async () => {
  for (const path of ["/policy", "/policy/matrix.html", "/api/v1/policy"])
    expect((await ask(path, "teacher")).status).toBe(403);
  const own = (await (await ask("/api/v1/policy/own", "teacher")).json()) as {
    actions: string[];
    tables: { table: string; fields: { name: string }[] }[];
  };
  expect(own.actions).toEqual(["application.make", "report.public", "roster.view", "student.view"]);
  expect(own.tables.map(({ table }) => table)).not.toContain("health_note");
});

test("nobody else gets an answer", async () => {
  for (const path of ["/policy", "/policy/matrix.html", "/api/v1/policy", "/api/v1/policy/own"])
    expect((await ask(path)).status).toBe(401);
});
