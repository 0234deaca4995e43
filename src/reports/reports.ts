// Reports as one object: which there are, and run one for an audience. Composes definition, engine, protection and audit.
import { createHash } from "node:crypto";
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import type { Dictionary } from "../dictionary/index.ts";
import { type Clock, type Db, Problem, schoolYearLabel, withTransaction } from "../platform/index.ts";
import {
  type DirectoryRef,
  type Relations,
  type Snapshot,
  type Succession,
  successionsHash,
  type Warehouse,
} from "../warehouse/index.ts";
import { loadDefinitions, type ReportDefinition } from "./definition.ts";
import { loadPolicies } from "./policies.ts";
import { openProtectedTables } from "./protected-tables.ts";
import { countDateOf } from "./relations.ts";
import type { Lineage, Report, ReportRequest } from "./report.ts";
import { insertRun, keepLineage } from "./store.ts";

export type ReportsOptions = {
  db: Db;
  clock: Clock;
  profileDir: string;
  dictionary: Pick<Dictionary, "codes">;
  warehouse: Warehouse;
};

export type Reports = {
  list(): ReportDefinition[];
  /** Throws `report-unknown`, `report-not-for-audience`, `report-no-data`, `denied`. The run is logged before the figures leave. */
  run(actor: Actor, request: ReportRequest): Promise<Report>;
};

/** Reads and checks the profile's report files once. Throws ProfileError with file, line and column. */
export const openReports = (options: ReportsOptions): Reports => {
  const { db, clock, profileDir, dictionary, warehouse } = options;
  const definitions = loadDefinitions(profileDir);
  const policies = loadPolicies(profileDir, definitions);
  const tables = openProtectedTables({ profileDir, dictionary, warehouse, definitions, policies });

  const getDefinition = ({ id, audience }: ReportRequest): ReportDefinition => {
    const definition = definitions.get(id);
    if (!definition) throw new Problem("report-unknown", { report: id, known: [...definitions.keys()].join(", ") });
    if (!definition.audiences.includes(audience))
      throw new Problem("report-not-for-audience", {
        report: id,
        audience,
        audiences: definition.audiences.join(", "),
      });
    return definition;
  };

  return {
    list: () => [...definitions.values()],
    run: async (actor, request) => {
      authorize(actor, request.audience === "internal" ? "report.internal" : "report.public");
      const definition = getDefinition(request);
      const { year, asOf, audience } = request;
      const snapshots = await warehouse.snapshotsAsOf(definition.collection, year, asOf);
      const directory = await warehouse.findDirectoryAsOf(year, asOf);
      if (snapshots.length === 0 || !directory)
        throw new Problem("report-no-data", {
          collection: definition.collection,
          year: schoolYearLabel(year),
          asOf: asOf === undefined ? "" : ` by ${asOf}`,
        });
      const successions = await warehouse.successionsAsOf(asOf);
      const relations = { snapshots, directory, successions, tables: {} };
      const lineage = await lineageOf(warehouse, relations, definition.collection);
      const source = { year, snapshots, directory, successions, lineageHash: lineage.hash };
      const report: Report = {
        definition,
        year,
        countDate: countDateOf(definition, year),
        asOf,
        audience,
        table: await tables.get(definition, audience, source),
        minimum: policies[audience].minimum,
        linked: tables.linkedTo(definition, audience),
        lineage,
        generatedAt: clock.now(),
      };
      await withTransaction(db, (tx) => logRun(tx, actor, report));
      return report;
    },
  };
};

const logRun = async (tx: Parameters<typeof insertRun>[0], actor: Actor, report: Report): Promise<void> => {
  const { definition, year, asOf, audience, lineage } = report;
  const sqlHash = createHash("sha256").update(definition.sql).digest("hex");
  await keepLineage(tx, lineage);
  await insertRun(tx, report, actor.account, sqlHash);
  await recordEvent(tx, {
    actor: actor.account,
    action: "report.run",
    subject: `report:${definition.id}`,
    details: {
      year,
      asOf: asOf ?? null,
      audience,
      lineage: lineage.hash,
      snapshots: lineage.snapshots.map(({ hash }) => hash),
      dictionaryVersions: lineage.dictionaryVersions,
    },
  });
};

const requiredDistricts = `
  SELECT d.number, d.name FROM district d
   WHERE EXISTS (SELECT 1 FROM school s WHERE s.district = d.number AND s.required = 1)
   ORDER BY d.number`;

const lineageOf = async (warehouse: Warehouse, relations: Relations, collection: string): Promise<Lineage> => {
  const { snapshots, directory, successions = [] } = relations;
  const required = await warehouse.query(requiredDistricts, relations);
  const certified = new Set(snapshots.map(({ district }) => district));
  const missing = required.filter(({ number }) => !certified.has(number as number));
  const contents: Omit<Lineage, "hash"> = {
    collection,
    snapshots: snapshots.map(ofSnapshot),
    directory: ofDirectory(directory),
    dictionaryVersions: [...new Set(snapshots.map(({ dictionaryVersion }) => dictionaryVersion))].sort(),
    records: snapshots.reduce((sum, { records }) => sum + records, 0),
    districtsCertified: required.length - missing.length,
    districtsRequired: required.length,
    missing: missing.map(({ name }) => String(name)),
    ...(successions.length > 0 && { successions: ofSuccessions(successions) }),
  };
  return { hash: createHash("sha256").update(JSON.stringify(contents)).digest("hex"), ...contents };
};

const ofSnapshot = ({ district, version, hash, records, certifiedAt }: Snapshot): Lineage["snapshots"][number] => ({
  district,
  version,
  hash,
  records,
  certifiedAt: certifiedAt.toISOString(),
});

const ofSuccessions = (successions: readonly Succession[]): Lineage["successions"] => ({
  count: successions.length,
  hash: successionsHash(successions),
});

const ofDirectory = ({ schools, districts, saus, takenAt }: DirectoryRef): Lineage["directory"] => ({
  schools,
  districts,
  saus,
  takenAt: takenAt.toISOString(),
});
