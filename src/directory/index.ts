// The door of the directory: every organization of a jurisdiction, with valid grades, active dates and calendars.
export type { Contact, Directory, District, Grade, Sau, School, SchoolKind, SchoolLevel, Town } from "./model.ts";
export { GRADES } from "./model.ts";
export { type PublishedRow, type PublishedTable, parsePublishedTable } from "./published-table.ts";
