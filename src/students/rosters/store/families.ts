// Edges of parents and guardians that a roster names: from the day of the import to the end of the school year. An edge
// that a court barred is never touched, and nobody makes edges of the own account.
import type { Tx } from "../../../platform/index.ts";
import type { Counts } from "./enrollments.ts";

export const settleFamilies = async (
  tx: Tx,
  district: number,
  { day, lastDay, by }: { day: string; lastDay: string; by: string },
): Promise<Counts> => {
  await tx.query(
    `CREATE TEMP TABLE r_kin ON COMMIT DROP AS
     SELECT DISTINCT p.account_id, s.student_id, f.relation
     FROM r_family f JOIN r_person p ON p.at = f.person JOIN r_student s ON s.at = f.student`,
  );
  const source = `family:${district}`;
  const same = "e.account_id = k.account_id AND e.relation = k.relation AND e.student_id = k.student_id";
  const standing = "e.source = $1 AND (e.valid_to IS NULL OR e.valid_to >= $2::date)";
  const changed = await tx.query(
    `UPDATE access.edge e SET valid_to = $3 FROM r_kin k
     WHERE ${same} AND ${standing} AND NOT e.barred AND e.valid_to IS DISTINCT FROM $3::date AND e.account_id::text <> $4`,
    [source, day, lastDay, by],
  );
  const added = await tx.query(
    `INSERT INTO access.edge (account_id, student_id, relation, source, valid_from, valid_to)
     SELECT k.account_id, k.student_id, k.relation, $1, $2, $3 FROM r_kin k
     WHERE $3::date >= $2::date AND k.account_id::text <> $4 AND NOT EXISTS (SELECT FROM access.edge e WHERE ${same} AND ${standing})
     ON CONFLICT DO NOTHING`,
    [source, day, lastDay, by],
  );
  const gone = `${standing} AND NOT e.barred AND NOT EXISTS (SELECT FROM r_kin k WHERE ${same})`;
  const removed = await tx.query(`DELETE FROM access.edge e WHERE ${gone} AND e.valid_from >= $2::date`, [source, day]);
  const ended = await tx.query(`UPDATE access.edge e SET valid_to = $2::date - 1 WHERE ${gone}`, [source, day]);
  const wanted = await tx.query<{ count: number }>("SELECT count(*) AS count FROM r_kin");
  const counts = {
    added: added.rowCount ?? 0,
    changed: changed.rowCount ?? 0,
    ended: (ended.rowCount ?? 0) + (removed.rowCount ?? 0),
  };
  return { ...counts, unchanged: wanted.rows[0]!.count - counts.added - counts.changed };
};
