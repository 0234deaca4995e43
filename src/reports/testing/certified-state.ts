// For tests: a whole state of certified submissions, one record for each pupil of the published table, and some that must not count.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CertifiedSubmission } from "../../collections/index.ts";
import { loadDictionary } from "../../dictionary/index.ts";
import {
  type Directory,
  GRADES,
  type Grade,
  type PublishedTable,
  parsePublishedTable,
  profileDirectory,
} from "../../directory/index.ts";
import { type Clock, withTransaction } from "../../platform/index.ts";
import type { TestDatabase } from "../../platform/testing/test-database.ts";
import { openWarehouse, type Warehouse } from "../../warehouse/index.ts";
import { openReports, type Reports } from "../reports.ts";

const codeOfGrade = (grade: Grade): number => ({ PK: 13, KG: 14, PG: 15, R: 16 })[grade as string] ?? Number(grade);

const header =
  "SASID,DateOfBirth,Race,EnrollmentStatus,SauNbr,DistNbr,SchoolNbr,Grade,EntryDate,EntryCode,ExitDate,ExitCode";
/** Mostly one race, as in the state; every code of a combination now and then. */
const raceOf = (index: number): number =>
  index % 11 < 8 ? 5 : index % 5 === 0 ? 1 + ((index * 7) % 63) : 1 + (index % 4);

/** Records of one district in the order of the table. */
const recordsOf = (table: PublishedTable, district: number, from: number, scale: number): string[] => {
  const lines: string[] = [];
  let next = from;
  for (const row of table.rows.filter((other) => other.district === district)) {
    const record = (grade: Grade, status: number, entry: string, exit: string): void => {
      lines.push(
        `${1_000_000_000 + next},2012-03-04,${raceOf(next)},${status},${row.sau},${district},${row.school},${codeOfGrade(grade)},${entry},E1,${exit},${exit && "W1"}`,
      );
      next++;
    };
    for (const grade of GRADES) {
      const pupils = (row.counts[grade] ?? 0) * scale;
      for (let pupil = 0; pupil < pupils; pupil++)
        record(grade, 1 + (next % 3), "2025-08-27", pupil % 50 === 7 ? "2025-10-02" : "");
      if (pupils === 0) continue;
      record(grade, 1, "2025-08-27", "2025-10-01"); // left on the count date
      record(grade, 1, "2025-10-02", ""); // came the day after
      record(grade, 7, "2025-08-27", ""); // a summer withdrawal
    }
  }
  return lines;
};

export type CertifiedState = {
  table: PublishedTable;
  directory: Directory;
  warehouse: Warehouse;
  reports: Reports;
  close(): void;
};

/** Certifies the districts that `wanted` lets through, each with `scale` times its pupils. */
export const certifiedState = async (
  database: Pick<TestDatabase, "config" | "db">,
  clock: Clock,
  wanted: (district: number) => boolean = () => true,
  scale = 1,
): Promise<CertifiedState> => {
  const profileDir = database.config.profileDir!;
  const table = parsePublishedTable(readFileSync(join(profileDir, "enrollment/nh_school_2026.csv"), "utf8"));
  const directory = profileDirectory(profileDir, 2026)!;
  const dictionary = loadDictionary(profileDir);
  const warehouse = await openWarehouse({
    config: database.config,
    db: database.db,
    clock,
    dictionary,
    directoryOf: async () => directory,
  });
  const reports = openReports({ db: database.db, clock, profileDir, dictionary, warehouse });
  let from = 0;
  for (const district of new Set(table.rows.map((row) => row.district))) {
    const lines = recordsOf(table, district, from, scale);
    from += lines.length;
    if (!wanted(district) || lines.length === 0) continue;
    await withTransaction(database.db, (tx) => warehouse.writeSnapshot(tx, submissionOf(district, lines)));
  }
  return { table, directory, warehouse, reports, close: () => warehouse.close() };
};

const submissionOf = (district: number, lines: string[]): CertifiedSubmission => ({
  submissionId: `test-${district}`,
  collection: "BOY",
  year: 2026,
  district,
  version: 1,
  records: async function* () {
    yield Buffer.from(`${header}\n${lines.join("\n")}\n`);
  },
  recordCount: lines.length,
  dataHash: "b".repeat(64),
  dictionaryVersion: "test",
});
