// Ids of rows as they come in addresses and arguments: whether a text can be one at all, before the database is asked.
import { Problem } from "./problem.ts";

const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => pattern.test(text);

/** As the database writes it. Throws `not-found` for what names nothing. */
export const uuidOf = (text: string): string => {
  const id = text.trim().toLowerCase();
  if (!isUuid(id)) throw new Problem("not-found");
  return id;
};
