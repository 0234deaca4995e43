// Sending a request file: what it must look like, and what was found in one that was not taken.
import { Alert, DataTable, formatNumber, PageHead, Section } from "../../web/index.ts";
import type { FileFinding } from "../files/findings.ts";
import type { RegistryProfile } from "../registry/registry-profile.ts";

export type Refused = { fileName: string; findings: FileFinding[]; total: number };

type FileUploadProps = {
  identifier: string;
  layout: RegistryProfile["request_file"];
  csrf: string;
  fileKey: string;
  refused: Refused | undefined;
};

const mostShown = 100;

export const FileUpload = ({ identifier, layout, csrf, fileKey, refused }: FileUploadProps) => (
  <>
    <PageHead
      title="Request by file"
      lead={`Send the students of a class or a school; the file comes back with the ${identifier} beside each.`}
    />
    {refused && <RefusedFile {...refused} />}
    <form
      method="post"
      enctype="multipart/form-data"
      action={`/identifiers/files?_csrf=${encodeURIComponent(csrf)}`}
      id="file-form"
    >
      <input type="hidden" name="key" value={fileKey} />
      <div class="usa-form-group">
        <label class="usa-label" for="file">
          File with the students
        </label>
        <div class="usa-hint" id="file-hint">
          CSV in UTF-8, with or without a heading row. Dates as {layout.date_format}.
        </div>
        <input
          type="file"
          id="file"
          name="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
          aria-describedby="file-hint"
          required
        />
      </div>
      <p class="rb-quiet">Its columns: {layout.columns.join(", ")}.</p>
      <p class="rb-quiet">
        Every row must be right: a finding in one row and the whole file is refused, and nothing is changed.
      </p>
      <div class="rb-form-end">
        <button class="usa-button" type="submit">
          Send the file
        </button>
      </div>
    </form>
  </>
);

const RefusedFile = ({ fileName, findings, total }: Refused) => (
  <>
    <Alert kind="error" heading={`${fileName} was not taken`} live>
      {total === 1 ? "One finding" : `${formatNumber(total)} findings`}. Nothing was changed. Correct the file and send
      it again.
    </Alert>
    <Section id="findings" title="What was found">
      <DataTable
        caption={
          total > mostShown
            ? `The first ${mostShown} of ${formatNumber(total)} findings`
            : "Findings, by the line of the file"
        }
        rows={findings.slice(0, mostShown)}
        columns={[
          { heading: "Line", numeric: true, cell: (one) => formatNumber(one.line) },
          { heading: "Column", cell: (one) => one.column ?? "whole row" },
          { heading: "What is wrong", rowHeader: true, cell: (one) => one.message },
          { heading: "What to do", cell: (one) => one.remedy },
        ]}
      />
    </Section>
  </>
);
