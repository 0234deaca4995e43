// Source records that are a student's own today, not those of students merged into it; and giving records to another student.
import type { Tx } from "../../platform/index.ts";

export type OwnRecord = {
  record: number;
  district: number;
  school: number | null;
  birth_date: string | null;
  sex: string | null;
  race_ethnicity: string | null;
  /** The student became known by it. */
  founding: boolean;
  /** The question that it came with; null for an imported one. */
  request: string | null;
};

/** In the order in which they were asked about. As the registry. */
export const ownRecords = async (tx: Tx, person: number): Promise<OwnRecord[]> => {
  const { rows } = await tx.query<OwnRecord>(
    `SELECT s.record, s.district, s.school, s.birth_date::text, s.sex, s.race_ethnicity, r.request,
       s.record = (SELECT record FROM identity.assignment WHERE person = $1 ORDER BY assignment LIMIT 1) AS founding
     FROM (SELECT DISTINCT record FROM identity.assignment WHERE person = $1) mine
     JOIN identity.source_record s ON s.record = mine.record
     LEFT JOIN identity.request r ON r.record = s.record
     WHERE $1 = (SELECT a.person FROM identity.assignment a WHERE a.record = s.record ORDER BY a.assignment DESC LIMIT 1)
     ORDER BY r.answered_at NULLS FIRST, s.record`,
    [person],
  );
  return rows;
};

/** The log gets a row for each record; face and question follow it. As the registry. */
export const assignAgain = async (
  tx: Tx,
  records: readonly number[],
  person: number,
  { why, account, reason, at }: { why: "split" | "split undone"; account: string; reason: string; at: Date },
): Promise<void> => {
  await tx.query(
    `WITH assigned AS (
       INSERT INTO identity.assignment (record, person, why, account, reason, model, at)
       SELECT record, $2, $3, $4, $5, 'by hand', $6 FROM unnest($1::bigint[]) WITH ORDINALITY AS moved (record, position)
       ORDER BY position
     ), faces AS (UPDATE identity.face SET person = $2 WHERE record = ANY ($1))
     UPDATE identity.request SET person = $2 WHERE record = ANY ($1)`,
    [records, person, why, account, reason, at],
  );
};
