// One student's record: what the viewer may see of it, to follow the child over districts and years. What is hidden is
// not mentioned. Teachers are nowhere named: outcomes may never stand beside a teacher's name.
import { DataTable, Facts, formatDateTime, PageHead, Section } from "../../web/index.ts";
import { kindOf } from "../reading/field-values.ts";
import type { StudentRecord, StudentTable } from "../reading/one-student.ts";
import type { Row } from "../reading/store.ts";
import { columnTitle, type PlaceNames, shownValue, studentName, tableTitle } from "./values.tsx";

type StudentRecordPageProps = {
  record: StudentRecord;
  places: PlaceNames;
  /** For the line on paper: who printed it, and when. */
  printed: { by: string; at: Date };
};

const inHead = new Set([
  "first_name",
  "middle_name",
  "last_name",
  "name_suffix",
  "current_district",
  "current_school",
  "current_grade",
]);

export const StudentRecordPage = ({ record, places, printed }: StudentRecordPageProps) => {
  const { id, values, columns, tables } = record;
  const where = [
    values.current_grade ? `Grade ${values.current_grade}` : "",
    values.current_school ? shownValue("current_school", values.current_school, places) : "",
    values.current_district ? shownValue("current_district", values.current_district, places) : "",
  ].filter(Boolean);
  const facts = columns.filter((column) => !inHead.has(column));
  return (
    <>
      <PageHead title={studentName(id, values)} lead={where.join(", ")} />
      <p class="rb-print-note">
        Printed by {printed.by} on {formatDateTime(printed.at)}. An education record: for nobody without a right to it.
      </p>
      {facts.length > 0 && (
        <Facts
          facts={facts.map((column) => [columnTitle("student", column), shownValue(column, values[column], places)])}
        />
      )}
      {tables.map((table) => (
        <RecordSection table={table} places={places} />
      ))}
    </>
  );
};

const figures = new Set([
  "half_days_present",
  "half_days_absent",
  "in_school_suspensions",
  "out_of_school_suspensions",
  "scale_score",
]);

const RecordSection = ({ table: { table, columns, rows }, places }: { table: StudentTable; places: PlaceNames }) => (
  <Section id={table.replaceAll("_", "-")} title={tableTitle(table)}>
    {rows.length === 0 ? (
      <p class="rb-quiet">Nothing on record.</p>
    ) : (
      <DataTable
        caption={tableTitle(table)}
        captionHidden
        rows={rows}
        columns={columns.map((column, at) => ({
          heading: columnTitle(table, column),
          cell: (row: Row) => shownValue(column, row[column], places),
          numeric: figures.has(column) && kindOf(column) === "number",
          rowHeader: at === 0,
        }))}
      />
    )}
  </Section>
);
