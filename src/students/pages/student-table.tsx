// The table of students that list, search and classes share: the name leads to the record.
import type { FieldName } from "../../access/index.ts";
import { type Column, DataTable } from "../../web/index.ts";
import type { StudentRow } from "../reading/read-students.ts";
import { studentPath } from "./paths.ts";
import { columnTitle, type PlaceNames, shownValue, studentName } from "./values.tsx";

type StudentTableProps = {
  caption: string;
  captionHidden?: boolean;
  fields: readonly FieldName[];
  students: StudentRow[];
  places: PlaceNames;
  /** Whether the record may be opened. */
  linked?: boolean;
  sort?: string | undefined;
  sortHref?: (sort: string) => string;
};

const nameColumns = new Set(["last_name", "first_name", "middle_name", "name_suffix"]);

export const StudentTable = ({
  caption,
  captionHidden,
  fields,
  students,
  places,
  linked = true,
  sort,
  sortHref,
}: StudentTableProps) => {
  const columns = fields.map((name) => name.slice("student.".length));
  const named = columns.some((column) => nameColumns.has(column));
  const sorting = (column: string) => {
    if (!sortHref) return {};
    const sorted =
      sort === column ? ("ascending" as const) : sort === `-${column}` ? ("descending" as const) : undefined;
    return { sortHref: sortHref(sorted === "ascending" ? `-${column}` : column), ...(sorted ? { sorted } : {}) };
  };
  const shown: Column<StudentRow>[] = [
    {
      heading: named ? "Name" : "Student",
      rowHeader: true,
      cell: ({ id, values }) =>
        linked ? <a href={studentPath(id)}>{studentName(id, values)}</a> : studentName(id, values),
      ...(columns.includes("last_name") ? sorting("last_name") : {}),
    },
    ...columns
      .filter((column) => !nameColumns.has(column))
      .map(
        (column): Column<StudentRow> => ({
          heading: columnTitle("student", column),
          cell: ({ values }) => shownValue(column, values[column], places),
          ...sorting(column),
        }),
      ),
  ];
  return <DataTable caption={caption} captionHidden={captionHidden ?? false} columns={shown} rows={students} />;
};
