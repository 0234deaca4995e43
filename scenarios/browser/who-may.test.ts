// Who may: every route of the workbench against every role, by a table written by hand. A route that the table does not
// name fails, so a new screen cannot come in without a word on who sees it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepAs, systemActor } from "../../src/access/index.ts";
import { createApp } from "../../src/composition/app.ts";
import { fixedClock, withTransaction } from "../../src/platform/index.ts";
import { fileOf, pupils } from "./files.ts";
import { openWorkbench, type Workbench, year } from "./workbench.ts";

const people = {
  clerk: ["Carla Clerk", "clerk", 17],
  superintendent: ["Sam Super", "superintendent", 17],
  neighbour: ["Nora Neighbour", "superintendent", 19],
  manager: ["Mona Manager", "state-manager", undefined],
  analyst: ["Ann Analyst", "state-analyst", undefined],
} as const;
type Person = keyof typeof people;
const persons = Object.keys(people) as Person[];

const base = "/collections/:collection/:year/:district";
const api = "/api/v1";

// Columns: clerk and superintendent of the district, superintendent of another one, state manager, state analyst.
// + let in (whatever is then said about the form), 3 denied (403), 4 not there (404).
const table: [method: string, route: string, who: string][] = [
  ["GET", "/", "+ + + + +"],
  ["GET", "/progress/:collection/:year", "3 3 3 + +"],
  ["GET", "/windows/:year", "3 3 3 + 3"],
  ["POST", "/windows/:year", "3 3 3 + 3"],
  ["GET", base, "+ + 4 + 3"],
  ["POST", `${base}/verify`, "+ + 4 + 3"],
  ["GET", `${base}/upload`, "+ + 4 3 3"],
  ["POST", `${base}/upload`, "+ + 4 3 3"],
  ["GET", `${base}/findings`, "+ + 4 + 3"],
  ["GET", `${base}/findings.csv`, "+ + 4 + 3"],
  ["GET", `${base}/explain`, "+ + 4 + 3"],
  ["POST", `${base}/explain`, "+ + 4 + 3"],
  ["GET", `${base}/certify`, "+ + 4 + 3"],
  ["POST", `${base}/certify`, "3 + 4 3 3"],
  ["POST", `${base}/certify/attest`, "+ + 4 3 3"],
  ["GET", `${base}/review`, "+ + 4 + 3"],
  ["GET", `${base}/review/:report`, "+ + 4 + 3"],
  ["GET", `${base}/review/:report{.+\\.csv}`, "+ + 4 + 3"],
  ["GET", `${base}/sign-off.pdf`, "+ + 4 + 3"],
  ["POST", `${base}/signed`, "3 3 3 + 3"],
  ["GET", `${base}/reopen`, "3 3 3 + 3"],
  ["POST", `${base}/reopen`, "3 3 3 + 3"],
  ["GET", "/batches/:batch", "+ + 4 + 3"],
  ["GET", "/batches/:batch/compare", "+ + 4 + 3"],
  ["GET", "/batches/:batch/original", "+ + 4 + 3"],
  ["GET", "/batches/:batch/withdraw", "+ + 4 3 3"],
  ["POST", "/batches/:batch/withdraw", "+ + 4 3 3"],
  ["GET", "/batches/:batch/records/:row", "+ + 4 + 3"],
  ["POST", "/batches/:batch/records/:row/fix", "+ + 4 3 3"],
  ["GET", "/findings/:finding", "+ + 4 + 3"],
  ["POST", "/findings/:finding/explain", "+ + 4 + 3"],
  ["GET", "/assets/validators/:file", "+ + + + 3"],
  ["GET", "/assets/directory/:file{\\d{4}\\.json}", "+ + + + 3"],
  // The state's people hold no authorization of this year here: they read no student.
  ["GET", "/students", "+ + + 3 3"],
  ["GET", "/students/search", "+ + + 3 3"],
  ["GET", "/students/locate", "3 3 3 3 3"],
  ["POST", "/students/locate", "3 3 3 3 3"],
  ["POST", `${api}/students/locate`, "3 3 3 3 3"],
  ["GET", "/students/:student", "+ + 4 3 3"],
  ["GET", "/classes/mine", "+ + + 3 3"],
  ["GET", `${api}/students`, "+ + + 3 3"],
  ["GET", `${api}/students/count`, "+ + + 3 3"],
  ["GET", `${api}/students/search`, "+ + + 3 3"],
  ["GET", `${api}/students/:student`, "+ + 4 3 3"],
  ["GET", `${api}/classes/mine`, "+ + + 3 3"],
  // Nobody of this state gives caseloads; the directory, not the roster, says which districts there are.
  ["GET", "/rosters", "+ + + 3 3"],
  ["POST", "/rosters", "+ + + 3 3"],
  ["GET", "/classes", "+ + + 3 3"],
  ["GET", "/classes/:class{\\d+}", "+ + 4 3 3"],
  ["POST", "/classes/:class{\\d+}/members", "+ + 4 3 3"],
  ["POST", "/classes/:class{\\d+}/end", "+ + 4 3 3"],
  ["GET", "/caseloads", "3 3 3 3 3"],
  ["POST", "/caseloads", "3 3 3 3 3"],
  ["POST", "/caseloads/:caseload{\\d+}/end", "3 3 3 3 3"],
  ["GET", `${api}/rosters`, "+ + + 3 3"],
  ["POST", `${api}/rosters`, "+ + + 3 3"],
  ["GET", `${api}/classes`, "+ + + 3 3"],
  ["GET", `${api}/classes/:class{\\d+}`, "+ + 4 3 3"],
  ["GET", `${api}/caseloads`, "3 3 3 3 3"],
  // The clerk's own request: the superintendent of the district decides, to others it is not there.
  ["GET", "/exports", "+ 3 3 3 3"],
  ["GET", "/exports/pending", "3 + + 3 3"],
  ["GET", "/exports/new", "+ 3 3 3 3"],
  ["POST", "/exports", "+ 3 3 3 3"],
  ["GET", "/exports/:export", "+ + 4 4 4"],
  ["POST", "/exports/:export/decision", "+ + 4 4 4"],
  ["POST", "/exports/:export/file", "+ 3 3 3 3"],
  ["GET", `${api}/exports`, "+ 3 3 3 3"],
  ["GET", `${api}/exports/pending`, "3 + + 3 3"],
  ["POST", `${api}/exports`, "+ 3 3 3 3"],
  ["GET", `${api}/exports/:export`, "+ + 4 4 4"],
  ["POST", `${api}/exports/:export/decision`, "+ + 4 4 4"],
  ["POST", `${api}/exports/:export/file`, "+ 3 3 3 3"],
  // The log is watched by the state; what is proven of it, and the register of data taken away, too.
  ["GET", "/audit", "3 3 3 + 3"],
  ["GET", "/audit/people", "3 3 3 + 3"],
  ["GET", "/audit/people/:account", "3 3 3 + 3"],
  ["GET", "/audit/students/:student", "3 3 3 + 3"],
  ["GET", "/audit/unusual", "3 3 3 + 3"],
  ["GET", "/audit/out-of-hours", "3 3 3 + 3"],
  ["GET", "/audit/refusals", "3 3 3 + 3"],
  ["GET", "/audit/removals", "3 3 3 + 3"],
  ["GET", "/audit/students", "3 3 3 + 3"],
  ["GET", "/audit/overview.csv", "3 3 3 + 3"],
  ["GET", "/audit/people.csv", "3 3 3 + 3"],
  ["GET", "/audit/people/:account/events.csv", "3 3 3 + 3"],
  ["GET", "/audit/students/:student/events.csv", "3 3 3 + 3"],
  ["GET", "/audit/unusual.csv", "3 3 3 + 3"],
  ["GET", "/audit/out-of-hours.csv", "3 3 3 + 3"],
  ["GET", "/audit/refusals.csv", "3 3 3 + 3"],
  ["GET", "/audit/removals.csv", "3 3 3 + 3"],
  ["GET", `${api}/audit`, "3 3 3 + 3"],
  ["GET", `${api}/audit/people`, "3 3 3 + 3"],
  ["GET", `${api}/audit/people/:account`, "3 3 3 + 3"],
  ["GET", `${api}/audit/students/:student`, "3 3 3 + 3"],
  ["GET", `${api}/audit/unusual`, "3 3 3 + 3"],
  ["GET", `${api}/audit/out-of-hours`, "3 3 3 + 3"],
  ["GET", `${api}/audit/refusals`, "3 3 3 + 3"],
  ["GET", `${api}/audit/removals`, "3 3 3 + 3"],
  ["GET", `${api}/audit/verification`, "3 3 3 + 3"],
  ["POST", "/audit/verify", "3 3 3 + 3"],
  ["POST", "/audit/removals", "3 3 3 + 3"],
  ["POST", "/audit/removals/:removal/settle", "3 3 3 + 3"],
  ["GET", "/policy", "3 + + + 3"],
  ["GET", "/policy/matrix.html", "3 + + + 3"],
  ["GET", `${api}/policy`, "3 + + + 3"],
  ["GET", `${api}/policy/own`, "+ + + + +"],
  ["GET", "/reports", "+ + + + +"],
  ["GET", "/reports/:report", "+ + + + +"],
  ["GET", "/reports/:report/:file{file\\.[a-z]+}", "+ + + + +"],
  ["GET", `${api}/overview`, "+ + + + 3"],
  ["GET", `${api}/progress/:collection/:year`, "3 3 3 + +"],
  ["GET", api + base, "+ + 4 + 3"],
  ["GET", `${api + base}/findings`, "+ + 4 + 3"],
  ["GET", `${api + base}/finding-groups`, "+ + 4 + 3"],
  ["GET", `${api + base}/readiness`, "+ + 4 + 3"],
  ["GET", `${api + base}/review/:report`, "+ + 4 + 3"],
  ["GET", `${api}/batches/:batch`, "+ + 4 + 3"],
  ["GET", `${api}/batches/:batch/difference`, "+ + 4 + 3"],
  ["GET", `${api}/batches/:batch/records/:row`, "+ + 4 + 3"],
  ["GET", `${api}/reports`, "+ + + + +"],
  ["GET", `${api}/reports/:report`, "+ + + + +"],
  // Grants: the own ones are everybody's; the memo is the commissioner's, who is none of these five.
  ["GET", "/grants", "+ + + + +"],
  ["GET", "/grants/assurance", "+ + + + +"],
  ["GET", "/grants/sign/:kind", "+ + + + +"],
  ["POST", "/grants/sign/:kind", "+ + + + +"],
  ["GET", "/grants/people/:account", "3 + 4 + 3"],
  ["GET", "/grants/given/:grant/end", "3 + 4 3 3"],
  ["POST", "/grants/given/:grant/end", "3 + 4 3 3"],
  ["GET", "/grants/given/:grant/document.pdf", "4 + 4 + 4"],
  ["GET", "/grants/memo", "3 3 3 3 3"],
  ["POST", "/grants/memo/preview", "3 3 3 3 3"],
  ["POST", "/grants/memo/sign", "3 3 3 3 3"],
  ["GET", "/grants/record", "3 3 3 3 3"],
  ["POST", "/grants/record", "3 3 3 3 3"],
  ["POST", "/grants/record/file", "3 3 3 3 3"],
  ["POST", "/grants/record/import", "3 3 3 3 3"],
  ["GET", "/grants/designate", "3 + + 3 3"],
  ["POST", "/grants/designate", "3 + + 3 3"],
  ["GET", "/grants/applications", "3 3 3 3 3"],
  ["GET", "/grants/applications/new", "3 3 3 3 3"],
  ["POST", "/grants/applications", "3 3 3 3 3"],
  ["GET", "/grants/applications/:application", "4 4 4 4 4"],
  ["POST", "/grants/applications/:application/decide", "3 3 3 3 3"],
  ["GET", "/grants/applications/:application/application.pdf", "4 4 4 4 4"],
  ["GET", "/grants/applications/:application/decision.pdf", "4 4 4 4 4"],
  ["GET", `${api}/grants`, "+ + + + +"],
  ["GET", `${api}/grants/sign/:kind`, "+ + + + +"],
  ["GET", `${api}/grants/memo`, "3 3 3 3 3"],
  ["GET", `${api}/grants/record`, "3 3 3 3 3"],
  ["GET", `${api}/grants/designate`, "3 + + 3 3"],
  ["GET", `${api}/grants/people/:account`, "3 + 4 + 3"],
  ["GET", `${api}/grants/applications`, "3 3 3 3 3"],
  ["GET", `${api}/grants/applications/:application`, "4 4 4 4 4"],
  ["GET", "/accounts", "3 + + + 3"],
  ["GET", "/accounts/new", "3 + + + 3"],
  ["POST", "/accounts/new", "3 + + + 3"],
  ["GET", "/accounts/import", "3 + + + 3"],
  ["POST", "/accounts/import", "3 + + + 3"],
  ["POST", "/accounts/import/apply", "3 + + + 3"],
  ["GET", "/accounts/:account", "3 + 4 + 3"],
  ["POST", "/accounts/:account/assignments", "3 + 4 + 3"],
  ["GET", "/accounts/:account/end/:assignment", "3 + 4 + 3"],
  ["POST", "/accounts/:account/end/:assignment", "3 + 4 + 3"],
  ["POST", "/accounts/:account/name", "3 + 4 + 3"],
  ["POST", "/accounts/:account/link", "3 + 4 + 3"],
  ["POST", "/accounts/:account/reset-codes", "3 + 4 + 3"],
  ["POST", "/accounts/:account/disable", "3 3 4 + 3"],
  ["POST", "/accounts/:account/enable", "3 3 4 + 3"],
  ["GET", `${api}/accounts`, "3 + + + 3"],
  ["POST", `${api}/accounts`, "3 + + + 3"],
  ["POST", `${api}/accounts/import`, "3 + + + 3"],
  ["GET", `${api}/accounts/:account`, "3 + 4 + 3"],
  ["PATCH", `${api}/accounts/:account`, "3 + 4 + 3"],
  ["POST", `${api}/accounts/:account/assignments`, "3 + 4 + 3"],
  ["PATCH", `${api}/accounts/:account/assignments/:assignment`, "3 + 4 + 3"],
  ["POST", `${api}/accounts/:account/link`, "3 + 4 + 3"],
  ["GET", "/login-requests", "3 + + + 3"],
  ["GET", "/login-requests/:request", "3 + 4 + 3"],
  ["GET", "/login-requests/:request/form.pdf", "3 + 4 + 3"],
  ["POST", "/login-requests/:request/approve", "3 + 4 + 3"],
  ["POST", "/login-requests/:request/refuse", "3 + 4 + 3"],
  ["GET", `${api}/login-requests`, "3 + + + 3"],
  ["GET", `${api}/login-requests/:request`, "3 + 4 + 3"],
  ["POST", `${api}/login-requests/:request/approve`, "3 + 4 + 3"],
  ["POST", `${api}/login-requests/:request/refuse`, "3 + 4 + 3"],
  // Each person's own: whatever is named is looked for among one's own, and is not there.
  ["GET", "/security", "+ + + + +"],
  ["GET", `${api}/security`, "+ + + + +"],
  ["POST", "/security/sessions/end-others", "+ + + + +"],
  ["POST", "/security/sessions/:session/end", "4 4 4 4 4"],
  ["POST", "/security/tokens", "+ + + + +"],
  ["POST", "/security/tokens/:token/end", "4 4 4 4 4"],
  ["GET", "/security/password", "+ + + + +"],
  ["POST", "/security/password", "+ + + + +"],
  ["GET", "/security/codes", "+ + + + +"],
  ["POST", "/security/codes", "+ + + + +"],
  ["POST", "/security/codes/remove", "+ + + + +"],
  ["POST", "/security/recovery-codes", "4 4 4 4 4"],
  ["GET", "/security/passkeys", "+ + + + +"],
  ["POST", "/security/passkeys/options", "+ + + + +"],
  ["POST", "/security/passkeys", "+ + + + +"],
  ["POST", "/security/passkeys/:passkey/remove", "4 4 4 4 4"],
  ["GET", "/security/prove", "+ + + + +"],
  ["POST", "/security/prove", "+ + + + +"],
  ["POST", "/security/prove/passkey/options", "+ + + + +"],
  ["POST", "/security/prove/passkey", "+ + + + +"],
  ["GET", "/assignment", "+ + + + +"],
  ["POST", "/assignment", "4 4 4 4 4"],
];
/** Open to people who are not signed in. */
const open = [
  ...["/login-request", `${api}/login-request`],
  ...["/sign-in", "/sign-in/code", "/sign-in/new-password", "/sign-in/:token", "/signed-out", "/sign-out"],
  ...["/sign-in/passkey", "/sign-in/passkey/options", "/sign-in/:token/passkey", "/sign-in/:token/passkey/options"],
  ...["/sign-in/provider/:provider", "/sign-in/provider/:provider/return"],
];

