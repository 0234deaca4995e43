// SQL of the register of data that left the premises.
import type { Tx } from "../../platform/index.ts";
import type { NewRemoval, Outcome, Removal, Settlement } from "./model.ts";

type Row = Omit<NewRemoval, "district"> & {
  id: string;
  district: number | null;
  recordedBy: string;
  recordedAt: Date;
  overdue: boolean;
  outcome: Outcome | null;
  settledOn: string;
  settledBy: string;
  settledNote: string | null;
};

const columns = `r.id, r.district, r.what, r.students, r.medium, r.recipient, r.purpose, r.protection,
  r.removed_on AS "removedOn", r.due_on AS "dueOn", r.recorded_at AS "recordedAt", r.outcome, r.settled_on AS "settledOn",
  coalesce((SELECT name FROM access.account WHERE id::text = r.recorded_by), r.recorded_by) AS "recordedBy",
  coalesce((SELECT name FROM access.account WHERE id::text = r.settled_by), r.settled_by) AS "settledBy",
  r.settled_note AS "settledNote", r.outcome IS NULL AND r.due_on < $1::date AS overdue`;

const toRemoval = ({ outcome, settledOn, settledBy, settledNote, district, ...row }: Row): Removal => ({
  ...row,
  district: district ?? undefined,
  settled: outcome === null ? undefined : { outcome, on: settledOn, by: settledBy, note: settledNote ?? undefined },
});

export type RemovalKey = { day: string; id: string };
export type RemovalFilter = {
  district?: number | undefined;
  which: "all" | "out" | "overdue";
  from?: string | undefined;
  to?: string | undefined;
  after?: RemovalKey | undefined;
  limit: number;
};

/** By the day of taking, newest first; `today` decides what is overdue. */
export const selectRemovals = async (tx: Tx, today: string, filter: RemovalFilter): Promise<Removal[]> => {
  const { district, which, from, to, after, limit } = filter;
  const { rows } = await tx.query<Row>(
    `SELECT ${columns} FROM access.removal r
     WHERE ($2::int IS NULL OR r.district = $2) AND ($3 = 'all' OR r.outcome IS NULL)
       AND ($3 <> 'overdue' OR r.due_on < $1::date)
       AND ($4::date IS NULL OR r.removed_on >= $4) AND ($5::date IS NULL OR r.removed_on <= $5)
       AND ($6::date IS NULL OR (r.removed_on, r.id) < ($6, $7::uuid))
     ORDER BY r.removed_on DESC, r.id DESC LIMIT $8`,
    [today, district ?? null, which, from ?? null, to ?? null, after?.day ?? null, after?.id ?? null, limit],
  );
  return rows.map(toRemoval);
};

export const countOverdue = async (tx: Tx, today: string, district?: number): Promise<number> =>
  (
    await tx.query(
      `SELECT count(*)::int AS n FROM access.removal
       WHERE outcome IS NULL AND due_on < $1 AND ($2::int IS NULL OR district = $2)`,
      [today, district ?? null],
    )
  ).rows[0].n;

export const insertRemoval = async (tx: Tx, given: NewRemoval, by: string, now: Date): Promise<string> => {
  const { rows } = await tx.query(
    `INSERT INTO access.removal (district, what, students, medium, recipient, purpose, protection, removed_on, due_on,
       recorded_at, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
    [
      ...[given.district ?? null, given.what, given.students, given.medium, given.recipient, given.purpose],
      ...[given.protection, given.removedOn, given.dueOn, now, by],
    ],
  );
  return rows[0].id;
};

export const lockRemoval = async (
  tx: Tx,
  id: string,
): Promise<{ district: number | null; removedOn: string; settled: boolean } | undefined> =>
  (
    await tx.query(
      `SELECT district, removed_on AS "removedOn", outcome IS NOT NULL AS settled FROM access.removal WHERE id = $1 FOR UPDATE`,
      [id],
    )
  ).rows[0];

export const settleRemoval = async (tx: Tx, id: string, settlement: Settlement, by: string): Promise<void> => {
  await tx.query(
    "UPDATE access.removal SET outcome = $2, settled_on = $3, settled_by = $4, settled_note = nullif($5, '') WHERE id = $1",
    [id, settlement.outcome, settlement.settledOn, by, settlement.note],
  );
};
