// Accounts in the browser: made by hand, by file and by a signed login request; by keyboard; accessible, wide and narrow.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "../../src/access/index.ts";
import { listEvents } from "../../src/audit/index.ts";
import { fixedClock } from "../../src/platform/index.ts";
import {
  expectAccessible,
  expectNoSidewaysScroll,
  openBrowser,
  picture,
  textOf,
  type Visit,
  visit,
} from "./browser.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
let browser: Browser;
let manager: Visit;
let superintendent: Visit;

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  manager = await visit(browser, await workbench.linkFor("Mona Manager", "state-manager"));
  superintendent = await visit(browser, await workbench.linkFor("Sam Super", "superintendent", 17));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const open = (page: Page, path: string) => page.goto(workbench.address + path);
const main = (page: Page) => textOf(page.locator("main"));
const press = (page: Page, name: string) =>
  Promise.all([page.waitForLoadState("load"), page.getByRole("button", { name, exact: true }).click()]);
const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
};
const link = (page: Page) => page.getByLabel(/^Set-up link for /).inputValue();
/** A person at a browser without a session. */
const stranger = async (width = 1280) => {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  return { context, page, errors };
};

test("an account is made by hand, its link signs the person in, and its role is ended", async () => {
  const { page, errors } = manager;
  await open(page, "/accounts/new");
  const email = "The person's own e-mail address";
  await fill(page, { "First and last name": "Main Office", [email]: "office@amherst.example" });
  await page.getByLabel("Role", { exact: true }).selectOption("clerk");
  await page.getByLabel("District", { exact: true }).selectOption("17");
  await press(page, "Make the account");
  expect(await main(page)).toContain("office@amherst.example is an address that several people read");
  await fill(page, { "First and last name": "Pat Newman", [email]: "pat.newman@amherst.example" });
  await fill(page, { "Schools (optional)": "Amherst Midle School" });
  await press(page, "Make the account");
  expect(await main(page)).toContain("Amherst Midle School is no school of the district. Its schools:");
  await fill(page, { "Schools (optional)": "Amherst Middle School", "Last day (optional)": "2026-06-30" });
  await press(page, "Make the account");
  const person = await visit(browser, await link(page));
  expect(await textOf(person.page.locator("header"))).toContain("Pat Newman");

  await page.getByRole("link", { name: "To the account" }).click();
  await page.getByRole("link", { name: "End District data clerk, Amherst (17)" }).click();
  await press(page, "End the role");
  expect(await main(page)).toContain("The role is ended.");
  // The very next page: no access any more.
  const answer = await open(person.page, "/collections/BOY/2026/17");
  expect(answer?.status()).toBe(403);
  await person.context.close();
  expect(errors.filter((error) => !error.includes("status of 422"))).toEqual([]);
});

test("a file of accounts is corrected, looked at, applied; the second time nothing would change", async () => {
  const { page } = superintendent;
  const upload = async (text: string) => {
    await open(page, "/accounts/import");
    await page
      .getByLabel(/^CSV file/)
      .setInputFiles({ name: "staff.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await press(page, "Check the file");
  };
  const rows = ["Ann Ash,ann@amherst.example,clerk,17", "Bo Birch,bo@amherst.example,clerk,17"];
  const file = (more: string[]) => ["name,email,role,district", ...rows, ...more].join("\n");
  await upload(file(["Info Desk,info@amherst.example,clerk,17", "Cy Cedar,cy@andover.example,clerk,19"]));
  expect(await main(page)).toMatch(/staff\.csv was not taken[\s\S]*2 places must be corrected/);
  expect(await main(page)).toContain("this district is not yours");
  expect(await workbench.access.findAccount("ann@amherst.example")).toBeUndefined();
  await upload(file([]));
  expect(await main(page)).toContain("2 added, 0 changed, 0 unchanged");
  expect(await workbench.access.findAccount("ann@amherst.example")).toBeUndefined();
  await picture(page, "import-preview-1280");
  await expectAccessible(page);
  await press(page, "Apply");
  expect(await page.getByLabel(/^Set-up link for /).count()).toBe(2);
  expect((await workbench.access.findAccount("bo@amherst.example"))?.assignments).toMatchObject([{ district: 17 }]);
  await upload(file([]));
  expect(await main(page)).toContain("Nothing would change");
  expect(await page.getByRole("button", { name: "Apply" }).count()).toBe(0);
});

test("a person asks for an account, the superintendent signs, and the person signs in", async () => {
  const asking = await stranger();
  await open(asking.page, "/sign-in");
  await asking.page.getByRole("link", { name: "Ask for an account" }).click();
  await fill(asking.page, {
    "First and last name": "Nina New",
    "Your own e-mail address": "nina@amherst.example",
    "Why you need it": "I prepare the fall file.",
  });
  await asking.page.getByLabel("District", { exact: true }).selectOption("17");
  await asking.page.getByLabel("Role you need", { exact: true }).selectOption("clerk");
  await asking.page.getByText("This is my own name").click();
  await press(asking.page, "Send the request");
  expect(await main(asking.page)).toContain("Your request is with the district");
  const first = await main(asking.page);

  // Again, and for an address that has an account: the same words.
  for (const email of ["nina@amherst.example", "sam.super@example.org"]) {
    await open(asking.page, "/login-request");
    await fill(asking.page, {
      "First and last name": "Nina New",
      "Your own e-mail address": email,
      "Why you need it": "x",
    });
    await asking.page.getByLabel("District", { exact: true }).selectOption("17");
    await asking.page.getByLabel("Role you need", { exact: true }).selectOption("clerk");
    await asking.page.getByText("This is my own name").click();
    await press(asking.page, "Send the request");
    expect(await main(asking.page)).toBe(first);
  }

  const { page } = superintendent;
  await open(page, "/accounts");
  await page.getByRole("link", { name: "2 open login requests" }).click();
  await page
    .getByRole("row", { name: /nina@amherst/ })
    .getByRole("link")
    .click();
  await fill(page, { "Your name, typed as your signature": "Nina New" });
  await press(page, "Sign and approve");
  expect(await main(page)).toContain("You signed as Nina New, and are signed in as Sam Super.");
  await fill(page, { "Your name, typed as your signature": "sam super" });
  await press(page, "Sign and approve");
  const made = await link(page);
  const { requests } = await workbench.access.loginRequests.list(systemActor, { state: "approved" });
  const form = await page.request.get(`${workbench.address}/login-requests/${requests[0]?.id}/form.pdf`);
  expect([form.status(), form.headers()["content-type"]]).toEqual([200, "application/pdf"]);

  const person = await visit(browser, made);
  expect(await textOf(person.page.locator("header"))).toContain("Nina New");
  await person.context.close();
  await asking.context.close();
  const events = (await listEvents(workbench.db, { limit: 200 })).map(({ action }) => action);
  for (const action of ["login-request.received", "login-request.approved", "login-request.printed", "account.created"])
    expect(events).toContain(action);
});

test("by keyboard alone: a request is refused with a reason", async () => {
  await workbench.access.loginRequests.receive(
    { name: "Kit Keyboard", email: "kit@amherst.example", role: "clerk", district: 17, reason: "To look" },
    "127.0.0.1",
  );
  const { page } = superintendent;
  await open(page, "/login-requests");
  const tabTo = async (words: string) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const { id, textContent } = document.activeElement as HTMLElement;
        return {
          id,
          words: (textContent ?? "").trim(),
          outline: getComputedStyle(document.activeElement as Element).outlineStyle,
        };
      });
      if (at.id !== words && at.words !== words) continue;
      expect(at.outline, `the focus on ${words} cannot be seen`).not.toBe("none");
      return;
    }
    throw new Error(`Tab never came to ${words}`);
  };
  await tabTo("Kit Keyboard");
  await Promise.all([page.waitForURL(/login-requests\/[0-9a-f-]{36}$/), page.keyboard.press("Enter")]);
  await tabTo("refusal");
  await page.keyboard.type("Does not work here.");
  await tabTo("Refuse");
  await Promise.all([page.waitForLoadState("load"), page.keyboard.press("Enter")]);
  await page.getByRole("heading", { name: "Refused" }).waitFor();
  expect(await main(page)).toContain("Does not work here.");
});

