// What each kind of role is to find at its screens: its students and no other, nobody at all, or one who is looked up.
import { expect } from "vitest";
import type { RoleMatrix, Seen } from "./matrix/expected.ts";
import { listedStudents, listHeadings, recordLines, wordsOf } from "./seen-page.ts";
import type { Sitting } from "./sitting.ts";
import { studentsOf } from "./staffing.ts";
import { type ChildKey, childKeys, children, type Side } from "./two-schools.ts";

type Ids = Record<ChildKey, number>;

/** What stands in a field, by its title: not to be read where the title is not. */
const values: [title: RegExp, value: string][] = [
  [/Guardian(,|$)/m, "Gideon Underhay"],
  [/Guardian's telephone/, "603-555-0177"],
  [/Town of birth/, "Ogunquit"],
  [/Home language/, "Tagalog"],
  [/Primary disability/, "Aphasia"],
  [/Lunch status/, "Reduced"],
  [/Health/, "Carries an inhaler"],
  [/Scale score/, "548"],
  [/Half days present/, "341"],
];

const ascending = (numbers: number[]): number[] => numbers.sort((a, b) => a - b);

const expectRecord = async (sitting: Sitting, key: ChildKey, id: number, seen: Seen): Promise<void> => {
  const { page, same } = sitting;
  const { first, last, number } = children[key];
  const naming = { whole: `${last}, ${first} Lee`, short: `${last}, ${first}`, number: `Student ${number}` };
  same(await sitting.visit(`/students/${id}`), 200, "the student's page");
  same(await recordLines(page, { ...naming, record: `Record ${id}` }), seen.page, "what the student's page holds");
  const { whole } = await wordsOf(page);
  const titles = seen.page.join("\n");
  for (const [title, value] of values) same(whole.includes(value), title.test(titles), `whether "${value}" is read`);
  same(whole.includes(last), seen.page[0]?.includes("name"), "whether the name is read");
  await sitting.expectNoStaff();
};

/** The list, one record of it, and nothing of the other person's students: out of sight is as if it did not exist. */
export const expectStudents = async (sitting: Sitting, role: RoleMatrix, seen: Seen, side: Side, ids: Ids) => {
  const { page, same } = sitting;
  const own: ChildKey[] = studentsOf(role, side);
  const others = childKeys.filter((key) => !own.includes(key));
  same(await sitting.visit("/students"), 200, "the list");
  same(ascending(await listedStudents(page)), ascending(own.map((key) => ids[key])), "the students listed");
  await sitting.expectNobody(others);
  // A family with one child stands before the child's own page already.
  if (new URL(page.url()).pathname === "/students") same(await listHeadings(page), seen.list, "columns of the list");
  await sitting.expectNoStaff();
  const whole = own.find((key) => children[key].whole)!;
  await expectRecord(sitting, whole, ids[whole], seen);
  const foreign = studentsOf(role, side === "a" ? "b" : "a").find((key) => !own.includes(key));
  if (!foreign) return;
  same(await sitting.visit(`/students/${ids[foreign]}`), 404, "the other person's student");
  expect((await wordsOf(page)).shown).toContain("There is nothing here under that name.");
  await sitting.expectNobody(others);
};

/** The classes that are taught, with the own students and nobody's teacher. */
export const expectClasses = async (sitting: Sitting, role: RoleMatrix, side: Side, ids: Ids): Promise<void> => {
  sitting.same(await sitting.visit("/classes/mine"), 200, "the classes");
  const own = studentsOf(role, side).map((key) => ids[key]);
  sitting.same(ascending(await listedStudents(sitting.page)), ascending(own), "the students of the classes");
  await sitting.expectNoStaff();
};

/** Every page of the navigation, and every way to students. */
export const expectNoStudent = async (sitting: Sitting, refusal: string, ids: Ids): Promise<void> => {
  const entries = sitting.page.locator("nav[aria-label=Main] a");
  const paths = await entries.evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  expect(paths.length).toBeGreaterThan(0);
  for (const path of paths) {
    sitting.same(await sitting.visit(path), 200, path);
    await sitting.expectNobody();
  }
  for (const path of ["/students", `/students/${ids.ann}`, "/students/search?last_name=a"])
    await sitting.expectRefused(path, refusal);
};

/** One student of the whole state, by all that identifies; the list and the record stay shut. */
export const expectLocated = async (
  sitting: Sitting,
  { refusal, list }: NonNullable<RoleMatrix["locates"]>,
  ids: Ids,
): Promise<void> => {
  const { page, same } = sitting;
  await sitting.expectRefused("/students", refusal);
  await sitting.expectRefused(`/students/${ids.dan}`, refusal);
  const { first, last, born } = children.dan;
  const find = async (name: string): Promise<number> => {
    same(await sitting.visit("/students/search"), 200, "the search");
    await page.getByLabel("First name").fill(first);
    await page.getByLabel("Last name").fill(name);
    await page.getByLabel("Birth date").fill(born);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Find", exact: true }).click();
    same((await answered).status(), 200, "the search's answer");
    await page.locator("main .rb-empty, main tbody").waitFor();
    return page.locator("main tbody tr").count();
  };
  same(await find(last.slice(0, 3)), 0, "found by the beginning of a name");
  same(await find(last), 1, "found by the whole name");
  same(await listHeadings(page), list, "what is told of who is found");
  same(await page.locator("main a[href^='/students/']").count(), 0, "ways to a record");
  await sitting.expectNobody(childKeys.filter((key) => key !== "dan"));
};
