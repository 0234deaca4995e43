// Tables say their columns to a screen reader and to a narrow screen; text from data never becomes markup.
import { expect, test } from "vitest";
import { type Column, DataTable, Pagination } from "./data-table.tsx";

type Row = { name: string; count: number };
const columns: Column<Row>[] = [
  { heading: "Name", rowHeader: true, cell: (row) => row.name },
  { heading: "Count", numeric: true, cell: (row) => row.count, sortHref: "?sort=count", sorted: "descending" },
];
const rows = [{ name: "<b>&", count: 3 }];

test("a table has its caption, its headings and their order", () => {
  const text = (<DataTable caption="Districts" columns={columns} rows={rows} />).toString();
  expect(text).toContain("<caption>Districts</caption>");
  expect(text).toMatch(
    /<th scope="col" class="rb-number" aria-sort="descending"><a class="rb-sort" href="\?sort=count">/,
  );
  expect(text).toMatch(/<th scope="row" data-label="Name"><div>&lt;b&gt;&amp;<\/div><\/th>/);
});

test("a wide table scrolls in a region that the keyboard reaches", () => {
  const text = (<DataTable caption="Districts" narrow="scroll" columns={columns} rows={rows} />).toString();
  expect(text).toMatch(/^<section class="rb-scroll" aria-label="Districts" tabindex="0">/);
});

const pages = (total: number, offset: number) =>
  (<Pagination
    total={total}
    offset={offset}
    limit={50}
    label="rows"
    href={(next) => `?offset=${next}`}
  />)?.toString() ?? "";

test("pages lead to the neighbours only, and one page has none", () => {
  expect(pages(50, 0)).not.toContain("<nav");
  expect(pages(51, 0)).toContain("Page 1 of 2");
  expect(pages(51, 0)).not.toContain("Previous");
  expect(pages(151, 50)).toContain('href="?offset=0"');
  expect(pages(151, 50)).toContain('href="?offset=100"');
  expect(pages(151, 150)).not.toContain("Next");
});
