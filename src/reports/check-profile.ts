// Checks this module's part of a profile: report files and suppression policies. Throws ProfileError.
import { loadDefinitions } from "./definition.ts";
import { loadPolicies } from "./policies.ts";

export const checkReportsProfile = (profileDir: string): void => {
  loadPolicies(profileDir, loadDefinitions(profileDir));
};
