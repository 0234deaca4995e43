// A number that a person's decision made due: dealt when the district that asked fetches it, sealed under the district's key, and
// then known to nobody else. The one moment at which the district's own identifier of the child is told and erased.
import { type Actor, authorize } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { asRegistry } from "../registry/as-registry.ts";
import { shortestKey } from "../registry/ask.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { dealNumbers } from "../registry/numbers.ts";
import { organizationOf } from "../registry/organization-of.ts";
import { openAnswer, sealAnswer } from "../registry/seal-answer.ts";
import { readRequestId } from "./near-match.ts";
import { keepNumberFacts } from "./settle-decision.ts";

/** `localIdentifier` with the first fetching alone. */
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
  reference: string | null;
  today: string | null;
  birth_date: string;
  sex: string | null;
  race_ethnicity: string | null;
};

/** With the same key the same number again. Throws `denied`, `not-found`, `key-too-short`, `nothing-owed`, `already-fetched`. */
export const fetchOwed = async (
  deps: RegistryDeps,
  actor: Actor,
  request: string,
  key: string,
): Promise<FetchedNumber> => {
  authorize(actor, "identifier.request");
  const id = readRequestId(request);
  await deps.keepStock();
  return withTransaction(deps.db, (tx) => asRegistry(tx, () => fetchIn(tx, { actor, request: id, key })));
};

const fetchIn = async (
  tx: Tx,
  { actor, request, key }: { actor: Actor; request: string; key: string },
): Promise<FetchedNumber> => {
  const row = await lockOwed(tx, request);
  if (!row) throw new Problem("not-found");
  authorize(actor, "identifier.request", { district: row.district });
  // Of the state nobody fetches: the number is the district's alone.
  if (actor.district !== row.district) throw new Problem("not-found");
  if (key.length < shortestKey) throw new Problem("key-too-short", { shortest: shortestKey });
  const found = { request, district: row.district, reference: row.today!, localIdentifier: undefined };
  if (row.sealed) {
    const number = openAnswer(key, request, row.sealed);
    if (number === undefined) throw new Problem("already-fetched");
    await recordFetch(tx, actor, row, request);
    return { ...found, number };
  }
  if (!row.owed) throw new Problem("nothing-owed", { detail: "No number is owed for this request." });
  if (row.reference !== row.today)
    throw new Problem("nothing-owed", {
      detail: `The student was merged with ${row.today}, who has a number already.`,
    });
  const [number] = await dealNumbers(tx, 1);
  await tx.query("UPDATE identity.request SET sealed = $2, owed = false, local_identifier = NULL WHERE request = $1", [
    request,
    sealAnswer(key, request, number!),
  ]);
  await keepNumberFacts(tx, number!, row);
  await recordFetch(tx, actor, row, request);
  return { ...found, number: number!, localIdentifier: row.local_identifier ?? undefined };
};

/** Two who fetch at once wait for each other. */
const lockOwed = async (tx: Tx, request: string): Promise<OwedRow | undefined> => {
  const { rows } = await tx.query<OwedRow>(
    `SELECT r.district, r.local_identifier, r.owed, r.sealed, p.reference, t.reference AS today,
       s.birth_date::text, s.sex, s.race_ethnicity
     FROM identity.request r
     JOIN identity.source_record s ON s.record = r.record
     LEFT JOIN identity.person p ON p.person = r.person
     LEFT JOIN identity.person t ON t.person = identity.head(r.person)
     WHERE r.request = $1 AND (r.outcome = 'near' OR EXISTS (SELECT FROM identity.split o WHERE r.record = ANY (o.records)))
     FOR UPDATE OF r`,
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
