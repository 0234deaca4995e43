// Tables: a caption, headings that stay in sight and sort by link, cells that name their column on a narrow screen.
import type { Child } from "hono/jsx";

export type Column<Row> = {
  heading: string;
  cell: (row: Row) => Child;
  /** Right-aligned figures. */
  numeric?: boolean;
  /** The cell that names the row for a screen reader. */
  rowHeader?: boolean;
  /** Link that sorts by this column. */
  sortHref?: string;
  sorted?: "ascending" | "descending";
};

type DataTableProps<Row> = {
  caption: string;
  /** The caption is then for screen readers only, because a heading above says the same. */
  captionHidden?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  /** Narrow screens: one card a row, the whole table scrolled sideways (many columns), or as it is (two short columns). */
  narrow?: "stack" | "scroll" | "small";
  id?: string;
  rowAttributes?: (row: Row) => Record<string, string>;
  footer?: Row;
};

export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const { caption, columns, rows, narrow = "stack" } = props;
  const table = (
    <table class={`usa-table usa-table--borderless rb-table rb-table-${narrow}`} id={props.id}>
      <caption class={props.captionHidden ? "usa-sr-only" : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={column.numeric ? "rb-number" : undefined} aria-sort={column.sorted}>
              {column.sortHref ? <SortLink column={column} /> : column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr {...(props.rowAttributes?.(row) ?? {})}>
            {columns.map((column) => (
              <Cell column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
      {props.footer && (
        <tfoot>
          <tr>
            {columns.map((column) => (
              <Cell column={column} row={props.footer as Row} />
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
  if (narrow !== "scroll") return table;
  // A region that scrolls must be reachable by keyboard (WCAG 2.1.1), hence the tab stop.
  return (
    <section class="rb-scroll" aria-label={caption} tabindex={0}>
      {table}
    </section>
  );
};

const Cell = <Row,>({ column, row }: { column: Column<Row>; row: Row }) => {
  const attributes = { class: column.numeric ? "rb-number" : undefined, "data-label": column.heading };
  // One child beside the label that a narrow screen sets before it.
  const content = <div>{column.cell(row)}</div>;
  return column.rowHeader ? (
    <th scope="row" {...attributes}>
      {content}
    </th>
  ) : (
    <td {...attributes}>{content}</td>
  );
};

const SortLink = <Row,>({ column }: { column: Column<Row> }) => (
  <a class="rb-sort" href={column.sortHref}>
    {column.heading}
    {column.sorted && <span aria-hidden="true">{column.sorted === "ascending" ? " ▲" : " ▼"}</span>}
  </a>
);

type PaginationProps = {
  total: number;
  offset: number;
  limit: number;
  href: (offset: number) => string;
  label: string;
};

export const Pagination = ({ total, offset, limit, href, label }: PaginationProps) => {
  if (total <= limit) return null;
  const last = Math.floor((total - 1) / limit) * limit;
  const page = Math.floor(offset / limit) + 1;
  return (
    <nav class="rb-pages" aria-label={`Pages of ${label}`}>
      {offset > 0 && (
        <a class="usa-button usa-button--outline" rel="prev" href={href(Math.max(0, offset - limit))}>
          Previous
        </a>
      )}
      <span>
        Page {page} of {Math.floor(last / limit) + 1}
      </span>
      {offset < last && (
        <a class="usa-button usa-button--outline" rel="next" href={href(offset + limit)}>
          Next
        </a>
      )}
    </nav>
  );
};
