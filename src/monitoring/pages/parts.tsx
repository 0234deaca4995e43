// Parts of the monitoring screens: the way between them, whose events are shown, the days asked for, the next page.
import type { Child, PropsWithChildren } from "hono/jsx";
import { Field, formatDate, PageHead } from "../../web/index.ts";

const screens: [path: string, label: string][] = [
  ["/audit", "Overview"],
  ["/audit/people", "People"],
  ["/audit/students", "A student"],
  ["/audit/unusual", "Unusual volume"],
  ["/audit/out-of-hours", "Out of hours"],
  ["/audit/refusals", "Refusals"],
  ["/audit/removals", "Data taken away"],
];

/** `download`: address of the same list as a file. */
type HeadProps = {
  title: string;
  lead: Child;
  current: string;
  download?: string | undefined;
  /** Who may not view the log is led nowhere that is refused. */
  mayView?: boolean;
};

export const MonitoringHead = ({ title, lead, current, download, mayView = true }: HeadProps) => (
  <>
    <PageHead title={title} lead={lead}>
      {download && (
        <a class="usa-button usa-button--outline" href={download}>
          Download as CSV
        </a>
      )}
    </PageHead>
    {mayView && <Tabs current={current} />}
  </>
);

const Tabs = ({ current }: { current: string }) => (
  <nav class="rb-tabs" aria-label="Audit log">
    <ul>
      {screens.map(([path, label]) => (
        <li>
          <a href={path} aria-current={path === current ? "page" : undefined}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** `district:17` in words; all where the viewer's share is everything. */
export const whose = (share: string | undefined): string =>
  share === undefined ? "of all organizations" : `of ${share.replace(":", " ")} alone`;

export const between = (from: string, to: string): string =>
  from === to ? `on ${formatDate(from)}` : `from ${formatDate(from)} to ${formatDate(to)}`;

type PeriodProps = PropsWithChildren<{ action: string; from: string; to: string; label: string }>;

/** The days shown, to change them; further fields as children. */
export const PeriodForm = ({ action, from, to, label, children }: PeriodProps) => (
  <form class="rb-filter" method="get" action={action} aria-label={label}>
    <Field name="from" label="From" type="date" value={from} />
    <Field name="to" label="To" type="date" value={to} />
    {children}
    <button class="usa-button usa-button--outline" type="submit">
      Show
    </button>
  </form>
);

/** The list goes on from the last line shown, however much is written meanwhile. */
export const NextPage = ({ href }: { href: string | undefined }) =>
  href === undefined ? null : (
    <nav class="rb-pages" aria-label="Further pages">
      <a class="usa-button usa-button--outline" rel="next" href={href}>
        Next page
      </a>
    </nav>
  );

/** An address with what is asked for; what is undefined or empty is left out. */
export const withQuery = (path: string, query: Record<string, string | number | undefined>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
};

export const personPath = (account: string): string => `/audit/people/${encodeURIComponent(account)}`;
export const studentPath = (student: string): string => `/audit/students/${encodeURIComponent(student)}`;

/** A person's name, leading to what the person did; the program itself and nobody lead nowhere. */
export const PersonLink = ({ account, name }: { account: string; name: string }) =>
  /^[0-9a-f-]{36}$/.test(account) ? <a href={personPath(account)}>{name}</a> : <span>{name}</span>;
