// The monitoring screens under /audit with their JSON twins and files. The verbs ask the policy and write the event.
import { Hono } from "hono";
import { type AccessPolicy, findRole, type SignedInEnv, signedIn } from "../../access/index.ts";
import { renderPage } from "../../web/index.ts";
import type { Monitoring } from "../create-monitoring.ts";
import { OverviewPage } from "../pages/overview.tsx";
import { PeoplePage, PersonPage } from "../pages/people.tsx";
import { StudentEventsPage } from "../pages/student.tsx";
import { LatePage, RefusalsPage, UnusualPage } from "../pages/watch-lists.tsx";
import { shareOf } from "../view-log.ts";
import * as files from "./csv-files.ts";
import { addList } from "./list-routes.ts";
import { dayQuery, daysQuery, pagedQuery, personQuery, readKey, readQuery, refusalsQuery } from "./queries.ts";
import { addRemovalRoutes } from "./removal-routes.tsx";

export type MonitoringRouteDeps = { monitoring: Monitoring; policy: AccessPolicy; today: () => string };

const current = "/audit";
const crumbs = [{ href: current, label: "Audit log" }];

export function monitoringRoutes({ monitoring, policy, today }: MonitoringRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  for (const path of ["/audit", "/audit/*", "/api/v1/audit", "/api/v1/audit/*"]) routes.use(path, signedIn);
  const roleTitle = (role: string): string => findRole(policy, role)?.title ?? role;
  const { verifier } = monitoring;

  addList(routes, {
    path: "/audit",
    load: (c, taking) => monitoring.overview(c.var.actor, readQuery(c, daysQuery), taking),
    page: (c, overview) =>
      renderPage(
        c,
        { title: "Audit log", current },
        <OverviewPage overview={overview} verification={verifier.find(c.var.actor)} csrf={c.var.viewer.csrf} />,
      ),
    file: "/audit/overview.csv",
    contents: files.overviewFile,
  });

  routes.post("/audit/verify", async (c) => {
    await verifier.start(c.var.actor);
    return c.redirect("/audit", 303);
  });
  routes.get("/api/v1/audit/verification", (c) => {
    shareOf(c.var.actor);
    return c.json({ verification: verifier.find(c.var.actor) ?? null });
  });

  addList(routes, {
    path: "/audit/people",
    load: (c, taking) => monitoring.people(c.var.actor, readQuery(c, pagedQuery), taking),
    page: (c, list) => renderPage(c, { title: "People", current, crumbs }, <PeoplePage list={list} />),
    file: "/audit/people.csv",
    contents: files.peopleFile,
  });

  addList(routes, {
    path: "/audit/people/:account",
    load: (c, taking) => monitoring.person(c.var.actor, readKey(c, "account"), readQuery(c, personQuery), taking),
    page: (c, view) =>
      renderPage(
        c,
        { title: view.person.name, current, crumbs: [...crumbs, { href: "/audit/people", label: "People" }] },
        <PersonPage view={view} action={readQuery(c, personQuery).action} roleTitle={roleTitle} />,
      ),
    file: "/audit/people/:account/events.csv",
    contents: files.eventsFile,
  });

  routes.get("/audit/students", (c) => {
    shareOf(c.var.actor);
    const student = c.req.query("student")?.trim();
    if (student) return c.redirect(`/audit/students/${encodeURIComponent(student)}`);
    return renderPage(
      c,
      { title: "Who looked at a student", current, crumbs },
      <StudentEventsPage view={undefined} roleTitle={roleTitle} />,
    );
  });
  addList(routes, {
    path: "/audit/students/:student",
    load: (c, taking) => monitoring.student(c.var.actor, readKey(c, "student"), readQuery(c, pagedQuery), taking),
    page: (c, view) =>
      renderPage(
        c,
        { title: `Who looked at student ${view.student}`, current, crumbs },
        <StudentEventsPage view={view} roleTitle={roleTitle} />,
      ),
    file: "/audit/students/:student/events.csv",
    contents: files.eventsFile,
  });

  addList(routes, {
    path: "/audit/unusual",
    load: (c, taking) => monitoring.unusual(c.var.actor, readQuery(c, dayQuery), taking),
    page: (c, list) =>
      renderPage(c, { title: "Unusual volume", current, crumbs }, <UnusualPage list={list} roleTitle={roleTitle} />),
    file: "/audit/unusual.csv",
    contents: files.unusualFile,
  });
  addList(routes, {
    path: "/audit/out-of-hours",
    load: (c, taking) => monitoring.late(c.var.actor, readQuery(c, daysQuery), taking),
    page: (c, list) => renderPage(c, { title: "Out of hours", current, crumbs }, <LatePage list={list} />),
    file: "/audit/out-of-hours.csv",
    contents: files.lateFile,
  });
  addList(routes, {
    path: "/audit/refusals",
    load: (c, taking) => monitoring.refusals(c.var.actor, readQuery(c, refusalsQuery), taking),
    page: (c, list) => renderPage(c, { title: "Repeated refusals", current, crumbs }, <RefusalsPage list={list} />),
    file: "/audit/refusals.csv",
    contents: files.refusalsFile,
  });

  addRemovalRoutes(routes, { monitoring, today });
  return routes;
}
