// Opens an installation: its database, files and profile, and the verbs of every module over them. Composes only.
import {
  type Access,
  applyPolicy,
  createAccess,
  createDatedGrants,
  type DatedGrants,
  loadAccessPolicy,
  loadGrantKinds,
  loadSignInSettings,
} from "../access/index.ts";
import { type AuditLog, openAuditLog } from "../audit/index.ts";
import { type Collections, createCollections } from "../collections/index.ts";
import { type CompiledCollection, compileCollection, type Dictionary, loadDictionary } from "../dictionary/index.ts";
import { type Directory, findDirectory, loadDirectory } from "../directory/index.ts";
import { applyCustody, createRegistry, loadRegistryProfile, type Registry } from "../identity/index.ts";
import { type Monitoring, openMonitoring } from "../monitoring/index.ts";
import {
  type Clock,
  type Config,
  closeSecrets,
  type Db,
  dayOf,
  inTimeZone,
  openDatabase,
  openFileStore,
  Problem,
  type SchoolYear,
  schoolYearOf,
} from "../platform/index.ts";
import { openReports, type Reports } from "../reports/index.ts";
import {
  createRosters,
  createStudents,
  loadCertifiedProfile,
  loadRosterProfile,
  type Rosters,
  type Students,
} from "../students/index.ts";
import { openWarehouse } from "../warehouse/index.ts";

export type Installation = {
  config: Config;
  profileDir: string;
  clock: Clock;
  db: Db;
  auditLog: AuditLog;
  dictionary: Dictionary;
  access: Access;
  grants: DatedGrants;
  monitoring: Monitoring;
  collections: Collections;
  reports: Reports;
  students: Students;
  rosters: Rosters;
  /** None where the profile runs no registry. */
  registry: Registry | undefined;
  directoryOf(year: SchoolYear): Promise<Directory>;
  /** Organizations of the home year, for naming them; none where no directory was loaded. */
  places(): Promise<Directory>;
  compiled(collection: string, year: SchoolYear): CompiledCollection | undefined;
  /** The school year that screens open with: the latest one with a directory, else the one that today is in. */
  homeYear(): Promise<SchoolYear>;
  close(): Promise<void>;
};

/** Throws `no-installation` where `rollbook init` was never run. */
export const openInstallation = async (config: Config, given: Clock): Promise<Installation> => {
  const { profileDir, dataDir } = config;
  if (profileDir === undefined) throw new Problem("no-installation", { dir: dataDir });
  const dictionary = loadDictionary(profileDir);
  const clock = inTimeZone(given, dictionary.timeZone);
  const policy = loadAccessPolicy(profileDir);
  const kinds = loadGrantKinds(profileDir, policy);
  const registryProfile = loadRegistryProfile(profileDir);
  const database = await openDatabase(config);
  try {
    const { db, owner } = database;
    await applyPolicy(owner, policy);
    if (registryProfile) await applyCustody(owner, registryProfile);
    const files = await openFileStore(dataDir);
    const directoryOf = rememberDirectories(db);
    const warehouse = await openWarehouse({ config, db, clock, dictionary, directoryOf });
    const profile = loadRosterProfile(profileDir, policy);
    const certifiedProfile = loadCertifiedProfile(profileDir, dictionary);
    const rosters = createRosters({ db, clock, policy, dictionary, profile, certifiedProfile });
    const collections = createCollections({
      ...{ db, owner, files, dictionary, profileDir, clock, directoryOf },
      onCertified: async (tx, certified) => {
        const snapshot = await warehouse.writeSnapshot(tx, certified);
        await rosters.keepCertified(tx, certified);
        return snapshot;
      },
    });
    const auditLog = openAuditLog({ config, db, clock });
    const homeYear = async (): Promise<SchoolYear> => {
      const latest = await db.query("SELECT max(year) AS year FROM directory.school");
      return latest.rows[0]?.year ?? schoolYearOf(dayOf(clock));
    };
    const places = async (): Promise<Directory> => {
      const year = await homeYear();
      const missing = { year, saus: [], districts: [], schools: [], towns: [] };
      return directoryOf(year).catch((error: unknown) => {
        if (error instanceof Problem && error.code === "directory-missing") return missing;
        throw error;
      });
    };
    const signIn = loadSignInSettings(config);
    closeSecrets(dataDir);
    return {
      ...{ config, profileDir, clock, db, dictionary, collections, directoryOf },
      auditLog,
      access: createAccess({ db, policy, clock, places, signIn }),
      grants: createDatedGrants({ db, policy, clock, places, kinds, files, jurisdiction: dictionary.title }),
      monitoring: openMonitoring({ db, clock, policy, auditLog, profileDir }),
      reports: openReports({ db, clock, profileDir, dictionary, warehouse }),
      students: createStudents({ db, clock, policy }),
      rosters,
      registry:
        registryProfile &&
        createRegistry({
          ...{ db, clock, profile: registryProfile, dataDir, places, dictionary },
          onSuperseded: (tx, succeeded) => warehouse.keepSuccession(tx, succeeded),
        }),
      compiled: rememberCompiled(dictionary),
      homeYear,
      places,
      close: async () => {
        warehouse.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};

/** How long a directory is used before the database is asked again whether another process imported a newer one. */
const directoryLifeMs = 5_000;

const rememberDirectories = (db: Db) => {
  const known = new Map<SchoolYear, { at: number; directory: Promise<Directory> }>();
  return (year: SchoolYear): Promise<Directory> => {
    const before = known.get(year);
    if (before && performance.now() - before.at < directoryLifeMs) return before.directory;
    const directory = freshDirectory(db, year, before?.directory);
    known.set(year, { at: performance.now(), directory });
    directory.catch(() => known.delete(year));
    return directory;
  };
};

/** The same object as long as nothing changed: what was compiled for it stays good. */
const freshDirectory = async (db: Db, year: SchoolYear, before: Promise<Directory> | undefined): Promise<Directory> => {
  const found = (await findDirectory(db, year)) ?? (await loadDirectory(db, year));
  const known = await before?.catch(() => undefined);
  return known && JSON.stringify(known) === JSON.stringify(found) ? known : found;
};

const rememberCompiled = (dictionary: Dictionary) => {
  const known = new Map<string, CompiledCollection>();
  return (collection: string, year: SchoolYear): CompiledCollection | undefined => {
    if (!dictionary.collections.has(collection)) return undefined;
    const key = `${collection} ${year}`;
    const compiled = known.get(key) ?? compileCollection(dictionary, collection, year);
    known.set(key, compiled);
    return compiled;
  };
};
