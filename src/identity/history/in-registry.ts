// The frame of every change of history: one transaction in which nobody else asks, the warehouse told at its end.
import { Problem, type Tx, withTransaction } from "../../platform/index.ts";
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

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Throws `not-found` for what cannot be the id of a merge or a split. */
export const idOf = (text: string): string => {
  if (!uuid.test(text.trim())) throw new Problem("not-found");
  return text.trim().toLowerCase();
};
