// One near match: both sides, and the decision; once decided, what came of it.
import { Alert, ErrorSummary, Facts, type FieldError, formatDateTime, PageHead, Section } from "../../web/index.ts";
import type { NearDecision, NearMatch } from "../queue/near-match.ts";
import { whyWords } from "../queue/plain-words.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import type { FactName } from "../registry/facts.ts";
import type { Custody } from "../registry/registry-profile.ts";
import { FetchNumber } from "./fetch-number.tsx";
import { NearCandidates, NearCompare } from "./near-compare.tsx";
import { NearDecide, type TypedDecision } from "./near-decide.tsx";
import { fullName, HolderWords, placeOf } from "./near-words.tsx";

type NearPageProps = {
  near: NearMatch;
  facts: readonly FactName[];
  choices: FactChoices;
  custody: Custody;
  identifier: string;
  csrf: string;
  typed: TypedDecision;
  errors: FieldError[];
  /** A student turned up while the reader was deciding. */
  changed: boolean;
  /** The reader has decided just now. */
  done: boolean;
  /** Asked by the reader's own district. */
  own: boolean;
  /** Key for fetching the number; absent for who may not fetch. */
  fetchKey: string | undefined;
};

export const NearPage = (props: NearPageProps) => {
  const { near, errors, changed, own } = props;
  return (
    <div class="rb-near">
      <PageHead title="Near match" lead={fullName(near.asked)} />
      <ErrorSummary errors={errors} />
      {changed && (
        <Alert kind="warning" heading="Another student turned up" live>
          While this waited, a student came in whom you had not seen. Nothing was decided: look again.
        </Alert>
      )}
      {near.decision && <Decided {...props} decision={near.decision} />}
      <Facts
        facts={[
          ["Asked by", own ? placeOf(near.asker) : <HolderWords holder={near.asker} />],
          ["Asked on", formatDateTime(near.askedAt)],
          ...(near.localIdentifier ? ([["Local identifier", near.localIdentifier]] as [string, string][]) : []),
          ["Why a person decides", whyWords(near.reason)],
        ]}
      />
      <NearCandidates candidates={near.candidates} />
      <NearCompare {...props} />
      {!near.decision && <NearDecide {...props} />}
      <p class="rb-quiet">Weighed by the model {near.model}.</p>
    </div>
  );
};

const Decided = ({
  near,
  decision,
  done,
  custody,
  identifier,
  csrf,
  fetchKey,
}: NearPageProps & { decision: NearDecision }) => (
  <Section id="decided" title="Decided">
    {done && (
      <Alert kind="success" live>
        Your decision is kept.
      </Alert>
    )}
    {decision.number !== undefined && (
      <div class="rb-number-card">
        <p class="rb-number-word">
          {identifier}, {decision.kind === "new" ? "new" : "known"}
        </p>
        <p class="rb-big-number">{decision.number}</p>
      </div>
    )}
    <Facts
      facts={[
        ["Decision", decision.kind === "new" ? "A new student" : "A student who was known"],
        ["Reference", <code>{decision.reference}</code>],
        ["Decided by", `${decision.by}, ${formatDateTime(decision.at)}`],
        ["Reason", decision.reason],
        ...(custody === "split" && decision.kind === "same" && decision.holder
          ? ([[`Whom to call for the ${identifier}`, <HolderWords holder={decision.holder} />]] as [string, never][])
          : []),
      ]}
    />
    {decision.owed && fetchKey && <FetchNumber {...{ request: near.request, identifier, csrf, fetchKey }} />}
    {decision.owed && !fetchKey && <p>{`${near.asker.districtName} has not fetched the ${identifier} yet.`}</p>}
    {decision.fetched && (
      <p>{`${near.asker.districtName} has fetched the ${identifier}. The registry keeps no link from this student to it.`}</p>
    )}
    <p class="rb-quiet">
      {decision.kind === "new"
        ? "Was it a student who is known after all? Then whoever may merge makes the two one."
        : "Was it another student after all? Then whoever may merge and split takes the record out again."}
    </p>
  </Section>
);
