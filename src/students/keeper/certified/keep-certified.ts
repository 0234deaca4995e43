// Takes a certified submission into the record of its students, in the transaction that certifies. A reopened submission
// leaves its students as they are until it is certified again.
import { keepAs } from "../../../access/index.ts";
import { recordEvent } from "../../../audit/index.ts";
import type { Dictionary } from "../../../dictionary/index.ts";
import { copyIn, type SchoolYear, type Tx } from "../../../platform/index.ts";
import type { CertifiedProfile } from "./certified-profile.ts";
import { certifiedSql } from "./certified-sql.ts";
import { keepAttendance, keepEnrollments, keepStudents, settleKnown } from "./store.ts";

/** What is needed of a certified submission: its records as CSV with a header row. */
export type CertifiedRecords = {
  submissionId: string;
  collection: string;
  year: SchoolYear;
  district: number;
  version: number;
  records: () => AsyncIterable<Uint8Array>;
};

export type KeptRecords = { students: { added: number; known: number }; enrollments: number };

/** Undefined where the profile takes nothing from this collection. */
export const keepCertified = async (
  deps: { dictionary: Dictionary; certifiedProfile: CertifiedProfile },
  tx: Tx,
  { submissionId, collection, year, district, version, records }: CertifiedRecords,
): Promise<KeptRecords | undefined> => {
  const mapping = deps.certifiedProfile[collection];
  if (!mapping) return undefined;
  const sql = certifiedSql(deps.dictionary, collection, mapping);
  const scope = { source: `collection:${collection}`, year, district };
  const kept = await keepAs(tx, async () => {
    await tx.query(sql.tables);
    await copyIn(tx, sql.copy, records());
    await tx.query(`CREATE TEMP TABLE c_record ON COMMIT DROP AS ${sql.records}`, sql.values);
    await tx.query("ANALYZE c_record");
    const students = await keepStudents(tx, scope);
    const enrollments = await keepEnrollments(tx, scope);
    if (mapping.attendance) await keepAttendance(tx, scope);
    await settleKnown(tx);
    await tx.query("DROP TABLE certified, c_record, c_student, c_gone");
    return { students, enrollments };
  });
  await recordEvent(tx, {
    actor: "system",
    action: "student.keep-certified",
    organization: `district:${district}`,
    subject: `submission:${submissionId}`,
    details: { collection, year, version, ...kept.students, enrollments: kept.enrollments },
  });
  return kept;
};
