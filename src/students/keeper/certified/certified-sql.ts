// SQL that reads a certified collection's records as the record of students knows them. Pure: element names were checked
// against the dictionary, values go as parameters.
import { type Dictionary, recordTable } from "../../../dictionary/index.ts";
import type { CertifiedMapping } from "./certified-profile.ts";

export type CertifiedSql = { tables: string; copy: string; records: string; values: unknown[] };

/** `values` are code -> words maps and lists of codes, as `records` numbers them. */
export const certifiedSql = (dictionary: Dictionary, collection: string, mapping: CertifiedMapping): CertifiedSql => {
  const { columns } = recordTable(dictionary, collection);
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const columnOf = (name: string) => columns.find((column) => column.name === name)!;
  const sql = (name: string | undefined, type = "text"): string =>
    name === undefined ? `NULL::${type}` : `c.${columnOf(name).sqlName}::${type}`;
  const words = (one: { element: string; label: boolean } | undefined): string => {
    if (!one) return "NULL::text";
    if (!one.label) return sql(one.element);
    const set = dictionary.codeSets.get(columnOf(one.element).codeSet ?? "") ?? [];
    const labels = Object.fromEntries(set.map(({ code, label }) => [code, label]));
    return `coalesce(${given(JSON.stringify(labels))}::jsonb ->> ${sql(one.element)}, ${sql(one.element)})`;
  };
  const flag = (one: CertifiedMapping["student"]["homeless"]): string => {
    if (!one) return "NULL::boolean";
    if ("filled" in one) return `${sql(one.element)} IS NOT NULL`;
    return `CASE WHEN ${sql(one.element)} = ANY (${given(one.yes)}::text[]) THEN true WHEN ${sql(one.element)} = ANY (${given(one.no)}::text[]) THEN false END`;
  };
  const { student, enrollment, attendance } = mapping;
  const grades = Object.fromEntries(Object.entries(dictionary.gradeCodes).map(([code, [grade]]) => [code, grade]));
  const selected: Record<string, string> = {
    identifier: sql(mapping.identifier),
    birth_date: sql(student.birth_date, "date"),
    sex: words(student.sex),
    race: words(student.race_ethnicity),
    homeless: flag(student.homeless),
    military: flag(student.military_connected),
    school: sql(enrollment.school, "int"),
    grade: `coalesce(${given(JSON.stringify(grades))}::jsonb ->> ${sql(enrollment.grade)}, ${sql(enrollment.grade)})`,
    entry_date: sql(enrollment.entry_date, "date"),
    entry_code: sql(enrollment.entry_code),
    exit_date: sql(enrollment.exit_date, "date"),
    exit_code: sql(enrollment.exit_code),
    main: enrollment.second
      ? `(${sql(enrollment.second.element)} = ANY (${given(enrollment.second.codes)}::text[])) IS NOT TRUE`
      : "true",
    present: sql(attendance?.half_days_present, "int"),
    absent: sql(attendance?.half_days_absent, "int"),
    in_school: sql(attendance?.in_school_suspensions, "int"),
    out_of_school: sql(attendance?.out_of_school_suspensions, "int"),
  };
  const list = Object.entries(selected).map(([name, expression]) => `${expression} AS ${name}`);
  return {
    tables: `CREATE TEMP TABLE certified (${columns.map(({ sqlName, sqlType }) => `${sqlName} ${sqlType}`).join(", ")}) ON COMMIT DROP`,
    copy: `COPY certified (${columns.map(({ sqlName }) => sqlName).join(", ")}) FROM STDIN (FORMAT csv, HEADER)`,
    // Without a first day nobody was enrolled: such a record speaks of the year before.
    records: `SELECT ${list.join(", ")} FROM certified c
      WHERE ${sql(mapping.identifier)} IS NOT NULL AND ${sql(enrollment.entry_date, "date")} IS NOT NULL AND ${sql(enrollment.school, "int")} IS NOT NULL`,
    values,
  };
};
