// The accounts that the viewer manages: search, filter, and what each may do.
import {
  DataTable,
  EmptyState,
  Field,
  formatCount,
  formatDate,
  PageHead,
  Pagination,
  StatusTag,
} from "../../../web/index.ts";
import type { ShownAccount } from "../../accounts/listing.ts";
import { DistrictField, type Offer } from "./assignment-fields.tsx";
import { accountPath, accountsPath, importPath, newAccountPath, requestsPath } from "./paths.ts";

type AccountListProps = {
  accounts: ShownAccount[];
  total: number;
  offset: number;
  limit: number;
  /** As it stands in the address. */
  filter: Record<string, string>;
  offer: Offer;
  openRequests: number;
  titleOf: (role: string) => string;
  placeOf: (district: number | undefined) => string;
};

export const AccountList = (props: AccountListProps) => {
  const { accounts, total, offset, limit, filter, offer, openRequests } = props;
  const hrefOf = (at: number) => `${accountsPath}?${new URLSearchParams({ ...filter, offset: String(at) })}`;
  return (
    <>
      <PageHead
        title="Accounts"
        lead="Each account belongs to one person. Roles are assigned to it, from a first day to a last one."
      >
        <a class="usa-button" href={newAccountPath}>
          New account
        </a>
        <a class="usa-button usa-button--outline" href={importPath}>
          From a file
        </a>
      </PageHead>
      <p>
        <a href={requestsPath}>
          {openRequests === 0 ? "Login requests" : `${formatCount(openRequests, "open login request")}`}
        </a>
      </p>
      <form method="get" action={accountsPath} class="rb-filter">
        <Field name="search" label="Name or address" value={filter.search} maxlength={200} />
        <Field
          name="role"
          label="Role"
          value={filter.role}
          options={[{ value: "", label: "Any" }, ...offer.roles.map(({ id, title }) => ({ value: id, label: title }))]}
        />
        {!offer.ownDistrict && (
          <DistrictField offer={{ districts: offer.districts, wholeState: false }} value={filter.district} none="Any" />
        )}
        <Field
          name="state"
          label="Status"
          value={filter.state ?? "open"}
          options={[
            { value: "open", label: "Open" },
            { value: "unassigned", label: "Without assignment" },
            { value: "closed", label: "Closed" },
            { value: "all", label: "All" },
          ]}
        />
        <button type="submit" class="usa-button usa-button--outline">
          Show
        </button>
      </form>
      {accounts.length === 0 ? (
        <EmptyState title="No account matches">
          <p>Widen the search, or make a new account.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={formatCount(total, "account")}
          rows={accounts}
          columns={[
            { heading: "Name", rowHeader: true, cell: (one) => <a href={accountPath(one.id)}>{one.name}</a> },
            { heading: "E-mail address", cell: (one) => <span class="rb-address">{one.email}</span> },
            { heading: "Assignments", cell: (one) => <Assignments account={one} {...props} /> },
            { heading: "Status", cell: (one) => <AccountState account={one} /> },
          ]}
        />
      )}
      <Pagination {...{ total, offset, limit, href: hrefOf, label: "accounts" }} />
    </>
  );
};

export const AccountState = ({ account }: { account: ShownAccount }) => {
  if (account.disabledAt) return <StatusTag tone="bad">Closed</StatusTag>;
  const valid = account.assignments.some(({ state }) => state === "valid");
  return valid ? <StatusTag tone="good">Open</StatusTag> : <StatusTag tone="warn">No assignment today</StatusTag>;
};

const Assignments = ({
  account,
  titleOf,
  placeOf,
}: { account: ShownAccount } & Pick<AccountListProps, "titleOf" | "placeOf">) => (
  <>
    {account.assignments
      .filter(({ state }) => state === "valid" || state === "to come")
      .map(({ role, district, schools, validTo, validFrom, state }) => (
        <div>
          {titleOf(role)}, {placeOf(district)}
          {schools.length > 0 && `, ${formatCount(schools.length, "school")}`}
          {state === "to come" && `, from ${formatDate(validFrom)}`}
          {validTo && `, to ${formatDate(validTo)}`}
        </div>
      ))}
  </>
);
