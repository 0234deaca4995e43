// Before credentials are changed: the person has proved who it is within the last ten minutes, or is asked to.
import { createMiddleware } from "hono/factory";
import { Problem } from "../../platform/index.ts";
import type { Access } from "../create-access.ts";
import { sessionOf } from "./access-context.ts";
import type { SignedInEnv } from "./session-guard.tsx";

/** A page leads to the proof and back; a form or script that comes too late gets `prove-again`. */
export const freshProof = (access: Access) =>
  createMiddleware<SignedInEnv>(async (c, next) => {
    const { session } = sessionOf(c);
    if (access.entrance.isFresh(session)) return next();
    if (c.req.method === "GET") return c.redirect(`/security/prove?next=${encodeURIComponent(c.req.path)}`);
    throw new Problem("prove-again");
  });

/** Only to pages of this part: an address from elsewhere must not ride along. */
export const nextPage = (given: string | undefined): string =>
  given && /^\/security(\/[a-z-]+)*$/.test(given) ? given : "/security";
