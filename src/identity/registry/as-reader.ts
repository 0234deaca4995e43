// How a person reads requests: someone of a district as the database's reader, which shows that district's rows and no other's;
// someone of the state as the registry.
import { type Actor, becomeReader } from "../../access/index.ts";
import type { Tx } from "../../platform/index.ts";
import { asRegistry } from "./as-registry.ts";
import type { RegistryDeps } from "./create-registry.ts";

/** Afterwards the transaction is the program's again. Throws `not-found` for somebody of a district without an assignment. */
export const asReader = async <T>(
  { clock }: Pick<RegistryDeps, "clock">,
  tx: Tx,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => {
  if (actor.grants.reach === "state") return asRegistry(tx, work);
  await becomeReader(tx, clock, actor);
  const result = await work(tx);
  await tx.query("SET LOCAL ROLE NONE");
  return result;
};
