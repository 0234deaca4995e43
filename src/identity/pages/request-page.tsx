// One request as it is read again: the answer, and what the request said of the student where that may be seen.
import { Facts, formatDate, PageHead, Section } from "../../web/index.ts";
import { factTitles } from "../registry/check-facts.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import type { FactName } from "../registry/facts.ts";
import type { RequestLine } from "../registry/requests.ts";
import { type AnswerProps, answerTitle, RequestAnswer } from "./request-answer.tsx";
import { OutcomeTag } from "./request-list.tsx";

/** `line`: absent where the answer is given to the form itself. */
export const RequestPage = ({
  line,
  schoolName,
  choices = {},
  printed,
  ...props
}: AnswerProps & {
  line?: RequestLine;
  schoolName?: string | undefined;
  choices?: FactChoices;
  printed: string;
}) => {
  const words = (fact: FactName, value: string): string =>
    fact === "birth_date"
      ? formatDate(value)
      : (choices[fact]?.find((choice) => choice.value === value)?.label ?? value);
  const facts = Object.entries(line?.facts ?? {}) as [FactName, string][];
  return (
    <>
      <PageHead title={answerTitle(props.answer, props.identifier)}>
        {line && <OutcomeTag line={line} />}
        {!line && (
          <>
            <a class="usa-button usa-button--outline" href="/identifiers/request">
              Request another
            </a>
            <a class="usa-button usa-button--outline" href={`/identifiers/requests/${props.answer.request}`}>
              See it among the requests
            </a>
          </>
        )}
      </PageHead>
      <RequestAnswer {...props} />
      {facts.length > 0 && (
        <Section id="said" title="What the request said">
          <Facts
            facts={[
              ...facts.map(([fact, value]): [string, string] => [factTitles[fact], words(fact, value)]),
              ...(schoolName ? ([["School", schoolName]] as [string, string][]) : []),
            ]}
          />
        </Section>
      )}
      <p class="rb-print-note">{printed}</p>
    </>
  );
};
