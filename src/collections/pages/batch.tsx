// A batch: the receipt of its upload, what it holds, and what can be taken away from it.
import {
  Alert,
  Facts,
  formatBytes,
  formatCount,
  formatDateTime,
  formatNumber,
  PageHead,
  Section,
  StatusTag,
} from "../../web/index.ts";
import type { Batch } from "../model.ts";
import { type SharedSchools, sharedSchoolsRemedy } from "../shared-schools.ts";
import { batchPath, findingsPath, submissionPath, withdrawPath } from "./paths.ts";
import { openWords, StatusLabel } from "./words.tsx";

export type Arrival = "stored" | "repeated" | undefined;

type BatchPageProps = { batch: Batch; arrival: Arrival; shared: SharedSchools[]; mayWithdraw: boolean };

export const BatchPage = ({ batch, arrival, shared, mayWithdraw }: BatchPageProps) => (
  <>
    <PageHead title={arrival ? "Receipt" : "Batch"} lead={batch.fileName}>
      {batch.replaces.length > 0 && (
        <a class="usa-button usa-button--outline" href={`${batchPath(batch.id)}/compare`}>
          Compare with the replaced file
        </a>
      )}
      <a class="usa-button usa-button--outline" href={`${batchPath(batch.id)}/original`}>
        Download the file with findings
      </a>
      {mayWithdraw && batch.status !== "Replaced" && batch.status !== "Certified" && (
        <a class="usa-button usa-button--outline" href={withdrawPath(batch.id)}>
          Withdraw this batch
        </a>
      )}
      <a class="usa-button" href={submissionPath(batch)}>
        Go to the submission
      </a>
    </PageHead>
    {arrival === "stored" && (
      <Alert kind="success" heading="The file is stored" live>
        {`All ${formatCount(batch.records, "record")} are kept, together with the file as it came. You may close this page.`}
      </Alert>
    )}
    {arrival === "repeated" && (
      <Alert kind="info" heading="This file was here already" live>
        The very same bytes are a current batch. Nothing was stored twice; this is its receipt.
      </Alert>
    )}
    {shared.length > 0 && (
      <Alert kind="warning" heading="These schools stand in two batches">
        <ul class="rb-list">
          {shared.map(({ batchId, fileName, schools }) => (
            <li>
              {schools.map(({ name, number }) => `${name} (${number})`).join(", ")}: also in{" "}
              <a href={batchPath(batchId)}>{fileName}</a>
            </li>
          ))}
        </ul>
        {sharedSchoolsRemedy}
      </Alert>
    )}
    {batch.withdrawn && (
      <Alert kind="warning" heading="This batch was withdrawn">
        {`By ${batch.withdrawn.by}, ${formatDateTime(batch.withdrawn.at)}: ${batch.withdrawn.reason}`}
      </Alert>
    )}
    {batch.status === "Replaced" && !batch.withdrawn && (
      <Alert kind="warning">
        A later upload took the place of this batch.{" "}
        {batch.replacedBy !== undefined && <a href={batchPath(batch.replacedBy)}>Open the batch that replaced it</a>}
      </Alert>
    )}
    <Facts
      facts={[
        [
          "Status",
          batch.withdrawn ? <StatusTag tone="plain">Withdrawn</StatusTag> : <StatusLabel status={batch.status} />,
        ],
        ["Records", formatNumber(batch.records)],
        ["Blocking", openWords(batch.findings)],
        ["Warnings", formatNumber(batch.findings.warning)],
        ["Explained", formatNumber(batch.findings.explained)],
        ["Size", formatBytes(batch.bytes)],
        ["Uploaded", `${formatDateTime(batch.uploadedAt)} by ${batch.uploadedBy}`],
      ]}
    />
    <p class="rb-quiet">
      Batch <code>{batch.id}</code>
      <br />
      SHA-256 of the file <code>{batch.sha256}</code>
    </p>
    {batch.status !== "Replaced" && (
      <p>
        <a href={findingsPath(batch, { batchId: batch.id })}>Findings of this batch</a>
      </p>
    )}
    <Section id="schools" title="Schools in this file">
      <ul class="rb-list">
        {batch.schools.map((school) => (
          <li>
            {school.name} ({school.number})
          </li>
        ))}
      </ul>
    </Section>
  </>
);
