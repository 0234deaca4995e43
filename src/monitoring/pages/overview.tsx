// The log at a glance.
import {
  Alert,
  DataTable,
  EmptyState,
  Facts,
  formatCount,
  formatDate,
  formatDateTime,
  formatNumber,
  PostForm,
  Section,
  Tile,
} from "../../web/index.ts";
import type { Overview } from "../overview.ts";
import type { Verification } from "../verification.ts";
import { wordsOf } from "./event-table.tsx";
import { between, MonitoringHead, PeriodForm, whose, withQuery } from "./parts.tsx";

type OverviewPageProps = { overview: Overview; verification: Verification | undefined; csrf: string };

export const OverviewPage = ({ overview, verification, csrf }: OverviewPageProps) => {
  const { from, to, share, days, kinds, events, refusedToday, sealing, mayVerify } = overview;
  return (
    <>
      <MonitoringHead
        title="Audit log"
        lead={`Events ${whose(share)}, ${between(from, to)}.`}
        current="/audit"
        download={withQuery("/audit/overview.csv", { from, to })}
      />
      <PeriodForm action="/audit" from={from} to={to} label="Days shown" />
      <div class="rb-tiles">
        <Tile value={formatNumber(events)} label="events in these days" />
        <Tile
          value={formatNumber(refusedToday)}
          label="refusals today"
          tone={refusedToday > 0 ? "warn" : "plain"}
          href="/audit/refusals"
        />
        <Tile
          value={formatNumber(sealing.waiting)}
          label="events not sealed yet"
          tone={sealing.waiting > 5000 ? "bad" : "plain"}
        />
      </div>
      <Section id="sealing" title="Sealing and export">
        <Facts facts={sealingFacts(overview)} />
        {mayVerify && <VerificationPart verification={verification} csrf={csrf} />}
      </Section>
      {days.length === 0 ? (
        <EmptyState title="There are no events on these days" />
      ) : (
        <>
          <Section id="by-day" title="By day">
            <DataTable
              caption="Events of each day"
              captionHidden
              narrow="small"
              columns={[
                { heading: "Day", rowHeader: true, cell: ({ day }) => formatDate(day) },
                { heading: "Events", numeric: true, cell: (one) => formatNumber(one.events) },
              ]}
              rows={days}
            />
          </Section>
          <Section id="by-kind" title="By kind">
            <DataTable
              caption="Events of each kind"
              captionHidden
              narrow="small"
              columns={[
                { heading: "What was done", rowHeader: true, cell: ({ action }) => wordsOf(action) },
                { heading: "Events", numeric: true, cell: (one) => formatNumber(one.events) },
              ]}
              rows={kinds}
            />
          </Section>
        </>
      )}
    </>
  );
};

const sealingFacts = ({ sealing }: Overview): [string, string][] => {
  const { sealed, sealedAt, waiting, oldest, exports } = sealing;
  return [
    [
      "Sealed",
      sealedAt ? `${formatCount(sealed, "event")}, last ${formatDateTime(new Date(sealedAt))}` : "Nothing yet",
    ],
    [
      "Waiting",
      waiting === 0 ? "None" : `${formatCount(waiting, "event")}, since ${oldest ? formatDateTime(oldest) : "?"}`,
    ],
    ...(exports.length === 0
      ? ([["Exported", "Never. No copy of the log is kept off this machine."]] as [string, string][])
      : exports.map(({ target, at, behind }): [string, string] => [
          `Exported to ${target}`,
          `${formatDateTime(at)}, ${behind === 0 ? "holds all that is sealed" : `${formatCount(behind, "event")} behind`}`,
        ])),
  ];
};

const VerificationPart = ({ verification, csrf }: { verification: Verification | undefined; csrf: string }) => {
  const running = verification !== undefined && verification.endedAt === undefined;
  return (
    <>
      {verification && <VerificationOutcome verification={verification} />}
      {running ? (
        <p>
          <a href="/audit">See how far it is</a>
        </p>
      ) : (
        <PostForm action="/audit/verify" csrf={csrf}>
          <button class="usa-button usa-button--outline" type="submit">
            Verify the log now
          </button>
        </PostForm>
      )}
    </>
  );
};

const VerificationOutcome = ({ verification }: { verification: Verification }) => {
  const { startedBy, startedAt, endedAt, events, verdict, failure } = verification;
  const begun = `Begun by ${startedBy}, ${formatDateTime(startedAt)}.`;
  if (!endedAt)
    return (
      <Alert kind="info" live heading="The log is being verified">
        {formatCount(events, "event")} compared so far. {begun}
      </Alert>
    );
  if (!verdict)
    return (
      <Alert kind="error" live heading="The log could not be verified">
        {failure} {begun}
      </Alert>
    );
  const [first] = verdict.faults;
  return verdict.verified ? (
    <Alert kind="success" live heading="Verified">
      Every one of {formatCount(verdict.proven, "sealed event")} is there, unaltered and in its place. {begun}
    </Alert>
  ) : (
    <Alert kind="error" live heading="Not verified: the log is not as it was sealed">
      {first?.detail}
      {verdict.faults.length > 1 ? `, and ${formatCount(verdict.faults.length - 1, "fault")} more` : ""}. Keep the
      exports as they are and tell the auditor. {begun}
    </Alert>
  );
};
