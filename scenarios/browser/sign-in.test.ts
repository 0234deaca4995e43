// Signing in as people do it, in a real browser: by password and code, by passkey, through a provider; and being shut out.
import { generate } from "otplib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "../../src/access/index.ts";
import { listEvents } from "../../src/audit/index.ts";
import type { Clock } from "../../src/platform/index.ts";
import { expectAccessible, expectNoSidewaysScroll, openBrowser, picture } from "./browser.ts";
import { type IdentityProvider, openIdentityProvider } from "./identity-provider.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const password = "tango violet 93 lamp";
let now = new Date("2025-10-06T14:00:00Z");
const clock: Clock = { now: () => now };
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
let workbench: Workbench;
let browser: Browser;
let provider: IdentityProvider;
/** By name, since a passkey belongs to a name and not to a number. */
let origin = "";
const client = { id: "rollbook", secret: "a secret of the scenario" };

beforeAll(async () => {
  provider = await openIdentityProvider();
  const settings = `providers:
  - id: amherst
    title: Amherst sign-on
    issuer: ${provider.issuer}
    client_id: ${client.id}
    client_secret_file: amherst.secret
    email_domains: [amherst.example]
    assignments:
      role: groups
      roles: { sis-clerks: clerk, head: superintendent }
      district_claim: district
`;
  const files = { "oidc.yaml": settings, "amherst.secret": `${client.secret}\n` };
  workbench = await openWorkbench(clock, { links: "set-up", files });
  origin = workbench.address.replace("127.0.0.1", "localhost");
  provider.serve({ ...client, origin, redirect: `${origin}/sign-in/provider/amherst/return` });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
  await provider?.close();
});

async function freshBrowser(options: { width?: number; script?: boolean } = {}) {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    javaScriptEnabled: options.script ?? true,
  });
  context.setDefaultTimeout(15_000);
  // The provider's own pages would fetch a font from elsewhere.
  await context.route(
    ({ hostname }) => hostname !== "localhost",
    (route) => route.abort(),
  );
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    // A refusal is answered with its status, which the console notes; anything else of ours is a fault.
    const ours = message.location().url.startsWith(origin) && !/status of (403|422|429)/.test(message.text());
    if (message.type() === "error" && ours) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return { context, page, errors };
}

