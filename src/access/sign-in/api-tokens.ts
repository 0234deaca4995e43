// Personal tokens for programs: named, for a year at most, acting in one assignment. The token is shown once.
import { recordEvent, recordEvents } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { actingAs } from "../accounts/standing.ts";
import { selectAccount, selectHeld } from "../accounts/store.ts";
import type { Actor } from "../policy/actor.ts";
import type { SignInDeps } from "./deps.ts";
import { refuseLink } from "./links.ts";
import { hashToken, newToken } from "./token.ts";

/** Makes a token known as one of ours, to people and to programs that look for secrets in the wrong places. */
const prefix = "rollbook_";
const dayLength = 24 * 60 * 60_000;
const longestDays = 365;

export type ApiToken = {
  id: string;
  name: string;
  role: string;
  since: Date;
  expiresAt: Date;
  lastUsedAt: Date | undefined;
};

/** For the assignment that the session acts in. Throws `api-token-needs-assignment`. */
export async function createApiToken(
  deps: SignInDeps,
  actor: Actor,
  given: { name: string; days: number },
): Promise<string> {
  if (!actor.assignment) throw new Problem("api-token-needs-assignment");
  const token = prefix + newToken();
  const now = deps.clock.now();
  const days = Math.min(Math.max(1, given.days), longestDays);
  await withTransaction(deps.db, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `INSERT INTO access.api_token (token_hash, account_id, assignment_id, name, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [
        ...[hashToken(token), actor.account, actor.assignment, given.name.trim(), now],
        new Date(now.getTime() + days * dayLength),
      ],
    );
    const details = { kind: "api-token", name: given.name, role: actor.role, days, token: rows[0]?.id };
    await recordEvent(tx, { actor: actor.account, action: "credential.added", subject: actor.account, details });
  });
  return token;
}

export async function listApiTokens(deps: SignInDeps, account: string): Promise<ApiToken[]> {
  const { rows } = await deps.db.query(
    `SELECT t.id, t.name, s.role, t.created_at AS since, t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt"
     FROM access.api_token t JOIN access.assignment s ON s.id = t.assignment_id
     WHERE t.account_id = $1 AND t.ended_at IS NULL AND t.expires_at > $2 ORDER BY t.created_at DESC, t.id`,
    [account, deps.clock.now()],
  );
  return rows.map((row) => ({ ...row, lastUsedAt: row.lastUsedAt ?? undefined }));
}

export const endApiToken = (deps: SignInDeps, account: string, id: string): Promise<void> =>
  withTransaction(deps.db, async (tx) => {
    const ended = await tx.query(
      "UPDATE access.api_token SET ended_at = $3 WHERE account_id = $1 AND id::text = $2 AND ended_at IS NULL",
      [account, id, deps.clock.now()],
    );
    if (ended.rowCount !== 1) throw new Problem("not-found");
    const details = { kind: "api-token", token: id };
    await recordEvent(tx, { actor: account, action: "credential.removed", subject: account, details });
  });

/** All of an account: who lost the password may have lost these too, and cannot know. */
export async function endApiTokens(tx: Tx, account: string, now: Date): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    "UPDATE access.api_token SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2 RETURNING id",
    [account, now],
  );
  const events = rows.map(({ id }) => ({
    ...{ actor: account, action: "credential.removed", subject: account },
    details: { kind: "api-token", token: id, because: "link" },
  }));
  await recordEvents(tx, events);
}

/** Who the token acts as. Throws `api-token-invalid` where it, its account or its assignment is over. */
export const getTokenActor = async (deps: SignInDeps, token: string, remote: string): Promise<Actor> =>
  (await findTokenActor(deps, token)) ?? refuseLink(deps, remote, "api-token");

async function findTokenActor(deps: SignInDeps, token: string): Promise<Actor | undefined> {
  if (!token.startsWith(prefix)) return undefined;
  const now = deps.clock.now();
  const { rows } = await deps.db.query(
    `SELECT account_id AS account, assignment_id AS assignment, id,
       coalesce(last_used_at < $3, true) AS stale
     FROM access.api_token WHERE token_hash = $1 AND ended_at IS NULL AND expires_at > $2`,
    [hashToken(token), now, new Date(now.getTime() - 60_000)],
  );
  const [found] = rows;
  if (!found) return undefined;
  const account = await selectAccount(deps.db, found.account, dayOf(deps.clock));
  const assignment = account?.assignments.find(({ id }) => id === found.assignment);
  if (!account || !assignment) return undefined;
  if (found.stale) await deps.db.query("UPDATE access.api_token SET last_used_at = $2 WHERE id = $1", [found.id, now]);
  return actingAs(deps.policy, account, assignment, await selectHeld(deps.db, account.id, dayOf(deps.clock)));
}