let workbench: Workbench;
let app: Awaited<ReturnType<typeof createApp>>;
const sessions = new Map<Person, { cookie: string; csrf: string }>();
let places: Record<string, string> = {};

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  app = await createApp(workbench);
  const { access, collections } = workbench;
  for (const person of persons) {
    const [name, role, district] = people[person];
    const token = new URL(await workbench.linkFor(name, role, district)).pathname.split("/").at(-1) ?? "";
    const { sessionToken, session } = await access.signIn(token, "127.0.0.1");
    sessions.set(person, { cookie: `rollbook_session=${sessionToken}`, csrf: session.csrf });
  }
  const upload = async (person: Person, district: number, fileName: string, text: string, replaces?: string) => {
    const source = (async function* () {
      yield new TextEncoder().encode(text);
    })();
    const actor = await access.getActor(people[person][0]);
    return collections.submit(actor, { collection: "BOY", year, district, fileName, source, replaces });
  };
  const andover = pupils("22130", ["14", "1", "2", "3", "4", "5", "6", "7", "8"], 500, 18);
  await upload("neighbour", 19, "n.csv", fileOf(andover.map((row) => ({ ...row, district: "19", sau: "46" }))));
  const neighbour = await access.getActor(people.neighbour[0]);
  const theirs = { collection: "BOY", year, district: 19 };
  await collections.verify(neighbour, { ...theirs, scope: "district" });
  const { reports } = await collections.readiness(neighbour, theirs);
  await collections.attest(
    neighbour,
    theirs,
    reports.map(({ report }) => report.id),
  );
  await collections.certify(neighbour, theirs);

  const made = await withTransaction(workbench.db, (tx) =>
    keepAs(tx, async () => ({
      student: await tx.query(
        "INSERT INTO students.student (last_name, current_district) VALUES ('Ash', 17) RETURNING student_id AS id",
      ),
      class: await tx.query(
        `INSERT INTO students.class (sourced_id, district, school, school_year, title, starts, ends)
         VALUES ('k1', 17, 21745, ${year}, 'Room 1', '2025-08-27', '2026-06-18') RETURNING class_id AS id`,
      ),
    })),
  );
  const rows = pupils("21745", ["5", "6"], 1, 6).map((row, at) => ({ ...row, born: at < 2 ? "05/14/1999" : row.born }));
  const first = await upload("clerk", 17, "a.csv", fileOf(rows.slice(0, 4)));
  const second = await upload("clerk", 17, "b.csv", fileOf(rows), first.batch.id);
  const clerk = await access.getActor(people.clerk[0]);
  const wanted = { purpose: "Labels for report cards", fields: ["last_name"], filters: [] };
  const file = await workbench.students.exports.request(clerk, wanted);
  const [group] = await collections.findingGroups(clerk, { collection: "BOY", year, district: 17 });
  const paula = { name: "Paula Place", email: "paula@example.org", role: "clerk", district: 17 };
  const account = await access.createAccount(systemActor, paula);
  const asked = { name: "Rita Request", email: "rita@example.org", role: "clerk", district: 17, reason: "Uploads" };
  await access.loginRequests.receive(asked, "127.0.0.1");
  const { requests } = await access.loginRequests.list(systemActor);
  const designated = await workbench.grants.designate(await access.getActor(people.superintendent[0]), {
    ...{ kind: "designation", person: paula.email, role: "identifier-searcher", schools: [], to: "2026-06-30" },
    signature: people.superintendent[0],
  });
  places = {
    ":kind": "assurance",
    ":grant": designated.id,
    ":application": designated.id,
    ":account": account.id,
    ":assignment": account.assignments[0]?.id ?? "",
    ":request": requests[0]?.id ?? "",
    ":collection": "BOY",
    ":year": String(year),
    ":district": "17",
    ":batch": second.batch.id,
    ":row": "1",
    ":student": String(made.student.rows[0].id),
    ":class{\\d+}": String(made.class.rows[0].id),
    ":caseload{\\d+}": "1",
    ":export": file,
    ":finding": group?.first[0]?.id ?? "",
    ":report{.+\\.csv}": "BOY-02.csv",
    ":file{\\d{4}\\.json}": `${year}.json`,
    ":file{file\\.[a-z]+}": "file.csv",
    ":file": `BOY-${year}-${workbench.compiled("BOY", year)?.hash}.js`,
    group: group?.key ?? "",
  };
}, 120_000);
afterAll(() => workbench?.close());

