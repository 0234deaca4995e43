// Check and upload: the file is checked in the browser, where it lies; only the button sends it. Works without script as a form.
import { Alert, DataTable, Field, formatCount, formatNumber, PageHead } from "../../web/index.ts";
import type { Submission } from "../model.ts";
import type { NotWhole } from "../verbs.ts";
import { submissionPath, uploadPath } from "./paths.ts";
import { Value } from "./words.tsx";

/** What the island needs; it reads them from the page, since no script stands in it. */
export type CheckAddresses = { validator?: string; directory?: string; worker: string };

type UploadPageProps = {
  submission: Submission;
  csrf: string;
  check: CheckAddresses;
  /** A file that the server did not take for whole. */
  notWhole?: NotWhole;
};

export const UploadPage = ({ submission, csrf, check, notWhole }: UploadPageProps) => (
  <>
    <PageHead title="Check and upload" lead={`${submission.title}, ${submission.districtName}`} />
    {notWhole && <NotWholeAlert notWhole={notWhole} />}
    <div
      id="check"
      data-validator={check.validator}
      data-directory={check.directory}
      data-worker={check.worker}
      data-upload={uploadPath(submission)}
      data-csrf={csrf}
      data-name={`${submission.collection}-${submission.year}-${submission.district}`}
    >
      <form
        method="post"
        enctype="multipart/form-data"
        action={`${uploadPath(submission)}?_csrf=${encodeURIComponent(csrf)}`}
        id="upload-form"
      >
        {submission.batches.length > 0 && <PlaceField submission={submission} />}
        <div class="usa-form-group rb-drop" id="drop">
          <label class="usa-label" for="file">
            File with the records (CSV, with or without a heading row)
          </label>
          <input type="file" id="file" name="file" accept=".csv,.txt,text/csv,text/plain" required />
          <p class="rb-quiet" id="privacy" hidden>
            The file is checked on this computer, by the same rules as at the state. Nothing is sent until you press
            Upload.
          </p>
        </div>
        <noscript>
          <p class="rb-quiet">Scripts are off: the file is checked by the server after the upload.</p>
        </noscript>
        <div id="outcome" class="rb-outcome" aria-live="polite" />
        <div class="rb-form-end">
          <button class="usa-button" type="submit" id="upload">
            Upload
          </button>
          <a href={submissionPath(submission)}>Cancel</a>
        </div>
      </form>
    </div>
  </>
);

const PlaceField = ({ submission }: { submission: Submission }) => (
  <Field
    name="replaces"
    label="What becomes of the files that are here already?"
    hint="Left to the program, the file takes the place of a batch whose schools it all holds, or of one with the same name that shares a school with it."
    options={[
      { value: "", label: "Replace the batch of the same schools; add files of other schools" },
      ...submission.batches.map((batch) => ({
        value: batch.id,
        label: `Replace ${batch.fileName} (${formatCount(batch.records, "record")})`,
      })),
      { value: "none", label: "Keep them, and add this file" },
    ]}
  />
);

const NotWholeAlert = ({ notWhole }: { notWhole: NotWhole }) => (
  <>
    <Alert kind="error" heading={`${notWhole.fileName} was not stored`} live>
      The file could not be read as a whole. Nothing was changed. Correct it and upload it again.
    </Alert>
    <DataTable
      caption="What was found"
      rows={notWhole.findings.slice(0, 100)}
      columns={[
        { heading: "Record", numeric: true, cell: (one) => (one.row === 0 ? "file" : formatNumber(one.row)) },
        { heading: "Line", numeric: true, cell: (one) => formatNumber(one.line) },
        { heading: "Element", cell: (one) => one.element || "whole row" },
        { heading: "Value", cell: (one) => <Value value={one.value} /> },
        { heading: "What is wrong", rowHeader: true, cell: (one) => one.message },
        { heading: "What to do", cell: (one) => one.remedy },
      ]}
    />
  </>
);
