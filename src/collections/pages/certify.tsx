// Certification: what is ready, the reports to confirm, the words to agree to. Also the readiness list for those who prepare it.
import {
  Alert,
  Checkbox,
  ErrorSummary,
  type FieldError,
  formatDateTime,
  formatNumber,
  PageHead,
  PostForm,
  Section,
} from "../../web/index.ts";
import type { Submission } from "../model.ts";
import type { Readiness } from "../verbs.ts";
import { certifyPath, reviewPath } from "./paths.ts";

type CertifyPageProps = {
  submission: Submission;
  readiness: Readiness;
  csrf: string;
  mayCertify: boolean;
  mayAttest: boolean;
  errors?: FieldError[];
};

export const CertifyPage = (props: CertifyPageProps) => {
  const { submission, readiness, csrf, mayCertify, mayAttest, errors = [] } = props;
  return (
    <>
      <PageHead title={mayCertify ? "Certify" : "Readiness"} lead={`${submission.title}, ${submission.districtName}`} />
      <ErrorSummary errors={errors} />
      {!readiness.ready && (
        <Alert kind="warning">This submission cannot be certified yet. The list says what is missing.</Alert>
      )}
      <Section id="readiness" title="What must be done">
        <ul class="rb-check-list">
          {readiness.items.map((item) => (
            <li class={item.done ? "rb-done" : "rb-open"}>
              <span class="usa-sr-only">{item.done ? "Done: " : "Not done: "}</span>
              {sentence(item.text)}
              {!item.done && <div class="rb-quiet">{item.remedy}</div>}
            </li>
          ))}
        </ul>
      </Section>
      {readiness.reports.length > 0 && (
        <Section id="reports" title="Review reports to confirm">
          <Attestations {...props} mayAttest={mayAttest} />
        </Section>
      )}
      {mayCertify && readiness.ready && (
        <Section id="certify" title="Certify">
          <PostForm action={certifyPath(submission)} csrf={csrf}>
            <Checkbox name="agree" value="yes" required>
              {readiness.statement}
            </Checkbox>
            <p class="rb-quiet">
              {`${formatNumber(submission.records)} records become the certified data of the district. Only the state can reopen them.`}
            </p>
            <div class="rb-form-end">
              <button class="usa-button" type="submit">
                Certify this submission
              </button>
            </div>
          </PostForm>
        </Section>
      )}
    </>
  );
};

const Attestations = ({ submission, readiness, csrf, mayAttest }: CertifyPageProps) => {
  const open = readiness.reports.filter(({ attested }) => !attested);
  const done = readiness.reports.filter(({ attested }) => attested);
  return (
    <>
      <ul class="rb-check-list">
        {(mayAttest ? done : readiness.reports).map(({ report, attested }) => (
          <li class={attested ? "rb-done" : "rb-open"}>
            <span class="usa-sr-only">{attested ? "Confirmed: " : "Not confirmed: "}</span>
            <a href={reviewPath(submission, report.id)}>{report.title}</a>
            {attested && <span class="rb-quiet">{` confirmed by ${attested.by}, ${formatDateTime(attested.at)}`}</span>}
          </li>
        ))}
      </ul>
      {mayAttest && open.length > 0 && (
        <PostForm action={`${certifyPath(submission)}/attest`} csrf={csrf}>
          <fieldset class="usa-fieldset">
            <legend class="usa-legend">I have read these reports, and their numbers are right:</legend>
            {open.map(({ report }) => (
              <div class="rb-attest">
                <Checkbox name="report" value={report.id}>
                  {report.title}
                </Checkbox>
                <a href={reviewPath(submission, report.id)} aria-label={`Read ${report.title}`}>
                  Read
                </a>
              </div>
            ))}
          </fieldset>
          <div class="rb-form-end">
            <button class="usa-button usa-button--outline" type="submit">
              Confirm the reports
            </button>
          </div>
        </PostForm>
      )}
    </>
  );
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
