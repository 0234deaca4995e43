// The words of accounts: a person, what the person is assigned to do and from when to when. Types only, no I/O.

/** A role held from `validFrom` to `validTo`, both days included (ISO); without a last day until it is ended. */
export type Assignment = {
  id: string;
  role: string;
  district?: number;
  /** Schools that it is limited to; empty: the whole district. */
  schools: number[];
  validFrom: string;
  validTo?: string;
};

export type Account = {
  id: string;
  name: string;
  email: string;
  /** Those that stand today, oldest first. */
  assignments: Assignment[];
};

export type NewAssignment = {
  role: string;
  district?: number | undefined;
  schools?: number[] | undefined;
  /** Default: today. */
  validFrom?: string | undefined;
  validTo?: string | undefined;
};
export type NewAccount = NewAssignment & {
  name: string;
  email: string;
  /** The person has one name only; else a first and a last name are asked for. */
  singleName?: boolean | undefined;
};
