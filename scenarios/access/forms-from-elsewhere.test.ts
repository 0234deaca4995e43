// Forms from elsewhere, for every route that changes something: without the session's token, with another one, from a page of
// another site, as JSON: refused, and nothing is changed. What every answer says to the browser, and where one is led.
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "../../src/access/index.ts";
import { type Neighbours, openNeighbours } from "./testing/neighbours.ts";
import { accountId } from "./testing/office.ts";

let neighbours: Neighbours;
let cookie = "";
let csrf = "";
const home = "http://127.0.0.1";
beforeAll(async () => {
  neighbours = await openNeighbours("new-hampshire");
  const { access } = neighbours.office.installation;
  const { path } = await access.createSignInLink(systemActor, accountId(900));
  const { sessionToken, session } = await access.signIn(path.split("/").at(-1) ?? "", "127.0.0.1");
  cookie = `rollbook_session=${sessionToken}`;
  csrf = session.csrf;
}, 300_000);
afterAll(() => neighbours?.office.close());

const addressOf = (route: string): string =>
  route
    .split("/")
    .map((part) => part.replace(/^(:\w+)\{.*$/, "$1"))
    .map(
      (part) => neighbours.ids[part]?.foreign ?? { ":collection": "BOY", ":year": "2026", ":row": "1" }[part] ?? part,
    )
    .join("/");
const changing = () => [
  ...new Map(
    neighbours.office.app.routes
      .filter(({ method }) => !["GET", "HEAD", "ALL"].includes(method))
      .map(({ method, path }) => [`${method} ${path}`, { method, path }]),
  ).values(),
];
const doneBesidesRefusals = async (): Promise<number> =>
  (await neighbours.office.owner.query("SELECT count(*)::int AS n FROM audit.event WHERE action <> 'access.refused'"))
    .rows[0].n;

const form = "application/x-www-form-urlencoded";
const tries: [what: string, headers: Record<string, string>, body: string][] = [
  ["no token", { origin: home, "content-type": form }, "name=x"],
  ["a token of nobody", { origin: home, "content-type": form, "x-csrf-token": "x".repeat(43) }, "name=x"],
  ["another site", { origin: "https://evil.example", "content-type": form }, "name=x"],
  [
    "another site, with a text that looks like a form",
    { origin: "https://evil.example", "content-type": "text/plain" },
    "a=b",
  ],
  [
    "another site, with the token",
    { origin: "https://evil.example", "content-type": form, "x-csrf-token": "own" },
    "a=b",
  ],
  ["JSON without a token", { origin: "https://evil.example", "content-type": "application/json" }, '{"name":"x"}'],
];

test("every route that changes something refuses forms that are not of an own page", async () => {
  const before = await doneBesidesRefusals();
  const passed: string[] = [];
  let asked = 0;
  for (const { method, path } of changing())
    for (const [what, given, body] of tries) {
      const headers = { ...given, cookie, ...(given["x-csrf-token"] === "own" ? { "x-csrf-token": csrf } : {}) };
      const { status } = await neighbours.office.app.request(home + addressOf(path), { method, headers, body });
      asked += 1;
      if (status !== 403) passed.push(`${status} ${method} ${path}: ${what}`);
    }
  console.log(`forms from elsewhere: ${asked} to ${changing().length} routes, ${passed.length} passed`);
  expect(passed).toEqual([]);
  expect(await doneBesidesRefusals()).toBe(before);
});

test("no page lets itself be framed, cached, guessed at or led elsewhere", async () => {
  const headers = { cookie, accept: "text/html" };
  const wrong: string[] = [];
  const routes = neighbours.office.app.routes.filter(({ method, path }) => method === "GET" && !path.includes("*"));
  for (const { path } of routes) {
    const elsewhere = "next=https%3A%2F%2Fevil.example&return=//evil.example&redirect=https://evil.example";
    const answer = await neighbours.office.app.request(`${home}${addressOf(path)}?${elsewhere}`, { headers });
    const said = answer.headers;
    const led = said.get("location") ?? "";
    if (/evil/.test(led) || /^\/\//.test(led)) wrong.push(`${path}: leads to ${led}`);
    if (!/frame-ancestors 'none'/.test(said.get("content-security-policy") ?? "")) wrong.push(`${path}: may be framed`);
    if (said.get("x-content-type-options") !== "nosniff") wrong.push(`${path}: may be guessed at`);
    if (!path.startsWith("/assets/") && said.get("cache-control") !== "no-store")
      wrong.push(`${path}: ${said.get("cache-control")}`);
    const page = /html/.test(said.get("content-type") ?? "") ? await answer.text() : "";
    if (/(href|action|value)="(https?:)?\/\/evil/.test(page)) wrong.push(`${path}: links elsewhere`);
  }
  console.log(`${new Set(routes.map(({ path }) => path)).size} pages looked at`);
  expect([...new Set(wrong)]).toEqual([]);
});

test("the session's cookie is of this site and no script's, over TLS of TLS alone, and a given one is never taken over", async () => {
  const { access } = neighbours.office.installation;
  const { path } = await access.createSignInLink(systemActor, accountId(900));
  const fixed = "rollbook_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  const answer = await neighbours.office.app.request(`https://rollbook.example${path}`, {
    ...{
      method: "POST",
      headers: { origin: "https://rollbook.example", cookie: fixed, "content-type": form },
      body: "",
    },
  });
  expect(answer.status).toBe(303);
  const [session] = answer.headers.getSetCookie().filter((one) => one.startsWith("rollbook_session="));
  expect(session).toMatch(/; HttpOnly/);
  expect(session).toMatch(/; Secure/);
  expect(session).toMatch(/; SameSite=Lax/);
  expect(session).not.toContain(fixed);
});
