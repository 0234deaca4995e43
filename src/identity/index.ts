// The door of identity: the registry of students and their numbers, and finding the records that are one person.

export { findNumberGroups, type NumberGroup } from "./checks/number-groups.ts";
export { registerRegistryCommands } from "./commands/registry-commands.ts";
export { type IdentityCommandContext, registerIdentityCommands } from "./commands.ts";
export { commonNames, drawCommonName } from "./names/common-names.ts";
export { applyCustody } from "./registry/apply-custody.ts";
export { createRegistry, type Registry } from "./registry/create-registry.ts";
export { loadRegistryProfile } from "./registry/registry-profile.ts";
export { identityRoutes } from "./routes.tsx";
export { checkDigit } from "./student-number.ts";
