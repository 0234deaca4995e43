// Signing in over HTTP: the link asks before it is used, the cookie is closed to scripts, forms need the session's token.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "../audit/index.ts";
import { fixedClock, homeDir, resolveProfile } from "../platform/index.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/test-database.ts";
import { createWebApp } from "../web/index.ts";
import type { Account } from "./accounts/model.ts";
import { type Access, createAccess } from "./create-access.ts";
import { systemActor } from "./policy/actor.ts";
import { loadAccessPolicy } from "./policy/policy.ts";
import { sessionGuard, signedIn } from "./routes/session-guard.tsx";
import { accessRoutes } from "./routes.tsx";

const origin = "http://workbench.test";
const browser = { accept: "text/html", origin };
let t: TestDatabase;
let access: Access;
let clerk: Account;
let app: ReturnType<typeof createWebApp>;

beforeAll(async () => {
  t = await testDatabase();
  const policy = loadAccessPolicy(resolveProfile("new-hampshire"));
  access = createAccess({ db: t.db, policy, clock: fixedClock("2025-10-06T12:00:00Z"), signIn: { links: "sign-in" } });
  clerk = await access.createAccount(systemActor, {
    name: "Ada Clerk",
    email: "ada@example.org",
    role: "clerk",
    district: 17,
  });
  app = createWebApp({
    product: { name: "Rollbook", jurisdiction: "State", version: "1" },
    assetFolders: [join(homeDir, "src/web/assets")],
    log: () => {},
  });
  const navigation = [{ href: "/progress", label: "Progress", action: "progress.view" as const }];
  app.use(sessionGuard({ access, navigation, organizationName: async () => "Amherst" }));
  app.route("/", accessRoutes({ access, remoteAddress: () => "10.1.1.1" }));
  app.use("/inside", signedIn);
  app.get("/inside", (c) => c.text(c.var.viewer?.organization ?? ""));
  app.post("/inside", (c) => c.text("changed"));
  app.get("/broken", () => {
    throw new Error("secret detail");
  });
});
afterAll(() => t.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(origin + path, { headers: { ...browser, ...headers } });
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  app.request(origin + path, { method: "POST", body: new URLSearchParams(form), headers: { ...browser, ...headers } });
const newLink = async () => (await access.createSignInLink(systemActor, clerk.id)).path;
const signIn = async () => {
  const answer = await post(await newLink(), {});
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  const csrf = (await access.findSession(cookie.split("=")[1] ?? ""))?.csrf ?? "";
  return { answer, cookie, csrf };
};

describe("a sign-in link", () => {
  test("looked at twice still works, since looking only asks", async () => {
    const link = await newLink();
    for (const look of [await get(link), await get(link)]) {
      expect(look.status).toBe(200);
      expect(await look.text()).toContain("Sign in to the workbench");
      expect(look.headers.get("set-cookie")).toBeNull();
    }
    expect((await post(link, {})).status).toBe(303);
    expect((await get(link)).status).toBe(403);
  });

  test("gives a cookie that scripts cannot read", async () => {
    const { answer } = await signIn();
    const cookie = answer.headers.get("set-cookie");
    for (const part of ["HttpOnly", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(part);
  });

  test("used from a page of another site is refused, and still works afterwards", async () => {
    const link = await newLink();
    expect((await post(link, {}, { origin: "http://evil.test" })).status).toBe(403);
    expect((await post(link, {})).status).toBe(303);
  });
});

describe("a session", () => {
  test("is asked for: a browser is led to sign in, a program gets a problem", async () => {
    const page = await get("/inside");
    expect([page.status, page.headers.get("location")]).toEqual([302, "/sign-in"]);
    const program = await app.request(`${origin}/inside`, { headers: { accept: "application/json" } });
    expect(program.status).toBe(401);
    expect(program.headers.get("content-type")).toContain("application/problem+json");
    expect(await program.json()).toMatchObject({ code: "sign-in-required", status: 401 });
  });

  test("lets in, and its end shuts out", async () => {
    const { cookie, csrf } = await signIn();
    expect(await (await get("/inside", { cookie })).text()).toBe("Amherst");
    expect((await post("/sign-out", { _csrf: csrf }, { cookie })).headers.get("location")).toBe("/signed-out");
    expect((await get("/inside", { cookie })).status).toBe(302);
  });

  test("takes a form only with its own token", async () => {
    const one = await signIn();
    const other = await signIn();
    expect((await post("/inside", {}, { cookie: one.cookie })).status).toBe(403);
    expect((await post("/inside", { _csrf: other.csrf }, { cookie: one.cookie })).status).toBe(403);
    expect(await (await post("/inside", { _csrf: one.csrf }, { cookie: one.cookie })).text()).toBe("changed");
    expect(await (await post("/inside", {}, { cookie: one.cookie, "x-csrf-token": one.csrf })).text()).toBe("changed");
  });

  test("does not outlive a new sign-in in the same browser", async () => {
    const first = await signIn();
    const link = await newLink();
    const confirm = await (await get(link, { cookie: first.cookie })).text();
    const token = /name="_csrf" value="([^"]+)"/.exec(confirm.slice(confirm.indexOf("Sign in to the workbench")))?.[1];
    expect((await post(link, { _csrf: token ?? "" }, { cookie: first.cookie })).status).toBe(303);
    expect((await get("/inside", { cookie: first.cookie })).status).toBe(302);
  });
});

describe("behind a proxy with TLS", () => {
  const forwarded = { "x-forwarded-proto": "https", "x-forwarded-for": "6.6.6.6, 203.0.113.9" };
  const appOf = (trustProxy: boolean) => {
    const assetFolders = [join(homeDir, "src/web/assets")];
    const product = { name: "Rollbook", jurisdiction: "State", version: "1" };
    const behind = createWebApp({ product, assetFolders, trustProxy, log: () => {} });
    behind.use(sessionGuard({ access, navigation: [], organizationName: async () => "Amherst" }));
    behind.route("/", accessRoutes({ access, remoteAddress: () => "127.0.0.1" }));
    return behind;
  };
  const enter = async (trustProxy: boolean, from: string) =>
    appOf(trustProxy).request(origin + (await newLink()), {
      method: "POST",
      body: new URLSearchParams(),
      headers: { accept: "text/html", origin: from, ...forwarded },
    });
  const lastSignIn = async () => (await listEvents(t.db)).find(({ action }) => action === "sign-in.granted")?.details;

  test("that is trusted, the cookie is for TLS only and the sender's address is the one that the proxy saw", async () => {
    const answer = await enter(true, origin.replace("http:", "https:"));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("set-cookie")).toContain("Secure");
    expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect(await lastSignIn()).toEqual({ by: "link", remote: "203.0.113.9" });
    expect((await enter(true, "https://evil.test")).status).toBe(403);
  });

  test("that nobody trusts, its headers say nothing", async () => {
    const answer = await enter(false, origin);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("set-cookie")).not.toContain("Secure");
    expect(answer.headers.get("strict-transport-security")).toBeNull();
    expect(await lastSignIn()).toEqual({ by: "link", remote: "127.0.0.1" });
    expect((await enter(false, origin.replace("http:", "https:"))).status).toBe(403);
  });
});

