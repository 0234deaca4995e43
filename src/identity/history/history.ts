// Everything that is known of how a student came to be what it is: who said so, when, why, by which model and how surely. Facts
// only as far as the reader may see them.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { type VisibleFacts, visibleFacts } from "../queue/visible-facts.ts";
import { type Holder, holderOf } from "../registry/answer.ts";
import { asRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { findStudent, type Named, named, type Student, treeOf } from "./find-registered.ts";
import { type EventRow, historyEvents, historyRecords, type RecordRow } from "./history-rows.ts";

/** Who did something: of the own organization by name, of others by nothing. */
export type Doing = { at: Date; by: string | undefined; reason: string };

export type RecordHistory = {
  record: number;
  holder: Holder;
  /** Sent by the reader's own district. */
  own: boolean;
  localIdentifier: string | undefined;
  facts: VisibleFacts;
  /** Belongs today to the student itself, not to one merged into it: a split may move it. */
  splittable: boolean;
  assignments: (Doing & { why: string; model: string; probability: number | undefined; student: string })[];
};

export type HistoryEvent = Doing & {
  kind: "merge" | "split" | "apart";
  /** Of a merge or a split: by it the thing can be undone. */
  id: string | undefined;
  /** Merge: who gave way, and to whom. Split: the old student and the new one. */
  student: string;
  other: string;
  /** Made over somebody's word that they are two. */
  despite: boolean;
  undone: Doing | undefined;
};

export type StudentHistory = {
  student: Named;
  supersededBy: Named | undefined;
  holder: Holder;
  records: RecordHistory[];
  events: HistoryEvent[];
};

/** By reference or, where numbers are kept with students, by number. Throws `not-found`, `denied`. */
export const history = async (deps: RegistryDeps, actor: Actor, handle: string): Promise<StudentHistory> => {
  authorize(actor, "identifier.changes");
  return withTransaction(deps.db, async (tx) => {
    const { student, rows, events, holder } = await asRegistry(tx, () => readHistory(tx, actor, handle));
    const names = await namesOf(tx, actor, [...rows, ...events]);
    return {
      student: named(student),
      supersededBy: supersederOf(student),
      holder: await holderOf(deps, holder.holder, holder.holder_school),
      records: await recordsOf(deps, actor, student, rows, names),
      events: events.map((event) => eventOf(event, names)),
    };
  });
};

const supersederOf = ({ by_reference, by_number }: Student): Named | undefined =>
  by_reference === null ? undefined : named({ reference: by_reference, number: by_number });

const readHistory = async (tx: Tx, actor: Actor, handle: string) => {
  const student = await findStudent(tx, handle);
  if (!student) throw new Problem("not-found");
  const { rows } = await tx.query<{ holder: number; holder_school: number | null; concerned: boolean }>(
    `SELECT p.holder, p.holder_school, $2::integer IS NULL OR identity.concerns(p.person, $2) AS concerned
     FROM identity.person p WHERE p.person = $1`,
    [student.person, actor.grants.reach === "state" ? null : (actor.district ?? -1)],
  );
  const [holder] = rows;
  if (!holder?.concerned) throw new Problem("not-found");
  const tree = await treeOf(tx, student.person);
  const found = { student, holder, rows: await historyRecords(tx, tree), events: await historyEvents(tx, tree) };
  await recordEvent(tx, {
    ...{ actor: actor.account, action: "identifier.history", organization: organizationOf(actor.district) },
    details: { student: student.reference, records: found.rows.length, role: actor.role },
  });
  return found;
};

/** Names of accounts: of the state's people to everybody of the state, of a district's to its own. */
const namesOf = async (
  tx: Tx,
  actor: Actor,
  rows: readonly (RecordRow | EventRow)[],
): Promise<(account: string | null, district: number | undefined) => string | undefined> => {
  const accounts = new Set(
    rows.flatMap((row) =>
      "record" in row ? row.assignments.map(({ account }) => account) : [row.account, row.undone_by],
    ),
  );
  const found = await tx.query<{ id: string; name: string }>(
    "SELECT id::text, name FROM access.account WHERE id::text = ANY ($1)",
    [[...accounts]],
  );
  const names = new Map(found.rows.map(({ id, name }) => [id, name]));
  return (account, district) =>
    account !== null && (actor.grants.reach === "state" || district === actor.district)
      ? (names.get(account) ?? account)
      : undefined;
};

type Names = Awaited<ReturnType<typeof namesOf>>;

const recordsOf = async (
  deps: RegistryDeps,
  actor: Actor,
  student: Student,
  rows: readonly RecordRow[],
  names: Names,
): Promise<RecordHistory[]> => {
  const records: RecordHistory[] = [];
  for (const row of rows) {
    const { district } = row;
    const own = actor.district !== undefined && actor.district === district;
    records.push({
      ...{ record: row.record, own, holder: await holderOf(deps, district, row.school) },
      localIdentifier: own ? (row.local_identifier ?? undefined) : undefined,
      facts: visibleFacts(deps.profile, actor, row, { district, asked: false }),
      splittable:
        row.person === student.person &&
        student.superseded_by === null &&
        !(row.founding && deps.profile.custody === "split"),
      assignments: row.assignments.map(({ at, account, reason, why, model, probability, student }) => ({
        ...{
          at: new Date(at),
          by: names(account, district),
          reason: own || actor.grants.reach === "state" ? reason : "",
        },
        ...{ why, model, probability: probability ?? undefined, student },
      })),
    });
  }
  return records;
};

const eventOf = (row: EventRow, names: Names): HistoryEvent => ({
  ...{ kind: row.kind, id: row.id ?? undefined, student: row.student, other: row.other, despite: row.despite },
  ...{ at: row.at, by: names(row.account, undefined), reason: row.reason },
  undone:
    row.undone_at === null
      ? undefined
      : { at: row.undone_at, by: names(row.undone_by, undefined), reason: row.undone_reason ?? "" },
});
