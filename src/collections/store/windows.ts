// The dates that the state set for a collection and school year.
import type { Db, SchoolYear, Tx } from "../../platform/index.ts";

export type SetWindow = { opens: string; closes: string };

export const findWindow = async (
  db: Db | Tx,
  key: { collection: string; year: SchoolYear },
): Promise<SetWindow | undefined> =>
  (
    await db.query<SetWindow>(
      "SELECT opens, closes FROM collections.collection_window WHERE collection = $1 AND school_year = $2",
      [key.collection, key.year],
    )
  ).rows[0];

export const saveWindow = async (
  tx: Tx,
  window: SetWindow & { collection: string; year: SchoolYear },
): Promise<void> => {
  await tx.query(
    `INSERT INTO collections.collection_window (collection, school_year, opens, closes) VALUES ($1, $2, $3, $4)
     ON CONFLICT (collection, school_year) DO UPDATE SET opens = excluded.opens, closes = excluded.closes`,
    [window.collection, window.year, window.opens, window.closes],
  );
};
