// Deciding a near match: first what and why, then once more in words what will happen.
import { Alert, Field, type FieldError, PageHead, PostForm, Section } from "../../web/index.ts";
import { longestReason } from "../queue/check-reason.ts";
import type { NearMatch } from "../queue/near-match.ts";
import type { Custody } from "../registry/registry-profile.ts";
import { candidateName } from "./near-compare.tsx";
import { fullName, nearPath } from "./near-words.tsx";

/** `decision`: "new", "other", or the reference of a student shown. */
export type TypedDecision = { decision: string; other: string; reason: string };

type DecideProps = {
  near: NearMatch;
  typed: TypedDecision;
  errors: FieldError[];
  csrf: string;
  custody: Custody;
  identifier: string;
};

export const NearDecide = ({ near, typed, errors, csrf, custody, identifier }: DecideProps) => {
  const errorOf = (field: string) => {
    const message = errors.find((error) => error.field === field)?.message;
    return message === undefined ? {} : { error: message };
  };
  const wrongChoice = errorOf("decision");
  return (
    <Section id="decide" title="Decide">
      <PostForm action={`${nearPath(near.request)}/review`} csrf={csrf}>
        <fieldset class="usa-fieldset" id="decision" aria-describedby={wrongChoice.error && "decision-error"}>
          <legend class="usa-legend">Who is the child that was asked for?</legend>
          {wrongChoice.error && (
            <span class="usa-error-message" id="decision-error">
              {wrongChoice.error}
            </span>
          )}
          {choicesOf(near).map(({ value, label, note }) => (
            <div class="usa-radio">
              <input
                {...{ class: "usa-radio__input", type: "radio", name: "decision", required: true }}
                id={`decision-${value}`}
                value={value}
                checked={typed.decision === value}
              />
              <label class="usa-radio__label" for={`decision-${value}`}>
                {label}
                {note && <span class="usa-radio__label-description">{note}</span>}
              </label>
            </div>
          ))}
        </fieldset>
        <Field
          name="other"
          label={custody === "split" ? "Reference of another student" : `Reference or ${identifier} of another student`}
          hint="Only where you have chosen another student."
          value={typed.other}
          maxlength={40}
          {...errorOf("other")}
        />
        <Field
          name="reason"
          label="Reason"
          hint={reasonHint(custody, identifier)}
          rows={3}
          maxlength={longestReason}
          required
          value={typed.reason}
          {...errorOf("reason")}
        />
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Go on
          </button>
          <a href="/identifiers/near">Back to the list</a>
        </div>
      </PostForm>
    </Section>
  );
};

const reasonHint = (custody: Custody, identifier: string): string =>
  custody === "encoded"
    ? "What made you sure. It is kept for ever: write no name and no birth date."
    : custody === "split"
      ? `What made you sure. It is kept for ever: write no ${identifier}.`
      : "What made you sure. It is kept for ever.";

const choicesOf = ({ candidates }: NearMatch): { value: string; label: string; note?: string }[] => [
  ...candidates.flatMap(({ reference, holder }, at) =>
    candidates.findIndex((one) => one.reference === reference) < at
      ? []
      : [{ value: reference, label: `${candidateName(at)}, ${reference}`, note: `Known in ${holder.districtName}` }],
  ),
  { value: "other", label: "Another student who is known", note: "Give the reference below" },
  { value: "new", label: "A new student", note: "None of those shown, and nobody else who is known" },
];

type ConfirmProps = { near: NearMatch; typed: TypedDecision; csrf: string; custody: Custody; identifier: string };

export const NearConfirm = ({ near, typed, csrf, custody, identifier }: ConfirmProps) => {
  const path = nearPath(near.request);
  return (
    <div class="rb-narrow">
      <PageHead title={typed.decision === "new" ? "A new student?" : "The same student?"} lead={fullName(near.asked)} />
      <Alert kind="warning" heading="What will happen">
        <ul class="usa-list">
          {consequences(near, typed, custody, identifier).map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </Alert>
      <p>Your reason: {typed.reason}</p>
      <PostForm action={`${path}/decision`} csrf={csrf}>
        {Object.entries(typed).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            {typed.decision === "new" ? "Yes, a new student" : "Yes, the same student"}
          </button>
          <a href={path}>Cancel</a>
        </div>
      </PostForm>
    </div>
  );
};

const consequences = (
  near: NearMatch,
  { decision, other }: TypedDecision,
  custody: Custody,
  identifier: string,
): string[] => {
  const mended = (by: string) =>
    `It is decided once. A wrong decision is mended by a ${by}, which the log keeps beside it.`;
  if (decision === "new")
    return [
      custody === "split"
        ? `The child is a new student. A ${identifier} is drawn when ${near.asker.districtName} fetches it, and nobody else learns it.`
        : `The child is a new student and gets a new ${identifier}.`,
      `It is remembered for ever that this is none of the students shown: ${near.candidates.map(({ reference }) => reference).join(", ")}.`,
      mended("merge"),
    ];
  return [
    `What ${near.asker.districtName} sent is from now on a record of the student ${decision === "other" ? other : decision}. No new ${identifier} is made.`,
    custody === "split"
      ? `The registry does not know the ${identifier}: ${near.asker.districtName} is told whom to call.`
      : `${near.asker.districtName} is told the student's ${identifier}.`,
    mended("split"),
  ];
};
