// An installation of any profile, served on a port, and its people as accounts with a password, at their own screens.
import type { Browser, Page } from "playwright-core";
import { type Actor, keepAs, systemActor } from "../../../src/access/index.ts";
import { serveApp } from "../../../src/composition/app.ts";
import { type Installation, openInstallation } from "../../../src/composition/installation.ts";
import { importDirectory, profileDirectory } from "../../../src/directory/index.ts";
import { fixedClock, type Tx, withTransaction } from "../../../src/platform/index.ts";
import { type TestDatabase, testDatabase } from "../../../src/platform/testing/test-database.ts";

const password = "tango violet 93 lamp";

export type FrontDesk = Installation & {
  address: string;
  owner: TestDatabase["owner"];
  keep<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  actor(email: string): Promise<Actor>;
  /** A fresh browser window, in which the person has typed address and password into the form. */
  signIn(browser: Browser, email: string): Promise<Page>;
};

export const openFrontDesk = async (profile: string): Promise<FrontDesk> => {
  const database = await testDatabase(profile);
  const { config } = database;
  const signIn = { ...config.signIn, links: "set-up" as const };
  const installation = await openInstallation({ ...config, signIn }, fixedClock("2025-10-06T14:00:00Z"));
  const { access, db, profileDir } = installation;
  const directory = profileDirectory(profileDir, 2026);
  if (directory) await withTransaction(db, (tx) => importDirectory(tx, directory, "system"));
  const serving = await serveApp(installation, 0);
  return {
    ...installation,
    ...{ address: serving.address, owner: database.owner },
    keep: (work) => withTransaction(db, (tx) => keepAs(tx, () => work(tx))),
    actor: (email) => access.getActor(email),
    signIn: async (browser, email) => {
      const account = await access.findAccount(email);
      if (!account) throw new Error(`there is no account ${email}`);
      const { path } = await access.createSignInLink(systemActor, account.id);
      const place = { remote: "10.0.0.1", device: "Test" };
      await access.entrance.setUpByLink(path.split("/").at(-1) ?? "", password, place);
      const context = await browser.newContext();
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      await page.goto(`${serving.address}/sign-in`);
      await page.getByLabel("E-mail address").fill(email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("button", { name: "Sign out" }).waitFor();
      return page;
    },
    close: async () => {
      await serving.close();
      await installation.close();
      await database.close();
    },
  };
};
