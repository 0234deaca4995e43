// The web application of an installation: every module's routes on one frame, and the server that listens. Composes only.
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import {
  type Actor,
  accessRoutes,
  accountsRoutes,
  datedGrantRoutes,
  policyRoutes,
  sessionGuard,
} from "../access/index.ts";
import { collectionsRoutes } from "../collections/index.ts";
import { directoryContext } from "../dictionary/index.ts";
import { identityRoutes } from "../identity/index.ts";
import { monitoringRoutes } from "../monitoring/index.ts";
import { dayOf, homeDir, Problem } from "../platform/index.ts";
import { chartSvg, renderReport, reportsRoutes } from "../reports/index.ts";
import { rosterRoutes, studentsRoutes } from "../students/index.ts";
import { createWebApp } from "../web/index.ts";
import type { Installation } from "./installation.ts";
import { navigationOf } from "./navigation.ts";
import { placesOf } from "./place-names.ts";
import { version } from "./version.ts";

export const createApp = async (installation: Installation): Promise<ReturnType<typeof createWebApp>> => {
  const { access, clock, collections, dictionary, directoryOf, grants, homeYear, monitoring, reports, students } =
    installation;
  const app = createWebApp({
    timeZone: dictionary.timeZone,
    product: { name: "Rollbook", jurisdiction: dictionary.title, version },
    trustProxy: installation.config.trustProxy,
    assetFolders: [join(homeDir, "src", "web", "assets"), join(homeDir, "dist", "public")],
  });
  const [collection] = dictionary.collections.keys();
  const navigation = navigationOf({
    collection,
    year: await homeYear(),
    reports: reports.list().length > 0,
    registry: installation.registry !== undefined,
    locators: Object.entries(access.policy.roles).flatMap(([role, { rows }]) => (rows === "located" ? [role] : [])),
  });
  const organizationName = async (actor: Pick<Actor, "district">): Promise<string> => {
    if (actor.district === undefined) return dictionary.title;
    const { districts } = await installation.places();
    return districts.find(({ number }) => number === actor.district)?.name ?? dictionary.title;
  };
  app.use(sessionGuard({ access, navigation, organizationName, remoteAddress }));
  app.route("/", accessRoutes({ access, remoteAddress, organizationName }));
  app.route("/", accountsRoutes({ access, remoteAddress, jurisdiction: dictionary.title, today: () => dayOf(clock) }));
  // Before the other modules: some land on their students.
  const { registry } = installation;
  app.route(
    "/",
    studentsRoutes({
      ...{ students, policy: access.policy, clock, places: () => placesOf(installation) },
      locator: registry && "/identifiers/find",
    }),
  );
  if (registry)
    app.route("/", identityRoutes({ registry, clock, identifier: dictionary.identifier, places: installation.places }));
  app.route("/", rosterRoutes({ rosters: installation.rosters, clock, places: () => placesOf(installation) }));
  app.route(
    "/",
    collectionsRoutes({
      ...{ collections, dictionary, clock, homeYear, compiled: installation.compiled },
      directoryContext: async (of) => directoryContext(await directoryOf(of)),
    }),
  );
  app.route("/", datedGrantRoutes({ grants, policy: access.policy, today: () => dayOf(clock) }));
  app.route("/", monitoringRoutes({ monitoring, policy: access.policy, today: () => dayOf(clock) }));
  app.route(
    "/",
    policyRoutes({
      db: installation.db,
      policy: access.policy,
      jurisdiction: dictionary.title,
      today: () => dayOf(clock),
    }),
  );
  app.route("/", reportsRoutes({ reports, homeYear, render: renderReport, chart: chartSvg }));
  return app;
};

/** Unknown where the application is asked without a server. */
const remoteAddress = (c: Context): string => (c.env?.incoming && getConnInfo(c).remote.address) || "unknown";

export type Serving = { address: string; close(): Promise<void> };

/** Serves on this machine only (127.0.0.1): a proxy with TLS stands before it where others shall reach it. */
export const serveApp = async (installation: Installation, port: number): Promise<Serving> => {
  const app = await createApp(installation);
  const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" });
  await new Promise<void>((listening, fail) => {
    server.once("listening", listening);
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" && error.code !== "EACCES") return fail(error);
      fail(new Problem("port-not-free", { port, why: error.code === "EACCES" ? "not allowed" : "in use" }));
    });
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
};
