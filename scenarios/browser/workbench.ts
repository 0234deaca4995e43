// A whole workbench for browser scenarios: a fresh database, the profile's directory, and the program's own composition on a port.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemActor } from "../../src/access/index.ts";
import { type Serving, serveApp } from "../../src/composition/app.ts";
import { type Installation, openInstallation } from "../../src/composition/installation.ts";
import { type Directory, importDirectory, profileDirectory } from "../../src/directory/index.ts";
import { type Clock, type Config, homeDir, withTransaction } from "../../src/platform/index.ts";
import { testDatabase } from "../../src/platform/testing/test-database.ts";

export const year = 2026;

export type Workbench = Installation & {
  address: string;
  directory: Directory;
  /** Makes an account (once) and gives the whole address of a sign-in link for it. */
  linkFor(name: string, role: string, district?: number): Promise<string>;
};

/** `links`: what one-time links are for; scenarios about other things let them sign in. `files`: what the operator put into the data folder. */
export type WorkbenchOptions = { links?: Config["signIn"]["links"]; files?: Record<string, string> };

export async function openWorkbench(
  clock: Clock,
  { links = "sign-in", files = {} }: WorkbenchOptions = {},
): Promise<Workbench> {
  buildScripts();
  const database = await testDatabase();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(database.config.dataDir, name), text);
  const { config } = database;
  const installation = await openInstallation({ ...config, signIn: { ...config.signIn, links } }, clock);
  const directory = profileDirectory(installation.profileDir, year)!;
  await withTransaction(installation.db, (tx) => importDirectory(tx, directory, "system"));
  const serving: Serving = await serveApp(installation, 0);
  const { access } = installation;
  return {
    ...installation,
    address: serving.address,
    directory,
    async linkFor(name, role, district) {
      const email = `${name.toLowerCase().replace(/\W+/g, ".")}@example.org`;
      const known = await access.findAccount(email);
      const account = known ?? (await access.createAccount(systemActor, { name, email, role, district }));
      return serving.address + (await access.createSignInLink(systemActor, account.id)).path;
    },
    async close() {
      await serving.close();
      await installation.close();
      await database.close();
    },
  };
}

/** The scripts that the pages load; built by the program's build, when a source is newer than it. */
function buildScripts(): void {
  const build = "import('./scripts/build.mjs').then(({ buildIfStale }) => buildIfStale())";
  const { status, stderr } = spawnSync(process.execPath, ["-e", build], { cwd: homeDir, encoding: "utf8" });
  if (status !== 0) throw new Error(`the build failed: ${stderr}`);
}
