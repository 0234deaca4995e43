// The start of everything about identifiers: what the person may do here, each with a sentence.
import type { Action, Actor } from "../../access/index.ts";
import { can } from "../../access/index.ts";

type Way = { action: Action; path: string; title: string; text: string };

const ways = (identifier: string): Way[] => [
  {
    action: "identifier.request",
    path: "/identifiers/request",
    title: `Request a ${identifier}`,
    text: "For one student. If the student has a number already, you are told so and no second one is made.",
  },
];

export const IdentifierHub = ({ actor, identifier }: { actor: Actor; identifier: string }) => (
  <ul class="usa-collection">
    {ways(identifier)
      .filter(({ action }) => can(actor, action))
      .map(({ path, title, text }) => (
        <li class="usa-collection__item">
          <div class="usa-collection__body">
            <h2 class="usa-collection__heading">
              <a class="usa-link" href={path}>
                {title}
              </a>
            </h2>
            <p class="usa-collection__description">{text}</p>
          </div>
        </li>
      ))}
  </ul>
);
