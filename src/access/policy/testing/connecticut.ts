// Who may, in a district where the superintendent alone decides, and nine rules say who sees whom today. By hand.
import type { WhoMay } from "./who-may.ts";

const caseload = "counselor psychologist social-worker";
const building = "principal assistant-principal";
const aggregates = "personnel-administrator budget-administrator curriculum-administrator";
const family = "parent eligible-student";
const granted = "applicant internal-researcher external-researcher contractor";

export const connecticut: WhoMay = {
  profile: "connecticut",
  reach: {
    state: "superintendent",
    district: `teacher ${caseload} ${building} ${aggregates} special-education-administrator certified-staff non-certified-staff internal-researcher`,
    none: `board board-member applicant external-researcher data-requester contractor ${family}`,
  },
  rows: {
    all: "superintendent",
    school: building,
    related: `teacher ${caseload}`,
    program: "special-education-administrator",
    family,
    grant: granted,
  },
  wholeYear: "",
  minors: "parent",
  adults: "eligible-student",
  needs: {},
  needsToRead: {
    application: "applicant",
    agreement: "external-researcher contractor",
    consent: "external-researcher",
  },
  fields: {
    "student.last_name": `superintendent teacher ${caseload} ${building} special-education-administrator applicant external-researcher contractor ${family}`,
    "student.state_identifier": `superintendent teacher ${caseload} ${building} special-education-administrator ${granted} ${family}`,
    "student.birth_date": `superintendent teacher ${caseload} ${building} special-education-administrator ${granted} ${family}`,
    "student.guardian_phone": `superintendent teacher ${caseload} ${building} special-education-administrator applicant external-researcher contractor ${family}`,
    "special_education.primary_disability": `superintendent ${caseload} ${building} special-education-administrator ${granted} ${family}`,
    "economic_status.lunch_status": `superintendent special-education-administrator ${family}`,
    "health_note.note": `superintendent special-education-administrator ${family}`,
    "assessment.scale_score": `superintendent teacher ${caseload} ${building} special-education-administrator ${granted} ${family}`,
  },
  actions: {
    "submission.view": "",
    "submission.check": "",
    "submission.upload": "",
    "submission.fix": "",
    "submission.withdraw": "",
    "submission.explain": "",
    "submission.explain-error": "",
    "submission.verify": "",
    "submission.verify-state": "",
    "submission.certify": "",
    "submission.reopen": "",
    "progress.view": "superintendent",
    "window.manage": "superintendent",
    "report.internal": "superintendent",
    "report.public": `superintendent board teacher ${caseload} ${building} ${aggregates} special-education-administrator certified-staff internal-researcher external-researcher data-requester`,
    "directory.view": `superintendent ${building} ${aggregates} special-education-administrator`,
    "directory.import": "superintendent",
    "student.view": `superintendent teacher ${caseload} ${building} special-education-administrator ${granted} ${family}`,
    "student.search": `superintendent ${building} special-education-administrator`,
    "student.export": "principal special-education-administrator",
    "student.export-approve": "superintendent",
    "roster.view": `superintendent teacher ${building}`,
    "roster.import": "superintendent",
    "caseload.manage": "superintendent special-education-administrator",
    "identifier.request": "",
    "identifier.find": "",
    "identifier.decide": "",
    "identifier.merge": "",
    "identifier.changes": "",
    "account.manage": "superintendent",
    "account.manage-district": "",
    "grant.give": "superintendent",
    "grant.designate": "superintendent",
    "application.make": `teacher ${caseload} ${building} ${aggregates} special-education-administrator certified-staff non-certified-staff applicant internal-researcher external-researcher data-requester`,
    "application.decide": "superintendent",
    "policy.view": "superintendent board",
    "audit.view": "superintendent",
    "removal.record": "superintendent",
  },
};
