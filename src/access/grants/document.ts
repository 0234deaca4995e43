// The paper of a grant, as it was signed: for the person, for who may end it, and for nobody else.
import { recordEvent } from "../../audit/index.ts";
import { Problem, withTransaction } from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";
import { type GrantDeps, getReached } from "./deps.ts";
import { looksAfter } from "./standing.ts";
import { findGrant } from "./store.ts";

/** Throws `not-found` where there is no such grant, it has no paper, or the person may not have it. */
export const grantDocument = async (deps: GrantDeps, by: Actor, id: string): Promise<AsyncIterable<Uint8Array>> => {
  const sha256 = await withTransaction(deps.db, async (tx) => {
    const grant = await findGrant(tx, id);
    if (!grant?.documentSha256) throw new Problem("not-found");
    if (grant.account !== by.account) {
      if (!looksAfter(deps, by)) throw new Problem("not-found");
      await getReached(deps, tx, by, grant.account);
    }
    const details = { document: grant.documentSha256 };
    await recordEvent(tx, { actor: by.account, action: "document.read", subject: grant.account, details });
    return grant.documentSha256;
  });
  return deps.files.read(sha256);
};
