// The yearly memo: the list to choose from, the text to read before it is signed, and who was named already.
import {
  Alert,
  Checkbox,
  DataTable,
  EmptyState,
  ErrorSummary,
  Facts,
  type FieldError,
  PageHead,
  PostForm,
  Section,
  StatusTag,
} from "../../../web/index.ts";
import type { GrantKind } from "../kinds.ts";
import { lineKey } from "../memo.ts";
import type { Memo, MemoLine } from "../model.ts";
import { documentPath, memoPath, personPath } from "./paths.ts";
import { days, errorOf, SignatureField } from "./words.tsx";

type MemoPageProps = {
  memo: Memo;
  kind: GrantKind;
  label: string;
  csrf: string;
  others: { year: number; label: string }[];
  errors: FieldError[];
  done?: string | undefined;
};

export const MemoPage = ({ memo, kind, label, csrf, others, errors, done }: MemoPageProps) => {
  const open = memo.lines.filter(({ given }) => !given);
  const named = memo.lines.filter(({ given }) => given);
  return (
    <>
      <PageHead
        title={`${kind.title}, ${label}`}
        lead={`Valid ${days(memo)}. One signature names everybody who is chosen.`}
      >
        {others.map((one) => (
          <a class="usa-button usa-button--outline" href={memoPath(one.year)}>
            {one.label}
          </a>
        ))}
      </PageHead>
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      <Section id="choose" title="Not named yet">
        {open.length === 0 ? (
          <EmptyState title="Nobody is left to name">
            <p>Everybody whose role needs it has been named for this year.</p>
          </EmptyState>
        ) : (
          <PostForm action="/grants/memo/preview" csrf={csrf}>
            <input type="hidden" name="year" value={String(memo.year)} />
            <fieldset class="usa-fieldset" id="person">
              <legend class="usa-legend">Who is authorized? People named last year are checked.</legend>
              {open.map((line) => (
                <Checkbox name="person" value={lineKey(line)} checked={line.before}>
                  {`${line.name}, ${line.roleTitle}`}
                  <span class="rb-quiet">{` ${line.email}${line.before ? ", named last year" : ""}`}</span>
                </Checkbox>
              ))}
            </fieldset>
            <div class="rb-form-end">
              <button class="usa-button" type="submit">
                Read the memo before signing
              </button>
            </div>
          </PostForm>
        )}
      </Section>
      {named.length > 0 && (
        <Section id="named" title="Named for this year">
          <DataTable
            caption="Named for this year"
            captionHidden
            rows={named}
            columns={[
              {
                heading: "Person",
                rowHeader: true,
                cell: (line) => <a href={personPath(line.account)}>{line.name}</a>,
              },
              { heading: "Role", cell: (line) => line.roleTitle },
              { heading: "Days", cell: (line) => (line.given ? days(line.given) : "") },
              { heading: "Named by", cell: (line) => line.given?.givenByName },
              { heading: "State", cell: () => <StatusTag tone="good">Named</StatusTag> },
              {
                heading: "Memo",
                cell: (line) =>
                  line.given && (
                    <a href={documentPath(line.given.id)} aria-label={`Memo that names ${line.name}: PDF`}>
                      PDF
                    </a>
                  ),
              },
            ]}
          />
        </Section>
      )}
    </>
  );
};

type PreviewProps = {
  memo: Memo;
  kind: GrantKind;
  label: string;
  chosen: MemoLine[];
  signer: string;
  csrf: string;
  errors: FieldError[];
};

export const MemoPreview = ({ memo, kind, label, chosen, signer, csrf, errors }: PreviewProps) => (
  <>
    <PageHead title={`Memo: ${kind.title}, ${label}`} lead="Nothing has been given yet. Read it, then sign it." />
    <ErrorSummary errors={errors} />
    <Section id="text" title="The memo">
      <Facts
        facts={[
          ["Period", days(memo)],
          ["Legal basis", kind.legal_basis],
          ["From", signer],
        ]}
      />
      <p>{kind.statement}</p>
      <DataTable
        caption="People named"
        rows={chosen}
        columns={[
          { heading: "Person", rowHeader: true, cell: ({ name }) => name },
          { heading: "Account", cell: ({ email }) => email },
          { heading: "May act as", cell: ({ roleTitle }) => roleTitle },
        ]}
      />
    </Section>
    <Section id="sign" title="Signature">
      <PostForm action="/grants/memo/sign" csrf={csrf} class="rb-narrow">
        <input type="hidden" name="year" value={String(memo.year)} />
        {chosen.map((line) => (
          <input type="hidden" name="person" value={lineKey(line)} />
        ))}
        <Checkbox name="agree" value="yes" required>
          {`I have read the memo, and I name ${chosen.length === 1 ? "this person" : `these ${chosen.length} people`}.`}
        </Checkbox>
        {errorOf(errors, "agree-yes") && <span class="usa-error-message">{errorOf(errors, "agree-yes")}</span>}
        <SignatureField name={signer} errors={errors} />
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Sign the memo
          </button>
          <a href={memoPath(memo.year)}>Back without signing</a>
        </div>
      </PostForm>
    </Section>
  </>
);
