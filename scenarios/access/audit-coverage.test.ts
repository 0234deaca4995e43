// Every answer to a known person is in the log before it leaves: all GET routes, asked by everybody of a profile, and again
// with HEAD. What leaves no event is listed by hand, with the reason. Where no event can be written, nothing is answered.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { mark, type Neighbours, openNeighbours } from "./testing/neighbours.ts";
import { accountId, type Visitor } from "./testing/office.ts";

/** Nothing of a student, of somebody else's account, grant or request is in these. */
const unlogged = new Set([
  // Empty forms, and the lists to choose from in them.
  ...["/accounts/new", "/accounts/import", "/exports/new", "/students/search", "/students/locate", "/audit/students"],
  "/identifiers/find",
  "/identifiers/merge",
  ...["/grants/applications/new", "/grants/record", "/api/v1/grants/record", "/grants/designate"],
  ...[
    "/identifiers/request",
    "/api/v1/grants/designate",
    "/grants/sign/:kind",
    "/api/v1/grants/sign/:kind",
    "/grants/assurance",
  ],
  ...["/collections/:collection/:year/:district/upload", "/collections/:collection/:year/:district/reopen"],
  // Of the person who asks alone: how one signs in, what one may do and holds.
  ...["/security", "/security/codes", "/security/passkeys", "/security/password", "/security/prove", "/assignment"],
  ...["/api/v1/security", "/api/v1/policy/own", "/"],
  // Where the own district's submission stands: numbers of files, records and findings, no student.
  ...["/collections/:collection/:year/:district", "/api/v1/collections/:collection/:year/:district"],
  ...["/collections/:collection/:year/:district/certify", "/collections/:collection/:year/:district/review"],
  ...["/api/v1/collections/:collection/:year/:district/readiness", "/batches/:batch", "/api/v1/batches/:batch"],
  ...["/batches/:batch/withdraw", "/progress/:collection/:year", "/api/v1/progress/:collection/:year"],
  ...["/collections/:collection/:year/:district/sign-off.pdf", "/windows/:year"],
  // What one may do with identifiers, and how many near matches wait.
  "/identifiers",
  // Titles of what is public, and how far the proof of the log is.
  ...["/reports", "/api/v1/reports", "/api/v1/audit/verification"],
]);
/** Own papers alone leave no event; those who decide or look after others leave one. */
const ownOnly = new Set(["/grants", "/api/v1/grants", "/grants/applications", "/api/v1/grants/applications"]);

const fixed: Record<string, string> = {
  ...{ ":collection": "BOY", ":year": "2026", ":row": "1", ":report": "BOY-02", ":kind": "assurance" },
};
const open = /^(\/api\/v1)?\/(assets\/[0-9a-f]{12}|sign-in|signed-out|login-request)(\/|$)/;
const counted = { answers: 0, given: 0, refused: 0, exempt: 0, failedClosed: 0 };
afterAll(() => console.log(`audit coverage: ${JSON.stringify(counted)}`));

describe.each(["new-hampshire", "missouri", "connecticut"])("%s", (profile) => {
  let neighbours: Neighbours;
  const visitors = new Map<string, Visitor>();
  beforeAll(async () => {
    neighbours = await openNeighbours(profile);
    const { office, roles } = neighbours;
    for (const [at, role] of Object.keys(roles).entries()) visitors.set(role, await office.signIn(accountId(at + 1)));
    visitors.set("whose it is", await office.signIn(accountId(900)));
  }, 300_000);
  afterAll(() => neighbours?.office.close());

  const addressOf = (route: string): string =>
    route
      .split("/")
      .map((part) => part.replace(/^(:\w+)\{.*$/, "$1"))
      .map((part) => neighbours.ids[part]?.foreign ?? fixed[part] ?? part)
      .join("/");
  const routes = (): string[] => {
    const all = neighbours.office.app.routes.filter(({ method }) => method === "GET").map(({ path }) => path);
    return [...new Set(all)].filter((route) => !open.test(route) && !route.includes("*"));
  };
  const events = async (): Promise<number> =>
    (await neighbours.office.owner.query("SELECT count(*)::int AS n FROM audit.event")).rows[0].n;

  test.each(["GET", "HEAD"])(
    "%s: every answer leaves an event",
    async (method) => {
      const silent = new Set<string>();
      for (const [role, visitor] of visitors)
        for (const route of routes()) {
          const before = await events();
          const { status, headers } = await visitor.ask(addressOf(route), method);
          expect(status, `${role} ${route}`).toBeLessThan(500);
          counted.answers += 1;
          if (status < 300) counted.given += 1;
          if (status === 403 || status === 404) counted.refused += 1;
          if ((await events()) > before) continue;
          // A redirect, a refusal of what was typed: nothing was read. What is not there or denied is always logged.
          const nothing = [302, 303, 409, 422].includes(status);
          if (nothing || unlogged.has(route) || ownOnly.has(route)) counted.exempt += 1;
          else silent.add(`${status} ${route}`);
          expect(headers.get("cache-control"), route).toMatch(/no-store|private/);
        }
      expect([...silent].sort()).toEqual([]);
    },
    600_000,
  );

  test("who decides or looks after others leaves an event where others do not", async () => {
    for (const route of ownOnly) {
      const before = await events();
      for (const visitor of visitors.values()) await visitor.ask(route);
      expect(await events(), route).toBeGreaterThan(before);
    }
  });

  test("an event that cannot be written: nobody is answered what would have been logged", async () => {
    const { owner } = neighbours.office;
    await owner.query(
      "REVOKE INSERT ON audit.event FROM PUBLIC, rollbook_app, rollbook_viewer, rollbook_reader, rollbook_registry",
    );
    const answered: string[] = [];
    const written = vi.spyOn(console, "error").mockImplementation(() => undefined);
    for (const [role, visitor] of visitors)
      for (const route of routes()) {
        const { status } = await visitor.ask(addressOf(route));
        if (status >= 500) counted.failedClosed += 1;
        const nothing = [302, 303, 409, 422].includes(status);
        if (status < 500 && !nothing && !unlogged.has(route) && !ownOnly.has(route))
          answered.push(`${role} ${status} ${route}`);
      }
    const lines = written.mock.calls.flat().join("\n");
    written.mockRestore();
    expect(answered).toEqual([]);
    expect(lines).toContain("permission denied");
    expect(lines, "the server's own lines name nobody").not.toContain(mark);
  }, 600_000);
});
