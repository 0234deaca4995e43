// The door of identity: student numbers, and finding the records that are one person.
export { type IdentityCommandContext, registerIdentityCommands } from "./commands.ts";
