// Accounts from a file: choose it, look at what would change, apply. Nothing changes before the last step.
import {
  Alert,
  Checkbox,
  DataTable,
  formatCount,
  PageHead,
  PostForm,
  StatusTag,
  type Tone,
} from "../../../web/index.ts";
import type { AccountImport, ImportedRow } from "../../accounts/import/import-accounts.ts";
import { type FileIssue, fileColumns } from "../../accounts/import/read-file.ts";
import { accountsPath, importPath } from "./paths.ts";

export const ImportPage = ({ csrf, issues, fileName }: { csrf: string; issues: FileIssue[]; fileName?: string }) => (
  <>
    <PageHead
      title="Accounts from a file"
      lead="One row is one person and one role. All of the file is taken, or nothing."
    />
    {issues.length > 0 && (
      <>
        <Alert kind="error" heading={`${fileName} was not taken`} live>
          {formatCount(issues.length, "place")} must be corrected. Nothing was changed.
        </Alert>
        <DataTable
          caption="What was found"
          rows={issues.slice(0, 200)}
          columns={[
            { heading: "Line", numeric: true, cell: (one) => one.line },
            { heading: "Column", cell: (one) => (one.element ? `${one.column}, ${one.element}` : one.column) },
            { heading: "What is wrong", rowHeader: true, cell: (one) => one.message },
            { heading: "What to do", cell: (one) => one.remedy },
          ]}
        />
      </>
    )}
    <form method="post" enctype="multipart/form-data" action={`${importPath}?_csrf=${encodeURIComponent(csrf)}`}>
      <div class="usa-form-group">
        <label class="usa-label" for="file">
          CSV file with the columns <code>{fileColumns.join(",")}</code>
        </label>
        <input type="file" id="file" name="file" accept=".csv,text/csv,text/plain" required />
      </div>
      <p class="rb-quiet">
        The last four columns may be left out. Schools are numbers with semicolons between them; days are written
        2026-07-01. An address that has an account is that account; whoever is not named stays as they are.
      </p>
      <div class="rb-form-end">
        <button class="usa-button" type="submit">
          Check the file
        </button>
        <a href={accountsPath}>Cancel</a>
      </div>
    </form>
  </>
);

type PreviewProps = {
  result: AccountImport;
  text: string;
  fileName: string;
  csrf: string;
  titleOf: (role: string) => string;
  placeOf: (district: number | undefined) => string;
};

export const ImportPreview = ({ result, text, fileName, csrf, titleOf, placeOf }: PreviewProps) => {
  const { added, changed, unchanged, rows } = result;
  const touched = rows.filter(({ account, assignment }) => account !== "unchanged" || assignment !== "unchanged");
  return (
    <>
      <PageHead
        title="What would change"
        lead={`${fileName}: ${added} added, ${changed} changed, ${unchanged} unchanged`}
      />
      {touched.length === 0 ? (
        <Alert kind="info" heading="Nothing would change" live>
          Everything in this file is here already.
        </Alert>
      ) : (
        <DataTable
          caption={formatCount(touched.length, "row that changes something", "rows that change something")}
          rows={touched.slice(0, 500)}
          columns={[
            { heading: "Line", numeric: true, cell: (one) => one.line },
            { heading: "Name", rowHeader: true, cell: (one) => one.name },
            { heading: "E-mail address", cell: (one) => <span class="rb-address">{one.email}</span> },
            { heading: "Account", cell: (one) => <Change of={one.account} /> },
            { heading: "Assignment", cell: (one) => `${titleOf(one.role)}, ${placeOf(one.district)}` },
            { heading: "Change", cell: (one) => <Change of={one.assignment} /> },
          ]}
        />
      )}
      <PostForm action={`${importPath}/apply`} csrf={csrf}>
        <input type="hidden" name="csv" value={text} />
        <input type="hidden" name="name" value={fileName} />
        {rows.some(({ account }) => account === "added") && (
          <Checkbox name="links" value="yes" checked>
            Make a set-up link for each new account and show it once
          </Checkbox>
        )}
        <div class="rb-form-end">
          {touched.length > 0 && (
            <button class="usa-button" type="submit">
              Apply
            </button>
          )}
          <a href={importPath}>Choose another file</a>
        </div>
      </PostForm>
    </>
  );
};

const tones: Record<ImportedRow["assignment"] | ImportedRow["account"], Tone> = {
  added: "good",
  renamed: "info",
  changed: "info",
  replaced: "warn",
  unchanged: "plain",
};

const Change = ({ of }: { of: ImportedRow["assignment"] | ImportedRow["account"] }) => (
  <StatusTag tone={tones[of]}>{of}</StatusTag>
);
