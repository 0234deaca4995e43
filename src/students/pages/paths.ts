// Addresses of the screens of students: what a list is filtered and sorted by is in its address.
import type { Filter } from "../reading/list-query.ts";

export const studentPath = (id: number): string => `/students/${id}`;

export type ListAddress = {
  filters: Filter[];
  sort?: string | undefined;
  fields?: string[] | undefined;
  offset?: number;
};

const listQuery = ({ filters, sort, fields, offset }: ListAddress): string => {
  const query = new URLSearchParams();
  for (const { field, value } of filters) if (value !== "") query.append(field, value);
  if (sort) query.set("sort", sort);
  for (const field of fields ?? []) query.append("columns", field);
  if (offset) query.set("offset", String(offset));
  return query.size > 0 ? `?${query}` : "";
};

export const listPath = (address: ListAddress): string => `/students${listQuery(address)}`;
export const searchPath = (filters: Filter[], offset = 0): string =>
  `/students/search${listQuery({ filters, offset })}`;
