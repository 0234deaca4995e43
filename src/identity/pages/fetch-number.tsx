// The number that is owed to a district: the form that fetches it, and the page that shows it.
import { Alert, Facts, PageHead, PostForm } from "../../web/index.ts";
import type { FetchedNumber } from "../queue/fetch-owed.ts";
import { sealedDays } from "../registry/seal-answer.ts";

const requestPath = (request: string): string => `/identifiers/requests/${request}`;

type FetchProps = { request: string; identifier: string; csrf: string; fetchKey: string };

/** The key is in the form alone: sent again, the form gets the same number. */
export const FetchNumber = ({ request, identifier, csrf, fetchKey }: FetchProps) => (
  <PostForm action={`${requestPath(request)}/number`} csrf={csrf}>
    <input type="hidden" name="key" value={fetchKey} />
    <p>
      {`The ${identifier} is drawn when you fetch it, and shown once. Have your student system open: the registry keeps it nowhere beside the student.`}
    </p>
    <div class="rb-form-end">
      <button class="usa-button" type="submit">
        {`Fetch the ${identifier}`}
      </button>
    </div>
  </PostForm>
);

export const FetchedPage = ({ fetched, identifier }: { fetched: FetchedNumber; identifier: string }) => (
  <div class="rb-narrow">
    <PageHead title={`New ${identifier}`} />
    <div class="rb-number-card">
      <p class="rb-number-word">{identifier}, new</p>
      <p class="rb-big-number" id="number">
        {fetched.number}
      </p>
    </div>
    <Alert kind="warning" heading="Write it into the student's folder now" live>
      The registry keeps no link between this student and this number: nobody can look it up later. For {sealedDays}{" "}
      days this page shows it again: reload it, and let the browser send the form once more.
    </Alert>
    <Facts
      facts={[
        ...(fetched.localIdentifier ? ([["Local identifier", fetched.localIdentifier]] as [string, string][]) : []),
        ["Reference", <code>{fetched.reference}</code>],
      ]}
    />
    <p>
      <a href={requestPath(fetched.request)}>Back to the request</a>
    </p>
  </div>
);
