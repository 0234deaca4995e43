// What every verb of this module works with: database, files, the profile as read once, and compiled checkers.
import {
  type CompiledCollection,
  compileCollection,
  type Dictionary,
  type DirectoryContext,
  directoryContext,
  getCollection as getCollectionOf,
  type Rule,
  recordTable,
} from "../dictionary/index.ts";
import type { Directory, District } from "../directory/index.ts";
import { loadRegistryProfile } from "../identity/index.ts";
import { type Clock, type Db, type FileStore, Problem, type SchoolYear, type Tx } from "../platform/index.ts";
import { type CertificationProfile, readCertificationProfile } from "./certification-profile.ts";
import { type ReviewSql, type RuleSql, readReviewReports, readRuleSql } from "./profile-sql.ts";
import { prepareCollections } from "./store/prepare.ts";
import type { CertifiedSubmission, SnapshotRef } from "./verbs.ts";

export type CollectionsOptions = {
  db: Db;
  /** The owner's role, where this process may make the record tables of a school year when it first meets it. */
  owner?: Db;
  files: FileStore;
  dictionary: Dictionary;
  profileDir: string;
  clock: Clock;
  /** The directory of a school year; one without districts where none was loaded. */
  directoryOf: (year: SchoolYear) => Promise<Directory>;
  /** Runs inside the certifying transaction; its failure leaves nothing certified. */
  onCertified?: (tx: Tx, certified: CertifiedSubmission) => Promise<SnapshotRef>;
};

export type SqlRule = { rule: Rule; sql: RuleSql };
export type RecordShape = ReturnType<typeof recordTable>;

export type Context = CollectionsOptions & {
  sqlRules: SqlRule[];
  reviews: Map<string, ReviewSql>;
  certificationProfile: CertificationProfile;
  /** Whether the year's collections meet the registry of students. */
  meetsRegistry(year: SchoolYear): boolean;
  compiledOf(collection: string, year: SchoolYear): CompiledCollection;
  checkContextOf(year: SchoolYear): Promise<DirectoryContext | undefined>;
  shapeOf(collection: string): RecordShape;
  /** Makes the year's record tables, once, where the owner's role is at hand. */
  prepare(year: SchoolYear): Promise<void>;
};

/** Reads the profile's SQL; throws ProfileError where a rule's file is missing or wrong. */
export const openContext = (options: CollectionsOptions): Context => {
  const compiled = new Map<string, CompiledCollection>();
  const shapes = new Map<string, RecordShape>();
  const prepared = new Map<SchoolYear, Promise<void>>();
  const contexts = new Map<SchoolYear, { directory: Directory; context: DirectoryContext }>();
  const sqlRules = options.dictionary.rules
    .filter((rule) => rule.check === "sql" && rule.sql !== undefined)
    .map((rule) => ({ rule, sql: readRuleSql(options.profileDir, rule.id, rule.sql as string) }));
  const checkedFrom = loadRegistryProfile(options.profileDir)?.checked_from ?? Number.POSITIVE_INFINITY;
  return {
    ...options,
    sqlRules,
    reviews: readReviewReports(options.profileDir),
    certificationProfile: readCertificationProfile(options.profileDir),
    meetsRegistry: (year) => year >= checkedFrom,
    compiledOf: (collection, year) =>
      once(compiled, `${collection} ${year}`, () => compileCollection(options.dictionary, collection, year)),
    checkContextOf: async (year) => {
      const directory = await options.directoryOf(year);
      if (directory.districts.length === 0) return undefined;
      const known = contexts.get(year);
      if (known?.directory === directory) return known.context;
      const context = directoryContext(directory);
      contexts.set(year, { directory, context });
      return context;
    },
    shapeOf: (collection) => once(shapes, collection, () => recordTable(options.dictionary, collection)),
    prepare: async (year) => {
      const { owner, dictionary } = options;
      if (owner) await once(prepared, year, () => prepareCollections(owner, dictionary, year));
    },
  };
};

/** The value under `key`, made when it is first asked for. */
const once = <K, V>(known: Map<K, V>, key: K, make: () => V): V => {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
};

export const rolesOf = (ctx: Context, collection: string) => getCollection(ctx, collection).roles;

export const getCollection = (ctx: Context, collection: string) => getCollectionOf(ctx.dictionary, collection);

export const getDistrict = (directory: Directory, number: number): District => {
  const found = directory.districts.find((district) => district.number === number);
  if (!found) throw new Problem("district-unknown", { district: number, year: directory.year });
  return found;
};

export const sqlRulesOf = (ctx: Context, collection: string, year: SchoolYear, scope: Rule["scope"]): SqlRule[] =>
  ctx.sqlRules.filter(
    ({ rule, sql }) =>
      rule.scope === scope &&
      rule.collections.includes(collection) &&
      (!sql.registry || ctx.meetsRegistry(year)) &&
      (rule.validFrom ?? year) <= year &&
      (rule.validTo ?? year) >= year,
  );
