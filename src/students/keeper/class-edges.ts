// Who teaches whom, from who teaches a class and who is in it: an edge for every overlap in time, never open-ended.
import type { Tx } from "../../platform/index.ts";

export type EdgeCounts = { added: number; changed: number; ended: number };

/**
 * Makes the edges of the classes that `classes` selects (SQL that gives one column) what the rosters now say. An edge that
 * nothing says any more is gone at once: its history stands in the rosters and in the audit log. Run by the keeper.
 */
export const settleClassEdges = async (tx: Tx, classes: string): Promise<EdgeCounts> => {
  await tx.query(
    `CREATE TEMP TABLE wanted_edge ON COMMIT DROP AS
     SELECT t.account_id, r.student_id, 'class:' || c.class_id AS source, greatest(t.starts, r.starts) AS valid_from,
       max(least(t.ends, r.ends)) AS valid_to, c.district
     FROM students.class c
     JOIN students.class_teacher t ON t.class_id = c.class_id
     JOIN students.class_roster r ON r.class_id = c.class_id AND r.starts <= t.ends AND r.ends >= t.starts
     WHERE c.class_id IN (${classes})
     GROUP BY t.account_id, r.student_id, c.class_id, greatest(t.starts, r.starts), c.district`,
  );
  await tx.query("ANALYZE wanted_edge");
  const ended = await tx.query(
    `DELETE FROM access.edge e
     WHERE e.relation = 'teacher' AND e.source IN (SELECT 'class:' || class_id FROM (${classes}) c (class_id))
       AND NOT EXISTS (
         SELECT FROM wanted_edge w WHERE w.account_id = e.account_id AND w.student_id = e.student_id
           AND w.source = e.source AND w.valid_from = e.valid_from)`,
  );
  const changed = await tx.query(
    `UPDATE access.edge e SET valid_to = w.valid_to FROM wanted_edge w
     WHERE e.account_id = w.account_id AND e.relation = 'teacher' AND e.student_id = w.student_id AND e.source = w.source
       AND e.valid_from = w.valid_from AND e.valid_to IS DISTINCT FROM w.valid_to`,
  );
  const added = await tx.query(
    `INSERT INTO access.edge (account_id, student_id, relation, source, valid_from, valid_to, district)
     SELECT w.account_id, w.student_id, 'teacher', w.source, w.valid_from, w.valid_to, w.district FROM wanted_edge w
     ORDER BY w.account_id, w.student_id
     ON CONFLICT (account_id, relation, student_id, source, valid_from) DO NOTHING`,
  );
  await tx.query("DROP TABLE wanted_edge");
  return { added: added.rowCount ?? 0, changed: changed.rowCount ?? 0, ended: ended.rowCount ?? 0 };
};
