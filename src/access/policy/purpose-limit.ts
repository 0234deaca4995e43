// The purpose limit: data of students never evaluate a named teacher. No view, report or export sets outcomes beside a
// name or number of a member of staff. Asked of the policy when it is read, of the views made from it, and of reports.

const staffWords =
  /(^|_)(teacher|staff|educator|instructor|employee|faculty|principal|counselor|psychologist|social_worker|nurse|provider|case_manager|evaluator)s?(_|$)/i;

/** Whether a column tells who taught or served: `teacher_name`, `staff_id`. */
export const namesStaff = (column: string): boolean => staffWords.test(column);

/** The staff columns that stand beside outcomes, of what is shown together; empty where the limit is kept. */
export const staffBesideOutcomes = (shown: readonly { name: string; outcome: boolean }[]): string[] =>
  shown.some(({ outcome }) => outcome)
    ? shown.filter(({ name }) => namesStaff(name.split(".").at(-1) ?? "")).map(({ name }) => name)
    : [];
