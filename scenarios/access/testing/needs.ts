// What the people of each profile must hold before they see anybody: memos, signatures, designations, agreements.
import { apply, authorize, designate, giveCaseloads, linkSelves, record, type Staffing, sign } from "./staffing.ts";

const narrow = ["student.state_identifier", "student.first_name", "student.last_name"];
const results = ["assessment.subject", "assessment.scale_score"];

export const needsOf: Record<string, (people: Staffing) => Promise<void>> = {
  "new-hampshire": async (people) => {
    await sign(people, "assurance", ["commissioner", "state-manager", "bureau-staff", "state-analyst"]);
    await authorize(people, "commissioner", ["state-manager", "bureau-staff", "state-analyst"]);
    await designate(people, "superintendent", ["security-coordinator"]);
    await record(people, "commissioner", "agreement", ["researcher", "testing-vendor"]);
    await linkSelves(people, "adult-student");
  },
  missouri: async (people) => {
    await authorize(people, "manager", ["level-1"]);
    await authorize(people, "superintendent", ["teacher"]);
    await designate(people, "superintendent", ["superintendent-designee", "registrar"]);
    await record(people, "manager", "agreement", ["testing-company", "researcher"]);
    await linkSelves(people, "eligible-student");
  },
  boston: async (people) => {
    const office = ["data-office-director", "data-office-analyst", "central-office"];
    await record(people, "data-office-director", "need-to-know", [...office, "parent"]);
    const outside = ["researcher", "community-partner", "roster-requester"];
    await record(people, "data-office-director", "agreement", outside);
    await record(people, "data-office-director", "consent", outside.slice(1), false);
  },
  connecticut: async (people) => {
    await giveCaseloads(people, "superintendent", ["counselor", "psychologist", "social-worker"]);
    await record(people, "superintendent", "agreement", ["internal-researcher", "contractor"]);
    await apply(people, "superintendent", "applicant", [...narrow, ...results]);
    await linkSelves(people, "eligible-student");
  },
  westford: async (people) => {
    await record(people, "superintendent", "need-to-know", ["superintendent"], false);
    await designate(people, "superintendent", ["superintendent-designee", "auditor"]);
    await record(people, "superintendent", "need-to-know", ["superintendent-designee"], false);
    await record(people, "superintendent", "need-to-know", ["contributor", "need-to-know", "analyst"]);
    await record(people, "superintendent", "training", ["custodian", "auditor"]);
    await giveCaseloads(people, "superintendent", ["nurse"]);
  },
};
