// The page of grants: what I hold and lack and how to get it; for who gives grants, who lacks what and what ends soon.
import { Alert, DataTable, EmptyState, formatDate, PageHead, Section } from "../../../web/index.ts";
import type { DatedGrant, Lack } from "../model.ts";
import type { Overview, OwnStanding } from "../standing.ts";
import { grantColumns } from "./grant-columns.tsx";
import {
  applicationsPath,
  designatePath,
  documentPath,
  grantsPath,
  memoPath,
  personPath,
  recordPath,
  statementPath,
} from "./paths.ts";
import { days, kindTitle, roleTitle, type Words } from "./words.tsx";

type StandingPageProps = Words & {
  own: OwnStanding;
  overview?: Overview | undefined;
  /** Whether the person applies or decides. */
  applications: boolean;
  done?: string | undefined;
};

export const StandingPage = (props: StandingPageProps) => {
  const { own, overview, applications, done } = props;
  return (
    <>
      <PageHead title="Grants" lead="What your access rests on, and until when. It ends by itself after its last day.">
        {applications && (
          <a class="usa-button usa-button--outline" href={applicationsPath}>
            Applications
          </a>
        )}
      </PageHead>
      {done && (
        <Alert kind="success" live>
          {done}
        </Alert>
      )}
      <OwnLacking {...props} />
      <Section id="held" title="What you hold">
        {own.held.length === 0 ? (
          <EmptyState title="You hold no grant">
            <p>
              {own.lacking.length === 0 ? "Your roles need none." : "The list above says how to get what is missing."}
            </p>
          </EmptyState>
        ) : (
          <GrantTable caption="What you hold" grants={own.held} {...props} />
        )}
      </Section>
      {own.past.length > 0 && (
        <Section id="past" title="What you held">
          <GrantTable caption="What you held" grants={own.past} {...props} />
        </Section>
      )}
      {overview && <LookAfter {...props} overview={overview} />}
    </>
  );
};

const OwnLacking = (props: StandingPageProps) => {
  const { lacking } = props.own;
  if (lacking.length === 0) return null;
  return (
    <Section id="lacking" title="What is missing">
      <Alert kind="warning">Until all of this is in place, the role sees no student.</Alert>
      <DataTable
        caption="What is missing"
        captionHidden
        rows={lacking}
        columns={[
          { heading: "Missing", rowHeader: true, cell: ({ kind }) => kindTitle(props, kind) },
          { heading: "For the role", cell: ({ role }) => roleTitle(props, role) },
          { heading: "How to get it", cell: (lack) => <WayToGet lack={lack} {...props} /> },
        ]}
      />
    </Section>
  );
};

const WayToGet = ({ lack, kinds }: { lack: Lack } & Words) => {
  const kind = kinds.get(lack.kind);
  if (kind?.way === "sign")
    return (
      <a class="usa-button" href={statementPath(kind.id)}>
        Read and sign it
      </a>
    );
  return kind?.way === "apply" ? (
    <>
      {lack.toGet} <a href={`${applicationsPath}/new`}>Apply</a>
    </>
  ) : (
    lack.toGet
  );
};

const GrantTable = (props: Words & { caption: string; grants: DatedGrant[] }) => (
  <DataTable
    caption={props.caption}
    captionHidden
    rows={props.grants}
    columns={[
      ...grantColumns(props),
      {
        heading: "Letter",
        cell: (one) =>
          one.documentSha256 ? (
            <a href={documentPath(one.id)} aria-label={`${kindTitle(props, one.kind)}, ${days(one)}: PDF`}>
              PDF
            </a>
          ) : (
            "None"
          ),
      },
    ]}
  />
);

const LookAfter = ({ overview, ...words }: Words & { overview: Overview }) => {
  const ways = new Set(overview.kinds.map(({ way }) => way));
  return (
    <>
      <Section
        id="others-lack"
        title="Who is missing what"
        aside={
          <>
            {ways.has("memo") && <a href={memoPath()}>Yearly memo</a>}
            {ways.has("record") && <a href={recordPath}>Record trainings and agreements</a>}
            {ways.has("designate") && <a href={designatePath}>Designate a person</a>}
          </>
        }
      >
        {overview.lacking.length === 0 ? (
          <EmptyState title="Nobody is missing anything">
            <p>Every role within your reach has what it needs today.</p>
          </EmptyState>
        ) : (
          <DataTable
            caption="Who is missing what"
            captionHidden
            rows={overview.lacking}
            columns={[
              {
                heading: "Person",
                rowHeader: true,
                cell: ({ account, name }) => <a href={personPath(account)}>{name}</a>,
              },
              { heading: "Role", cell: ({ role }) => roleTitle(words, role) },
              { heading: "Missing", cell: ({ kind }) => kindTitle(words, kind) },
            ]}
          />
        )}
      </Section>
      <Section id="ending" title="Ends within 60 days">
        {overview.ending.length === 0 ? (
          <EmptyState title="Nothing ends soon" />
        ) : (
          <DataTable
            caption="Ends within 60 days"
            captionHidden
            rows={overview.ending}
            columns={[
              {
                heading: "Person",
                rowHeader: true,
                cell: (one) => <a href={personPath(one.account)}>{one.accountName}</a>,
              },
              { heading: "Grant", cell: (one) => kindTitle(words, one.kind) },
              { heading: "Role", cell: (one) => roleTitle(words, one.role) },
              { heading: "Last day", cell: (one) => formatDate(one.validTo) },
            ]}
          />
        )}
      </Section>
    </>
  );
};

export const crumbs = [{ href: grantsPath, label: "Grants" }];
