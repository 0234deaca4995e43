// What the verbs of accounts work with, and the audit log's word for where an account belongs.
import type { Clock, Db } from "../../platform/index.ts";
import type { AccessPolicy } from "../policy/policy.ts";
import type { Places } from "./places.ts";

export type AccountDeps = {
  db: Db;
  policy: AccessPolicy;
  clock: Clock;
  /** Districts and schools of the directory of now; without it every number is taken. */
  places?: (() => Promise<Places>) | undefined;
};

/** How events name the organization that something happened in, as those who watch the log look for it. */
export const organizationOf = (district: number | undefined): string =>
  district === undefined ? "state" : `district:${district}`;
