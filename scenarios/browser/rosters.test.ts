// Rosters in a browser: a data clerk tries a file, imports it, and keeps a class by hand. Wide and narrow, by WCAG 2.2 AA.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "../../src/platform/index.ts";
import { type RosterTables, writeRosterZip } from "../../src/students/index.ts";
import { expectAccessible, expectNoSidewaysScroll, openBrowser, picture, visit } from "./browser.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
let browser: Browser;
let file: string;

const user = { enabledUser: "true", orgSourcedIds: "s" };
const tables: RosterTables = {
  orgs: [
    { sourcedId: "d", name: "Amherst", type: "district", identifier: 17 },
    { sourcedId: "s", name: "Amherst Middle School", type: "school", identifier: 21745, parentSourcedId: "d" },
  ],
  academicSessions: [
    {
      sourcedId: "y",
      title: "2025-26",
      type: "schoolYear",
      startDate: "2025-08-27",
      endDate: "2026-06-20",
      schoolYear: 2026,
    },
  ],
  classes: ["Science 6", "Mathematics 6"].map((title, at) => ({
    ...{ sourcedId: `k${at}`, title, schoolSourcedId: "s", termSourcedIds: "y" },
  })),
  users: [
    ...["Olive", "Noah", "Ivy"].map((givenName, at) => ({
      ...{
        ...user,
        sourcedId: `p${at}`,
        role: "student",
        username: `p${at}`,
        givenName,
        familyName: "Washburn",
        grades: "06",
      },
    })),
    {
      ...user,
      sourcedId: "t1",
      role: "teacher",
      username: "t1",
      givenName: "Tess",
      familyName: "Teacher",
      email: "tess@example.org",
    },
  ],
  enrollments: ["p0", "p1", "t1"].map((id, at) => ({
    ...{
      sourcedId: `e${at}`,
      classSourcedId: "k0",
      schoolSourcedId: "s",
      userSourcedId: id,
      role: id === "t1" ? "teacher" : "student",
    },
  })),
};

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  file = join(workbench.config.dataDir, "roster.zip");
});
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

test.each([1280, 390])("a roster is tried, imported and kept by hand (%i px)", async (width) => {
  const { page, errors, context } = await visit(browser, await workbench.linkFor("Carla Clerk", "clerk", 17), {
    width,
  });
  const look = async (name: string) => {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, `rosters-${name}-${width}`);
  };
  await page.goto(`${workbench.address}/rosters`);
  await look("empty");
  writeFileSync(
    file,
    writeRosterZip("1.1", { ...tables, classes: tables.classes!.map((one) => ({ ...one, schoolSourcedId: "x" })) }),
  );
  await page.getByLabel("OneRoster zip of your district").setInputFiles(file);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("Nothing was changed").first().waitFor();
  await look("refused");
  // The browser counts the answer to a form that was refused among its errors.
  errors.splice(0, errors.length, ...errors.filter((error) => !error.includes("422")));

  writeFileSync(file, writeRosterZip("1.1", tables));
  await page.getByLabel("OneRoster zip of your district").setInputFiles(file);
  await page.getByRole("button", { name: "Show what would change" }).click();
  await page.getByText("Nothing has been changed yet").waitFor();
  await look("checked");
  await page.getByLabel("OneRoster zip of your district").setInputFiles(file);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("heading", { name: "Imported", exact: true }).waitFor();
  await look("imported");

  await page.goto(`${workbench.address}/classes`);
  await look("classes");
  await page.getByRole("link", { name: "Science 6" }).click();
  await page.getByLabel("Student's number").fill("p2");
  await page.getByRole("button", { name: "Add student" }).click();
  await page.getByText("Washburn, Ivy").waitFor();
  await look("class");
  await page.getByRole("button", { name: "It was a mistake: Washburn, Ivy" }).click();
  await page.getByText("Washburn, Ivy").waitFor({ state: "detached" });
  expect(errors).toEqual([]);
  await context.close();
});
