// The queue of near matches: children who wait for a number until a person has looked.
import { DataTable, EmptyState, Field, formatCount, formatDate, PageHead, Pagination } from "../../web/index.ts";
import type { Queue, Waiting } from "../queue/list-queue.ts";
import { fullName, nearPath, ProbabilityTag } from "./near-words.tsx";

export const nearPageLength = 50;

type NearListProps = {
  queue: Queue;
  offset: number;
  /** Of all districts; else of the reader's own. */
  all: boolean;
  /** To choose from, for who sees all. */
  districts: { value: string; label: string }[];
  district: number | undefined;
};

export const NearList = ({ queue, offset, all, districts, district }: NearListProps) => (
  <>
    <PageHead
      title="Near matches"
      lead="Each may be a student who is known, or another one. Nobody gets a number until a person has compared the two."
    />
    {all && <DistrictFilter districts={districts} district={district} />}
    {queue.total === 0 ? (
      <EmptyState title={district === undefined ? "No near match waits" : "No near match of this district waits"}>
        <p>
          A request or a file that finds a student who is much alike, and not surely the same, puts one here. Those of{" "}
          {all ? "all districts" : "your district"} are listed, the oldest first.
        </p>
      </EmptyState>
    ) : (
      <WaitingTable queue={queue} all={all} />
    )}
    <Pagination
      total={queue.total}
      offset={offset}
      limit={nearPageLength}
      label="near matches"
      href={(next) => `/identifiers/near?offset=${next}${district === undefined ? "" : `&district=${district}`}`}
    />
  </>
);

const WaitingTable = ({ queue, all }: { queue: Queue; all: boolean }) => (
  <DataTable
    caption={`${formatCount(queue.total, "near match", "near matches")} waiting, the oldest first`}
    rows={queue.waiting}
    columns={[
      {
        heading: "Asked for",
        rowHeader: true,
        cell: (one: Waiting) => <a href={nearPath(one.request)}>{nameOf(one)}</a>,
      },
      { heading: "Local identifier", cell: ({ localIdentifier }) => localIdentifier ?? "" },
      ...(all ? [{ heading: "District", cell: ({ asker }: Waiting) => asker.districtName }] : []),
      { heading: "Waiting", cell: ({ days, askedAt }) => `${ageOf(days)} (${formatDate(askedAt)})` },
      { heading: "Candidates", numeric: true, cell: ({ candidates }) => String(candidates) },
      { heading: "Likeliest", cell: ({ probability }) => <ProbabilityTag probability={probability} /> },
    ]}
  />
);

/** What to call a child whose name the reader may not see. */
const nameOf = ({ asked, localIdentifier, request }: Waiting): string =>
  fullName(asked) ?? localIdentifier ?? `Request ${request.slice(0, 8)}`;

const ageOf = (days: number): string => (days === 0 ? "since today" : formatCount(days, "day"));

const DistrictFilter = ({ districts, district }: Pick<NearListProps, "districts" | "district">) => (
  <form method="get" action="/identifiers/near" class="rb-filter">
    <Field
      name="district"
      label="District"
      value={district === undefined ? "" : String(district)}
      options={[{ value: "", label: "All districts" }, ...districts]}
    />
    <button type="submit" class="usa-button usa-button--outline">
      Show
    </button>
  </form>
);
