// The words of dated grants: what is held, what is lacking, memos, applications and decisions. Types only, no I/O.
import type { Actor } from "../policy/actor.ts";
import type { FieldName } from "../policy/record-fields.ts";

/** Both days count (ISO). An ended grant counts no more, whatever its days say. */
export type DatedGrant = {
  id: string;
  account: string;
  accountName: string;
  kind: string;
  /** The role that it is for; none: whatever the account does. */
  role?: string;
  validFrom: string;
  validTo: string;
  givenAt: Date;
  givenByName: string;
  statement: string;
  title?: string;
  assessed?: boolean;
  fields?: string[];
  documentSha256?: string;
  assignment?: string;
  ended?: { at: Date; reason: string };
};

export type NewGrant = {
  account: string;
  kind: string;
  role?: string | undefined;
  validFrom: string;
  validTo: string;
  statement: string;
  title?: string | undefined;
  assessed?: boolean | undefined;
  fields?: readonly string[] | undefined;
  documentSha256?: string | undefined;
  assignment?: string | undefined;
};

/** A need of one of a person's roles that nothing meets today. */
export type Lack = { account: string; name: string; role: string; kind: string; toGet: string };

export type Person = { account: string; name: string; email: string };

/** One line of a memo: a person in a role that needs it. */
export type MemoLine = Person & {
  role: string;
  roleTitle: string;
  /** Whether the person was named for the year before. */
  before: boolean;
  /** The grant of this year, where it was given already. */
  given?: DatedGrant;
};

export type Memo = { kind: string; year: number; validFrom: string; validTo: string; lines: MemoLine[] };

export type Recorded = {
  kind: string;
  /** E-mail address, name or id. */
  person: string;
  role?: string | undefined;
  title?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  assessed?: boolean | undefined;
  /** The students that it is about, for a role that sees those of its grants. */
  identifiers?: readonly string[] | undefined;
};

export type Decision = "granted" | "granted-in-part" | "refused";

export type Application = {
  id: string;
  account: string;
  applicantName: string;
  district?: number;
  identifiers: string[];
  fields: FieldName[];
  need: string;
  validFrom: string;
  validTo: string;
  madeAt: Date;
  letterSha256: string;
  decided?: {
    decision: Decision;
    reason: string;
    at: Date;
    byName: string;
    letterSha256: string;
    grant?: DatedGrant;
  };
};

/** What the person asks for, in the own words. */
export type Asked = { identifiers: string[]; fields: string[]; need: string; from: string; to: string };

/** What is granted of it; nothing where it is refused. */
export type Ruling = {
  identifiers: string[];
  fields: string[];
  from: string;
  to: string;
  reason: string;
  refuse: boolean;
  signature: string;
};

export type Signer = Pick<Actor, "account" | "name" | "role">;
