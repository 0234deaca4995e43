// Requests, the newest first: what became of each. A district sees its own, the state everybody's.
import {
  type Column,
  DataTable,
  EmptyState,
  Field,
  formatDateTime,
  formatNumber,
  PageHead,
  Pagination,
  StatusTag,
  type Tone,
} from "../../web/index.ts";
import type { FactName } from "../registry/facts.ts";
import { mostListed, type RequestFilter, type RequestLine, type RequestPage } from "../registry/requests.ts";

type RequestListProps = {
  page: RequestPage;
  show: RequestFilter | undefined;
  /** Names of districts, for those who see more than one. */
  districts: { value: string; label: string }[] | undefined;
  district: number | undefined;
  reference: string | undefined;
  mayAsk: boolean;
  /** Whether numbers stand beside requests. */
  numbers: boolean;
  identifier: string;
};

const filterWords: Record<RequestFilter, string> = {
  waiting: "Waiting for a decision",
  match: "Match",
  near: "Near match",
  new: "New",
};

const outcomeOf = ({ outcome, waiting, owed }: RequestLine): [tone: Tone, words: string] => {
  if (waiting) return ["warn", "Waiting for a decision"];
  if (owed) return ["info", "Number to be fetched"];
  if (outcome === "near") return ["plain", "Near match, decided"];
  return outcome === "new" ? ["good", "New"] : ["info", "Match"];
};

export const OutcomeTag = ({ line }: { line: RequestLine }) => {
  const [tone, words] = outcomeOf(line);
  return <StatusTag tone={tone}>{words}</StatusTag>;
};

/** The name as the request said it, where it is kept and may be seen. */
export const nameOf = ({ facts }: { facts: Partial<Record<FactName, string>> }): string | undefined => {
  const given = [facts.first_name, facts.middle_name].filter(Boolean).join(" ");
  const whole = [[facts.last_name, given].filter(Boolean).join(", "), facts.name_suffix].filter(Boolean).join(" ");
  return whole === "" ? undefined : whole;
};

type Address = Pick<RequestListProps, "show" | "district" | "reference">;

const path = ({ show, district, reference }: Address, offset: number): string => {
  const query = new URLSearchParams();
  if (reference) query.set("reference", reference);
  if (show) query.set("show", show);
  if (district !== undefined) query.set("district", String(district));
  if (offset > 0) query.set("offset", String(offset));
  return `/identifiers/requests${query.size > 0 ? `?${query}` : ""}`;
};

export const RequestList = (props: RequestListProps) => {
  const { page, show, districts, district, reference, mayAsk, identifier } = props;
  const { requests, total, offset } = page;
  const last = offset + requests.length;
  const of = total < mostListed ? formatNumber(total) : `the newest ${formatNumber(mostListed)}`;
  return (
    <>
      <PageHead title="Requests" lead={`What was asked for a ${identifier}, and the answers; the newest first.`}>
        {mayAsk && (
          <a class="usa-button" href="/identifiers/request">
            Request a {identifier}
          </a>
        )}
      </PageHead>
      <form class="rb-filter" method="get" action="/identifiers/requests" aria-label="Filter">
        <Field
          name="show"
          label="Answer"
          value={show ?? ""}
          options={[
            { value: "", label: "All" },
            ...Object.entries(filterWords).map(([value, label]) => ({ value, label })),
          ]}
        />
        {districts && (
          <Field
            name="district"
            label="District"
            value={district === undefined ? "" : String(district)}
            options={[{ value: "", label: "All" }, ...districts]}
          />
        )}
        <Field name="reference" label="Reference" value={reference ?? ""} autocomplete="off" maxlength={40} />
        <button class="usa-button usa-button--outline" type="submit">
          Filter
        </button>
      </form>
      {requests.length === 0 ? (
        <Nothing filtered={(show ?? district ?? reference) !== undefined} mayAsk={mayAsk} identifier={identifier} />
      ) : (
        <>
          <DataTable
            caption={`Requests ${formatNumber(offset + 1)} to ${formatNumber(last)} of ${of}`}
            columns={columnsOf(props)}
            rows={requests}
          />
          <Pagination {...page} label="requests" href={(to) => path(props, to)} />
        </>
      )}
    </>
  );
};

const columnsOf = ({ districts, numbers, identifier }: RequestListProps): Column<RequestLine>[] => {
  const nameOfDistrict = new Map(districts?.map(({ value, label }) => [value, label]));
  const asked = ({ askedAt }: RequestLine): string => formatDateTime(askedAt);
  const link = (line: RequestLine, words: string) => <a href={`/identifiers/requests/${line.request}`}>{words}</a>;
  return [
    ...(districts
      ? [
          { heading: "Asked", rowHeader: true, cell: (line: RequestLine) => link(line, asked(line)) },
          {
            heading: "District",
            cell: (line: RequestLine) => nameOfDistrict.get(String(line.district)) ?? line.district,
          },
        ]
      : [
          {
            heading: "Student",
            rowHeader: true,
            cell: (line: RequestLine) => link(line, nameOf(line) ?? line.localIdentifier ?? "Not kept"),
          },
          { heading: "Local identifier", cell: (line: RequestLine) => line.localIdentifier ?? "Not kept" },
          { heading: "Asked", cell: asked },
        ]),
    { heading: "Reference", cell: ({ reference }) => (reference ? <code>{reference}</code> : "None yet") },
    { heading: "Answer", cell: (line) => <OutcomeTag line={line} /> },
    ...(numbers ? [{ heading: identifier, cell: (line: RequestLine) => line.number ?? "None yet" }] : []),
  ];
};

const Nothing = ({ filtered, mayAsk, identifier }: { filtered: boolean; mayAsk: boolean; identifier: string }) => (
  <EmptyState title={filtered ? "No request fits this filter" : "Nothing has been asked yet"}>
    {filtered ? (
      <p>
        <a href="/identifiers/requests">Show all requests</a>
      </p>
    ) : (
      <p>
        {mayAsk ? (
          <>
            <a href="/identifiers/request">Request a {identifier}</a> for one student.
          </>
        ) : (
          "Requests of districts appear here."
        )}
      </p>
    )}
  </EmptyState>
);
