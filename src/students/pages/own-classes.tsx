// My classes: each class that the person teaches today, with its roster.
import { EmptyState, formatCount, PageHead, Section } from "../../web/index.ts";
import type { OwnClass, OwnClasses } from "../reading/own-classes.ts";
import { StudentTable } from "./student-table.tsx";
import { type PlaceNames, shownValue } from "./values.tsx";

export const listed = ["last_name", "first_name", "state_identifier", "birth_date", "current_school", "current_grade"];

export const OwnClassesPage = ({ own, places }: { own: OwnClasses; places: PlaceNames }) => {
  const fields = own.studentColumns
    .filter((column) => listed.includes(column))
    .map((column) => `student.${column}` as const);
  return (
    <>
      <PageHead title="My classes" lead={`${formatCount(own.classes.length, "class", "classes")} today.`} />
      {own.classes.length === 0 && (
        <EmptyState title="No class is yours today">
          <p>Rosters say who teaches whom. If a class of yours is missing, ask the office of your school.</p>
        </EmptyState>
      )}
      {own.classes.map((one) => (
        <Section id={`class-${one.id}`} title={titleOf(one)}>
          <p>{aboutOf(one, places)}</p>
          {one.students.length === 0 ? (
            <p class="rb-quiet">No student is in this class today.</p>
          ) : (
            <StudentTable
              caption={`Roster of ${titleOf(one)}`}
              captionHidden
              fields={fields}
              students={one.students}
              places={places}
            />
          )}
        </Section>
      ))}
    </>
  );
};

const titleOf = ({ id, values }: OwnClass): string => (values.title ? String(values.title) : `Class ${id}`);

const aboutOf = ({ values, students }: OwnClass, places: PlaceNames): string =>
  [
    formatCount(students.length, "student"),
    values.school ? shownValue("school", values.school, places) : "",
    values.course_code ? `course ${values.course_code}` : "",
  ]
    .filter(Boolean)
    .join(", ");
