// One explanation for every open finding of a group, after seeing how many and which they are.
import { Checkbox, ErrorSummary, type FieldError, formatCount, PageHead, PostForm } from "../../web/index.ts";
import type { FindingGroup, Submission } from "../model.ts";
import { ExplanationField } from "./finding.tsx";
import { FindingLink } from "./finding-groups.tsx";
import { findingsPath } from "./paths.ts";

type ExplainGroupProps = {
  submission: Submission;
  group: FindingGroup;
  csrf: string;
  text?: string;
  errors?: FieldError[];
};

export const ExplainGroup = ({ submission, group, csrf, text, errors = [] }: ExplainGroupProps) => (
  <>
    <PageHead title={`Explain ${formatCount(group.open, "finding")}`} lead={group.message} />
    <ErrorSummary errors={errors} />
    <p>{group.remedy}</p>
    <ul class="rb-list">
      {group.first.map((finding) => (
        <li>
          <FindingLink finding={finding} />
        </li>
      ))}
      {group.open > group.first.length && (
        <li>{`and ${formatCount(group.open - group.first.length, "more", "more")}`}</li>
      )}
    </ul>
    <PostForm action={findingsPath(submission, { group: group.key }, "explain")} csrf={csrf}>
      <ExplanationField text={text} errors={errors} />
      <Checkbox name="confirm" value="yes" required>
        {group.open === 1
          ? "I have looked at the record, and these words are true for it."
          : `These words are true for all ${formatCount(group.open, "finding")} of this group.`}
      </Checkbox>
      <div class="rb-form-end">
        <button class="usa-button" type="submit">
          {group.open === 1 ? "Save the explanation" : `Explain all ${group.open.toLocaleString("en-US")}`}
        </button>
        <a href={findingsPath(submission, { group: group.key })}>Cancel</a>
      </div>
    </PostForm>
  </>
);
