// The form of the hand-written tables: who may do what, whom each sees, and what each needs. They are never generated.
import type { Action } from "../actions.ts";
import type { RowKind } from "../policy.ts";

/** Role ids, apart by blanks. */
export type Roles = string;

export type WhoMay = {
  profile: string;
  reach: { state: Roles; district: Roles; none: Roles };
  /** By kind of rows; `wholeYear` counts every day of the school year. A role that is named nowhere sees no student. */
  rows: Partial<Record<Exclude<RowKind, "none">, Roles>>;
  wholeYear: Roles;
  minors: Roles;
  adults: Roles;
  /** Kinds of grants, by whether everything or only the reading of students waits for them. */
  needs: Record<string, Roles>;
  needsToRead: Record<string, Roles>;
  /** Who sees the fields that tell most. */
  fields: {
    "student.last_name": Roles;
    "student.state_identifier": Roles;
    "student.birth_date": Roles;
    "student.guardian_phone": Roles;
    "special_education.primary_disability": Roles;
    "economic_status.lunch_status": Roles;
    "health_note.note": Roles;
    "assessment.scale_score": Roles;
  };
  actions: Record<Action, Roles>;
};
