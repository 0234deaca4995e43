// The door of students: the record of each child as its viewer may see it, and the rosters that say who that is.
export { registerStudentCommands, type StudentCommandContext } from "./commands.ts";
export { createRosters, type Rosters } from "./create-rosters.ts";
export { createStudents, type Students } from "./create-students.ts";
export { loadCertifiedProfile } from "./keeper/certified/certified-profile.ts";
export { registerRosterCommands } from "./rosters/commands.ts";
export { loadRosterProfile, type RosterProfile } from "./rosters/roster-profile.ts";
export { type RosterRowCells, type RosterTables, writeRosterZip } from "./rosters/write-set.ts";
export { rosterRoutes } from "./routes/rosters/roster-routes.tsx";
export type { Places } from "./routes/route-context.ts";
export { studentsRoutes } from "./routes.ts";
