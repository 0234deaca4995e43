// Finding a collection of the dictionary by its name.
import { Problem } from "../platform/index.ts";
import type { Collection, Dictionary } from "./types.ts";

/** Throws Problem `collection-unknown`. */
export const getCollection = (dictionary: Dictionary, id: string): Collection => {
  const collection = dictionary.collections.get(id);
  if (collection) return collection;
  const known = [...dictionary.collections.keys()].join(", ");
  throw new Problem("collection-unknown", { collection: id, profile: dictionary.title, known });
};
