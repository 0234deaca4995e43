// One row a submission of a collection and year: what the state's map of progress needs.
import type { Db, SchoolYear, Tx } from "../../platform/index.ts";
import type { OpenCounts, SubmissionStatus } from "../model.ts";
import { openCounts } from "./batches.ts";

export type ProgressRow = {
  district: number;
  status: SubmissionStatus;
  version: number;
  records: number;
  schools: number[];
  findings: OpenCounts;
  certifiedAt: Date | null;
  signed: boolean;
};

export const listProgress = async (db: Db | Tx, collection: string, year: SchoolYear): Promise<ProgressRow[]> =>
  (
    await db.query<ProgressRow>(
      `SELECT s.district, s.status, s.version, coalesce(b.records, 0) AS records, coalesce(b.schools, '{}') AS schools,
         coalesce(f.counts, '{"error":0,"confirm":0,"warning":0,"explained":0}'::jsonb) AS findings,
         CASE WHEN s.certified THEN c.certified_at END AS "certifiedAt",
         coalesce(s.certified AND c.signed_at IS NOT NULL, false) AS signed
       FROM collections.submission s
       LEFT JOIN (
         SELECT submission_id, sum(records) AS records,
           (SELECT array_agg(DISTINCT n) FROM collections.batch i, unnest(i.schools) n
            WHERE i.submission_id = o.submission_id AND i.status <> 'Replaced') AS schools
         FROM collections.batch o WHERE status <> 'Replaced' GROUP BY submission_id
       ) b ON b.submission_id = s.id
       LEFT JOIN (
         SELECT f.submission_id, ${openCounts} AS counts FROM collections.finding f
         LEFT JOIN collections.batch i ON i.id = f.batch_id
         WHERE f.state <> 'resolved' AND (i.status IS NULL OR i.status <> 'Replaced') GROUP BY f.submission_id
       ) f ON f.submission_id = s.id
       LEFT JOIN collections.certification c ON c.submission_id = s.id AND c.version = s.version
       WHERE s.collection = $1 AND s.school_year = $2`,
      [collection, year],
    )
  ).rows;
