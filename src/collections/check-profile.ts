// Checks this module's part of a profile: SQL of rules, review reports, certification terms. Throws ProfileError.
import { loadDictionary } from "../dictionary/index.ts";
import { readCertificationProfile } from "./certification-profile.ts";
import { readReviewReports, readRuleSql } from "./profile-sql.ts";

export const checkCollectionsProfile = (profileDir: string): void => {
  for (const { id, check, sql } of loadDictionary(profileDir).rules)
    if (check === "sql" && sql !== undefined) readRuleSql(profileDir, id, sql);
  readReviewReports(profileDir);
  readCertificationProfile(profileDir);
};
