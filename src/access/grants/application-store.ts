// SQL of written applications. One is written once; a decision is added once, and the database refuses a second.
import type { Db, Tx } from "../../platform/index.ts";
import type { FieldName } from "../policy/record-fields.ts";
import type { Application, Decision, Signer } from "./model.ts";
import { selectGrants } from "./store.ts";

type Queryable = Pick<Db, "query"> | Pick<Tx, "query">;

type Row = {
  id: string;
  account: string;
  applicant_name: string;
  district: number | null;
  identifiers: string[];
  fields: FieldName[];
  need: string;
  valid_from: string;
  valid_to: string;
  made_at: Date;
  letter_sha256: string;
  decision: Decision | null;
  reason: string;
  decided_at: Date;
  decided_by_name: string;
  decision_sha256: string;
  grant_id: string | null;
};

export type NewApplication = Omit<Application, "id" | "madeAt" | "decided">;

export async function insertApplication(tx: Tx, application: NewApplication, now: Date): Promise<string> {
  const { account, applicantName, district, identifiers, fields, need, validFrom, validTo, letterSha256 } = application;
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO access.application (account_id, applicant_name, district, identifiers, fields, need, valid_from, valid_to, made_at, letter_sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [account, applicantName, district ?? null, identifiers, fields, need, validFrom, validTo, now, letterSha256],
  );
  return rows[0]!.id;
}

export type ApplicationFilter = {
  id?: string | undefined;
  account?: string | undefined;
  /** Of one district; of every one where `everywhere`. */
  district?: number | undefined;
  everywhere?: boolean;
};

/** Open ones first, then newest first. */
export async function selectApplications(q: Queryable, filter: ApplicationFilter): Promise<Application[]> {
  const { rows } = await q.query(
    `SELECT id, account_id AS account, applicant_name, district, identifiers, fields, need, valid_from::text, valid_to::text,
       made_at, letter_sha256, decision, reason, decided_at, decided_by_name, decision_sha256, grant_id
     FROM access.application
     WHERE ($1::uuid IS NULL OR id = $1) AND ($2::uuid IS NULL OR account_id = $2) AND ($3 OR district = $4)
     ORDER BY decided_at IS NOT NULL, made_at DESC, id`,
    [filter.id ?? null, filter.account ?? null, filter.everywhere ?? false, filter.district ?? null],
  );
  const found: Application[] = [];
  for (const row of rows as Row[]) {
    const [grant] = row.grant_id ? await selectGrants(q, { id: row.grant_id }) : [];
    found.push({
      ...{ id: row.id, account: row.account, applicantName: row.applicant_name },
      ...(row.district === null ? {} : { district: row.district }),
      ...{ identifiers: row.identifiers, fields: row.fields, need: row.need },
      ...{ validFrom: row.valid_from, validTo: row.valid_to, madeAt: row.made_at, letterSha256: row.letter_sha256 },
      ...(row.decision && {
        decided: {
          ...{ decision: row.decision, reason: row.reason, at: row.decided_at, byName: row.decided_by_name },
          ...{ letterSha256: row.decision_sha256, ...(grant && { grant }) },
        },
      }),
    });
  }
  return found;
}

/** Holds the application for this transaction: of two who decide at once, the second finds it decided. */
export async function lockApplication(tx: Tx, id: string): Promise<void> {
  await tx.query("SELECT 1 FROM access.application WHERE id = $1 FOR UPDATE", [id]);
}

export async function decideApplication(
  tx: Tx,
  id: string,
  ruled: { decision: Decision; reason: string; letterSha256: string; grant: string | undefined },
  by: Signer,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE access.application SET decision = $2, reason = $3, decided_at = $4, decided_by = $5, decided_by_name = $6,
       decision_sha256 = $7, grant_id = $8 WHERE id = $1`,
    [id, ruled.decision, ruled.reason, now, by.account, by.name, ruled.letterSha256, ruled.grant ?? null],
  );
}
