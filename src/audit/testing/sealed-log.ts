// A log for tests: events as the program writes them, a sealer of the installation's own key, and a database superuser
// who switches the triggers off.
import { type Clock, type Db, type Tx, withTransaction } from "../../platform/index.ts";
import type { TestDatabase } from "../../platform/testing/test-database.ts";
import { recordEvent } from "../record-event.ts";
import type { SealContext } from "../sealing/seal.ts";
import { loadSealingKey } from "../sealing/sealing-key.ts";

/** A clock that moves one second with each look at it. */
const tickingClock = (iso: string): Clock => {
  let at = Date.parse(iso);
  return {
    now: () => {
      at += 1000;
      return new Date(at);
    },
  };
};

export const sealContext = (t: TestDatabase): SealContext => ({
  ...{ db: t.db, dataDir: t.config.dataDir, key: loadSealingKey(t.config.dataDir) },
  clock: tickingClock("2025-10-06T12:00:00Z"),
});

/** Events `from` to `to` of a school day, one transaction for all of them. */
export const writeEvents = (db: Db, from: number, to: number): Promise<void> =>
  withTransaction(db, async (tx) => {
    for (let n = from; n <= to; n++)
      await recordEvent(tx, {
        ...{
          actor: `teacher-${n % 7}`,
          action: "record.read",
          organization: `district:${n % 5}`,
          subject: `student:${n}`,
        },
        details: { n, fields: ["grade", "attendance"], share: 0.5, note: "line\nbreak, “quotes”" },
      });
  });

/** Runs statements as the database's superuser with every trigger switched off. */
export const asSuperuser = (t: TestDatabase, work: (tx: Tx) => Promise<void>): Promise<void> =>
  withTransaction(t.owner, async (tx) => {
    for (const table of ["event", "leaf", "checkpoint", "export"])
      await tx.query(`ALTER TABLE audit.${table} DISABLE TRIGGER USER`);
    await work(tx);
    for (const table of ["event", "leaf", "checkpoint", "export"])
      await tx.query(`ALTER TABLE audit.${table} ENABLE TRIGGER USER`);
  });

/** Sentences about what sealing lost, doubled or left out; empty where every event has exactly one place. */
export const sealingFaults = async (db: Db): Promise<string[]> => {
  const one = async (sql: string): Promise<number> => (await db.query(sql)).rows[0].n;
  const faults: string[] = [];
  const events = await one("SELECT count(*) AS n FROM audit.event");
  const leaves = await one("SELECT count(*) AS n FROM audit.leaf");
  if (events !== leaves) faults.push(`${events} events, ${leaves} leaves`);
  const lost = "FROM audit.event e WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id)";
  if ((await one(`SELECT count(*) AS n ${lost}`)) > 0) faults.push("an event is not sealed");
  if ((await one("SELECT count(DISTINCT event_id) AS n FROM audit.leaf")) !== leaves) faults.push("an event twice");
  if ((await one("SELECT coalesce(max(position) + 1, 0) AS n FROM audit.leaf")) !== leaves) faults.push("a gap");
  if ((await one("SELECT coalesce(max(size), 0) AS n FROM audit.checkpoint")) !== leaves)
    faults.push("no checkpoint at the end");
  const broken = `FROM audit.checkpoint c WHERE previous_size <> 0
    AND NOT EXISTS (SELECT FROM audit.checkpoint p WHERE p.size = c.previous_size)`;
  if ((await one(`SELECT count(*) AS n ${broken}`)) > 0) faults.push("a checkpoint without the one before");
  return faults;
};
