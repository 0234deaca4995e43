// Facts that are recorded by who keeps them: trainings, agreements, consents, needs to know. One, or a file of many.
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";
import { findRole } from "../policy/policy.ts";
import { assertGiver, type GrantDeps, getKind, getReached } from "./deps.ts";
import { type FoundStudent, findStudents } from "./find-students.ts";
import { giveGrant } from "./give.ts";
import type { DatedGrant, Recorded } from "./model.ts";
import { type Period, periodOf } from "./period.ts";
import { findGrant, insertGrantStudents, lockKind, selectGrants } from "./store.ts";

type Checked = Period & { account: string; name: string; email: string; earlier?: DatedGrant };

/** What recording it would do; the same fact recorded again is the one that stands. */
export const checkRecorded = async (deps: GrantDeps, tx: Tx, by: Actor, fact: Recorded): Promise<Checked> => {
  const kind = getKind(deps, fact.kind, "record");
  assertGiver(by, kind);
  const day = dayOf(deps.clock);
  if (!fact.title?.trim()) throw new Problem("grant-title-missing", { title: kind.title });
  if (kind.assessed && !fact.assessed) throw new Problem("grant-not-assessed", { title: kind.title });
  if (fact.role !== undefined && !findRole(deps.policy, fact.role))
    throw new Problem("role-unknown", { role: fact.role, roles: Object.keys(deps.policy.roles).join(", ") });
  const days = periodOf(kind, day, fact);
  if (days.validTo < day) throw new Problem("grant-days", { detail: `It ended on ${days.validTo}.` });
  const { id, name, email } = await getReached(deps, tx, by, fact.person);
  const earlier = (await selectGrants(tx, { accounts: [id], kind: kind.id, liveOn: day })).find(
    (held) => held.title === fact.title?.trim() && held.validFrom === days.validFrom && held.role === fact.role,
  );
  return { ...days, account: id, name, email, ...(earlier && { earlier }) };
};

/** Throws `grant-students-unknown` where the recorder sees no student under one of the identifiers. */
export const recordGrant = async (deps: GrantDeps, by: Actor, fact: Recorded): Promise<DatedGrant> => {
  assertGiver(by, getKind(deps, fact.kind, "record"));
  const { identifiers = [] } = fact;
  if (identifiers.length > 0 && (!fact.role || findRole(deps.policy, fact.role)?.rows !== "grant"))
    throw new Problem("grant-students-not-for-role", { role: fact.role ?? "(none)" });
  const students = identifiers.length > 0 ? await findStudents(deps, by, `account:${fact.person}`, identifiers) : [];
  const missing = identifiers.filter((one) => !students.some(({ identifier }) => identifier === one));
  if (missing.length > 0) throw new Problem("grant-students-unknown", { identifiers: missing.join(", ") });
  return withTransaction(deps.db, (tx) => recordIn(deps, tx, by, fact, students));
};

export const recordIn = async (
  deps: GrantDeps,
  tx: Tx,
  by: Actor,
  fact: Recorded,
  students: readonly FoundStudent[] = [],
): Promise<DatedGrant> => {
  const kind = getKind(deps, fact.kind, "record");
  await lockKind(tx, kind.id);
  const { account, validFrom, validTo, earlier } = await checkRecorded(deps, tx, by, fact);
  if (earlier) return earlier;
  const id = await giveGrant(deps, tx, by, {
    ...{ account, kind: kind.id, role: fact.role, validFrom, validTo, statement: kind.statement },
    ...{ title: fact.title?.trim(), assessed: fact.assessed ?? false },
  });
  if (students.length > 0)
    await insertGrantStudents(
      tx,
      id,
      students.map(({ studentId }) => studentId),
    );
  return (await findGrant(tx, id))!;
};
