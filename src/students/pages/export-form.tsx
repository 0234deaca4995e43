// Asking for a file: why, which fields, of whom. Offers what the reader sees, and nothing else.
import { type FieldName, type RecordTableName, recordTables } from "../../access/index.ts";
import { Checkbox, ErrorSummary, Field, type FieldError, PageHead, PostForm } from "../../web/index.ts";
import type { Filter } from "../reading/list-query.ts";
import { columnTitle } from "./values.tsx";

const filterRows = 2;

type ExportFormProps = {
  offered: FieldName[];
  values: { purpose: string; fields: string[]; filters: Filter[] };
  errors: FieldError[];
  csrf: string;
};

export const ExportForm = ({ offered, values, errors, csrf }: ExportFormProps) => {
  const tables = [...new Set(offered.map((name) => name.split(".")[0] as RecordTableName))];
  const own = offered.filter((name) => name.startsWith("student."));
  return (
    <>
      <PageHead title="Ask for a file" lead="A second person reads the purpose and approves or refuses." />
      <ErrorSummary errors={errors} />
      <PostForm action="/exports" csrf={csrf}>
        <Field
          name="purpose"
          label="Purpose"
          hint="In a sentence: what the file is for, and who will have it."
          rows={3}
          required
          maxlength={2000}
          value={values.purpose}
          {...errorOf(errors, "purpose")}
        />
        {tables.map((table) => (
          <fieldset class="usa-fieldset rb-choices" id={table === "student" ? "fields" : undefined}>
            <legend class="usa-legend">
              {table === "student"
                ? "Fields of the student"
                : `${recordTables[table].title} (a row for each entry; one such table a file)`}
            </legend>
            {offered
              .filter((name) => name.startsWith(`${table}.`))
              .map((name) => (
                <Checkbox name="fields" value={name} checked={values.fields.includes(name)}>
                  {columnTitle(table, name.slice(table.length + 1))}
                </Checkbox>
              ))}
          </fieldset>
        ))}
        <fieldset class="usa-fieldset" id="filters" aria-describedby="filters-hint">
          <legend class="usa-legend">Only students where</legend>
          <span class="usa-hint" id="filters-hint">
            Names by how they begin; days as 2013-10-15; yes or no; districts and schools by their numbers.
          </span>
          {Array.from({ length: filterRows }, (_, at) => (
            <div class="rb-filter">
              <Field
                name="filter_field"
                id={`filter_field-${at + 1}`}
                label={`Field ${at + 1}`}
                value={values.filters[at]?.field ?? ""}
                options={[
                  { value: "", label: "No filter" },
                  ...own.map((name) => ({ value: name, label: columnTitle("student", name.slice(8)) })),
                ]}
              />
              <Field
                name="filter_value"
                id={`filter_value-${at + 1}`}
                label={`is (field ${at + 1})`}
                value={values.filters[at]?.value ?? ""}
              />
            </div>
          ))}
        </fieldset>
        <button class="usa-button" type="submit">
          Send the request
        </button>
      </PostForm>
    </>
  );
};

const errorOf = (errors: FieldError[], name: string): { error?: string } => {
  const found = errors.find(({ field }) => field === name);
  return found ? { error: found.message } : {};
};
