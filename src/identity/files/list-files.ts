// Files that were sent, as they are read again: a district its own, the state everybody's. How far each is; never an answer.
import { z } from "zod";
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem, withTransaction } from "../../platform/index.ts";
import { asReader } from "../registry/as-reader.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { sealedDays } from "../registry/seal-answer.ts";
import { countFile, type RequestFile, listFiles as select } from "./file-store.ts";

/** `answersUntil`: so long the answers can be made again with the key. */
export type SentFile = Omit<RequestFile, "account"> & { answersUntil: Date };

const mostListed = 100;

const sentFile = ({ account: _, ...file }: RequestFile): SentFile => ({
  ...file,
  finishedAt: file.finishedAt ?? undefined,
  answersUntil: new Date(file.askedAt.getTime() + sealedDays * 86_400_000),
});

/** The latest first. */
export const listFiles = (deps: RegistryDeps, actor: Actor): Promise<SentFile[]> => {
  authorize(actor, "identifier.request");
  return withTransaction(deps.db, async (tx) => {
    const files = await asReader(deps, tx, actor, () => select(tx, actor.district, mostListed));
    await recordEvent(tx, {
      actor: actor.account,
      action: "identifier.list-files",
      organization: organizationOf(actor.district),
      details: { count: files.length, role: actor.role },
    });
    return files.map(sentFile);
  });
};

/** Throws `not-found` for another district's file. */
export const getFile = (deps: RegistryDeps, actor: Actor, file: string): Promise<SentFile> => {
  authorize(actor, "identifier.request");
  if (!z.uuid().safeParse(file).success) throw new Problem("not-found");
  return withTransaction(deps.db, async (tx) => {
    const found = await asReader(deps, tx, actor, () => countFile(tx, file));
    if (!found) throw new Problem("not-found");
    await recordEvent(tx, {
      actor: actor.account,
      action: "identifier.view-file",
      organization: organizationOf(found.district),
      details: { file, role: actor.role },
    });
    return sentFile(found);
  });
};