describe.each([1280, 390])("%i pixels wide", (width) => {
  const look = async (page: Page, errors: string[], name: string, path: string) => {
    errors.length = 0;
    await page.setViewportSize({ width, height: 900 });
    expect((await open(page, path))?.status()).toBe(200);
    await picture(page, `${name}-${width}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(errors).toEqual([]);
  };

  test("the pages of who manages all accounts", async () => {
    const { page, errors } = manager;
    const account = await workbench.access.createAccount(systemActor, {
      ...{ name: `Lou Look ${width}`, email: `lou${width}@amherst.example`, role: "clerk", district: 17 },
      schools: [21745],
    });
    await workbench.access.addAssignment(systemActor, account.id, {
      role: "superintendent",
      district: 19,
      validFrom: "2025-11-01",
    });
    await look(page, errors, "accounts", "/accounts?state=all");
    await look(page, errors, "account-new", "/accounts/new");
    await look(page, errors, "account", `/accounts/${account.id}`);
    await look(page, errors, "account-end", `/accounts/${account.id}/end/${account.assignments[0]?.id}`);
    await look(page, errors, "account-none", "/accounts?search=nobody-of-this-name");
  });

  test("the pages of who manages a district's", async () => {
    const { page, errors } = superintendent;
    await workbench.access.loginRequests.receive(
      {
        name: "Opal Open",
        email: "opal@amherst.example",
        role: "clerk",
        district: 17,
        reason: "I check the files.\nEach fall.",
      },
      "127.0.0.1",
    );
    const { requests } = await workbench.access.loginRequests.list(systemActor);
    const idOf = (state: string) => requests.find((one) => one.state === state)?.id;
    await look(page, errors, "accounts-district", "/accounts");
    await look(page, errors, "import", "/accounts/import");
    await look(page, errors, "requests", "/login-requests?state=all");
    for (const state of ["open", "approved", "refused"])
      await look(page, errors, `request-${state}`, `/login-requests/${idOf(state)}`);
  });

  test("the public form", async () => {
    const { page, errors, context } = await stranger(width);
    await look(page, errors, "login-request", "/login-request");
    await context.close();
  });

  test("a form that comes back, and a link that is shown once", async () => {
    const { page } = manager;
    await page.setViewportSize({ width, height: 900 });
    await open(page, "/accounts/new");
    await fill(page, {
      "First and last name": "Ada",
      "The person's own e-mail address": `ada${width}@amherst.example`,
    });
    await page.getByLabel("Role", { exact: true }).selectOption("clerk");
    await press(page, "Make the account");
    await picture(page, `account-new-errors-${width}`);
    await expectAccessible(page);
    await page.getByText("This person has one name only").click();
    await page.getByLabel("District", { exact: true }).selectOption("17");
    await press(page, "Make the account");
    expect(await link(page)).toContain("/sign-in/");
    await picture(page, `account-link-${width}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});
