// Finding a student of the whole state by names and birth date. Sent as a form: what was typed stands in no address.
import { Alert, EmptyState, ErrorSummary, Field, PageHead, PostForm } from "../../web/index.ts";
import type { Found } from "../locator/find-students.ts";
import { type FactError, factTitles } from "../registry/check-facts.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import type { FactName } from "../registry/facts.ts";
import type { Custody } from "../registry/registry-profile.ts";
import { LocatorResults } from "./locator-results.tsx";

type LocatorProps = {
  fields: { fact: FactName; required: boolean }[];
  choices: FactChoices;
  typed: Record<string, string>;
  errors: FactError[];
  found?: Found | undefined;
  /** Whether the person may go on to request a number. */
  mayRequest: boolean;
  custody: Custody;
  identifier: string;
  csrf: string;
};

const hints: Partial<Record<FactName, string>> = {
  last_name: "In full.",
  first_name: "In full, or as the student is called.",
  birth_date: "Month, day and year, such as 3/7/2012.",
};

export const Locator = (props: LocatorProps) => {
  const { fields, choices, typed, errors, found, custody, identifier, csrf } = props;
  const field = ({ fact, required }: { fact: FactName; required: boolean }) => {
    const error = errors.find((one) => one.fact === fact)?.message;
    const options = choices[fact] && [{ value: "", label: "- Not known -" }, ...choices[fact]];
    return (
      <Field
        name={fact}
        label={required ? factTitles[fact] : `${factTitles[fact]} (optional)`}
        value={typed[fact] ?? ""}
        {...{ required, maxlength: 120, autocomplete: "off" }}
        {...(hints[fact] ? { hint: hints[fact] } : {})}
        {...(options ? { options } : {})}
        {...(error ? { error } : {})}
      />
    );
  };
  return (
    <>
      <PageHead
        title={`Find a ${identifier}`}
        lead={`For a student of any district who is being enrolled. ${tells(custody, identifier)} Each search is kept in the log.`}
      />
      <ErrorSummary errors={errors.map(({ fact, message }) => ({ field: fact, message }))} />
      {found && <Outcome {...props} found={found} />}
      <PostForm action="/identifiers/find" csrf={csrf}>
        <div class="rb-request-fields">{fields.map(field)}</div>
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Find
          </button>
        </div>
      </PostForm>
    </>
  );
};

const tells = (custody: Custody, identifier: string): string =>
  custody === "split"
    ? `You are told which district holds the record, and call there for the ${identifier}.`
    : `You are told the ${identifier} and which district holds the record.`;

const Outcome = ({ found, choices, custody, identifier, mayRequest }: LocatorProps & { found: Found }) => {
  if (found.tooMany)
    return (
      <Alert kind="warning" heading="Too many students fit: none is shown" live>
        Give more facts, such as the middle name.
      </Alert>
    );
  if (found.students.length > 0) return <LocatorResults {...{ found, choices, custody, identifier }} />;
  return (
    <div role="status">
      <EmptyState title="No student fits these names and this birth date">
        <p>
          Compare the spelling and the date with a document.{" "}
          {mayRequest ? (
            <>
              If they are right, <a href="/identifiers/request">request a {identifier}</a>: a request looks further, and
              a student who has one already gets no second one.
            </>
          ) : (
            `If they are right, ask the person in your district who requests a ${identifier}.`
          )}
        </p>
      </EmptyState>
    </div>
  );
};
