// Who fits a search: what the custody and the profile let be told of each, and whom to call. Nothing leads further.
import type { Child } from "hono/jsx";
import { type Column, DataTable, formatDate } from "../../web/index.ts";
import type { Found, FoundStudent } from "../locator/find-students.ts";
import { factTitles } from "../registry/check-facts.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import type { FactName } from "../registry/facts.ts";
import type { Custody } from "../registry/registry-profile.ts";

type ResultsProps = { found: Found; choices: FactChoices; custody: Custody; identifier: string };

const nameFacts: readonly FactName[] = ["last_name", "first_name", "middle_name", "name_suffix"];

export const LocatorResults = ({ found: { students }, choices, custody, identifier }: ResultsProps) => {
  const told = new Set(students.flatMap(({ facts }) => Object.keys(facts) as FactName[]));
  const others = [...told].filter((fact) => !nameFacts.includes(fact));
  const columns: Column<FoundStudent>[] = [
    { heading: "Reference", rowHeader: true, cell: ({ reference }) => <code>{reference}</code> },
    ...columnWhere(custody !== "split", { heading: identifier, cell: numberOf }),
    ...columnWhere(told.has("last_name"), { heading: "Name", cell: ({ facts }) => nameOf(facts) }),
    ...others.map((fact) => ({
      heading: factTitles[fact],
      cell: ({ facts }: FoundStudent) => wordOf(fact, facts[fact], choices),
    })),
    { heading: "District that holds the record", cell: ({ holder }) => holder.districtName },
    { heading: "Whom to call", cell: contactOf },
  ];
  return (
    <section role="status" aria-label="Who fits">
      <DataTable
        caption={students.length === 1 ? "One student fits" : `${students.length} students fit`}
        columns={columns}
        rows={students}
      />
      <p>{custody === "split" ? callWords(identifier) : sureWords}</p>
    </section>
  );
};

const callWords = (identifier: string): string =>
  `Call the district and give the reference: it tells which student is meant, and the district has the ${identifier}. The state keeps no link from a name to a number.`;
const sureWords = "Compare with a document before you use the number. When in doubt, call and give the reference.";

const columnWhere = (holds: boolean, column: Column<FoundStudent>): Column<FoundStudent>[] => (holds ? [column] : []);

const numberOf = ({ number }: FoundStudent): string => number ?? "None yet";

const nameOf = ({ last_name, first_name, middle_name, name_suffix }: FoundStudent["facts"]): string =>
  [[last_name, name_suffix].filter(Boolean).join(" "), [first_name, middle_name].filter(Boolean).join(" ")]
    .filter(Boolean)
    .join(", ");

const wordOf = (fact: FactName, value: string | undefined, choices: FactChoices): string => {
  if (value === undefined) return "Not known";
  if (fact === "birth_date") return formatDate(value);
  return choices[fact]?.find((choice) => choice.value === value)?.label ?? value;
};

const contactOf = ({ holder: { contact } }: FoundStudent): Child => {
  if (contact === undefined) return "Not in the directory: ask the state";
  const { name, phone, email } = contact;
  return (
    <ul class="rb-contact">
      <li>{name}</li>
      <li>
        <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a>
      </li>
      <li>
        <a href={`mailto:${email}`}>{email}</a>
      </li>
    </ul>
  );
};
