// Search by the beginning of a name or by a number, over the students that the reader may see.
import { EmptyState, ErrorSummary, Field, type FieldError, PageHead, Pagination } from "../../web/index.ts";
import type { Filter } from "../reading/list-query.ts";
import type { StudentPage } from "../reading/read-students.ts";
import { searchPath } from "./paths.ts";
import { howMany } from "./student-list.tsx";
import { StudentTable } from "./student-table.tsx";
import { columnTitle, type PlaceNames } from "./values.tsx";

type StudentSearchProps = {
  /** Columns that the reader can search by. */
  by: string[];
  filters: Filter[];
  errors: FieldError[];
  /** Whether records may be opened. */
  linked: boolean;
  page?: StudentPage | undefined;
  places: PlaceNames;
};

const labels: Record<string, string> = { last_name: "Last name begins with", first_name: "First name begins with" };

export const StudentSearch = ({ by, filters, errors, linked, page, places }: StudentSearchProps) => (
  <>
    <PageHead title="Find a student" lead="Among the students that your role sees. Each search is kept in the log." />
    <ErrorSummary errors={errors} />
    <form class="rb-filter" method="get" action="/students/search" aria-label="Find a student">
      {by.map((column) => (
        <Field
          name={column}
          label={labels[column] ?? columnTitle("student", column)}
          type={column === "birth_date" ? "date" : "text"}
          value={filters.find(({ field }) => field === column)?.value ?? ""}
          {...errorOf(errors, column)}
        />
      ))}
      <button class="usa-button" type="submit">
        Search
      </button>
    </form>
    {page && page.students.length === 0 && (
      <EmptyState title="Nobody you may see was found">
        <p>Type fewer letters, or search by a number. A student of another school or district is not found here.</p>
      </EmptyState>
    )}
    {page && page.students.length > 0 && (
      <>
        <StudentTable
          linked={linked}
          caption={`Found: ${howMany(page)}`}
          fields={page.fields}
          students={page.students}
          places={places}
        />
        <Pagination {...page} label="students found" href={(offset) => searchPath(filters, offset)} />
      </>
    )}
  </>
);

const errorOf = (errors: FieldError[], column: string): { error?: string } => {
  const found = errors.find(({ field }) => field === column);
  return found ? { error: found.message } : {};
};
