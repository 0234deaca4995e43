// Rows of files are kept sealed for some days, so that a lost answers file can be made again; then they are taken away.
import { inRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { sealedDays } from "../registry/seal-answer.ts";

/** Takes away what ended. In a transaction of its own. */
export const eraseSealedRows = ({ db, clock }: Pick<RegistryDeps, "db" | "clock">): Promise<void> =>
  inRegistry({ db }, async (tx) => {
    await tx.query(
      `DELETE FROM identity.sealed_rows s USING identity.request_file f
         WHERE f.file = s.file AND f.asked_at < $1::timestamptz - make_interval(days => $2)`,
      [clock.now(), sealedDays],
    );
  });
