// By person: everybody who did something, and one of them.
import {
  DataTable,
  EmptyState,
  Facts,
  formatCount,
  formatDate,
  formatDateTime,
  formatNumber,
  Section,
} from "../../web/index.ts";
import type { PeopleList, PersonLine, PersonView } from "../people.ts";
import { EventTable, wordsOf } from "./event-table.tsx";
import { between, MonitoringHead, NextPage, PeriodForm, PersonLink, personPath, whose, withQuery } from "./parts.tsx";

export const PeoplePage = ({ list }: { list: PeopleList }) => {
  const { from, to, share, people, next } = list;
  return (
    <>
      <MonitoringHead
        title="People"
        lead={`Who did something ${between(from, to)}, most different students first. Events ${whose(share)}.`}
        current="/audit/people"
        download={withQuery("/audit/people.csv", { from, to })}
      />
      <PeriodForm action="/audit/people" from={from} to={to} label="Days shown" />
      {people.length === 0 ? (
        <EmptyState title="Nobody did anything in these days" />
      ) : (
        <DataTable
          caption="People, by the number of different students"
          captionHidden
          columns={[
            {
              heading: "Person",
              rowHeader: true,
              cell: ({ account, name }: PersonLine) => <PersonLink account={account} name={name} />,
            },
            { heading: "E-mail", cell: ({ email }) => email ?? "" },
            { heading: "Students", numeric: true, cell: ({ students }) => formatNumber(students) },
            { heading: "Events", numeric: true, cell: ({ events }) => formatNumber(events) },
            { heading: "Refused", numeric: true, cell: ({ refused }) => formatNumber(refused) },
            { heading: "Last day", cell: ({ last }) => formatDate(last) },
          ]}
          rows={people}
        />
      )}
      <NextPage href={next && withQuery("/audit/people", { from, to, after: next })} />
    </>
  );
};

type PersonPageProps = { view: PersonView; action: string | undefined; roleTitle: (role: string) => string };

export const PersonPage = ({ view, action, roleTitle }: PersonPageProps) => {
  const { person, from, to, share, events, next, kinds, students, today, habit, sessions } = view;
  const path = personPath(person.account);
  return (
    <>
      <MonitoringHead
        title={person.name}
        lead={`What this person did ${between(from, to)}. Events ${whose(share)}.`}
        current="/audit/people"
        download={withQuery(`${path}/events.csv`, { from, to, action })}
      />
      <Facts
        facts={[
          ["E-mail", person.email ?? "none"],
          ["Different students in these days", formatNumber(students)],
          ["Different students today", formatNumber(today)],
          ["Usual on a day", habitText(habit)],
        ]}
      />
      <PeriodForm action={path} from={from} to={to} label="Days shown">
        {action && <input type="hidden" name="action" value={action} />}
      </PeriodForm>
      <Section id="kinds" title="What was done">
        {kinds.length === 0 ? (
          <EmptyState title="Nothing in these days" />
        ) : (
          <ul class="usa-list">
            {kinds.map((kind) => (
              <li>
                <a
                  href={withQuery(path, { from, to, action: kind.action })}
                  aria-current={kind.action === action ? "true" : undefined}
                >
                  {wordsOf(kind.action)}
                </a>
                : {formatNumber(kind.events)}
              </li>
            ))}
            {action && (
              <li>
                <a href={withQuery(path, { from, to })}>Everything</a>
              </li>
            )}
          </ul>
        )}
      </Section>
      {events.length > 0 && (
        <EventTable
          events={events}
          caption={action ? `Events, newest first: ${wordsOf(action)}` : "Events, newest first"}
          withPerson={false}
          roleTitle={roleTitle}
        />
      )}
      <NextPage href={next && withQuery(path, { from, to, action, after: next })} />
      {sessions.length > 0 && <Sessions sessions={sessions} />}
    </>
  );
};

const habitText = (habit: PersonView["habit"]): string =>
  habit === undefined
    ? "not known yet: too few days with readings in the last 30"
    : `${formatNumber(habit.median)}, half of ${formatCount(habit.days, "day")} within ${formatNumber(habit.deviation)} of it`;

const Sessions = ({ sessions }: Pick<PersonView, "sessions">) => (
  <Section id="sessions" title="Newest sessions">
    <DataTable
      caption="Sessions, newest first"
      captionHidden
      columns={[
        { heading: "Signed in", rowHeader: true, cell: (one) => formatDateTime(one.from) },
        { heading: "Ended", cell: ({ to }) => (to ? formatDateTime(to) : "open") },
      ]}
      rows={sessions}
    />
  </Section>
);
