// My students: filter, columns, sort and pages over the fields that the reader sees.
import { Checkbox, Field, formatNumber, PageHead, Pagination } from "../../web/index.ts";
import type { StudentPage } from "../reading/read-students.ts";
import type { RolePolicyRows } from "../routes/route-context.ts";
import { EmptyList } from "./empty-list.tsx";
import { type ListAddress, listPath } from "./paths.ts";
import { StudentTable } from "./student-table.tsx";
import { columnTitle, type PlaceNames } from "./values.tsx";

export type Choice = { value: string; label: string };

type StudentListProps = {
  page: StudentPage;
  address: ListAddress;
  /** Columns of the student that the reader sees. */
  visible: string[];
  schools: Choice[];
  rows: RolePolicyRows;
  places: PlaceNames;
  links: { href: string; label: string }[];
};

export const howMany = ({ total, more }: { total: number; more: boolean }): string =>
  !more && total === 0
    ? "no students"
    : more
      ? `more than ${formatNumber(total)} students`
      : total === 1
        ? "1 student"
        : `${formatNumber(total)} students`;

export const StudentList = ({ page, address, visible, schools, rows, places, links }: StudentListProps) => {
  const { students, offset, limit, total } = page;
  const filtered = address.filters.some(({ value }) => value !== "");
  return (
    <>
      <PageHead title="Students" lead={`You see ${howMany(page)}${filtered ? " that match the filter" : ""}.`}>
        {links.map(({ href, label }) => (
          <a class="usa-button usa-button--outline" href={href}>
            {label}
          </a>
        ))}
      </PageHead>
      {(students.length > 0 || filtered || offset > 0) && rows !== "family" && (
        <FilterForm
          address={address}
          visible={visible}
          schools={schools}
          shown={page.fields.map((name) => name.slice(8))}
        />
      )}
      {students.length === 0 ? (
        <EmptyList rows={rows} filtered={filtered || offset > 0} />
      ) : (
        <>
          <StudentTable
            caption={`Students ${formatNumber(offset + 1)} to ${formatNumber(offset + students.length)} of ${page.more ? "more than " : ""}${formatNumber(total)}`}
            fields={page.fields}
            students={students}
            places={places}
            sort={address.sort}
            sortHref={(sort) => listPath({ ...address, sort, offset: 0 })}
          />
          <Pagination
            {...{ total, offset, limit }}
            label="students"
            href={(at) => listPath({ ...address, offset: at })}
          />
        </>
      )}
    </>
  );
};

type FilterFormProps = { address: ListAddress; visible: string[]; schools: Choice[]; shown: string[] };

const FilterForm = ({ address, visible, schools, shown }: FilterFormProps) => {
  const filterValue = (field: string) => address.filters.find((filter) => filter.field === field)?.value ?? "";
  return (
    <form class="rb-filter" method="get" action="/students" aria-label="Filter the students">
      {address.sort && <input type="hidden" name="sort" value={address.sort} />}
      {visible.includes("last_name") && (
        <Field name="last_name" label="Last name begins with" value={filterValue("last_name")} />
      )}
      {visible.includes("current_grade") && (
        <Field name="current_grade" label="Grade" value={filterValue("current_grade")} />
      )}
      {visible.includes("current_school") && schools.length > 1 && (
        <Field
          name="current_school"
          label="School"
          value={filterValue("current_school")}
          options={[{ value: "", label: "Any school" }, ...schools]}
        />
      )}
      <button class="usa-button" type="submit">
        Filter
      </button>
      <details class="rb-more">
        <summary>Columns</summary>
        <fieldset class="usa-fieldset rb-choices">
          <legend class="usa-legend">Columns of the table</legend>
          {visible.map((column) => (
            <Checkbox name="columns" value={column} checked={shown.includes(column)}>
              {columnTitle("student", column)}
            </Checkbox>
          ))}
        </fieldset>
      </details>
    </form>
  );
};
