// Conditions as dated grants, in a browser: the memo signed by one person, the assurance by another, and rows appear; one is
// ended, and they are gone at the next request. An application is made, decided, and opens just what was granted.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepAs } from "../../src/access/index.ts";
import { fixedClock, withTransaction } from "../../src/platform/index.ts";
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
let chief: Visit;
let bea: Visit;
let rita: Visit;

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  browser = await openBrowser();
  await withTransaction(workbench.db, (tx) =>
    keepAs(tx, () =>
      tx.query(
        "INSERT INTO students.student (state_identifier, last_name, current_district, current_grade) VALUES ('7000000001', 'Ash', 17, '4'), ('7000000002', 'Birch', 17, '5')",
      ),
    ),
  );
  chief = await visit(browser, await workbench.linkFor("Cora Chief", "commissioner"));
  bea = await visit(browser, await workbench.linkFor("Bea Bureau", "bureau-staff"));
  rita = await visit(browser, await workbench.linkFor("Rita Research", "researcher"));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const open = (page: Page, path: string) => page.goto(workbench.address + path);
const main = (page: Page) => textOf(page.locator("main"));
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** The page as it is at both widths, and a picture of each. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, `grants-${name}-${width}`);
  }
}

describe("the memo and the assurance", () => {
  test("who lacks both is led to the page that says so, and sees no student", async () => {
    await open(bea.page, "/");
    await bea.page.getByRole("link", { name: "See what is missing" }).click();
    expect(await main(bea.page)).toContain("Yearly authorization");
    await look(bea.page, "lacking");
    const answer = await open(bea.page, "/students");
    expect(answer?.status()).toBe(403);
  });

  test("the commissioner reads the memo before signing it, and signs by the own name only", async () => {
    const { page } = chief;
    await open(page, "/grants");
    expect(await main(page)).toContain("Bea Bureau");
    await look(page, "chief");
    await page.getByRole("link", { name: "Yearly memo" }).click();
    await page.getByText("Bea Bureau, Bureau of data management").click();
    await look(page, "memo");
    await press(page, "Read the memo before signing");
    await look(page, "memo-preview");
    await page.getByText("I have read the memo").click();
    await page.getByLabel("Your full name").fill("Bea Bureau");
    await press(page, "Sign the memo");
    expect(await main(page)).toContain("You signed as Bea Bureau");
    await look(page, "memo-refused");
    await page.getByText("I have read the memo").click();
    await page.getByLabel("Your full name").fill("Cora Chief");
    await press(page, "Sign the memo");
    expect(await main(page)).toContain("Signed. 1 grant given.");
    await look(page, "memo-signed");
  });

  test("the person signs the assurance, and the students are there", async () => {
    const { page } = bea;
    await open(page, "/grants");
    await page.getByRole("link", { name: "Read and sign it" }).click();
    expect(await main(page)).toContain("may be a crime punished by a fine or imprisonment");
    await look(page, "assurance");
    await page.getByText("I have read the whole statement").click();
    await page.getByLabel("Your full name").fill("Bea Bureau");
    await press(page, "Sign for school year 2025-26");
    expect(await main(page)).toContain("06/30/2026");
    expect(await page.getByText("What is missing").count()).toBe(0);
    await look(page, "held");
    await open(page, "/students");
    expect(await main(page)).toContain("7000000001");
  });

  test("the paper of the memo is a PDF", async () => {
    await open(bea.page, "/grants");
    const [download] = await Promise.all([
      bea.page.waitForEvent("download"),
      bea.page.getByRole("link", { name: /Yearly authorization.*PDF/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^grant-[0-9a-f]{8}\.pdf$/);
    if (process.env.ROLLBOOK_PICTURES) await download.saveAs(`${process.env.ROLLBOOK_PICTURES}/memo.pdf`);
  });

  test("ended with a reason, the rows are gone at the next request", async () => {
    const { page } = chief;
    await open(page, "/grants/memo");
    await page.getByRole("link", { name: "Bea Bureau", exact: true }).click();
    await look(page, "person");
    await page.getByRole("link", { name: /^End Yearly authorization/ }).click();
    await look(page, "end");
    await page.getByLabel("Reason").fill("Changed duties");
    await press(page, "End it now");
    expect(await main(page)).toContain("Changed duties");
    const answer = await open(bea.page, "/students");
    expect(answer?.status()).toBe(403);
    expect(await main(bea.page)).not.toContain("7000000001");
  });
});

describe("an application", () => {
  test("says what is asked for, and shows nothing before the decision", async () => {
    const { page } = rita;
    await open(page, "/grants/applications/new");
    await page.getByLabel("Which students").fill("7000000001\n7999999999");
    await page.locator('label[for="field-student.current_grade"]').click();
    await page.locator('label[for="field-student.state_identifier"]').click();
    await page.getByLabel("Which educational need").fill("A study of early reading in fourth grade.");
    await page.getByLabel("First day").fill("2025-10-06");
    await page.getByLabel("Last day").fill("2026-03-31");
    await look(page, "apply");
    await page.getByLabel("Your full name").fill("Rita Research");
    await press(page, "Sign and send the application");
    expect(await main(page)).toContain("To be decided");
    expect(await main(page)).toContain("Nothing is open to you before");
    await look(page, "application");
  });

  test("is decided in writing by the commissioner, who has signed the assurance", async () => {
    const { page } = chief;
    await open(page, "/grants/assurance");
    await page.getByText("I have read the whole statement").click();
    await page.getByLabel("Your full name").fill("Cora Chief");
    await press(page, "Sign for school year 2025-26");
    await open(page, "/grants/applications");
    await look(page, "applications");
    await page.getByRole("link", { name: /^Application of Rita/ }).click();
    expect(await main(page)).toContain("No student within your reach: 7999999999");
    await page.getByLabel("Reason, in writing").fill("The purpose is educational and the data are few.");
    await look(page, "decide");
    await page.getByLabel("Your full name").fill("Cora Chief");
    await press(page, "Grant what is checked");
    expect(await main(page)).toContain("Granted in part");
    await look(page, "decided");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Decision (PDF)" }).click(),
    ]);
    if (process.env.ROLLBOOK_PICTURES) await download.saveAs(`${process.env.ROLLBOOK_PICTURES}/decision.pdf`);
  });

  test("needs the agreement too, which the commissioner records", async () => {
    const { page } = chief;
    await open(page, "/grants/record");
    await look(page, "record");
    await page.getByLabel("What", { exact: true }).first().selectOption({ label: "Written agreement" });
    await page.getByLabel("Person, by e-mail address").fill("rita.research@example.org");
    await page.getByLabel("Title of the training").fill("Study of early reading");
    await page.getByLabel("First day").fill("2025-10-06");
    await page.getByLabel("Last day").fill("2026-03-31");
    await press(page, "Record it");
    expect(await main(page)).toContain("Recorded: 1 grant.");
  });

  test("opens the one student and the fields granted, in the role that came with it", async () => {
    const { page } = rita;
    await open(page, "/assignment");
    await look(page, "roles");
    await page.getByText("New Hampshire, to 03/31/2026").click();
    await press(page, "Act in this role");
    await open(page, "/students");
    const shown = await main(page);
    expect(shown).toContain("7000000001");
    expect(shown).not.toContain("7000000002");
  });
});

test("a file of trainings is looked at first, and taken whole", async () => {
  const { page } = chief;
  await open(page, "/grants/record");
  await page.locator("#file-kind").selectOption({ label: "Training" });
  const csv = (rows: string) => ({
    name: "t.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`email,title,date,assessed\n${rows}`),
  });
  await page
    .locator("#file")
    .setInputFiles(csv("bea.bureau@example.org,Privacy,2025-09-01,yes\nnobody@example.org,Privacy,2025-09-01,no\n"));
  await press(page, "Check the file");
  expect(await main(page)).toContain("1 row cannot be recorded");
  await look(page, "file");
  await open(page, "/grants/record");
  await page.locator("#file-kind").selectOption({ label: "Training" });
  await page.locator("#file").setInputFiles(csv("bea.bureau@example.org,Privacy,2025-09-01,yes\n"));
  await press(page, "Check the file");
  await press(page, "Record 1 row");
  expect(await main(page)).toContain("Recorded: 1 grant.");
});

test("no page complained on the console", () => {
  const errors = [chief, bea, rita].flatMap((one) => one.errors).filter((error) => !/status of (403|422)/.test(error));
  expect(errors).toEqual([]);
});
