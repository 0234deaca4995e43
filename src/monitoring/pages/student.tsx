// Who looked at this child. The page shows events, never the record.
import { EmptyState, Field } from "../../web/index.ts";
import type { StudentView } from "../students.ts";
import { EventTable } from "./event-table.tsx";
import { between, MonitoringHead, NextPage, PeriodForm, studentPath, whose, withQuery } from "./parts.tsx";

type StudentPageProps = { view: StudentView | undefined; roleTitle: (role: string) => string };

export const StudentEventsPage = ({ view, roleTitle }: StudentPageProps) => (
  <>
    <MonitoringHead
      title={view ? `Who looked at student ${view.student}` : "Who looked at a student"}
      lead={
        view
          ? `Every event that named the student, ${between(view.from, view.to)}. Events ${whose(view.share)}. Nothing of the record is shown here.`
          : "Every reading of a student's record is in the log: by whom, when, in which role and for what."
      }
      current="/audit/students"
      download={view && withQuery(`${studentPath(view.student)}/events.csv`, { from: view.from, to: view.to })}
    />
    <form class="rb-filter" method="get" action="/audit/students" aria-label="Choose a student">
      <Field
        name="student"
        label="Student identifier"
        value={view?.student}
        hint="The state's number, or the number of the record"
        required
        maxlength={40}
      />
      <button class="usa-button" type="submit">
        Show who looked
      </button>
    </form>
    {view && <Found view={view} roleTitle={roleTitle} />}
  </>
);

const Found = ({ view, roleTitle }: { view: StudentView; roleTitle: (role: string) => string }) => {
  const { student, from, to, events, next } = view;
  const path = studentPath(student);
  return (
    <>
      <PeriodForm action={path} from={from} to={to} label="Days shown" />
      {events.length === 0 ? (
        <EmptyState title="No event names this student in these days">
          <p>A number that no student has looks the same: compare it with the paper it came from.</p>
        </EmptyState>
      ) : (
        <EventTable events={events} caption="Events, newest first" withPerson roleTitle={roleTitle} />
      )}
      <NextPage href={next && withQuery(path, { from, to, after: next })} />
    </>
  );
};
