// The sealed log of an installation: sealing, exporting and verifying it with the installation's own key.
import { join } from "node:path";
import { type Clock, type Config, type Db, homeDir, withTransaction } from "../platform/index.ts";
import { exportFolder } from "./export/target.ts";
import { type Exported, writeExport } from "./export/write-export.ts";
import type { EventProof } from "./offline/proof-file.ts";
import { hashBlocksWith } from "./offline/threads.ts";
import type { Verdict } from "./offline/verdict.ts";
import { proveEvent } from "./prove-event.ts";
import { recordEvent } from "./record-event.ts";
import { readCheckpoint } from "./sealing/checkpoint.ts";
import { countSealed } from "./sealing/count-sealed.ts";
import { findRemembered, forget } from "./sealing/remembered.ts";
import { type Sealing, sealAll } from "./sealing/seal.ts";
import { loadSealingKey } from "./sealing/sealing-key.ts";
import { bodyOf } from "./sealing/signed-note.ts";
import { type Sealer, type SealerOptions, startSealer } from "./sealing/start-sealer.ts";
import { findCheckpoint, findLatestCheckpoint } from "./store/sealing.ts";
import { verifyDatabase } from "./verify-database.ts";

export type AuditLog = {
  /** Seals what is committed and not sealed. Throws `audit-log-altered`. */
  seal(): Promise<Sealing>;
  /** Seals every few seconds until it is stopped. */
  startSealer(options: SealerOptions): Sealer;
  /** Goes on after a restore from a backup, which lost what was sealed since: says so in the log, and seals it. */
  sealAfterRestore(actor: string, reason: string): Promise<Sealing>;
  /** Adds what is sealed and not exported. Throws `audit-export-differs`, `audit-log-altered`. */
  exportTo(dir: string, actor: string): Promise<Exported>;
  /** The database against its tree, its checkpoints and its exports. */
  verify(onEvents?: (events: number) => void): Promise<Verdict>;
  /** The proof of one event against the newest checkpoint. Throws `audit-event-unsealed`, `audit-log-altered`. */
  prove(eventId: number, actor: string): Promise<EventProof>;
  /** The public key, to be given to auditors on another way than the log. */
  publicKey(): Promise<string>;
};

/** The bundled verifier, whose threads hash large logs. */
export const verifierFile = join(homeDir, "dist", "audit-verify.js");

export const openAuditLog = ({ config, db, clock }: { config: Config; db: Db; clock: Clock }): AuditLog => {
  const { dataDir } = config;
  const key = loadSealingKey(dataDir);
  const context = { db, clock, dataDir, key };
  const seal = async (): Promise<Sealing> => {
    const sealing = await sealAll(context);
    await countSealed(db);
    return sealing;
  };
  return {
    seal,
    startSealer: (options) => startSealer(context, options),
    sealAfterRestore: async (actor, reason) => {
      const lost = findRemembered(dataDir);
      const kept = lost && (await findCheckpoint(db, lost.size));
      if (lost && kept?.note !== lost.note) {
        const details = { reason, lost: { size: lost.size, sealedAt: lost.sealedAt, note: lost.note } };
        await withTransaction(db, (tx) => recordEvent(tx, { actor, action: "audit.restored", details }));
        forget(dataDir, lost.size);
      }
      return seal();
    },
    exportTo: (dir, actor) => writeExport(context, exportFolder(dir), actor),
    verify: (onEvents) => verifyDatabase({ ...context, hashBlocks: hashBlocksWith(verifierFile), onEvents }),
    prove: (eventId, actor) => proveEvent(db, actor, eventId),
    publicKey: async () => {
      const latest = await findLatestCheckpoint(db);
      const origin = readCheckpoint(bodyOf(latest?.note ?? "") ?? "")?.origin ?? key.ownOrigin;
      return key.signer(origin).verifier.text;
    },
  };
};
