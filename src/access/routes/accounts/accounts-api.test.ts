// Accounts and login requests as JSON: what is made, what is refused, and in which words.

import { createMiddleware } from "hono/factory";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWebApp } from "../../../web/index.ts";
import type { Actor } from "../../policy/actor.ts";
import { type ManagedAccess, managedAccess, testDay } from "../../testing/managed-access.ts";
import type { SignedInEnv } from "../session-guard.tsx";
import { accountsRoutes } from "./accounts-routes.ts";

let m: ManagedAccess;
let by: Actor | undefined;
let app: ReturnType<typeof createWebApp>;
let remote = 0;
beforeAll(async () => {
  m = await managedAccess();
  app = createWebApp({
    product: { name: "Rollbook", jurisdiction: "State", version: "1" },
    assetFolders: [],
    log: () => {},
  });
  // Who asks is the guard's work, tested beside it.
  app.use(
    createMiddleware<SignedInEnv>((c, next) => {
      if (by) c.set("actor", by);
      return next();
    }),
  );
  const deps = { access: m.access, jurisdiction: "State", today: () => testDay };
  app.route("/", accountsRoutes({ ...deps, remoteAddress: () => `10.0.0.${++remote}` }));
});
afterAll(() => m.t.close());

type Answer = { status: number; body: Record<string, never> & { code?: string; detail?: string } };
async function ask(actor: Actor | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
  by = actor;
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": "application/json" };
  const answer = await app.request(`http://x.test/api/v1${path}`, {
    method,
    headers,
    ...(text === undefined ? {} : { body: text }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer["body"] };
}
const deep = (value: unknown) => value as { [name: string]: never } & { id: string; path: string };

test("an account is made with its set-up link, changed, and found again", async () => {
  const made = await ask(m.coordinator, "POST", "/accounts", {
    name: "Ann Ash",
    email: "ann@a.example",
    role: "clerk",
    district: 17,
  });
  expect(made.status).toBe(201);
  const { id } = deep(made.body.account);
  expect(deep(made.body.link).path).toMatch(/^\/sign-in\/[\w-]{43}$/);
  const given = {
    role: "school-clerk",
    district: 17,
    schools: [21745],
    validFrom: "2025-11-01",
    validTo: "2026-06-30",
  };
  const assigned = await ask(m.coordinator, "POST", `/accounts/${id}/assignments`, given);
  expect([assigned.status, assigned.body.assignments]).toMatchObject([
    201,
    [{ ...given, state: "to come" }, { state: "valid" }],
  ]);
  const [first] = assigned.body.assignments as unknown as { id: string }[];
  const path = `/accounts/${id}/assignments/${first?.id}`;
  expect((await ask(m.coordinator, "PATCH", path, { validTo: "2025-12-31" })).body.assignments).toMatchObject([
    { validTo: "2025-12-31" },
    {},
  ]);
  expect((await ask(m.coordinator, "PATCH", path, {})).status).toBe(200);
  expect((await ask(m.coordinator, "PATCH", path, {})).status).toBe(404);
  expect((await ask(m.coordinator, "PATCH", `/accounts/${id}`, { name: "Ann Oak" })).body).toMatchObject({
    name: "Ann Oak",
  });
  expect((await ask(m.coordinator, "PATCH", `/accounts/${id}`, { disabled: true })).status).toBe(403);
  expect((await ask(m.manager, "PATCH", `/accounts/${id}`, { disabled: true })).body).toHaveProperty("disabledAt");
  expect((await ask(m.manager, "GET", "/accounts?search=ann&state=closed")).body).toMatchObject({
    total: 1,
    accounts: [{ id }],
  });
});

describe("is refused, in the words of the screen", () => {
  const ash = { name: "Bo Ash", email: "bo@a.example", role: "clerk", district: 17 };
  test.each([
    ["a shared address", { ...ash, email: "office@a.example" }, 422, "account-shared"],
    ["an unknown key", { ...ash, admin: true }, 422, "invalid-input"],
    ["a text for a number", { ...ash, district: "17" }, 422, "invalid-input"],
    ["no JSON", "{", 422, "invalid-input"],
    ["a role not to give", { ...ash, role: "superintendent" }, 403, "denied"],
    ["another district", { ...ash, district: 19 }, 404, "not-found"],
    ["a taken address", { ...ash, email: "CORA@amherst.example" }, 409, "account-exists"],
  ])("%s", async (_what, body, status, code) => {
    const answer = await ask(m.coordinator, "POST", "/accounts", body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test("a foreign account, in the very words of one that does not exist", async () => {
    const foreign = await m.access.createAccount(m.manager, { ...ash, email: "foreign@a.example", district: 19 });
    const nobody = "00000000-0000-4000-8000-000000000000";
    for (const [method, rest, body] of [
      ["GET", "", undefined],
      ["PATCH", "", { name: "New Name" }],
      ["POST", "/assignments", { role: "clerk", district: 17 }],
      ["PATCH", `/assignments/${foreign.assignments[0]?.id}`, {}],
      ["POST", "/link", undefined],
    ] as const) {
      const there = await ask(m.coordinator, method, `/accounts/${foreign.id}${rest}`, body);
      expect(there).toEqual(await ask(m.coordinator, method, `/accounts/${nobody}${rest}`, body));
      expect(there.status).toBe(404);
    }
    expect((await ask(m.coordinator, "GET", "/accounts/no-id")).status).toBe(404);
    expect((await ask(undefined, "GET", `/accounts/${foreign.id}`)).status).toBe(401);
  });
});

test("a file is checked and imported; its faults come with line and column", async () => {
  const text = "name,email,role,district\nFay Fir,fay@b.example,clerk,17\n";
  expect((await ask(m.coordinator, "POST", "/accounts/import?check=1", text)).body).toMatchObject({
    added: 1,
    links: [],
  });
  expect(await m.access.findAccount("fay@b.example")).toBeUndefined();
  expect((await ask(m.coordinator, "POST", "/accounts/import?links=1", text)).body).toMatchObject({
    added: 1,
    links: [{ email: "fay@b.example" }],
  });
  const wrong = await ask(m.coordinator, "POST", "/accounts/import", text.replace(",17", ",x"));
  expect(wrong).toMatchObject({
    status: 422,
    body: { code: "account-file-invalid", facts: { issues: [{ line: 2, column: 4 }] } },
  });
});

test("a login request is sent without a session, and decided by who manages the district's accounts", async () => {
  const offered = await ask(undefined, "GET", "/login-request");
  const roles = (offered.body.roles as unknown as { id: string }[]).map(({ id }) => id);
  expect(roles).toEqual(expect.arrayContaining(["clerk", "school-clerk"]));
  expect(roles).not.toContain("state-manager");
  const asked = { name: "Nina New", email: "nina@c.example", role: "clerk", district: 17, reason: "Uploads" };
  expect(await ask(undefined, "POST", "/login-request", asked)).toEqual({ status: 202, body: { received: true } });
  expect(await ask(undefined, "POST", "/login-request", asked)).toEqual({ status: 202, body: { received: true } });
  expect((await ask(undefined, "GET", "/login-requests")).status).toBe(401);
  const { requests, total } = (await ask(m.coordinator, "GET", "/login-requests")).body as unknown as {
    requests: { id: string }[];
    total: number;
  };
  expect(total).toBe(1);
  const path = `/login-requests/${requests[0]?.id}`;
  expect((await ask(m.coordinator, "POST", `${path}/approve`, { signature: "Nina New" })).body.code).toBe(
    "signature-differs",
  );
  const approved = await ask(m.coordinator, "POST", `${path}/approve`, { signature: "Cora Coordinator" });
  expect(deep(approved.body.link).path).toMatch(/^\/sign-in\//);
  expect((await ask(m.coordinator, "POST", `${path}/approve`, { signature: "Cora Coordinator" })).body).toEqual({
    account: approved.body.account,
  });
  expect((await ask(m.coordinator, "POST", `${path}/refuse`, { refusal: "No" })).body.code).toBe(
    "login-request-closed",
  );
});
