// Two people of each profile's main roles sign in with a password in a browser, and what they then read is compared with a
// table written by hand from the policy: students, columns, sections, navigation; and what they are refused, in its words.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openBrowser } from "../browser/browser.ts";
import { type FrontDesk, openFrontDesk } from "./testing/front-desk.ts";
import { boston } from "./testing/matrix/boston.ts";
import { connecticut } from "./testing/matrix/connecticut.ts";
import { missouri } from "./testing/matrix/missouri.ts";
import { newHampshire } from "./testing/matrix/new-hampshire.ts";
import { westford } from "./testing/matrix/westford.ts";
import { needsOf } from "./testing/needs.ts";
import { expectClasses, expectLocated, expectNoStudent, expectStudents } from "./testing/read-as-seen.ts";
import { navigationOf } from "./testing/seen-page.ts";
import { compared, sitDown } from "./testing/sitting.ts";
import { emailOf, type Staffing, settle, sides } from "./testing/staffing.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  console.log(
    `${compared.people} people, ${compared.pages} pages and ${compared.cells} cells compared with the tables`,
  );
});

describe.each([newHampshire, missouri, boston, connecticut, westford])("$profile", (matrix) => {
  let desk: FrontDesk;
  let people: Staffing;
  beforeAll(async () => {
    desk = await openFrontDesk(matrix.profile);
    people = await settle(desk, matrix);
    await needsOf[matrix.profile]?.(people);
  });
  afterAll(() => desk?.close());

  const cases = matrix.roles.flatMap((role) => sides.map((side) => [role.role, side, role] as const));
  test.each(cases)("%s, person %s", async (name, side, role) => {
    const sitting = await sitDown(browser, desk, emailOf(name, side));
    const { ids } = people;
    sitting.same(await navigationOf(sitting.page), role.navigation, "navigation");
    if (role.seen) await expectStudents(sitting, role, role.seen, side, ids);
    if (role.refusal) await expectNoStudent(sitting, role.refusal, ids);
    if (role.locates) await expectLocated(sitting, role.locates, ids);
    if (name === "teacher") await expectClasses(sitting, role, side, ids);
    await sitting.end();
  });
});
