// Requests as they are read again: a district its own, the state everybody's. What a request said of a student is shown to whose
// role may see it; a number only where the custody keeps it beside the student.
import { type Actor, can } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { type Answer, answerFromRow, selectAnswer } from "./answer.ts";
import { asReader } from "./as-reader.ts";
import { asRegistry } from "./as-registry.ts";
import type { RegistryDeps } from "./create-registry.ts";
import type { FactName } from "./facts.ts";
import { readHandle } from "./references.ts";
import { askedFacts } from "./registry-profile.ts";

export const requestFilters = ["waiting", "match", "near", "new"] as const;
export type RequestFilter = (typeof requestFilters)[number];

export type RequestLine = {
  request: string;
  askedAt: Date;
  district: number;
  school: number | undefined;
  outcome: "match" | "near" | "new";
  waiting: boolean;
  owed: boolean;
  localIdentifier: string | undefined;
  /** Facts that the request said, as far as they are kept and the reader's role sees them. */
  facts: Partial<Record<FactName, string>>;
  /** The student's, for talking about; none while a near match waits. */
  reference: string | undefined;
  /** Never under split custody. */
  number: string | undefined;
};

/** `total` counts no further than `mostListed`: who looks for an older one filters. */
export type RequestPage = { total: number; offset: number; limit: number; requests: RequestLine[] };
export type RequestRead = { line: RequestLine; answer: Answer };
export type RequestQuery = {
  show?: RequestFilter | undefined;
  district?: number | undefined;
  /** Of one student, as people say it. */
  reference?: string | undefined;
  offset: number;
};

export const mostListed = 10_000;
const pageLength = 50;

const keptFacts = [
  ...["last_name", "first_name", "middle_name", "name_suffix", "birth_date", "sex"],
  ...["race_ethnicity", "town_of_birth", "guardian_name"],
] as FactName[];

type LineRow = Partial<Record<FactName, string | null>> & {
  request: string;
  asked_at: Date;
  district: number;
  school: number | null;
  outcome: "match" | "near" | "new";
  waiting: boolean;
  owed: boolean;
  local_identifier: string | null;
};

const lineColumns = `r.request, r.asked_at, r.district, r.school, r.outcome, r.answered_at IS NULL AS waiting, r.owed,
  coalesce(r.local_identifier, s.local_identifier) AS local_identifier,
  ${keptFacts.map((fact) => (fact === "birth_date" ? "s.birth_date::text" : `s.${fact}`)).join(", ")}`;

/** Whoever asks, decides or merges reads requests, within reach. */
const mayRead = (actor: Actor): boolean =>
  (["identifier.request", "identifier.decide", "identifier.merge"] as const).some((action) => can(actor, action));

/** Throws `denied` (403) for a role that has nothing to do with requests. */
const authorizeReading = (actor: Actor): void => {
  if (!mayRead(actor)) throw new Problem("denied", { name: actor.name, action: "identifier.request" });
};

/** Newest first. Throws `denied`. */
export const listRequests = (deps: RegistryDeps, actor: Actor, query: RequestQuery): Promise<RequestPage> => {
  authorizeReading(actor);
  const { show, offset, reference } = query;
  // Somebody of a district sees that district whatever is asked; the database sees to it again.
  const district = actor.grants.reach === "state" ? query.district : actor.district;
  const where = `($1::integer IS NULL OR r.district = $1) AND ($2::bigint[] IS NULL OR r.person = ANY ($2))
    AND ${show === "waiting" ? "r.answered_at IS NULL" : "($3::text IS NULL OR r.outcome = $3)"}`;
  return withTransaction(deps.db, async (tx) => {
    const persons = reference ? await personsOf(tx, reference) : undefined;
    const values = [district, persons, ...(show === "waiting" ? [] : [show])];
    const read = await asReader(deps, tx, actor, async () => {
      const counted = await tx.query(
        `SELECT count(*) AS n FROM (SELECT FROM identity.request r WHERE ${where} LIMIT ${mostListed}) most`,
        values,
      );
      const { rows } = await tx.query<LineRow>(
        `SELECT ${lineColumns} FROM identity.request r JOIN identity.source_record s ON s.record = r.record
         WHERE ${where} ORDER BY r.asked_at DESC, r.request LIMIT ${pageLength} OFFSET ${Math.min(offset, mostListed)}`,
        values,
      );
      return { total: counted.rows[0].n as number, rows };
    });
    const students = await studentsOf(tx, read.rows);
    await recordReading(tx, actor, district, { requests: read.rows.length, show });
    const requests = read.rows.map((row) => lineOf(deps, actor, row, students.get(row.request)));
    return { total: read.total, offset, limit: pageLength, requests };
  });
};

