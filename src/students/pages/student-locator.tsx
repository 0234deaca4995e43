// Finding one student of the whole state by name and birth date. Sent as a form: what was typed stands in no address.
import { EmptyState, ErrorSummary, Field, type FieldError, PageHead, PostForm } from "../../web/index.ts";
import type { Located } from "../reading/locate.ts";
import { StudentTable } from "./student-table.tsx";
import type { PlaceNames } from "./values.tsx";

type StudentLocatorProps = {
  typed: Record<string, string>;
  errors: FieldError[];
  found?: Located | undefined;
  places: PlaceNames;
  csrf: string;
};

export const StudentLocator = ({ typed, errors, found, places, csrf }: StudentLocatorProps) => {
  const field = (name: string, label: string, type: "text" | "date" = "text") => {
    const error = errors.find((one) => one.field === name)?.message;
    return <Field {...{ name, label, type, required: true }} value={typed[name] ?? ""} {...(error ? { error } : {})} />;
  };
  return (
    <>
      <PageHead
        title="Find a student"
        lead="For a student who is being enrolled. All three facts are needed; each search is kept in the log."
      />
      <ErrorSummary errors={errors} />
      <PostForm action="/students/locate" csrf={csrf}>
        {field("first_name", "First name")}
        {field("last_name", "Last name")}
        {field("birth_date", "Birth date", "date")}
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Find
          </button>
        </div>
      </PostForm>
      {found && found.students.length === 0 && (
        <EmptyState title="No student with these names and this birth date is on record">
          <p>Compare the spelling and the date with a document. A student who is new to the state has no number yet.</p>
        </EmptyState>
      )}
      {found && found.students.length > 0 && (
        <StudentTable
          linked={false}
          caption={found.students.length === 1 ? "One student fits" : `${found.students.length} students fit`}
          fields={found.fields}
          students={found.students}
          places={places}
        />
      )}
    </>
  );
};
