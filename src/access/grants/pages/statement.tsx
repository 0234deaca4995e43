// A statement that the person signs for oneself: shown whole, with the days that the signature gives.
import {
  Alert,
  Checkbox,
  ErrorSummary,
  Facts,
  type FieldError,
  PageHead,
  PostForm,
  Section,
} from "../../../web/index.ts";
import type { ToSign } from "../sign.ts";
import { documentPath, statementPath } from "./paths.ts";
import { days, errorOf, SignatureField } from "./words.tsx";

type StatementPageProps = {
  choices: (ToSign & { label: string })[];
  signer: string;
  csrf: string;
  errors: FieldError[];
  done?: string | undefined;
};

export const StatementPage = ({ choices, signer, csrf, errors, done }: StatementPageProps) => {
  const [{ kind }] = choices as [ToSign & { label: string }];
  const open = choices.filter(({ signed }) => !signed);
  return (
    <>
      <PageHead title={kind.title} lead="You sign it yourself, once a school year. Nobody can sign it for you." />
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      {choices.map(
        ({ signed, label }) =>
          signed && (
            <Alert kind="info">
              {`Signed for ${label}, valid ${days(signed)}. `}
              <a href={documentPath(signed.id)}>{`Your signed copy of ${label} (PDF)`}</a>
            </Alert>
          ),
      )}
      <Section id="statement" title="The statement">
        <div class="rb-narrow">
          {kind.statement.split(/\n\s*\n/).map((paragraph) => (
            <p>{paragraph}</p>
          ))}
        </div>
        <Facts
          facts={[
            ["Legal basis", kind.legal_basis],
            ...open.map(({ label, period }): [string, string] => [`Valid if signed for ${label}`, days(period)]),
          ]}
        />
      </Section>
      {open.map(({ year, label }) => (
        <Section id={`sign-${year}`} title={`Sign for ${label}`}>
          <PostForm action={statementPath(kind.id)} csrf={csrf} class="rb-narrow">
            <input type="hidden" name="year" value={String(year)} />
            <Checkbox name="agree" value="yes" required>
              I have read the whole statement, and I agree to it.
            </Checkbox>
            {errorOf(errors, "agree-yes") && <span class="usa-error-message">{errorOf(errors, "agree-yes")}</span>}
            <SignatureField name={signer} errors={errors} />
            <div class="rb-form-end">
              <button class="usa-button" type="submit">
                {`Sign for ${label}`}
              </button>
            </div>
          </PostForm>
        </Section>
      ))}
    </>
  );
};
