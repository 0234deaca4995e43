// What a person reads on a page, in the words of the hand-written tables: navigation, a list of students, one record.
import type { Page } from "playwright-core";

/** Which student a head names, and how: by the whole name, without the middle one, by number, or by nothing that tells. */
export type Naming = { whole: string; short: string; number: string; record: string };

export const navigationOf = async (page: Page): Promise<string> =>
  (await page.locator("nav[aria-label=Main] a").allInnerTexts()).join(", ");

/** Numbers of the records that the list leads to; a family with one child is led to the record itself. */
export const listedStudents = async (page: Page): Promise<number[]> => {
  const here = /\/students\/(\d+)$/.exec(new URL(page.url()).pathname);
  if (here) return [Number(here[1])];
  const links = await page
    .locator("main tbody a")
    .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  return links.map((href) => Number(/^\/students\/(\d+)$/.exec(href)?.[1]));
};

export const listHeadings = async (page: Page): Promise<string> =>
  (await page.locator("main thead th").allInnerTexts()).map(plain).join(", ");

/** One line for the head, one for the facts, and one for each section with its columns. */
export const recordLines = async (page: Page, naming: Naming): Promise<string[]> => {
  const main = page.locator("main");
  const titles = await main.locator("dl.rb-facts dt").allInnerTexts();
  const sections = await main.locator("section").evaluateAll((all) =>
    all.map((section) => ({
      title: section.querySelector("h2")?.textContent ?? "",
      headings: [...section.querySelectorAll("thead th")].map((th) => th.textContent ?? ""),
      words: section.textContent ?? "",
    })),
  );
  const places = await main.locator("h1 + .rb-lead").allInnerTexts();
  return [
    [`Head: ${namedAs(await main.locator("h1").innerText(), naming)}`, placesIn(places.join(""))]
      .filter(Boolean)
      .join("; "),
    ...(titles.length > 0 ? [`Facts: ${titles.map(plain).join(", ")}`] : []),
    ...sections.map(
      ({ title, headings, words }) => `${plain(title)}: ${headings.map(plain).join(", ") || plain(words)}`,
    ),
  ];
};

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

const namedAs = (head: string, naming: Naming): string => {
  if (head === naming.whole) return "whole name";
  if (head === naming.short) return "short name";
  if (head === naming.number) return "number";
  return head === naming.record ? "record" : `"${head}"`;
};

/** Of "Grade 5, Amherst Middle School, Amherst". */
const placesIn = (lead: string): string =>
  lead
    .split(", ")
    .filter(Boolean)
    .map((part) =>
      /^Grade \S+$/.test(part)
        ? "Grade"
        : / School$/.test(part)
          ? "School"
          : /^A\w+$/.test(part)
            ? "District"
            : `"${part}"`,
    )
    .join(", ");

/** What is read on a page apart from its frame, as the screen shows it and as the file holds it. */
export const wordsOf = async (page: Page): Promise<{ shown: string; whole: string }> => ({
  shown: await page.locator("main").innerText(),
  whole: await page.content(),
});
