// The words of login requests: who asks for what, and what was decided. Types only, no I/O.

export type NewLoginRequest = {
  name: string;
  email: string;
  role: string;
  district: number;
  schools?: number[] | undefined;
  /** What the person needs it for. */
  reason: string;
  singleName?: boolean | undefined;
};

export type RequestState = "open" | "approved" | "refused" | "expired";

export type Decision = {
  at: Date;
  by: string;
  byName: string;
  byRole: string;
  /** What was signed and the name typed under it, where it was approved. */
  statement?: string;
  signature?: string;
  /** Why, where it was refused. */
  refusal?: string;
  account?: string;
};

export type LoginRequest = {
  id: string;
  name: string;
  email: string;
  role: string;
  district: number;
  schools: number[];
  reason: string;
  remote: string;
  receivedAt: Date;
  expiresAt: Date;
  state: RequestState;
  decision?: Decision;
};
