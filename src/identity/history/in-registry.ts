// The frame of every change of history: one transaction in which nobody else asks, the warehouse told at its end.
import { type Tx, withTransaction } from "../../platform/index.ts";
import { asRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { lockRegistry } from "../registry/locks.ts";
import type { NumberChange } from "./keep-in-step.ts";

/** `work` runs as the registry, alone; a number that gave way or came back is passed on in the same transaction. */
export const changeHistory = <T>(
  deps: RegistryDeps,
  work: (tx: Tx) => Promise<{ result: T; number?: NumberChange | undefined }>,
): Promise<T> =>
  withTransaction(deps.db, async (tx) => {
    const { result, number } = await asRegistry(tx, async () => {
      await lockRegistry(tx);
      return work(tx);
    });
    if (number) await deps.onSuperseded?.(tx, number);
    return result;
  });
