// Who may: every route of the workbench against every role, by a table written by hand. A route that the table does not
// name fails, so a new screen cannot come in without a word on who sees it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Everything, openEverything, persons } from "./everything.ts";
import { open, table } from "./who-may-table.ts";

let e: Everything;

beforeAll(async () => {
  e = await openEverything();
}, 120_000);
afterAll(() => e?.workbench.close());

test("the table names every route of the workbench", () => {
  const served = new Set(
    e.app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`),
  );
  const named = new Set(table.map(([method, route]) => `${method} ${route}`));
  const other = [...served].filter((one) => !named.has(one) && !open.some((path) => one.endsWith(` ${path}`)));
  expect(other.filter((one) => !/^GET \/assets\/[0-9a-f]{12}\//.test(one))).toEqual([]);
  expect([...named].filter((one) => !served.has(one))).toEqual([]);
});

describe("without a session", () => {
  test.each(table)("%s %s asks to sign in", async (method, route) => {
    expect((await e.ask(method, e.addressOf(route))).status).toBe(401);
  });
});

describe("who may", () => {
  test.each(table)("%s %s: %s", async (method, route, who) => {
    const found: string[] = [];
    for (const person of persons) {
      const { status } = await e.ask(method, e.addressOf(route), e.sessions.get(person));
      expect(status, `${person} gets ${status}`).toBeLessThan(500);
      found.push(status === 403 ? "3" : status === 404 ? "4" : "+");
    }
    expect(found.join(" ")).toBe(who);
  });

  test("a district out of reach answers word for word like one that does not exist", async () => {
    const there = await e.ask("GET", "/collections/BOY/2026/17", e.sessions.get("neighbour"));
    const nowhere = await e.ask("GET", "/collections/BOY/2026/99999", e.sessions.get("neighbour"));
    expect([there.status, await there.json()]).toEqual([nowhere.status, await nowhere.json()]);
  });

  test("a clerk gets no internal figures by asking for them", async () => {
    const answer = await e.ask("GET", "/reports/STD-14?audience=internal", e.sessions.get("clerk"));
    expect(answer.status).toBe(403);
  });
});
