// A whole workbench for browser scenarios: a fresh database, the profile's directory, the app on a port of this machine.
import { mkdtempSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { build } from "esbuild";
import {
  type Access,
  accessRoutes,
  createAccess,
  loadAccessPolicy,
  sessionGuard,
  systemActor,
} from "../../src/access/index.ts";
import { type Collections, createCollections } from "../../src/collections/index.ts";
import { collectionsRoutes } from "../../src/collections/routes.tsx";
import { compileCollection, directoryContext, loadDictionary } from "../../src/dictionary/index.ts";
import { type Directory, importDirectory, loadDirectory, profileDirectory } from "../../src/directory/index.ts";
import { type Clock, homeDir, openFileStore, withTransaction } from "../../src/platform/index.ts";
import { type TestDatabase, testDatabase } from "../../src/platform/testing/test-database.ts";
import { openReports } from "../../src/reports/index.ts";
import { reportsRoutes } from "../../src/reports/routes.tsx";
import { openWarehouse } from "../../src/warehouse/index.ts";
import { createWebApp } from "../../src/web/index.ts";

export const year = 2026;

export type Workbench = {
  address: string;
  access: Access;
  collections: Collections;
  directory: Directory;
  app: ReturnType<typeof createWebApp>;
  database: TestDatabase;
  /** Makes an account and gives the whole address of a sign-in link for it. */
  linkFor(name: string, role: string, district?: number): Promise<string>;
  close(): Promise<void>;
};

/** The scripts of the pages, built as the program's build does it. */
async function browserScripts(): Promise<string> {
  const outdir = mkdtempSync(join(tmpdir(), "rollbook-scripts-"));
  await build({
    entryPoints: [
      join(homeDir, "src/dictionary/browser/check-worker.ts"),
      join(homeDir, "src/web/browser/check-island.ts"),
      join(homeDir, "src/web/browser/findings-island.ts"),
    ],
    outdir,
    entryNames: "[name]",
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
  });
  return outdir;
}

export async function openWorkbench(clock: Clock): Promise<Workbench> {
  const database = await testDatabase();
  const { db, owner, config } = database;
  const profileDir = config.profileDir!;
  const directory = profileDirectory(profileDir, year)!;
  await withTransaction(db, (tx) => importDirectory(tx, directory, "system"));
  const dictionary = loadDictionary(profileDir);
  const directoryOf = (of: number) => loadDirectory(db, of);
  const warehouse = await openWarehouse({ config, db, clock, dictionary, directoryOf });
  const files = await openFileStore(config.dataDir);
  const collections = createCollections({
    db,
    owner,
    files,
    dictionary,
    profileDir,
    clock,
    directoryOf,
    onCertified: (tx, certified) => warehouse.writeSnapshot(tx, certified),
  });
  const access = createAccess({ db, policy: loadAccessPolicy(profileDir), clock });
  const reports = openReports({ db, clock, profileDir, dictionary, warehouse });

  const compiled = new Map<string, ReturnType<typeof compileCollection>>();
  const compiledOf = (collection: string, of: number) => {
    if (!dictionary.collections.has(collection)) return undefined;
    const key = `${collection}/${of}`;
    const known = compiled.get(key) ?? compileCollection(dictionary, collection, of);
    compiled.set(key, known);
    return known;
  };

  const app = createWebApp({
    product: { name: "Rollbook", jurisdiction: dictionary.title, version: "0.1.0" },
    assetFolders: [join(homeDir, "src/web/assets"), await browserScripts()],
  });
  const navigation = [
    { href: "/", label: "Home", action: "report.public" as const },
    { href: `/progress/BOY/${year}`, label: "Progress", action: "progress.view" as const },
    { href: "/reports", label: "Reports", action: "report.public" as const },
  ];
  const organizationName = async (actor: { district?: number }) =>
    directory.districts.find((one) => one.number === actor.district)?.name ?? dictionary.title;
  app.use(sessionGuard({ access, navigation, organizationName }));
  app.route("/", accessRoutes({ access, remoteAddress: () => "127.0.0.1" }));
  app.route(
    "/",
    collectionsRoutes({
      collections,
      dictionary,
      clock,
      compiled: compiledOf,
      directoryContext: async (of) => directoryContext(await directoryOf(of)),
      homeYear: async () => year,
    }),
  );
  app.route("/", reportsRoutes({ reports, homeYear: async () => year, render: null as never, chart: () => undefined }));

  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    address,
    access,
    collections,
    directory,
    app,
    database,
    async linkFor(name, role, district) {
      const email = `${name.toLowerCase().replace(/\W+/g, ".")}@example.org`;
      const account =
        (await access.findAccount(email)) ?? (await access.createAccount(systemActor, { name, email, role, district }));
      return address + (await access.createSignInLink(systemActor, account.id)).path;
    },
    async close() {
      await new Promise((resolve) => server.close(resolve));
      warehouse.close();
      await database.close();
    },
  };
}