let made = 0;
async function person(role = "clerk", district: number | null = 17) {
  const email = `person${made++}@amherst.example`;
  const account = await workbench.access.createAccount(systemActor, {
    name: "Robin Person",
    email,
    role,
    district: district ?? undefined,
  });
  const link = await workbench.access.createSignInLink(systemActor, account.id);
  return { ...account, link: origin + link.path };
}
async function withPassword(role?: string, district?: number | null) {
  const one = await person(role, district);
  const token = one.link.split("/").at(-1) ?? "";
  await workbench.access.entrance.setUpByLink(token, password, { remote: "10.0.0.1", device: "Test" });
  return one;
}
const isIn = (page: Page) => page.getByRole("button", { name: "Sign out" }).waitFor();
async function enter(page: Page, email: string, word = password) {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(word);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
/** Accessible, nothing sideways, and kept as a picture, wide and narrow. */
async function looked(page: Page, name: string) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
async function authenticator(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return { session, authenticatorId };
}

describe("a password", () => {
  test("is chosen with a link, and then signs in, without any script", async () => {
    const { link, email } = await person();
    const { page, context } = await freshBrowser({ script: false });
    await page.goto(link);
    await page.getByLabel("New password", { exact: true }).fill("password1234");
    await page.getByLabel("New password again").fill("password1234");
    await page.getByRole("button", { name: "Set the password and sign in" }).click();
    expect(await page.locator("#password-error").innerText()).toContain("common");
    await page.getByLabel("New password", { exact: true }).fill(password);
    await page.getByLabel("New password again").fill(password);
    await page.getByRole("button", { name: "Set the password and sign in" }).click();
    await isIn(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "You are signed out" }).waitFor();
    await enter(page, email);
    await isIn(page);
    const again = await page.goto(link);
    expect(again?.status()).toBe(403);
    await context.close();
  });

  test("is followed by a code of an app, once that is turned on, or by a recovery code", async () => {
    const { email } = await withPassword();
    const { page, context, errors } = await freshBrowser();
    await enter(page, email);
    await isIn(page);
    await page.getByRole("link", { name: "Robin Person" }).click();
    await looked(page, "security");
    await page.getByRole("link", { name: "Turn on" }).click();
    await looked(page, "codes");
    const secret = (await page.locator("code.rb-secret").innerText()).replace(/\s/g, "");
    const code = () => generate({ secret, epoch: Math.floor(now.getTime() / 1000) });
    await page.getByLabel("Code").fill(await code());
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByRole("heading", { name: "Your recovery codes" }).waitFor();
    await looked(page, "recovery-codes");
    const recovery = await page.locator(".rb-codes code").first().innerText();
    const attempt = async (typed: string) => {
      await page.getByLabel("Code").fill(typed);
      await page.getByRole("button", { name: "Continue" }).click();
    };
    const out = () => page.getByRole("button", { name: "Sign out" }).click();
    await page.goto(`${origin}/security`);
    await out();
    later(1);
    await enter(page, email);
    await page.getByRole("heading", { name: "Enter your code" }).waitFor();
    await page.goto(`${origin}/security`);
    expect(page.url()).toBe(`${origin}/sign-in`);
    await page.goto(`${origin}/sign-in/code`);
    await attempt("000000");
    await looked(page, "code");
    await attempt(await code());
    await isIn(page);
    await out();
    await enter(page, email);
    await attempt(recovery);
    await isIn(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  test("guessed ten times shuts out, with the same answers for a name that nobody has", async () => {
    const { email } = await withPassword();
    const guess = async (name: string, word: string) => {
      const body = new URLSearchParams({ email: name, password: word });
      const answer = await fetch(`${origin}/sign-in`, {
        ...{ method: "POST", body, redirect: "manual" as const },
        headers: { origin, accept: "text/html" },
      });
      return { status: answer.status, text: (await answer.text()).replaceAll(name, "NAME") };
    };
    const known = [];
    const unknown = [];
    for (let i = 0; i < 12; i++) {
      // The right password comes last: it must not tell either.
      known.push(await guess(email, i < 11 ? "wrong" : password));
      unknown.push(await guess("nobody@amherst.example", "wrong"));
    }
    expect(known.map(({ status }) => status)).toEqual([...Array(10).fill(403), 429, 429]);
    expect(known).toEqual(unknown);
    later(16);
    expect((await guess(email, password)).status).toBe(303);
  });

  test("is asked for again before it is changed, when the proof is older than ten minutes", async () => {
    const { email } = await withPassword();
    const { page, context } = await freshBrowser();
    await enter(page, email);
    await isIn(page);
    later(11);
    await page.goto(`${origin}/security/password`);
    await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
    await looked(page, "prove");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel("Current password").fill("not this one at all");
    await page.getByLabel("New password", { exact: true }).fill("seven green bicycles");
    await page.getByLabel("New password again").fill("seven green bicycles");
    await page.getByRole("button", { name: "Set the password" }).click();
    await looked(page, "change-password");
    await page.getByLabel("Current password").fill(password);
    await page.getByLabel("New password", { exact: true }).fill("seven green bicycles");
    await page.getByLabel("New password again").fill("seven green bicycles");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("The password is set.").waitFor();
    await context.close();
  });
});

describe("a passkey", () => {
  test("is made with a link, signs in without a name or password, and a second one is added", async () => {
    const { link } = await person();
    const { page, context, errors } = await freshBrowser();
    const { session, authenticatorId } = await authenticator(context, page);
    await page.goto(link);
    await looked(page, "set-up");
    await page.getByRole("button", { name: "Make a passkey and sign in" }).click();
    await isIn(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await isIn(page);
    const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId });
    const { rows } = await workbench.db.query("SELECT counter FROM access.passkey WHERE credential_id = $1", [
      Buffer.from(credentials[0]?.credentialId ?? "", "base64").toString("base64url"),
    ]);
    expect(Number(rows[0]?.counter)).toBe(credentials[0]?.signCount);
    // Another device, as far as the browser knows.
    await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    await authenticator(context, page);
    await page.goto(`${origin}/security/passkeys`);
    await page.getByLabel("Name").fill("Key on my ring");
    await looked(page, "add-passkey");
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.getByText("The passkey is added.").waitFor();
    await page.getByText("Key on my ring").first().waitFor();
    await page.getByRole("button", { name: "Remove Passkey" }).waitFor();
    await looked(page, "security-passkeys");
    await page.getByRole("button", { name: "Remove Key on my ring" }).click();
    await page.getByText("The passkey is removed.").waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  test("whose counter has gone back is a copy, and is refused", async () => {
    const { link, id } = await person();
    const { page, context } = await freshBrowser();
    await authenticator(context, page);
    await page.goto(link);
    await page.getByRole("button", { name: "Make a passkey and sign in" }).click();
    await isIn(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await workbench.db.query("UPDATE access.passkey SET counter = 1000 WHERE account_id = $1", [id]);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("The passkey is not known here").waitFor();
    const event = (await listEvents(workbench.db)).find(({ action }) => action === "sign-in.refused");
    expect(event).toMatchObject({ subject: id, details: { by: "passkey" } });
    await context.close();
  });
});

describe("a provider", () => {
  async function through(page: Page, login: string) {
    await page.goto(`${origin}/sign-in`);
    await page.getByRole("link", { name: "Amherst sign-on" }).click();
    const ask = page.locator("input[name=login]");
    await ask.fill(login);
    await page.locator("input[name=password]").fill("anything");
    await page.locator("button[type=submit]").click();
    await page.locator("button[type=submit]").click();
  }

  test("vouches for a person; its claims give a role, change it and end it, and leave what others gave", async () => {
    const account = await person("superintendent", 19);
    provider.people.set("robin", {
      email: account.email,
      email_verified: true,
      groups: ["sis-clerks"],
      district: "17",
    });
    const { page, context, errors } = await freshBrowser();
    await through(page, "robin");
    await isIn(page);
    const held = async () =>
      (await workbench.access.findAccount(account.id))?.assignments
        .map(({ role, district }) => `${role} ${district}`)
        .sort();
    expect(await held()).toEqual(["clerk 17", "superintendent 19"]);
    await page.getByRole("link", { name: "Change role" }).click();
    await looked(page, "assignment");
    await page
      .locator("label", { hasText: /clerk|submission/i })
      .first()
      .click();
    await page.getByRole("button", { name: "Act in this role" }).click();
    await isIn(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    const away = page.getByRole("link", { name: "Sign out at your provider too" });
    expect(await away.getAttribute("href")).toContain(`${provider.issuer}/session/end`);
    await context.close();

    provider.people.set("robin", { email: account.email, email_verified: true, groups: ["janitors"] });
    const second = await freshBrowser();
    await through(second.page, "robin");
    await isIn(second.page);
    expect(await held()).toEqual(["superintendent 19"]);
    const events = await listEvents(workbench.db);
    const ended = events.find(({ action, subject }) => action === "assignment.ended" && subject === account.id);
    expect(ended).toMatchObject({ actor: "provider:amherst", details: { role: "clerk" } });
    expect(errors).toEqual([]);
    await second.context.close();
  });

  test("lets nobody in whom it does not vouch for", async () => {
    const account = await person();
    const other = await workbench.access.createAccount(systemActor, {
      ...{ name: "Other Place", email: "boss@elsewhere.example", role: "state-manager" },
    });
    provider.people.set("unverified", { email: account.email, email_verified: false });
    provider.people.set("stranger", { email: "stranger@amherst.example", email_verified: true });
    provider.people.set("reaching", { email: other.email, email_verified: true });
    for (const login of ["unverified", "stranger", "reaching"]) {
      const { page, context } = await freshBrowser();
      await through(page, login);
      await page.getByRole("heading", { name: "You have no account here" }).waitFor();
      await page.goto(`${origin}/security`);
      expect(page.url(), login).toBe(`${origin}/sign-in`);
      await context.close();
    }
  });

  test("is not believed when its answer belongs to another browser, or comes twice", async () => {
    const { page, context } = await freshBrowser();
    const stolen = await page.goto(`${origin}/sign-in/provider/amherst/return?code=abc&state=def`);
    expect(stolen?.status()).toBe(403);
    await context.close();
  });
});

describe("a session", () => {
  test("ended elsewhere stops the next request, and the list names device and way", async () => {
    const { email } = await withPassword();
    const here = await freshBrowser();
    const there = await freshBrowser({ width: 390 });
    await enter(here.page, email);
    await isIn(here.page);
    await enter(there.page, email);
    await isIn(there.page);
    await here.page.goto(`${origin}/security`);
    const line = here.page.getByRole("row", { name: /password/ });
    expect(await line.count()).toBe(2);
    await here.page.getByRole("row", { name: /Unknown device.*one-time link/ }).waitFor();
    await looked(here.page, "sessions");
    await here.page.getByRole("button", { name: "End all others" }).click();
    await here.page.getByText("All your other sessions have ended.").waitFor();
    await there.page.goto(`${origin}/security`);
    expect(there.page.url()).toBe(`${origin}/sign-in`);
    await there.context.close();
    await here.context.close();
  });

  test("of a person who lacks what the role needs says what is missing and whom to ask", async () => {
    const { email } = await withPassword("bureau-staff", null);
    const { page, context, errors } = await freshBrowser();
    await enter(page, email);
    await page.getByRole("heading", { name: "Something is missing" }).waitFor();
    await page.getByText("your signed assurance statement").waitFor();
    await looked(page, "needs");
    await page.goto(`${origin}/reports`);
    await page.getByRole("heading", { name: "Something is missing" }).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  test("makes a token for a program, which does what the person may until it is ended", async () => {
    const { email, id } = await withPassword();
    const { page, context } = await freshBrowser();
    await enter(page, email);
    await isIn(page);
    await page.goto(`${origin}/security`);
    await page.getByLabel("Name").fill("Nightly upload");
    await page.getByRole("button", { name: "Make a token" }).click();
    const token = await page.locator("code.rb-secret").innerText();
    await looked(page, "token");
    const ask = (path: string, of = token) => fetch(origin + path, { headers: { authorization: `Bearer ${of}` } });
    expect((await ask("/api/v1/overview")).status).toBe(200);
    expect((await ask("/api/v1/overview", `${token}x`)).status).toBe(401);
    expect((await ask("/api/v1/progress/BOY/2026")).status).toBe(403);
    expect((await ask("/security")).status).toBe(401);
    const refusal = (await listEvents(workbench.db)).find(({ action }) => action === "access.refused");
    expect(refusal).toMatchObject({
      ...{ actor: id, organization: "district:17" },
      details: { route: "GET /api/v1/progress/:collection/:year", status: 403, code: "denied", role: "clerk" },
    });
    await page.goto(`${origin}/security`);
    await page.getByRole("button", { name: "End Nightly upload" }).click();
    await page.getByText("The token has ended.").waitFor();
    expect((await ask("/api/v1/overview")).status).toBe(401);
    await context.close();
  });
});

test("the sign-in page is accessible, wide and narrow, and its form comes first for the keyboard", async () => {
  const { page, context, errors } = await freshBrowser();
  await page.goto(`${origin}/sign-in`);
  await looked(page, "sign-in");
  await page.getByLabel("E-mail address").focus();
  const order: string[] = [];
  for (let i = 0; i < 5; i++) {
    order.push(
      await page.evaluate(() => (document.activeElement as HTMLElement).innerText || document.activeElement?.id || ""),
    );
    await page.keyboard.press("Tab");
  }
  expect(order).toEqual(["email", "password", "Sign in", "Sign in with a passkey", "Amherst sign-on"]);
  expect(errors).toEqual([]);
  await context.close();
});
