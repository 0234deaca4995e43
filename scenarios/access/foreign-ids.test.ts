// Every role of every profile, every route, with the ids of a neighbour: the answer is the one for an id that nobody has,
// byte for byte, or a refusal of the action itself; and nothing of the neighbour is in it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mark, type Neighbours, openNeighbours, ownChild } from "./testing/neighbours.ts";
import { accountId, type Visitor } from "./testing/office.ts";

/** What a form could say, so that the answer comes from behind its checks as often as may be. */
const form = {
  ...{ decision: "granted", reason: "The test asks for it.", purpose: "The test asks for it.", role: "teacher" },
  ...{ name: "Somebody Else", email: "else@example.org", district: "19", signature: "Somebody", understood: "yes" },
  ...{
    outcome: "returned",
    settled_on: "2025-10-06",
    on: "2025-10-06",
    note: "Back again.",
    confirm: "yes",
    collection: "BOY",
  },
};
/** `:class{\\d+}` is the part `:class`. */
const partsOf = (route: string): string[] => route.split("/").map((part) => part.replace(/^(:\w+)\{.*$/, "$1"));

/** Not of a person who is signed in, or without an id in the address. */
const elsewhere =
  /^\/(sign-in|assets|reports|windows|progress)\/|^\/api\/v1\/(reports|progress)\/|\/grants\/sign\/|:passkey/;
const fixed: Record<string, string> = { ":collection": "BOY", ":year": "2026", ":row": "1", ":report": "BOY-02" };

const counted = { roles: 0, answers: 0, denied: 0, absent: 0 };
afterAll(() => console.log(`foreign ids: ${JSON.stringify(counted)}`));

describe.each(["new-hampshire", "missouri", "boston", "connecticut", "westford"])("%s", (profile) => {
  let neighbours: Neighbours;
  const visitors = new Map<string, Visitor>();
  beforeAll(async () => {
    neighbours = await openNeighbours(profile);
    for (const [at, role] of Object.keys(neighbours.roles).entries())
      visitors.set(role, await neighbours.office.signIn(accountId(at + 1)));
  }, 300_000);
  afterAll(() => neighbours?.office.close());

  /** Addresses with the neighbour's ids and with nobody's; none for a route that this profile has nothing for. */
  const addresses = (route: string): { foreign: string; nothing: string } | undefined => {
    const parts = partsOf(route);
    const named = parts.filter((part) => part.startsWith(":") && !(part in fixed));
    if (named.length === 0 || named.some((part) => !(part in neighbours.ids))) return undefined;
    const put = (which: "foreign" | "nothing") =>
      parts.map((part) => neighbours.ids[part]?.[which] ?? fixed[part] ?? part).join("/");
    return { foreign: put("foreign"), nothing: put("nothing") };
  };

  const answer = async (
    visitor: Visitor,
    method: string,
    address: string,
  ): Promise<{ status: number; text: string }> => {
    const response = await visitor.ask(address, method, form);
    let text = await response.text();
    for (const ids of Object.values(neighbours.ids))
      text = text.replaceAll(ids.foreign, "#").replaceAll(ids.nothing, "#");
    return { status: response.status, text };
  };

  test("whoever sees a child of the own sees the record", async () => {
    let seen = 0;
    for (const [role, { actions, rows, student_age }] of Object.entries(neighbours.roles)) {
      if (!actions.includes("student.view") || rows === "none") continue;
      const { status } = await visitors.get(role)!.ask(`/api/v1/students/${ownChild(student_age)}`);
      expect(status, role).toBe(200);
      seen += 1;
    }
    expect(seen).toBeGreaterThan(4);
  });

  test("every id that an address can hold is tried", () => {
    const parts = neighbours.office.app.routes
      .filter(({ path }) => !elsewhere.test(path))
      .flatMap(({ path }) => partsOf(path).filter((part) => part.startsWith(":")));
    const named = new Set([...Object.keys(neighbours.ids), ...Object.keys(fixed), ":batch", ":finding"]);
    expect([...new Set(parts)].filter((part) => !named.has(part))).toEqual([]);
  });

  test("every role, every route: the neighbour's ids answer like nobody's", async () => {
    const routes = neighbours.office.app.routes.filter(
      ({ method, path }) => /^(GET|POST)$/.test(method) && path.includes(":") && !elsewhere.test(path),
    );
    const wrong: string[] = [];
    let tried = 0;
    for (const [role, { reach, rows }] of Object.entries(neighbours.roles)) {
      counted.roles += 1;
      for (const { method, path } of routes) {
        const two = addresses(path);
        // To whom the whole state is open, nothing there is foreign.
        const record = /^(\/api\/v1)?\/students\//.test(path);
        if (!two || (record ? rows === "all" : reach === "state" && !path.startsWith("/security/"))) continue;
        const visitor = visitors.get(role)!;
        const nothing = await answer(visitor, method, two.nothing);
        const foreign = await answer(visitor, method, two.foreign);
        tried += 1;
        if (foreign.status === 403) counted.denied += 1;
        if (foreign.status === 404) counted.absent += 1;
        // Who looked at a child is a question about the own district's log, whoever the child is: no events, whatever is asked.
        const asksTheLog = path.includes("/audit/students/");
        const told = foreign.text.includes(mark) || (foreign.status < 300 && !asksTheLog);
        if (told || foreign.status >= 500 || JSON.stringify(foreign) !== JSON.stringify(nothing))
          wrong.push(
            `${role} ${method} ${path}: ${foreign.status} ${foreign.text.slice(0, 150)} / ${nothing.status} ${nothing.text.slice(0, 150)}`,
          );
      }
    }
    counted.answers += tried;
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  }, 600_000);

  test("no list holds the neighbour's child, however it is asked for", async () => {
    const asked = ["", "?current_district=19", "?current_school=22130", `?last_name=${mark}`, "?sort=last_name"];
    for (const [role, { rows }] of Object.entries(neighbours.roles)) {
      if (rows === "all") continue;
      for (const query of asked) {
        const paths = ["/api/v1/students", "/api/v1/students/search", "/api/v1/students/count"];
        for (const path of paths) {
          const { status, text } = await answer(visitors.get(role)!, "GET", path + query);
          expect(status, `${role} ${path}${query}`).toBeLessThan(500);
          expect(text, `${role} ${path}${query}`).not.toContain(`"${mark}"`);
          if (query.includes("19") && status === 200) expect(JSON.parse(text).total, `${role} ${path}`).toBe(0);
          counted.answers += 1;
        }
      }
    }
  }, 300_000);
});