test("a form without a boundary between its parts is refused as unreadable, not as our failure", async () => {
  for (const type of ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; charset=utf-8"]) {
    const headers = { ...browser, "content-type": type };
    const answer = await app.request(`${origin}/sign-out`, { method: "POST", body: "--x", headers });
    expect([type, answer.status]).toEqual([type, 422]);
  }
});

describe("every answer", () => {
  test("forbids inline scripts and styles, framing and caching", async () => {
    const page = await get("/sign-in");
    const policy = page.headers.get("content-security-policy") ?? "";
    for (const part of ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "object-src 'none'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toContain("unsafe");
    expect(page.headers.get("cache-control")).toBe("no-store");
    const text = await page.text();
    expect(text).not.toMatch(/<style|style="|<script(?![^>]*src=)|onclick/);
  });

  test("of a failure hides its detail and gives a reference that the log has", async () => {
    const page = await get("/broken");
    const text = await page.text();
    expect(page.status).toBe(500);
    expect(text).not.toContain("secret detail");
    expect(text).toMatch(/Reference: [0-9a-f]{8}/);
  });

  test("for an unknown address says what to do, as page and as problem", async () => {
    expect(await (await get("/nowhere")).text()).toContain("Check the address");
    const program = await app.request(`${origin}/api/v1/nowhere`, { headers: browser });
    expect(await program.json()).toMatchObject({ status: 404, title: "Not found" });
  });

  test("of a style may be kept for a year, and nothing else of a folder can be fetched", async () => {
    const html = await (await get("/sign-in")).text();
    const styles = [...html.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, path]) => path ?? "");
    expect(styles.length).toBeGreaterThan(4);
    for (const path of styles) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get("cache-control")).toContain("immutable");
    }
    const base = styles[0]?.split("/uswds/")[0];
    for (const path of ["/uswds/js/uswds.min.js", "/uswds/css/..%2f..%2fpackage.json", "/..%2f..%2fpackage.json"]) {
      expect((await get(base + path)).status).toBe(404);
    }
  });
});
