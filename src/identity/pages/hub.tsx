// The start of everything about identifiers: what the person may do here, each with a sentence, and what waits.
import { type Action, type Actor, can } from "../../access/index.ts";
import { formatNumber, PageHead, StatusTag } from "../../web/index.ts";

type Way = { path: string; action: Action | readonly Action[]; title: string; text: string };

/** In the order of a day's work. */
const ways = (identifier: string): Way[] => [
  {
    path: "/identifiers/request",
    action: "identifier.request",
    title: `Request a ${identifier}`,
    text: "For one student. Whoever has one already is found, and no second one is made.",
  },
  {
    path: "/identifiers/files",
    action: "identifier.request",
    title: "Request by file",
    text: `For a whole class or school: the file comes back with the ${identifier} beside each local identifier.`,
  },
  {
    path: "/identifiers/near",
    action: "identifier.decide",
    title: "Near matches",
    text: "Students much like one who is known: compare the two, and decide with a reason.",
  },
  {
    path: "/identifiers/requests",
    action: ["identifier.request", "identifier.decide", "identifier.merge"],
    title: "Requests",
    text: "What was asked, and how it was answered.",
  },
  {
    path: "/identifiers/find",
    action: "identifier.find",
    title: `Find a ${identifier}`,
    text: "By name and birth date, for a student who comes from another district. Each search is kept in the log.",
  },
  {
    path: "/identifiers/merge",
    action: "identifier.merge",
    title: "Merge and split",
    text: "Two that are one student, or one that is two. Both can be undone.",
  },
  {
    path: "/identifiers/changes",
    action: "identifier.changes",
    title: "Changes",
    text: "What merges and splits changed, so that your own files can follow.",
  },
];

/** Ways that the actor may go. */
const waysOf = (actor: Actor, identifier: string): Way[] =>
  ways(identifier).filter(({ action }) => [action].flat().some((one) => can(actor, one)));

export const mayEnter = (actor: Actor): boolean => waysOf(actor, "").length > 0;

export const mayDecide = (actor: Actor): boolean => can(actor, "identifier.decide");

type HubProps = { actor: Actor; identifier: string; waiting: number };

export const IdentifierHub = ({ actor, identifier, waiting }: HubProps) => (
  <>
    <PageHead title="Identifiers" lead={`One student, one ${identifier}, for life.`} />
    <ul class="rb-links">
      {waysOf(actor, identifier).map(({ path, title, text }) => (
        <li>
          <a href={path}>{title}</a>{" "}
          {path === "/identifiers/near" && waiting > 0 && (
            <StatusTag tone="warn">{formatNumber(waiting)} waiting</StatusTag>
          )}
          <p class="rb-link-text">{text}</p>
        </li>
      ))}
    </ul>
  </>
);
