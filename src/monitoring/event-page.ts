// A page of events, and the key that the next one goes on from. Pure.
import type { EventKey, StoredEvent } from "../audit/index.ts";
import type { Person } from "./store.ts";

export type ListedEvent = {
  id: number;
  at: Date;
  account: string;
  name: string;
  role: string | undefined;
  action: string;
  organization: string | undefined;
  subject: string | undefined;
  /** What the event says besides: fields, screen, purpose. */
  details: Record<string, unknown>;
};

export type EventPage = { events: ListedEvent[]; next: string | undefined };

/** Of who is no account: the operator at the machine, and who has not signed in. */
const others: Record<string, string> = { system: "Operator at the machine", anonymous: "Somebody not signed in" };

export const nameOf = (people: Map<string, Person>, account: string): string =>
  people.get(account)?.name ?? others[account] ?? account;

/** `rows`: one more than `size`, where there are more. */
export const eventPage = (rows: StoredEvent[], size: number, people: Map<string, Person>): EventPage => {
  const shown = rows.slice(0, size);
  const last = rows.length > size ? shown.at(-1) : undefined;
  return { events: shown.map((row) => listed(row, people)), next: last && keyText(last) };
};

const listed = (
  { id, at, actor, action, organization, subject, details }: StoredEvent,
  people: Map<string, Person>,
) => {
  const { role, ...rest } = details ?? {};
  return {
    ...{ id, at, account: actor, name: nameOf(people, actor), action, details: rest },
    role: typeof role === "string" ? role : undefined,
    ...{ organization: organization ?? undefined, subject: subject ?? undefined },
  };
};

const hourMs = 3_600_000;
const keyText = ({ at, id }: StoredEvent): string => `${Math.floor(at.getTime() / hourMs)}-${id}`;

/** Undefined for a text that is no key: the list then begins at its start. */
export const readKey = (text: string | undefined): EventKey | undefined => {
  const [, hour, id] = /^(\d{1,7})-(\d{1,15})$/.exec(text ?? "") ?? [];
  if (hour === undefined) return undefined;
  return { hour: new Date(Number(hour) * hourMs).toISOString(), id: Number(id) };
};
