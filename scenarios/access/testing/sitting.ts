// One person at a browser: pages are opened, read and compared with the hand-written tables, and all of it is counted.
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { FrontDesk } from "./front-desk.ts";
import { wordsOf } from "./seen-page.ts";
import { type ChildKey, childKeys, children, staffWords } from "./two-schools.ts";

export const compared = { people: 0, pages: 0, cells: 0 };

export type Sitting = {
  page: Page;
  /** Gives the status of the answer. */
  visit(path: string): Promise<number | undefined>;
  /** `expected` counts by its words: each column, each heading is a cell. */
  same(found: unknown, expected: unknown, what: string): void;
  expectNobody(keys?: readonly ChildKey[]): Promise<void>;
  expectNoStaff(): Promise<void>;
  /** Refused (403) in the policy's own words, and without a word on any child. */
  expectRefused(path: string, refusal: string): Promise<void>;
  end(): Promise<void>;
};

export const sitDown = async (browser: Browser, desk: FrontDesk, email: string): Promise<Sitting> => {
  const page = await desk.signIn(browser, email);
  compared.people += 1;
  const same: Sitting["same"] = (found, expected, what) => {
    expect(found, `${email}, ${page.url()}: ${what}`).toEqual(expected);
    const cells = [expected].flat().flatMap((one) => String(one).split(/[,:;] /));
    compared.cells += cells.length;
  };
  const visit: Sitting["visit"] = async (path) => {
    compared.pages += 1;
    return (await page.goto(desk.address + path))?.status();
  };
  const expectNobody: Sitting["expectNobody"] = async (keys = childKeys) => {
    const { shown, whole } = await wordsOf(page);
    const words = keys.flatMap((key) => [children[key].last, children[key].first, children[key].number]);
    const told = words.filter((word) => shown.includes(word) || whole.includes(word));
    same(told, [], "students named");
  };
  return {
    ...{ page, same, visit, expectNobody },
    expectNoStaff: async () => {
      const { shown } = await wordsOf(page);
      same(staffWords.exec(shown)?.[0] ?? "nobody", "nobody", "staff named");
    },
    expectRefused: async (path, refusal) => {
      same(await visit(path), 403, path);
      const { shown } = await wordsOf(page);
      expect(shown, path).toContain(refusal);
      await expectNobody();
    },
    end: () => page.context().close(),
  };
};
