// The profile's custody becomes the database's, where its constraints hold it. Fixed once a student is in.
import { type Db, Problem } from "../../platform/index.ts";
import type { RegistryProfile } from "./registry-profile.ts";

/** As the database's owner. Throws `custody-fixed`. */
export const applyCustody = async (owner: Db, { custody }: Pick<RegistryProfile, "custody">): Promise<void> => {
  const { rows } = await owner.query(
    `WITH known AS (SELECT custody FROM identity.setting), set_now AS (
       INSERT INTO identity.setting (custody) SELECT $1 WHERE NOT EXISTS (SELECT FROM known) ON CONFLICT DO NOTHING)
     SELECT custody, EXISTS (SELECT FROM identity.source_record) AS used FROM known`,
    [custody],
  );
  const kept = rows[0];
  if (kept === undefined || kept.custody === custody) return;
  if (kept.used) throw new Problem("custody-fixed", { kept: kept.custody, wanted: custody });
  await owner.query("UPDATE identity.setting SET custody = $1", [custody]);
};