const addressOf = (route: string): string => {
  const report = route.includes("/reports/") ? "STD-14" : "BOY-02";
  const path = route
    .split("/")
    .map((part) => places[part] ?? (part === ":report" ? report : part))
    .join("/");
  return route.endsWith("/explain") && route.startsWith(base)
    ? `${path}?group=${encodeURIComponent(places.group ?? "")}`
    : path;
};

async function ask(method: string, path: string, session?: { cookie: string; csrf: string }): Promise<Response> {
  const origin = workbench.address;
  const headers: Record<string, string> = { accept: "application/json", origin };
  if (session) Object.assign(headers, { cookie: session.cookie, "x-csrf-token": session.csrf });
  const body = method === "GET" ? undefined : new URLSearchParams({ collection: "BOY", validTo: "no day" });
  return app.request(origin + path, { method, headers, body });
}

test("the table names every route of the workbench", () => {
  const served = new Set(
    app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`),
  );
  const named = new Set(table.map(([method, route]) => `${method} ${route}`));
  const other = [...served].filter((one) => !named.has(one) && !open.some((path) => one.endsWith(` ${path}`)));
  expect(other.filter((one) => !/^GET \/assets\/[0-9a-f]{12}\//.test(one))).toEqual([]);
  expect([...named].filter((one) => !served.has(one))).toEqual([]);
});

describe("without a session", () => {
  test.each(table)("%s %s asks to sign in", async (method, route) => {
    expect((await ask(method, addressOf(route))).status).toBe(401);
  });
});

describe("who may", () => {
  test.each(table)("%s %s: %s", async (method, route, who) => {
    const found: string[] = [];
    for (const person of persons) {
      const { status } = await ask(method, addressOf(route), sessions.get(person));
      expect(status, `${person} gets ${status}`).toBeLessThan(500);
      found.push(status === 403 ? "3" : status === 404 ? "4" : "+");
    }
    expect(found.join(" ")).toBe(who);
  });

  test("a district out of reach answers word for word like one that does not exist", async () => {
    const there = await ask("GET", "/collections/BOY/2026/17", sessions.get("neighbour"));
    const nowhere = await ask("GET", "/collections/BOY/2026/99999", sessions.get("neighbour"));
    expect([there.status, await there.json()]).toEqual([nowhere.status, await nowhere.json()]);
  });

  test("a clerk gets no internal figures by asking for them", async () => {
    const answer = await ask("GET", "/reports/STD-14?audience=internal", sessions.get("clerk"));
    expect(answer.status).toBe(403);
  });
});
