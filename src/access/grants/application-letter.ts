// The two letters of an application, as they were signed: for the applicant and for who decides.
import { recordEvent } from "../../audit/index.ts";
import { Problem, withTransaction } from "../../platform/index.ts";
import type { Actor } from "../policy/actor.ts";
import { getApplication } from "./apply.ts";
import type { GrantDeps } from "./deps.ts";

/** Throws `not-found` where it is not decided yet, or is not the person's to read. */
export const applicationLetter = async (
  deps: GrantDeps,
  actor: Actor,
  id: string,
  which: "application" | "decision",
): Promise<AsyncIterable<Uint8Array>> => {
  const found = await getApplication(deps, actor, id);
  const sha256 = which === "application" ? found.letterSha256 : found.decided?.letterSha256;
  if (!sha256) throw new Problem("not-found");
  await withTransaction(deps.db, (tx) =>
    recordEvent(tx, {
      actor: actor.account,
      action: "document.read",
      subject: `application:${id}`,
      details: { document: sha256 },
    }),
  );
  return deps.files.read(sha256);
};
