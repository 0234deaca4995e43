// The verbs that write students' records: rosters by file, classes and caseloads by hand, certified submissions.
import type { Actor } from "../access/index.ts";
import { authorize, keepAs } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import type { Dictionary } from "../dictionary/index.ts";
import { type Tx, withTransaction } from "../platform/index.ts";
import type { CertifiedProfile } from "./keeper/certified/certified-profile.ts";
import { type CertifiedRecords, type KeptRecords, keepCertified } from "./keeper/certified/keep-certified.ts";
import { organizationOf } from "./reading/read-students.ts";
import { type CaseloadEntry, endCaseload, giveCaseload, listCaseload, type NewCaseload } from "./rosters/caseloads.ts";
import {
  addMember,
  type ClassMembers,
  type ClassSummary,
  endMember,
  getClass,
  listClasses,
  type NewMember,
} from "./rosters/class-members.ts";
import {
  importRoster,
  type RosterDeps,
  type RosterOutcome,
  type RosterRequest,
  type RosterStage,
} from "./rosters/import-roster.ts";
import { type RosterImport, selectImports } from "./rosters/store/imports.ts";

export type RostersDeps = RosterDeps & { dictionary: Dictionary; certifiedProfile: CertifiedProfile };

export type Rosters = {
  /** Throws `roster-invalid` with findings. With `check`, everything is counted and taken back. */
  importRoster(by: Actor, request: RosterRequest, onStage?: (stage: RosterStage) => void): Promise<RosterOutcome>;
  /** What was imported, the latest first: of the actor's district, or of all. */
  listImports(by: Actor): Promise<RosterImport[]>;
  listClasses(by: Actor): Promise<ClassSummary[]>;
  getClass(by: Actor, id: number): Promise<ClassMembers>;
  addMember(by: Actor, id: number, member: NewMember): Promise<void>;
  endMember(
    by: Actor,
    id: number,
    member: { kind: "student" | "teacher"; key: string; starts: string; mistake: boolean },
  ): Promise<void>;
  listCaseload(by: Actor): Promise<CaseloadEntry[]>;
  giveCaseload(by: Actor, given: NewCaseload): Promise<void>;
  endCaseload(by: Actor, id: number, mistake?: boolean): Promise<void>;
  /** In the transaction that certifies. */
  keepCertified(tx: Tx, certified: CertifiedRecords): Promise<KeptRecords | undefined>;
};

const shownImports = 50;

export const createRosters = (deps: RostersDeps): Rosters => ({
  importRoster: (...args) => importRoster(deps, ...args),
  listImports: async (by) => {
    authorize(by, "roster.import");
    const own = by.grants.reach === "state" ? undefined : by.district;
    return withTransaction(deps.db, async (tx) => {
      const found = await keepAs(tx, () => selectImports(tx, own, shownImports));
      await recordEvent(tx, {
        ...{ actor: by.account, action: "roster.list", organization: organizationOf(by) },
        details: { found: found.length, role: by.role },
      });
      return found;
    });
  },
  listClasses: (...args) => listClasses(deps, ...args),
  getClass: (...args) => getClass(deps, ...args),
  addMember: (...args) => addMember(deps, ...args),
  endMember: (...args) => endMember(deps, ...args),
  listCaseload: (...args) => listCaseload(deps, ...args),
  giveCaseload: (...args) => giveCaseload(deps, ...args),
  endCaseload: (...args) => endCaseload(deps, ...args),
  keepCertified: (...args) => keepCertified(deps, ...args),
});
