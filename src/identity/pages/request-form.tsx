// The form that asks for one student's number. It says beforehand what sending it will do: nothing is new by mistake.
import type { Child } from "hono/jsx";
import { Alert, ErrorSummary, Field, PageHead, PostForm } from "../../web/index.ts";
import { factTitles } from "../registry/check-facts.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import type { FactName } from "../registry/facts.ts";
import type { Custody } from "../registry/registry-profile.ts";
import type { InputError, Typed } from "../routes/request-input.ts";

type RequestFormProps = {
  asked: { fact: FactName; required: boolean }[];
  choices: FactChoices;
  schools: { value: string; label: string }[];
  typed: Typed;
  errors: InputError[];
  /** The form came back because it was sent before with other facts. */
  changed?: boolean;
  /** Random; makes the same form, sent twice, one request. */
  requestKey: string;
  csrf: string;
  identifier: string;
  custody: Custody;
};

const hints: Partial<Record<FactName, string>> = {
  last_name: "As on the birth certificate or another document.",
  middle_name: "In full where you know it.",
  name_suffix: "Such as Jr or III.",
  birth_date: "Month, day and year, such as 3/7/2012.",
  town_of_birth: "For a student born abroad, the place and country.",
  guardian_name: "First and last name of one of them.",
  ssn: "Nine digits.",
};

const autocomplete = "off";

export const RequestForm = (props: RequestFormProps) => {
  const { asked, choices, schools, typed, errors, changed, requestKey, csrf, identifier, custody } = props;
  const errorOf = (field: string) => {
    const message = errors.find((error) => error.field === field)?.message;
    return message === undefined ? {} : { error: message };
  };
  return (
    <>
      <PageHead
        title={`Request a ${identifier}`}
        lead="For one student who has none in your files. All fields are needed unless marked optional."
      />
      {changed && (
        <Alert kind="warning" heading="This form was sent before, with other facts" live>
          Its answer stands under <a href="/identifiers/requests">Requests</a>. If you mean another student, or have
          corrected a fact, send the form again: it is then a request of its own.
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      <PostForm action="/identifiers/request" csrf={csrf}>
        <input type="hidden" name="key" value={requestKey} />
        <div class="rb-request-fields">
          {asked.map(({ fact, required }) => (
            <Field
              name={fact}
              label={required ? factTitles[fact] : `${factTitles[fact]} (optional)`}
              value={typed[fact] ?? ""}
              required={required}
              maxlength={120}
              {...{ autocomplete, ...(hints[fact] ? { hint: hints[fact] } : {}), ...errorOf(fact) }}
              {...(choices[fact] ? { options: [{ value: "", label: "- Select -" }, ...choices[fact]] } : {})}
            />
          ))}
          <Field
            name="local_identifier"
            label="Local identifier"
            hint="Your district's own number of the student."
            value={typed.local_identifier ?? ""}
            required
            maxlength={60}
            {...{ autocomplete, ...errorOf("local_identifier") }}
          />
          <Field
            name="school"
            label="School (optional)"
            hint="Whom others may ask about the student."
            value={typed.school ?? ""}
            options={[{ value: "", label: "- Not known yet -" }, ...schools]}
            {...errorOf("school")}
          />
        </div>
        <WhatWillHappen identifier={identifier} custody={custody} />
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Send the request
          </button>
        </div>
      </PostForm>
    </>
  );
};

const known: Record<Custody, (identifier: string) => Child> = {
  linked: (identifier) => `you get that student's ${identifier}; no second one is made.`,
  encoded: (identifier) => `you get that student's ${identifier}; no second one is made.`,
  split: (identifier) =>
    `you are told which district to call for the ${identifier}: the state keeps no link from a name to a number. No second one is made.`,
};

const WhatWillHappen = ({ identifier, custody }: { identifier: string; custody: Custody }) => (
  <section class="rb-before" aria-labelledby="before">
    <h2 id="before">What sending this does</h2>
    <ul class="usa-list">
      <li>
        <strong>The student is known:</strong> {known[custody](identifier)}
      </li>
      <li>
        <strong>Somebody much alike is known:</strong> nothing is given yet; a person compares the two and decides.
      </li>
      <li>
        <strong>Nobody like this is known:</strong> the student is entered as new and gets a {identifier} for life.
      </li>
    </ul>
    <p>If the student has a {identifier} already, do not ask again: ask the school that the student comes from.</p>
  </section>
);
