// Events as a table: when, who, in which role, what, and for what as far as the event says it.
import { type Column, DataTable, formatDateTime } from "../../web/index.ts";
import type { ListedEvent } from "../event-page.ts";
import { PersonLink } from "./parts.tsx";

type EventTableProps = {
  events: ListedEvent[];
  caption: string;
  withPerson: boolean;
  roleTitle: (role: string) => string;
};

export const EventTable = ({ events, caption, withPerson, roleTitle }: EventTableProps) => {
  const who: Column<ListedEvent> = {
    heading: "Who",
    rowHeader: true,
    cell: ({ account, name }) => <PersonLink account={account} name={name} />,
  };
  const columns: Column<ListedEvent>[] = [
    { heading: "When", cell: ({ at }) => <span class="rb-nowrap">{formatDateTime(at)}</span> },
    ...(withPerson ? [who] : []),
    { heading: "Role", cell: ({ role }) => (role ? roleTitle(role) : "not told") },
    { heading: "What was done", rowHeader: !withPerson, cell: ({ action }) => wordsOf(action) },
    { heading: "Of whom or what", cell: ({ subject, organization }) => subjectWords(subject ?? organization ?? "") },
    { heading: "Details", cell: ({ details }) => <span class="rb-quiet">{detailsText(details)}</span> },
  ];
  return <DataTable caption={caption} columns={columns} rows={events} />;
};

/** `record.read` as "record: read". */
export const wordsOf = (action: string): string => {
  const [noun = "", verb = ""] = action.split(".");
  return `${noun.replaceAll("-", " ")}: ${verb.replaceAll("-", " ")}`;
};

/** `student:1000000007` as "student 1000000007". */
const subjectWords = (subject: string): string => subject.replace(":", " ").replaceAll("_", " ");

const longest = 200;

/** What the event says besides, in one line; long lists by their number. */
const detailsText = (details: Record<string, unknown>): string => {
  const parts = Object.entries(details).map(([name, value]) => `${name.replaceAll("_", " ")}: ${valueText(value)}`);
  const text = parts.join("; ");
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
};

const valueText = (value: unknown): string => {
  if (Array.isArray(value)) return value.length > 8 ? `(${value.length})` : value.map(valueText).join(", ");
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return String(value);
};
