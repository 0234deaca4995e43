// Near matches as they are kept: the question, what was weighed, who decided. Read as the registry; whose they are is the
// caller's to check.
import type { Tx } from "../../platform/index.ts";
import type { Candidate } from "../registry/judge-people.ts";
import type { KeptFacts } from "./visible-facts.ts";

export type NearRow = KeptFacts & {
  request: string;
  /** The source record of the question. */
  record: number;
  district: number;
  school: number | null;
  local_identifier: string | null;
  asked_at: Date;
  answered: boolean;
  owed: boolean;
  fetched: boolean;
  probability: number | null;
  reason: string;
  model: string;
  candidates: Candidate[];
  reference: string | null;
  /** The account's name, or "Rollbook" for the operator at the machine. */
  decided_by: string | null;
  decided_at: Date | null;
  decided_why: string | null;
  /** Whether the student was made known by this decision. */
  decided_new: boolean;
};

const factColumns = `s.last_name, s.first_name, s.middle_name, s.name_suffix, s.birth_date::text, s.sex, s.race_ethnicity,
  s.town_of_birth, s.guardian_name`;

const nearSql = `SELECT r.request, r.record, r.district, r.school, coalesce(r.local_identifier, s.local_identifier) AS local_identifier,
    r.asked_at, r.answered_at IS NOT NULL AS answered, r.owed, r.fetched_at IS NOT NULL AS fetched, r.probability, r.reason,
    r.model, r.candidates, ${factColumns}, p.reference, d.account AS decided_by, d.at AS decided_at,
    d.reason AS decided_why,
    NOT EXISTS (SELECT FROM identity.assignment a WHERE a.person = d.person AND a.assignment < d.assignment) AS decided_new
  FROM identity.request r
  JOIN identity.source_record s ON s.record = r.record
  LEFT JOIN identity.person p ON p.person = identity.head(r.person)
  LEFT JOIN LATERAL (
    SELECT a.* FROM identity.assignment a WHERE a.record = r.record AND a.why = 'decided' ORDER BY a.assignment LIMIT 1
  ) d ON true
  WHERE r.outcome = 'near'`;

/** Waiting ones, the oldest first. `district` undefined: of every district. */
export const listWaiting = async (
  tx: Tx,
  { district, offset, limit }: { district: number | undefined; offset: number; limit: number },
): Promise<{ total: number; rows: NearRow[] }> => {
  const waiting = "r.answered_at IS NULL AND ($1::integer IS NULL OR r.district = $1)";
  const counted = await tx.query(
    `SELECT count(*) AS n FROM identity.request r WHERE r.outcome = 'near' AND ${waiting}`,
    [district ?? null],
  );
  const { rows } = await tx.query<NearRow>(
    `${nearSql} AND ${waiting} ORDER BY r.asked_at, r.request OFFSET $2 LIMIT $3`,
    [district ?? null, offset, limit],
  );
  return { total: counted.rows[0].n, rows };
};

export const findNear = async (tx: Tx, request: string): Promise<NearRow | undefined> =>
  (await tx.query<NearRow>(`${nearSql} AND r.request = $1`, [request])).rows[0];

/** A student who was weighed, as the registry knows it today: records move by splits, students by merges. */
export type WeighedRow = KeptFacts & {
  person: number;
  reference: string;
  /** As the student was called when it was weighed. */
  was: string;
  holder: number;
  holder_school: number | null;
  /** The district that submitted the record that was compared. */
  district: number;
};

/** In the order of the candidates. `holder`: of the districts that knew the student before, another one than the asker first. */
export const weighedRows = async (
  tx: Tx,
  { candidates, district, record }: Pick<NearRow, "candidates" | "district" | "record">,
): Promise<WeighedRow[]> => {
  if (candidates.length === 0) return [];
  const { rows } = await tx.query<WeighedRow>(
    `SELECT today.person, today.reference, was.reference AS was, coalesce(earlier.district, today.holder) AS holder,
       CASE WHEN earlier.district IS NULL THEN today.holder_school ELSE earlier.school END AS holder_school, s.district, ${factColumns}
     FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS weighed (person, record, at)
     JOIN identity.person was ON was.person = weighed.person
     JOIN identity.source_record s ON s.record = weighed.record
     LEFT JOIN identity.face f ON f.record = weighed.record
     JOIN identity.person today ON today.person = identity.head(coalesce(f.person, weighed.person))
     LEFT JOIN LATERAL (
       SELECT e.district, e.school FROM identity.assignment a JOIN identity.source_record e ON e.record = a.record
       WHERE a.person IN (weighed.person, today.person) AND e.record < $3
       ORDER BY e.district <> $4 DESC, a.assignment DESC LIMIT 1) earlier ON true
     ORDER BY weighed.at`,
    [candidates.map(({ person }) => person), candidates.map(({ record: compared }) => compared), record, district],
  );
  return rows;
};
