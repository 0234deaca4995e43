// Why a list of students is empty, and what to do: an empty page without a word looks like a fault.
import { EmptyState } from "../../web/index.ts";
import type { RolePolicyRows } from "../routes/route-context.ts";

const reasons: Record<RolePolicyRows, [why: string, remedy: string]> = {
  none: [
    "Your role sees no student",
    "Ask the person who manages accounts in your organization what your role is for.",
  ],
  all: ["No student is on record yet", "Records come from rosters and from certified submissions."],
  district: [
    "No student of your district is on record yet",
    "Records come from your rosters and from certified submissions.",
  ],
  school: [
    "No student is enrolled in your building today",
    "Enrollments come from the rosters of your school; ask the person who imports them.",
  ],
  related: [
    "No class and no caseload of yours has a student today",
    "Rosters and caseloads say whom you see. If one is missing or has ended, ask the office of your school.",
  ],
  program: ["No student has an active plan today", "Plans come from rosters and from certified submissions."],
  family: [
    "No child is linked to your account",
    "Ask the office of the school to link you, and bring what shows who you are.",
  ],
  located: ["Your role lists nobody", "Search for a student by what identifies one; each search is kept in the log."],
  grant: [
    "No granted application names a student today",
    "A grant has a first and a last day. Apply in writing for a new one.",
  ],
};

export const EmptyList = ({ rows, filtered }: { rows: RolePolicyRows; filtered: boolean }) => {
  const [why, remedy] = reasons[rows];
  return filtered ? (
    <EmptyState title="None of your students matches the filter">
      <p>
        <a href="/students">Show all of them</a>
      </p>
    </EmptyState>
  ) : (
    <EmptyState title={why}>
      <p>{remedy}</p>
    </EmptyState>
  );
};
