// The logs of a student and of all who were merged into it, as they are kept. Who may read what of them is the caller's to say.
import type { Tx } from "../../platform/index.ts";
import type { KeptFacts } from "../queue/visible-facts.ts";

export type RecordRow = KeptFacts & {
  record: number;
  district: number;
  school: number | null;
  local_identifier: string | null;
  /** The student it belongs to today. */
  person: number;
  /** That student became known by it. */
  founding: boolean;
  assignments: {
    at: string;
    account: string;
    why: string;
    reason: string;
    model: string;
    probability: number | null;
    student: string;
  }[];
};

/** Every record that ever was one of these students', in the order in which they came. As the registry. */
export const historyRecords = async (tx: Tx, persons: readonly number[]): Promise<RecordRow[]> => {
  const { rows } = await tx.query<RecordRow>(
    `SELECT s.record, s.district, s.school, s.local_identifier, s.last_name, s.first_name, s.middle_name, s.name_suffix,
       s.birth_date::text, s.sex, s.race_ethnicity, s.town_of_birth, s.guardian_name, log.assignments,
       now.person, s.record = (SELECT a.record FROM identity.assignment a WHERE a.person = now.person
                               ORDER BY a.assignment LIMIT 1) AS founding
     FROM (SELECT record, min(assignment) AS first FROM identity.assignment WHERE person = ANY ($1) GROUP BY record) mine
     JOIN identity.source_record s ON s.record = mine.record
     JOIN LATERAL (SELECT a.person FROM identity.assignment a WHERE a.record = s.record
                   ORDER BY a.assignment DESC LIMIT 1) now ON true
     JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('at', a.at, 'account', a.account, 'why', a.why, 'reason', a.reason,
         'model', a.model, 'probability', a.probability, 'student', p.reference) ORDER BY a.assignment) AS assignments
       FROM identity.assignment a JOIN identity.person p ON p.person = a.person WHERE a.record = s.record) log ON true
     ORDER BY mine.first`,
    [persons],
  );
  return rows;
};

export type EventRow = {
  kind: "merge" | "split" | "apart";
  id: string | null;
  student: string;
  other: string;
  despite: boolean;
  reason: string;
  account: string;
  at: Date;
  undone_at: Date | null;
  undone_by: string | null;
  undone_reason: string | null;
};

/** Merges, splits and "not the same" of these students, the newest first. What undoing a split merged is part of the split. As the registry. */
export const historyEvents = async (tx: Tx, persons: readonly number[]): Promise<EventRow[]> => {
  const { rows } = await tx.query<EventRow>(
    `SELECT e.kind, e.id, p.reference AS student, o.reference AS other, e.despite, e.reason, e.account, e.at,
       e.undone_at, e.undone_by, e.undone_reason
     FROM (
       SELECT 'merge' AS kind, m.merge AS id, m.person, m.into_person AS other, m.despite, m.reason, m.account, m.at,
         u.at AS undone_at, u.account AS undone_by, u.reason AS undone_reason
       FROM identity.merge m LEFT JOIN identity.merge_undone u ON u.merge = m.merge
       WHERE m.why = 'merge' AND (m.person = ANY ($1) OR m.into_person = ANY ($1))
       UNION ALL
       SELECT 'split', s.split, s.person, s.new_person, false, s.reason, s.account, s.at, u.at, u.account, u.reason
       FROM identity.split s LEFT JOIN identity.split_undone u ON u.split = s.split
       WHERE s.person = ANY ($1) OR s.new_person = ANY ($1)
       UNION ALL
       SELECT 'apart', NULL, a.one, a.other, false, a.reason, a.account, a.at, NULL, NULL, NULL
       FROM identity.apart a WHERE a.one = ANY ($1) OR a.other = ANY ($1)
     ) e JOIN identity.person p ON p.person = e.person JOIN identity.person o ON o.person = e.other
     ORDER BY e.at DESC, e.kind`,
    [persons],
  );
  return rows;
};