/** Throws `denied`, and `not-found` for another district's. */
export const getRequest = async (deps: RegistryDeps, actor: Actor, request: string): Promise<RequestRead> => {
  authorizeReading(actor);
  return withTransaction(deps.db, async (tx) => {
    const { rows } = await asReader(deps, tx, actor, () =>
      tx.query<LineRow>(
        `SELECT ${lineColumns} FROM identity.request r JOIN identity.source_record s ON s.record = r.record
         WHERE r.request = $1`,
        [request],
      ),
    );
    const row = rows[0];
    if (!row) throw new Problem("not-found");
    const answer = await answerFromRow(deps, (await asRegistry(tx, () => selectAnswer(tx, { request })))!);
    await recordReading(tx, actor, row.district, { request });
    return { line: lineOf(deps, actor, row, answer), answer };
  });
};

/** How many of the actor's near matches nobody has decided yet. */
export const countWaiting = (deps: RegistryDeps, actor: Actor): Promise<number> =>
  withTransaction(deps.db, (tx) =>
    asReader(deps, tx, actor, async () => {
      const { rows } = await tx.query("SELECT count(*) AS n FROM identity.request WHERE answered_at IS NULL");
      return rows[0].n;
    }),
  );

/** The student of a reference, with those who were merged into the same one. */
const personsOf = async (tx: Tx, typed: string): Promise<number[]> => {
  const { rows } = await asRegistry(tx, () =>
    tx.query(
      `WITH RECURSIVE one AS (
         SELECT identity.head(person) AS person FROM identity.person WHERE reference = $1
         UNION ALL SELECT p.person FROM identity.person p JOIN one ON p.superseded_by = one.person
       ) SELECT person FROM one`,
      [readHandle(typed).reference],
    ),
  );
  return rows.map(({ person }) => person);
};

type Named = { reference?: string | undefined; number?: string | undefined };

/** Whom the requests came to be. No number under split custody: the table is empty. */
const studentsOf = async (tx: Tx, lines: readonly LineRow[]): Promise<Map<string, Named>> => {
  const { rows } = await asRegistry(tx, () =>
    tx.query(
      `SELECT r.request, p.reference, h.number FROM identity.request r
       JOIN identity.person p ON p.person = identity.head(r.person)
       LEFT JOIN identity.held h ON h.person = p.person
       WHERE r.request = ANY ($1::uuid[])`,
      [lines.map(({ request }) => request)],
    ),
  );
  return new Map(rows.map(({ request, reference, number }) => [request, { reference, number: number ?? undefined }]));
};

const lineOf = (deps: RegistryDeps, actor: Actor, row: LineRow, { reference, number }: Named = {}): RequestLine => ({
  ...{ request: row.request, askedAt: row.asked_at, district: row.district, school: row.school ?? undefined },
  ...{ outcome: row.outcome, waiting: row.waiting, owed: row.owed },
  ...{ reference, number },
  localIdentifier: actor.grants.fields.has("student.local_identifier")
    ? (row.local_identifier ?? undefined)
    : undefined,
  facts: Object.fromEntries(
    askedFacts(deps.profile).flatMap(({ fact }) => {
      const seen = fact !== "ssn" && actor.grants.fields.has(`student.${fact}`);
      return seen && row[fact] ? [[fact, row[fact]]] : [];
    }),
  ),
});

const recordReading = (tx: Tx, actor: Actor, district: number | undefined, details: object): Promise<void> =>
  recordEvent(tx, {
    actor: actor.account,
    action: "identifier.requests",
    organization: district === undefined ? undefined : String(district),
    details: { ...details, role: actor.role },
  });
