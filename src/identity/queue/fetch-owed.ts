// A number that a person's decision made due: dealt when the district that asked fetches it, sealed under the district's key, and
// then known to nobody else. With it the district's
// own identifier of the child, which is erased here and now.
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem, type Tx, uuidOf } from "../../platform/index.ts";
import { inRegistry } from "../registry/as-registry.ts";
import { shortestKey } from "../registry/ask.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { dealNumbers } from "../registry/numbers.ts";
import { openNumber, sealedDays, sealNumber } from "../registry/seal-answer.ts";
import { keepNumberFacts } from "./settle-decision.ts";

export type FetchedNumber = {
  request: string;
  district: number;
  number: string;
  reference: string;
  localIdentifier: string | undefined;
};

type OwedRow = {
  district: number;
  local_identifier: string | null;
  owed: boolean;
  sealed: Buffer | null;
  fetched_at: Date | null;
  reference: string | null;
  today: string | null;
  birth_date: string;
  sex: string | null;
  race_ethnicity: string | null;
};

/** With the same key the same again, for some days. Throws `denied`, `not-found`, `key-too-short`, `nothing-owed`, `already-fetched`. */
export const fetchOwed = async (
  deps: RegistryDeps,
  actor: Actor,
  request: string,
  key: string,
): Promise<FetchedNumber> => {
  authorize(actor, "identifier.request");
  const id = uuidOf(request);
  await deps.keepStock();
  return inRegistry(deps, (tx) => fetchIn(tx, { actor, request: id, key, now: deps.clock.now() }));
};

const fetchIn = async (
  tx: Tx,
  { actor, request, key, now }: { actor: Actor; request: string; key: string; now: Date },
): Promise<FetchedNumber> => {
  const row = await lockOwed(tx, request);
  if (!row) throw new Problem("not-found");
  authorize(actor, "identifier.request", { district: row.district });
  // Of the state nobody fetches: the number is the district's alone.
  if (actor.district !== row.district) throw new Problem("not-found");
  if (key.length < shortestKey) throw new Problem("key-too-short", { shortest: shortestKey });
  const found = { request, district: row.district, reference: row.today! };
  if (row.fetched_at) {
    const { sealed, fetched_at: sealedAt } = row;
    const again = sealed ? openNumber(key, { request, sealed, sealedAt, now }) : undefined;
    if (again === undefined) throw new Problem("already-fetched", { days: sealedDays });
    await recordFetch(tx, actor, row, request);
    return { ...found, number: again.number, localIdentifier: again.localIdentifier };
  }
  if (!row.owed) throw new Problem("nothing-owed", { detail: "No number is owed for this request." });
  if (row.reference !== row.today)
    throw new Problem("nothing-owed", {
      detail: `The student was merged with ${row.today}, who has a number already.`,
    });
  const [number] = await dealNumbers(tx, 1);
  const localIdentifier = row.local_identifier ?? undefined;
  await tx.query(
    `UPDATE identity.request SET sealed = $2, fetched_at = $3, owed = false, local_identifier = NULL WHERE request = $1`,
    [request, sealNumber(key, request, { number: number!, localIdentifier }), now],
  );
  await keepNumberFacts(tx, number!, row);
  await recordFetch(tx, actor, row, request);
  return { ...found, number: number!, localIdentifier };
};

/** Two who fetch at once wait for each other. */
const lockOwed = async (tx: Tx, request: string): Promise<OwedRow | undefined> => {
  const { rows } = await tx.query<OwedRow>(
    `SELECT r.district, r.local_identifier, r.owed, r.sealed, r.fetched_at, p.reference, t.reference AS today,
       s.birth_date::text, s.sex, s.race_ethnicity
     FROM identity.request r
     JOIN identity.source_record s ON s.record = r.record
     LEFT JOIN identity.person p ON p.person = r.person
     LEFT JOIN identity.person t ON t.person = identity.head(r.person)
     WHERE r.request = $1 FOR UPDATE OF r`,
    [request],
  );
  return rows[0];
};

const recordFetch = (tx: Tx, actor: Actor, { district }: OwedRow, request: string): Promise<void> =>
  recordEvent(tx, {
    actor: actor.account,
    action: "identifier.fetch",
    organization: organizationOf(district),
    details: { request, role: actor.role },
  });
