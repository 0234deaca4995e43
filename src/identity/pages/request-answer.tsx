// The answer to a request: the number in large type, or whom to call, or that a person decides; and what to do with it now.
import type { Child } from "hono/jsx";
import { Alert, Facts, formatDate, formatDateTime } from "../../web/index.ts";
import type { Answer, Holder } from "../registry/answer.ts";
import type { Custody } from "../registry/registry-profile.ts";
import { sealedDays } from "../registry/seal-answer.ts";
import { FetchNumber } from "./fetch-number.tsx";
import { RequestWhy } from "./request-why.tsx";

export type AnswerProps = {
  answer: Answer;
  identifier: string;
  custody: Custody;
  /** As the asker sent it, where the registry keeps none. */
  localIdentifier: string | undefined;
  /** Whose request it is, and the student's name where it may be shown. */
  district: number;
  student: string | undefined;
  mayDecide: boolean;
  /** Answered to this very form, whose key can show it again. */
  direct: boolean;
  csrf: string;
  /** Key for fetching a number that is owed; absent for who may not fetch. */
  fetchKey: string | undefined;
};

export const answerTitle = ({ waiting, founding, owed, fetchedAt, number }: Answer, identifier: string): string => {
  if (waiting) return "Near match: a person decides";
  if (founding || owed || fetchedAt) return `New ${identifier}`;
  return number === undefined ? `Match: there is a ${identifier} already` : `Match: ${identifier} found`;
};

export const RequestAnswer = (props: AnswerProps) => (
  <section class="rb-answer" aria-label="Answer">
    {props.answer.waiting ? <Waiting {...props} /> : <Settled {...props} />}
    <Facts facts={paper(props)} />
    <RequestWhy answer={props.answer} />
  </section>
);

const paper = ({ answer, localIdentifier, student }: AnswerProps): [string, Child][] => [
  ...(student ? ([["Student", student]] as [string, Child][]) : []),
  ...((localIdentifier ?? answer.localIdentifier)
    ? ([["Local identifier", localIdentifier ?? answer.localIdentifier]] as [string, Child][])
    : []),
  ...(answer.reference ? ([["Reference", <code>{answer.reference}</code>]] as [string, Child][]) : []),
  ["Asked", formatDateTime(answer.askedAt)],
];

const Settled = (props: AnswerProps) => {
  const { answer, identifier } = props;
  if (answer.number !== undefined) return <TheNumber {...props} />;
  if (answer.outcome === "new") return <ShownBefore {...props} />;
  if (answer.owed) return <Owed {...props} />;
  if (answer.fetchedAt)
    return (
      <Alert kind="info" heading={`The ${identifier} was fetched on ${formatDate(answer.fetchedAt)}`} live>
        It was shown to the person who fetched it, and stands in the student's folder. The state keeps no link from this
        request to the number, so it cannot be shown here.
      </Alert>
    );
  return <Elsewhere {...props} />;
};

/** Decided new, or split off from the student whom the request was taken for: the number is the district's to draw. */
const Owed = ({ answer: { request }, identifier, csrf, fetchKey }: AnswerProps) => (
  <>
    <Alert kind="info" heading={`A ${identifier} is ready to be fetched`} live>
      A person found that this is none of the students who were known before, but one with a {identifier} of its own.
      {fetchKey === undefined && ` Whoever requests ${identifier}s in the district that asked fetches it.`}
    </Alert>
    {fetchKey !== undefined && <FetchNumber {...{ request, identifier, csrf, fetchKey }} />}
  </>
);

const TheNumber = ({ answer, identifier, custody, direct }: AnswerProps) => (
  <>
    <div class="rb-number-card">
      <p class="rb-number-word">
        {identifier}
        {answer.founding ? ", new" : ", known"}
      </p>
      <p class="rb-big-number" id="number">
        {answer.number}
      </p>
    </div>
    {custody === "split" ? (
      <Alert kind="warning" heading="Write it into the student's folder now" live>
        The state keeps no link between this student and this number: nobody can look it up later.
        {direct &&
          ` For ${sealedDays} days this form shows it again: reload the page, and let the browser send the form once more.`}
      </Alert>
    ) : (
      <Alert kind="success" live>
        {answer.founding
          ? "The student was not known and has this number from now on, for life."
          : "The student has this number already. No second one was made."}
      </Alert>
    )}
  </>
);

const ShownBefore = ({ answer, identifier }: AnswerProps) => (
  <Alert kind="info" heading={`The ${identifier} was given on ${formatDate(answer.askedAt)}`} live>
    It was shown to the person who asked, and stands in the student's folder. The state keeps no link from this request
    to the number, so it cannot be shown here.
  </Alert>
);

const Elsewhere = ({ answer, identifier, district }: AnswerProps) => {
  const { holder, askedBefore, reference } = answer;
  const own = holder?.district === district;
  return (
    <>
      {askedBefore && (
        <Alert kind="info" heading={`Your district asked before, on ${formatDate(askedBefore)}`} live>
          Look into the student's folder first: the {identifier} may be written there.
        </Alert>
      )}
      {holder && !own && (
        <div class="rb-number-card">
          <p class="rb-number-word">Call for the {identifier}</p>
          <WhomToCall holder={holder} />
          <p>
            Give the reference <code>{reference}</code>: it tells that district which student is meant. The state keeps
            no link from this student to the number; no second one was made.
          </p>
        </div>
      )}
      {own && !askedBefore && (
        <Alert kind="info" heading="Your own district has this student" live>
          Look into the student's folder: the {identifier} is written there.
        </Alert>
      )}
    </>
  );
};

const Waiting = ({ answer, identifier, district, mayDecide }: AnswerProps) => (
  <>
    <Alert kind="warning" heading="Somebody much alike is known" live>
      No {identifier} was given yet, and nothing is entered as new. Compare the two, and ask where you are not sure.
    </Alert>
    {mayDecide && (
      <p class="rb-decide">
        <a class="usa-button" href={`/identifiers/near/${answer.request}`}>
          Compare and decide
        </a>
      </p>
    )}
    {answer.holder && answer.holder.district !== district && (
      <div class="rb-number-card">
        <p class="rb-number-word">Who knows the other student</p>
        <WhomToCall holder={answer.holder} />
      </div>
    )}
    {answer.holder?.district === district && <p>The other student is of your own district.</p>}
  </>
);

const WhomToCall = ({ holder: { districtName, schoolName, contact } }: { holder: Holder }) => (
  <Facts
    facts={[
      ["District", districtName],
      ...(schoolName ? ([["School", schoolName]] as [string, Child][]) : []),
      ...(contact
        ? ([
            ["Contact", contact.name],
            ["Telephone", <a href={`tel:${contact.phone.replace(/[^\d+]/g, "")}`}>{contact.phone}</a>],
            ["E-mail", <a href={`mailto:${contact.email}`}>{contact.email}</a>],
          ] as [string, Child][])
        : ([["Contact", "Not in the directory: ask the state"]] as [string, Child][])),
    ]}
  />
);
