// Unusual volume, out of hours, repeated refusals: each list says by which rule a line stands in it.
import {
  DataTable,
  EmptyState,
  Field,
  formatCount,
  formatDate,
  formatDateTime,
  formatNumber,
  StatusTag,
} from "../../web/index.ts";
import { clockHour } from "../hours.ts";
import type { LateLine, LateList } from "../out-of-hours.ts";
import type { RefusalLine, RefusalList } from "../refusals.ts";
import type { UnusualLine, UnusualList } from "../unusual.ts";
import { between, MonitoringHead, PeriodForm, PersonLink, whose, withQuery } from "./parts.tsx";

const levels = {
  own: ["bad", "Above own usual"],
  unknown: ["warn", "No usual known"],
  role: ["info", "Above the role's usual"],
} as const;

/** A weekday as it is written; other reasons begin with a capital too. */
const weekdayWord = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const person = {
  heading: "Person",
  rowHeader: true,
  cell: (line: { account: string; name: string }) => <PersonLink {...line} />,
};

type UnusualPageProps = { list: UnusualList; roleTitle: (role: string) => string };

export const UnusualPage = ({ list, roleTitle }: UnusualPageProps) => {
  const { day, share, rule, people, lines } = list;
  return (
    <>
      <MonitoringHead
        title="Unusual volume"
        lead={`People who on ${formatDate(day)} looked at more different students than usual. Events ${whose(share)}.`}
        current="/audit/unusual"
        download={withQuery("/audit/unusual.csv", { day })}
      />
      <p>
        Usual is the median of the {rule.habit_days} days before, over days with readings. Unusual is more than{" "}
        {rule.times} times the spread (median deviation, or a tenth of the median) above it, and more than {rule.least}{" "}
        students. Compared with the person's own days, and with those of others in the same role.
      </p>
      <form class="rb-filter" method="get" action="/audit/unusual" aria-label="Day shown">
        <Field name="day" label="Day" type="date" value={day} />
        <button class="usa-button usa-button--outline" type="submit">
          Show
        </button>
      </form>
      {lines.length === 0 ? (
        <EmptyState title="Nothing unusual on this day">
          <p>{formatCount(people, "person", "people")} looked at students.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={`${formatNumber(lines.length)} of ${formatCount(people, "person", "people")} who looked at students`}
          columns={[
            person,
            { heading: "Role", cell: ({ role }: UnusualLine) => (role ? roleTitle(role) : "not told") },
            { heading: "Students", numeric: true, cell: ({ students }: UnusualLine) => formatNumber(students) },
            {
              heading: "Compared",
              cell: ({ level }: UnusualLine) => <StatusTag tone={levels[level][0]}>{levels[level][1]}</StatusTag>,
            },
            { heading: "Why", cell: ({ why }: UnusualLine) => why },
          ]}
          rows={lines}
        />
      )}
    </>
  );
};

export const LatePage = ({ list }: { list: LateList }) => {
  const { from, to, share, hours, holidays, lines } = list;
  return (
    <>
      <MonitoringHead
        title="Out of hours"
        lead={`What people did outside working hours, ${between(from, to)}. Events ${whose(share)}.`}
        current="/audit/out-of-hours"
        download={withQuery("/audit/out-of-hours.csv", { from, to })}
      />
      <p>
        Working hours are {clockHour(hours.from)} to {clockHour(hours.to)} on {hours.days.map(weekdayWord).join(", ")}.
        {holidays.length > 0 && ` Holidays in these days: ${holidays.map(formatDate).join(", ")}.`}
      </p>
      <PeriodForm action="/audit/out-of-hours" from={from} to={to} label="Days shown" />
      {lines.length === 0 ? (
        <EmptyState title="Nobody worked outside the hours in these days" />
      ) : (
        <DataTable
          caption="Days and people, newest first"
          columns={[
            { heading: "Day", cell: ({ day }: LateLine) => formatDate(day) },
            person,
            { heading: "Why", cell: ({ why }: LateLine) => weekdayWord(why) },
            {
              heading: "Hours",
              cell: ({ first, last }: LateLine) => `${clockHour(first)} to ${clockHour(last + 1)}`,
            },
            { heading: "Events", numeric: true, cell: ({ events }: LateLine) => formatNumber(events) },
          ]}
          rows={lines}
        />
      )}
    </>
  );
};

export const RefusalsPage = ({ list }: { list: RefusalList }) => {
  const { from, to, share, times, lines } = list;
  return (
    <>
      <MonitoringHead
        title="Repeated refusals"
        lead={`People refused at least ${formatCount(times, "time")} on one page, ${between(from, to)}. Events ${whose(share)}.`}
        current="/audit/refusals"
        download={withQuery("/audit/refusals.csv", { from, to, times })}
      />
      <p>
        Failed sign-ins count, and requests of signed-in people that their role does not allow or that reach for what is
        not theirs. One line for each person, network address and page.
      </p>
      <PeriodForm action="/audit/refusals" from={from} to={to} label="Days and number shown">
        <Field name="times" label="Times, at least" value={String(times)} maxlength={4} />
      </PeriodForm>
      {lines.length === 0 ? (
        <EmptyState title="Nobody was refused so often in these days" />
      ) : (
        <DataTable
          caption="Refusals, most often first"
          columns={[
            person,
            { heading: "Address", cell: ({ address }: RefusalLine) => address ?? "not told" },
            { heading: "Page", cell: ({ route }: RefusalLine) => <span class="rb-value">{route}</span> },
            { heading: "Times", numeric: true, cell: (line: RefusalLine) => formatNumber(line.times) },
            { heading: "First", cell: ({ first }: RefusalLine) => formatDateTime(first) },
            { heading: "Last", cell: ({ last }: RefusalLine) => formatDateTime(last) },
          ]}
          rows={lines}
        />
      )}
    </>
  );
};
