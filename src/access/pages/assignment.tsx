// Acting in another of one's roles: one at a time, so that it is always clear on whose behalf something is done.
import { formatDate, PageHead, PostForm } from "../../web/index.ts";
import type { Assignment } from "../accounts/model.ts";

type AssignmentProps = {
  csrf: string;
  assignments: { assignment: Assignment; title: string; organization: string }[];
  current: string | undefined;
};

export const AssignmentPage = ({ csrf, assignments, current }: AssignmentProps) => (
  <div class="rb-narrow">
    <PageHead title="Your roles" lead="You act in one role at a time. What you may see and do follows from it." />
    <PostForm action="/assignment" csrf={csrf}>
      <fieldset class="usa-fieldset">
        <legend class="usa-legend">Act as</legend>
        {assignments.map(({ assignment, title, organization }) => (
          <div class="usa-radio">
            <input
              {...{ class: "usa-radio__input", type: "radio", name: "assignment", required: true }}
              id={`as-${assignment.id}`}
              value={assignment.id}
              checked={assignment.id === current}
            />
            <label class="usa-radio__label" for={`as-${assignment.id}`}>
              {title}
              <span class="usa-radio__label-description">
                {organization}
                {assignment.validTo && `, to ${formatDate(assignment.validTo)}`}
              </span>
            </label>
          </div>
        ))}
      </fieldset>
      <p class="rb-form-end">
        <button type="submit" class="usa-button">
          Act in this role
        </button>
      </p>
    </PostForm>
  </div>
);
