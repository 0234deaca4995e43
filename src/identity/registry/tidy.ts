// What the registry puts in order by itself, every hour and after each file: facts of dealt numbers go where all are, and answers
// that are kept no longer are taken away.
import { eraseSealedRows } from "../files/erase-sealed-rows.ts";
import type { RegistryDeps } from "./create-registry.ts";
import { forgetSealed } from "./forget-sealed.ts";
import { settleFacts } from "./numbers.ts";

/** Each part in a transaction of its own. */
export const tidy = async (deps: Pick<RegistryDeps, "db" | "clock">): Promise<void> => {
  await settleFacts(deps.db);
  await forgetSealed(deps.db, deps.clock);
  await eraseSealedRows(deps);
};
