// One request file: how it was answered, and its answers for who has the key.
import { Alert, Facts, Field, formatDateTime, formatNumber, PageHead, PostForm, Section } from "../../web/index.ts";
import type { SentFile } from "../files/list-files.ts";
import type { Custody } from "../registry/registry-profile.ts";
import { FileState } from "./file-list.tsx";

type FilePageProps = {
  file: SentFile;
  identifier: string;
  custody: Custody;
  csrf: string;
  /** Of the district that sent it. */
  own: boolean;
  /** May decide near matches. */
  mayDecide: boolean;
  /** Known in the moment of sending alone. */
  fileKey?: string;
  wrong?: string;
};

export const FilePage = ({ file, identifier, custody, csrf, own, mayDecide, fileKey, wrong }: FilePageProps) => (
  <>
    <PageHead title={file.fileName}>
      <FileState file={file} />
    </PageHead>
    {fileKey && (
      <Alert kind="success" heading="The file was answered" live>
        Download the answers now, and keep the key below with them: nobody here can open them without it.
      </Alert>
    )}
    <Facts
      facts={[
        ["Sent", formatDateTime(file.askedAt)],
        ["Students", formatNumber(file.rows)],
        ["Match", formatNumber(file.match)],
        ["Near match", formatNumber(file.near)],
        ["New", formatNumber(file.new)],
      ]}
    />
    {file.near > 0 && (
      <p>
        A person decides each near match
        {mayDecide && (
          <>
            {", under "}
            <a href="/identifiers/near">Near matches</a>
          </>
        )}
        . Once it is decided, download the answers again:{" "}
        {custody === "split"
          ? `the ${identifier} of a new student is in them then.`
          : `the ${identifier} is in them then.`}
      </p>
    )}
    {!file.finishedAt && own && (
      <Alert kind="warning" heading="The file was cut off">
        Send the same file again with the same key, by rollbook id request: it goes on where it stopped, and what was
        answered stays.
      </Alert>
    )}
    {own && (
      <Section id="answers" title="Answers">
        <p>
          The rows as you sent them, with the {identifier}, how each was answered, and whom to call. They can be opened
          until {formatDateTime(file.answersUntil)}.
        </p>
        <PostForm action={`/identifiers/files/${file.file}/answers`} csrf={csrf}>
          <Field
            name="key"
            label="Key of the file"
            hint="Shown when the file was sent; the command keeps it beside its answers."
            value={fileKey ?? ""}
            autocomplete="off"
            required
            maxlength={200}
            {...(wrong ? { error: wrong } : {})}
          />
          <div class="rb-form-end">
            <button class="usa-button" type="submit">
              Download the answers
            </button>
          </div>
        </PostForm>
      </Section>
    )}
  </>
);
