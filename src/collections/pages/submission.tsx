// A submission on one page: where it stands, its batches, its schools, what is wrong, what was done.
import {
  Alert,
  type Column,
  DataTable,
  EmptyState,
  Facts,
  formatCount,
  formatDateTime,
  formatNumber,
  PageHead,
  Section,
  StatusTag,
  StepIndicator,
} from "../../web/index.ts";
import type { Batch, FindingGroup, StatusStep, Submission } from "../model.ts";
import { FindingGroups } from "./finding-groups.tsx";
import { WindowDays } from "./home.tsx";
import { batchPath, findingsPath, reviewPath, submissionPath } from "./paths.ts";
import { SubmissionActions, type SubmissionRights } from "./submission-actions.tsx";
import { openWords, StatusLabel, stepsOf } from "./words.tsx";

type SubmissionPageProps = {
  submission: Submission;
  groups: FindingGroup[];
  rights: SubmissionRights;
  csrf: string;
  done?: string;
  /** Why a step that was asked for did not run, in sentences. */
  refused?: string[];
};

export const SubmissionPage = ({ submission, groups, rights, csrf, done, refused }: SubmissionPageProps) => (
  <>
    <PageHead title={submission.title} lead={submission.districtName}>
      <SubmissionActions submission={submission} rights={rights} csrf={csrf} />
    </PageHead>
    {done && (
      <Alert kind="success" live>
        {done}
      </Alert>
    )}
    {refused && (
      <Alert kind="warning" heading="The verification did not run" live>
        <ul class="rb-list">
          {refused.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </Alert>
    )}
    <StepIndicator label="Status of the submission" steps={stepsOf(submission.status)} />
    <Facts
      facts={[
        ["Status", <StatusLabel status={submission.status} />],
        ["Window", <WindowDays window={submission.window} />],
        ["Records", formatNumber(submission.records)],
        ["Blocking", openWords(submission.findings)],
        ["Version", String(submission.version)],
      ]}
    />
    <Findings submission={submission} groups={groups} csrf={csrf} mayExplain={rights.explain} />
    <Schools submission={submission} />
    <Batches submission={submission} />
    <Certifications submission={submission} />
    <History steps={submission.steps} />
  </>
);

const Findings = (props: { submission: Submission; groups: FindingGroup[]; csrf: string; mayExplain: boolean }) => {
  const { submission, groups } = props;
  const total = groups.reduce((sum, group) => sum + group.open + group.explained, 0);
  return (
    <Section
      id="findings"
      title="Findings"
      aside={
        total > 0 && (
          <>
            <a href={findingsPath(submission)}>{`All ${formatCount(total, "finding")} in a table`}</a>
            <a href={`${findingsPath(submission)}.csv`}>Download as CSV</a>
          </>
        )
      }
    >
      {submission.batches.length === 0 ? (
        <EmptyState title="No data yet">
          <p>
            Findings appear here after the first upload. Check the file in the browser first; nothing leaves your
            computer.
          </p>
        </EmptyState>
      ) : groups.length === 0 ? (
        <EmptyState title="Nothing found">
          <p>Every record meets every rule that was run.</p>
        </EmptyState>
      ) : (
        <FindingGroups {...props} />
      )}
    </Section>
  );
};

const Schools = ({ submission }: { submission: Submission }) => {
  const present = new Map(
    submission.batches.flatMap((batch) => batch.schools.map((school) => [school.number, school.name])),
  );
  const { missingSchools } = submission;
  return (
    <Section id="schools" title="Schools">
      {missingSchools.length > 0 ? (
        <Alert kind="warning" heading={`${formatCount(missingSchools.length, "school is", "schools are")} not in`}>
          <ul class="rb-list">
            {missingSchools.map((school) => (
              <li>
                {school.name} ({school.number})
              </li>
            ))}
          </ul>
          Upload a file with their records; a file for one school is added beside the others.
        </Alert>
      ) : (
        <p>Every required school is in.</p>
      )}
      {present.size > 0 && (
        <details class="rb-more">
          <summary>{`${formatCount(present.size, "school")} with records`}</summary>
          <ul class="rb-list">
            {[...present].map(([number, name]) => (
              <li>
                {name} ({number})
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
};

const batchColumns: Column<Batch>[] = [
  { heading: "File", rowHeader: true, cell: (batch) => <a href={batchPath(batch.id)}>{batch.fileName}</a> },
  {
    heading: "Status",
    cell: (batch) =>
      batch.withdrawn ? <StatusTag tone="plain">Withdrawn</StatusTag> : <StatusLabel status={batch.status} />,
  },
  { heading: "Records", numeric: true, cell: (batch) => formatNumber(batch.records) },
  { heading: "Schools", numeric: true, cell: (batch) => formatNumber(batch.schools.length) },
  { heading: "Blocking", cell: (batch) => openWords(batch.findings) },
  { heading: "Uploaded", cell: (batch) => `${formatDateTime(batch.uploadedAt)} by ${batch.uploadedBy}` },
];

const Batches = ({ submission }: { submission: Submission }) => (
  <Section
    id="batches"
    title="Batches"
    aside={submission.batches.length > 0 && <a href={reviewPath(submission)}>Review reports</a>}
  >
    {submission.batches.length === 0 ? (
      <p>No file has been uploaded.</p>
    ) : (
      <DataTable caption="Current batches" captionHidden columns={batchColumns} rows={submission.batches} />
    )}
    {submission.replaced.length > 0 && (
      <details class="rb-more">
        <summary>{`${formatCount(submission.replaced.length, "replaced or withdrawn batch", "replaced or withdrawn batches")}`}</summary>
        <DataTable
          caption="Replaced and withdrawn batches"
          captionHidden
          columns={batchColumns}
          rows={submission.replaced}
        />
      </details>
    )}
  </Section>
);

const Certifications = ({ submission }: { submission: Submission }) =>
  submission.certifications.length === 0 ? null : (
    <Section id="certifications" title="Certified versions">
      <DataTable
        caption="Certified versions"
        captionHidden
        rows={submission.certifications}
        columns={[
          { heading: "Version", rowHeader: true, cell: (one) => `Version ${one.version}` },
          { heading: "Certified", cell: (one) => `${formatDateTime(one.certifiedAt)} by ${one.certifiedBy}` },
          { heading: "Records", numeric: true, cell: (one) => formatNumber(one.records) },
          { heading: "Hash of the data", cell: (one) => <code>{one.dataHash.slice(0, 16)}…</code> },
          {
            heading: "Signed paper",
            cell: (one) => (one.signed ? `returned ${formatDateTime(one.signed.at)}` : "not returned"),
          },
          {
            heading: "Reopened",
            cell: (one) => (one.reopened ? `${formatDateTime(one.reopened.at)}: ${one.reopened.reason}` : ""),
          },
          {
            heading: "Document",
            cell: (one) => (
              <a href={`${submissionPath(submission)}/sign-off.pdf?version=${one.version}`}>Sign-off (PDF)</a>
            ),
          },
        ]}
      />
    </Section>
  );

const History = ({ steps }: { steps: StatusStep[] }) =>
  steps.length === 0 ? null : (
    <Section id="history" title="History">
      <DataTable
        caption="Status history"
        captionHidden
        rows={steps.toReversed()}
        columns={[
          { heading: "When", rowHeader: true, cell: (step) => formatDateTime(step.at) },
          { heading: "Status", cell: (step) => <StatusLabel status={step.status} /> },
          { heading: "By", cell: (step) => step.by },
          { heading: "Version", cell: (step) => step.version },
          { heading: "Reason", cell: (step) => step.reason ?? "" },
        ]}
      />
    </Section>
  );
