// The feed of changes: what became of students and numbers, for the programs of districts and of the state. No name is in it. A
// reader that goes on from its cursor misses nothing: rows of a transaction that might still come before are not shown yet.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem, type Tx } from "../../platform/index.ts";
import { inRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";

export type Change = {
  cursor: string;
  kind: "assigned" | "merged" | "unmerged" | "split" | "unsplit" | "number superseded" | "number restored";
  reference?: string;
  number?: string;
  /** Merged, and numbers superseded: what stands for it. Split: the new student. */
  other?: { reference?: string; number?: string };
  /** Assigned: the district that asked. */
  district?: number;
  /** ISO moment; of a number alone, the day. */
  at: string;
};

/** `after`: the cursor of the last change that was read. `newest`: the latest ones instead, the newest first. */
export type ChangesQuery = { after?: string | undefined; limit?: number | undefined; newest?: boolean | undefined };

/** `more`: ask again with `cursor`, even where no change came: a piece of the feed held nothing of the reader's. */
export type Changes = { changes: Change[]; cursor: string; more: boolean };

const most = 1000;
/** Rows of the feed that one asking looks through. */
const window = 5_000;

type Row = {
  transaction: string;
  seq: string;
  kind: Change["kind"];
  reference: string | null;
  number: string | null;
  other_reference: string | null;
  other_number: string | null;
  district: number | null;
  at: Date | null;
  day: string | null;
};

/** Districts read what concerns students they hold or ever asked about, and numbers that stand alone. Throws `denied`, `invalid-input`. */
export const changes = async (deps: RegistryDeps, actor: Actor, query: ChangesQuery = {}): Promise<Changes> => {
  authorize(actor, "identifier.changes");
  const limit = query.limit ?? 100;
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw new Problem("invalid-input", { detail: `The limit is a whole number from 1 to ${most}.` });
  const after = cursorOf(query.after);
  return inRegistry(deps, async (tx) => {
    const district = actor.grants.reach === "state" ? null : (actor.district ?? -1);
    const found = await readFeed(tx, { after, limit, district, newest: query.newest === true });
    await recordEvent(tx, {
      ...{ actor: actor.account, action: "identifier.changes", organization: organizationOf(actor.district) },
      details: { changes: found.changes.length, role: actor.role },
    });
    return found;
  });
};

const cursorOf = (text: string | undefined): [string, string] => {
  if (text === undefined || text === "") return ["0", "0"];
  const [, transaction, seq] = /^(\d{1,19})\.(\d{1,18})$/.exec(text) ?? [];
  if (transaction === undefined || seq === undefined)
    throw new Problem("invalid-input", { detail: "The cursor is not one that the feed gave." });
  return [transaction, seq];
};

type Reading = { after: [string, string]; limit: number; district: number | null; newest: boolean };

const feedSql = (order: "ASC" | "DESC"): string => `WITH looked AS (
    SELECT * FROM identity.change
    WHERE (transaction, seq) > ($1::text::xid8, $2::bigint) AND transaction < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY transaction ${order}, seq ${order} LIMIT ${window}
  ), mine AS (
    SELECT c.* FROM looked c WHERE $4::integer IS NULL OR c.person IS NULL OR c.district = $4
      OR identity.concerns(c.person, $4) OR identity.concerns(c.other, $4)
    ORDER BY transaction ${order}, seq ${order} LIMIT $3
  )
  SELECT c.transaction::text, c.seq::text, c.kind, p.reference, coalesce(h.number, c.number) AS number,
    o.reference AS other_reference, coalesce(i.number, c.by) AS other_number, c.district, c.at, c.day::text
  FROM mine c
  LEFT JOIN identity.person p ON p.person = c.person LEFT JOIN identity.held h ON h.person = c.person
  LEFT JOIN identity.person o ON o.person = c.other LEFT JOIN identity.held i ON i.person = c.other
  ORDER BY c.transaction ${order}, c.seq ${order}`;

/** Where a window of the feed ends: the cursor to go on from when the reader's own changes did not fill the answer. */
const windowSql = `SELECT transaction::text, seq::text FROM (
    SELECT transaction, seq FROM identity.change
    WHERE (transaction, seq) > ($1::text::xid8, $2::bigint) AND transaction < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY transaction, seq LIMIT ${window}) looked
  ORDER BY looked.transaction DESC, looked.seq DESC LIMIT 1`;

const readFeed = async (tx: Tx, { after, limit, district, newest }: Reading): Promise<Changes> => {
  const [transaction, seq] = after;
  const full = newest
    ? undefined
    : (await tx.query<Pick<Row, "transaction" | "seq">>(windowSql, [transaction, seq])).rows[0];
  const { rows } = await tx.query<Row>(feedSql(newest ? "DESC" : "ASC"), [transaction, seq, limit, district]);
  const found = rows.map(changeOf);
  const own = `${transaction}.${seq}`;
  if (newest) return { changes: found, cursor: found[0]?.cursor ?? own, more: false };
  const filled = found.length === limit;
  const end = latest(full ? `${full.transaction}.${full.seq}` : own, found.at(-1)?.cursor ?? own);
  const cursor = filled ? found.at(-1)!.cursor : end;
  return { changes: found, cursor, more: filled ? cursor !== end : await goesOn(tx, end) };
};

/** The feed may have grown between the two looks at it. */
const latest = (one: string, other: string): string => {
  const [a, b] = [one.split("."), other.split(".")].map((parts) => parts.map(BigInt)) as [bigint[], bigint[]];
  return a[0]! > b[0]! || (a[0] === b[0] && a[1]! > b[1]!) ? one : other;
};

const goesOn = async (tx: Tx, cursor: string): Promise<boolean> => {
  const { rows } = await tx.query(windowSql, cursor.split("."));
  return rows.length > 0;
};

const changeOf = (row: Row): Change => ({
  cursor: `${row.transaction}.${row.seq}`,
  kind: row.kind,
  ...(row.reference !== null && { reference: row.reference }),
  ...(row.number !== null && { number: row.number }),
  ...((row.other_reference ?? row.other_number) !== null && {
    other: {
      ...(row.other_reference !== null && { reference: row.other_reference }),
      ...(row.other_number !== null && { number: row.other_number }),
    },
  }),
  ...(row.district !== null && { district: row.district }),
  at: row.at?.toISOString() ?? row.day!,
});
