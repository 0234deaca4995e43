// The door of the directory: every organization of a jurisdiction, with valid grades, active dates and calendars.
export { type DirectoryCommandContext, registerDirectoryCommands } from "./commands.ts";
export { checkConventions, loadConventions } from "./conventions.ts";
export { deriveDirectory } from "./derive-directory.ts";
export { writeDirectoryFile } from "./directory-file.ts";
export { importDirectory, loadDirectory } from "./import-directory.ts";
export type { Contact, Directory, District, Sau, School, SchoolKind, SchoolLevel, Town } from "./model.ts";
export { GRADES, type Grade } from "./model.ts";
export type { PublishedRow, PublishedTable } from "./published-model.ts";
export { parsePublishedTable } from "./published-table.ts";
export { findImportedDirectory, profileDirectory, readDirectoryFile } from "./read-directory.ts";
export { requiredSchools } from "./required-schools.ts";
export { keepRosterOrganizations, type RosterOrganizations } from "./roster-organizations.ts";
export { findDirectory } from "./store.ts";
