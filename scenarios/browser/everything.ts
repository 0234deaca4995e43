// A workbench with one of everything in it, and people of several roles signed in: the ground for tests that go through
// every route.
import { keepAs, systemActor } from "../../src/access/index.ts";
import { createApp } from "../../src/composition/app.ts";
import { csvOf, fileRows, streamOf } from "../../src/identity/files/testing/made-file.ts";
import { madeFacts } from "../../src/identity/registry/testing/registry-world.ts";
import { fixedClock, withTransaction } from "../../src/platform/index.ts";
import { fileOf, pupils } from "./files.ts";
import { base } from "./who-may-table.ts";
import { openWorkbench, type Workbench, year } from "./workbench.ts";

const newChild = { last_name: "Okafor", first_name: "Ngozi", birth_date: "2014-05-20", guardian_name: "" };

const people = {
  clerk: ["Carla Clerk", "clerk", 17],
  superintendent: ["Sam Super", "superintendent", 17],
  neighbour: ["Nora Neighbour", "superintendent", 19],
  manager: ["Mona Manager", "state-manager", undefined],
  analyst: ["Ann Analyst", "state-analyst", undefined],
} as const;
export type Person = keyof typeof people;
export const persons = Object.keys(people) as Person[];

export type SignedIn = { cookie: string; csrf: string };
export type Everything = {
  workbench: Workbench;
  app: Awaited<ReturnType<typeof createApp>>;
  sessions: Map<string, SignedIn>;
  /** Real identifiers by the names that routes give them. */
  places: Record<string, string>;
  /** A route with real identifiers in it. */
  addressOf(route: string): string;
  ask(method: string, path: string, session?: SignedIn): Promise<Response>;
};

/** `others`: further people, by name and role, who are signed in too. */
export const openEverything = async (
  others: readonly [name: string, role: string, district?: number][] = [],
): Promise<Everything> => {
  const sessions = new Map<string, SignedIn>();
  const workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  const app = await createApp(workbench);
  const { access, collections } = workbench;
  const everybody = [...Object.entries(people), ...others.map((other) => [other[1], other] as const)];
  for (const [person, [name, role, district]] of everybody) {
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
  const numberAsked = await workbench.registry!.ask(clerk, {
    ...{ district: 17, localIdentifier: "L1", key: "everything-asked-1" },
    facts: madeFacts(),
  });
  const alike = await workbench.registry!.ask(clerk, {
    ...{ district: 17, localIdentifier: "L2", key: "everything-asked-2" },
    facts: madeFacts({ middle_name: "", guardian_name: "", sex: "M", race_ethnicity: "3", town_of_birth: "Concord" }),
  });
  const sent = await workbench.registry!.requestFile(clerk, {
    ...{ district: 17, fileName: "new.csv", key: "everything-asked-3" },
    source: streamOf(csvOf(fileRows(workbench.registry!.profile, 17, [{ local: "L3", facts: madeFacts(newChild) }]))),
  });
  const places: Record<string, string> = {
    ":sent": sent.file,
    ...{ ":merge": "00000009-0000-4000-8000-000000000009", ":split": "00000009-0000-4000-8000-000000000009" },
    ...{ ":asked": numberAsked.request, ":near": alike.request, ":reference": numberAsked.reference ?? "" },
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

  const ask = async (method: string, path: string, session?: SignedIn): Promise<Response> => {
    const origin = workbench.address;
    const headers: Record<string, string> = { accept: "application/json", origin };
    if (session) Object.assign(headers, { cookie: session.cookie, "x-csrf-token": session.csrf });
    const body = method === "GET" ? undefined : new URLSearchParams({ collection: "BOY", validTo: "no day" });
    return app.request(origin + path, { method, headers, body });
  };
  return { workbench, app, sessions, places, addressOf, ask };
};
