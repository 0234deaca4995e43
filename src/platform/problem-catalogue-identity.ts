// The problems of the identifier registry: a part of the catalogue.
import { entry } from "./problem-entry.ts";

export const identityProblems = {
  "no-registry": entry(
    404,
    "No registry of identifiers",
    "The profile of this installation runs no registry of identifiers.",
    "Ask the state for the numbers of its students; a state's profile has an identity.yaml.",
  ),
  "facts-unusable": entry(
    422,
    "The facts cannot be used",
    "{detail}",
    "Correct what is named and ask again; nothing was changed.",
  ),
  "key-too-short": entry(
    422,
    "The key of the request is too short",
    "A request carries a secret key of its own of at least {shortest} characters.",
    "Choose a long random key for each request, and use it again only to repeat that request.",
  ),
  "same-key-other-question": entry(
    409,
    "The key belongs to another request",
    "A request with this key was made before, with other facts.",
    "Repeat a request with exactly the same facts, or choose a new key for a new request.",
  ),
  "no-numbers-left": entry(
    503,
    "No number is ready",
    "The stock of undealt numbers ran out at this moment.",
    "Ask again; the stock is being filled.",
  ),
  "custody-fixed": entry(
    409,
    "The custody of names and numbers is fixed",
    "The registry keeps students under {kept} custody; the profile now asks for {wanted}.",
    "Set custody in identity.yaml back to {kept}. A registry with students in it cannot change its custody.",
  ),
};
