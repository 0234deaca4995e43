// The door of platform: what every module stands on. Knows no schools.
export { type Clock, dayOf, defaultTimeZone, fixedClock, inTimeZone, systemClock } from "./clock.ts";
export { type Config, homeDir, loadConfig, resolveProfile, writeInstallation } from "./config.ts";
export { writeCsv } from "./csv.ts";
export { copyIn, copyOut } from "./db/copy.ts";
export { type Database, type Db, openDatabase, type Tx } from "./db/database.ts";
export { withTransaction } from "./db/transaction.ts";
export { renderPdf } from "./documents/pdf.ts";
export { type FileStore, openFileStore } from "./files/file-store.ts";
export { Problem, type ProblemCode, type ProblemDocument } from "./problem.ts";
export {
  type CsvPlace,
  ProfileError,
  type ProfileIssue,
  parseProfileYaml,
  readProfileCsv,
  readProfileCsvWithPlaces,
  readProfileYaml,
} from "./profile/profile-files.ts";
export { type SchoolYear, schoolYearEnd, schoolYearLabel, schoolYearOf, schoolYearStart } from "./school-year.ts";
export { closeSecrets, loadSecret } from "./secrets.ts";
export type { SignInConfig } from "./sign-in-config.ts";
export { isUuid, uuidOf } from "./uuid.ts";
