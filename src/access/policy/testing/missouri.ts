// Who may, in a state whose fields have four levels and whose manager decides on requests. By hand.
import type { WhoMay } from "./who-may.ts";

const family = "parent student eligible-student noncustodial-parent";
const granted =
  "testing-company contractor researcher higher-education ground-party law-enforcement receiving-district";
const leaders = "superintendent superintendent-designee";
const district = `${leaders} submission-staff`;

export const missouri: WhoMay = {
  profile: "missouri",
  reach: {
    state: "manager level-1 it-staff audit-staff report-producer",
    district: `${district} district-administrator teacher registrar receiving-district`,
    none: `testing-company contractor researcher higher-education ground-party law-enforcement ${family} staff-member staff-records-requester board public`,
  },
  rows: {
    all: "manager level-1 audit-staff report-producer",
    located: "registrar",
    district,
    related: "teacher",
    family,
    grant: granted,
  },
  wholeYear: "",
  minors: "parent student noncustodial-parent",
  adults: "eligible-student",
  needs: {
    authorization: "level-1 report-producer teacher",
    designation: "superintendent-designee registrar",
    agreement: "testing-company contractor",
  },
  needsToRead: { agreement: "researcher higher-education ground-party" },
  fields: {
    "student.last_name": `manager level-1 report-producer ${district} teacher registrar testing-company contractor higher-education ground-party law-enforcement receiving-district ${family}`,
    "student.state_identifier": `manager level-1 report-producer ${district} teacher registrar ${granted} ${family}`,
    "student.birth_date": `manager level-1 report-producer ${district} teacher registrar ${granted} ${family}`,
    "student.guardian_phone": `manager level-1 ${district} teacher contractor ground-party law-enforcement receiving-district ${family}`,
    "special_education.primary_disability": `manager level-1 audit-staff report-producer ${district} contractor researcher ground-party receiving-district ${family}`,
    "economic_status.lunch_status": `manager level-1 audit-staff report-producer ${district} researcher ground-party receiving-district ${family}`,
    "health_note.note": `manager level-1 ${leaders} receiving-district ${family}`,
    "assessment.scale_score": `manager level-1 audit-staff report-producer ${district} teacher ${granted} ${family}`,
  },
  actions: {
    "submission.view": `manager level-1 ${district}`,
    "submission.check": `manager level-1 ${district}`,
    "submission.upload": "submission-staff",
    "submission.fix": "submission-staff",
    "submission.withdraw": "submission-staff",
    "submission.explain": `manager level-1 ${district}`,
    "submission.explain-error": "manager",
    "submission.verify": `manager level-1 ${district}`,
    "submission.verify-state": "manager level-1",
    "submission.certify": "superintendent",
    "submission.reopen": "manager",
    "progress.view": "manager level-1 audit-staff report-producer",
    "window.manage": "manager",
    "report.internal": "manager level-1 audit-staff report-producer",
    "report.public": `manager level-1 audit-staff report-producer ${district} teacher researcher higher-education staff-member staff-records-requester board public`,
    "directory.view": `manager level-1 audit-staff report-producer ${district} district-administrator`,
    "directory.import": "manager level-1",
    "student.view": `manager level-1 audit-staff report-producer ${district} teacher ${granted} ${family}`,
    "student.search": `manager level-1 ${district} registrar`,
    "student.export": "level-1 superintendent-designee",
    "student.export-approve": "manager superintendent",
    "roster.view": `manager level-1 ${district} teacher`,
    "roster.import": district,
    "caseload.manage": leaders,
    "identifier.request": "superintendent-designee submission-staff registrar",
    "identifier.find": "superintendent-designee submission-staff registrar",
    "identifier.decide": "manager level-1 superintendent-designee registrar",
    "identifier.merge": "manager level-1",
    "identifier.changes": "manager level-1 superintendent-designee submission-staff registrar",
    "account.manage": "manager",
    "account.manage-district": "district-administrator",
    "grant.give": "manager superintendent",
    "grant.designate": "superintendent",
    "application.make": "researcher higher-education ground-party law-enforcement receiving-district",
    "application.decide": "manager",
    "policy.view": "manager level-1 it-staff superintendent",
    "audit.view": "manager it-staff",
    "removal.record": "manager level-1",
  },
};
