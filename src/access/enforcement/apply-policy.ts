// Brings the database to the policy, when an installation opens: nothing to do where the same text was applied before.
import { recordEvent } from "../../audit/index.ts";
import { type Db, Problem, withTransaction } from "../../platform/index.ts";
import type { AccessPolicy } from "../policy/policy.ts";
import { appliedSql, policyHash, policySql, viewerRolesSql } from "./policy-sql.ts";

/** Held while the policy is applied: of two processes that open at once, the second finds it done. */
const policyLock = 7_285_025;

/** Returns whether something was changed. Throws `policy-not-applied` where the owner's role may not make roles. */
export const applyPolicy = async (owner: Db, policy: AccessPolicy): Promise<boolean> => {
  const roles = viewerRolesSql(policy);
  const sql = policySql(policy);
  const sha256 = policyHash(policy);
  const applied = await owner.query("SELECT sha256 FROM access.applied_policy");
  if (applied.rows[0]?.sha256 === sha256) return false;
  try {
    for (const statement of roles) await retried(() => owner.query(statement));
    await withTransaction(owner, async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock($1)", [policyLock]);
      await tx.query(sql);
      await tx.query(appliedSql(policy));
      await recordEvent(tx, { actor: "system", action: "policy.applied", details: { sha256 } });
    });
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    throw new Problem("policy-not-applied", { detail: (error as Error).message }, { cause: error });
  }
  return true;
};

/** Another database of the same server may be changing the shared roles at the same moment. */
const retried = async (run: () => Promise<unknown>): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await run();
      return;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const passing = code === "23505" || code === "42710" || /concurrently/.test(message);
      if (!passing || tries === 10) throw error;
    }
  }
};
