// The decision on an application: by the one whom the profile names, alone, in writing, of the whole or of a part. What is
// granted takes effect in the same transaction; what is refused keeps its letter.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx, withTransaction } from "../../platform/index.ts";
import { giveAssignment } from "../accounts/assignments.ts";
import { organizationOf } from "../accounts/deps.ts";
import { selectAssignments } from "../accounts/store.ts";
import { type Actor, authorize } from "../policy/actor.ts";
import { findRole, visibleFields } from "../policy/policy.ts";
import { decideApplication, lockApplication, selectApplications } from "./application-store.ts";
import { applicationKind, fieldTitle, grantedRole, isOf } from "./apply.ts";
import { assertGiver, type GrantDeps } from "./deps.ts";
import { keepLetter, period, usDate } from "./documents/letter.ts";
import { momentOf } from "./documents/moment.ts";
import { type FoundStudent, findStudents } from "./find-students.ts";
import { giveGrant } from "./give.ts";
import type { Application, Decision, Ruling } from "./model.ts";
import { assertSignature } from "./signature.ts";
import { insertGrantStudents } from "./store.ts";

/** The students asked for that are within the decider's own sight. */
export const studentsAskedFor = async (deps: GrantDeps, by: Actor, asked: Application): Promise<FoundStudent[]> => {
  authorize(by, "application.decide");
  return findStudents(deps, by, `application:${asked.id}`, asked.identifiers);
};

/** Throws `application-decided`, `application-too-much`, `application-incomplete`, `grant-to-oneself`. */
export const decide = async (deps: GrantDeps, by: Actor, id: string, ruling: Ruling): Promise<Application> => {
  assertGiver(by, applicationKind(deps));
  const [asked] = await selectApplications(deps.db, { id, everywhere: true });
  if (!asked || !isOf(by, asked)) throw new Problem("not-found");
  if (asked.account === by.account) throw new Problem("grant-to-oneself", { name: by.name });
  assertSignature(by, ruling.signature);
  if (ruling.reason.trim() === "") throw new Problem("grant-reason-missing");
  if (!ruling.refuse) checkPart(deps, asked, ruling);
  const students = ruling.refuse ? [] : await findStudents(deps, by, `application:${id}`, ruling.identifiers);
  if (!ruling.refuse && students.length < ruling.identifiers.length) {
    const known = new Set(students.map(({ identifier }) => identifier));
    const missing = ruling.identifiers.filter((one) => !known.has(one));
    throw new Problem("application-incomplete", { detail: `You see no student under ${missing.join(", ")}.` });
  }
  return withTransaction(deps.db, async (tx) => {
    await lockApplication(tx, id);
    const [now] = await selectApplications(tx, { id, everywhere: true });
    if (now?.decided) throw new Problem("application-decided");
    return rule(deps, tx, by, asked, ruling, students);
  });
};

const checkPart = (deps: GrantDeps, asked: Application, ruling: Ruling): void => {
  const tooMuch = (detail: string) => new Problem("application-too-much", { detail });
  const incomplete = (detail: string) => new Problem("application-incomplete", { detail });
  if (ruling.identifiers.length === 0) throw incomplete("Choose the students that are granted, or refuse it.");
  if (ruling.fields.length === 0) throw incomplete("Choose the fields that are granted, or refuse it.");
  if (ruling.to < ruling.from || ruling.to < dayOf(deps.clock)) throw incomplete("The days granted are over.");
  if (ruling.identifiers.some((one) => !asked.identifiers.includes(one))) throw tooMuch("A student was not asked for.");
  if (ruling.fields.some((one) => !(asked.fields as string[]).includes(one)))
    throw tooMuch("A field was not asked for.");
  if (ruling.from < asked.validFrom || ruling.to > asked.validTo)
    throw tooMuch("The days reach beyond those asked for.");
};

const decisionOf = (asked: Application, ruling: Ruling): Decision => {
  if (ruling.refuse) return "refused";
  const whole =
    ruling.identifiers.length === asked.identifiers.length &&
    ruling.fields.length === asked.fields.length &&
    ruling.from === asked.validFrom &&
    ruling.to === asked.validTo;
  return whole ? "granted" : "granted-in-part";
};

export const decisionWords = {
  granted: "Granted",
  "granted-in-part": "Granted in part",
  refused: "Refused",
} as const satisfies Record<Decision, string>;

const rule = async (
  deps: GrantDeps,
  tx: Tx,
  by: Actor,
  asked: Application,
  ruling: Ruling,
  students: FoundStudent[],
): Promise<Application> => {
  const decision = decisionOf(asked, ruling);
  const letterSha256 = await keepDecision(deps, by, asked, ruling, decision);
  const grant = ruling.refuse ? undefined : await grantIt(deps, tx, by, asked, ruling, letterSha256);
  if (grant)
    await insertGrantStudents(
      tx,
      grant,
      students.map(({ studentId }) => studentId),
    );
  await decideApplication(
    tx,
    asked.id,
    { decision, reason: ruling.reason.trim(), letterSha256, grant },
    by,
    deps.clock.now(),
  );
  await recordEvent(tx, {
    actor: by.account,
    action: "application.decided",
    subject: `application:${asked.id}`,
    organization: organizationOf(asked.district),
    details: {
      ...{ decision, applicant: asked.account, document: letterSha256, grant: grant ?? null },
      ...(grant && { fields: ruling.fields, students: students.length, from: ruling.from, to: ruling.to }),
    },
  });
  return (await selectApplications(tx, { id: asked.id, everywhere: true }))[0]!;
};

/** An assignment of its own for each granted application, so that no application opens the fields or students of another. */
const grantIt = async (
  deps: GrantDeps,
  tx: Tx,
  by: Actor,
  asked: Application,
  ruling: Ruling,
  documentSha256: string,
): Promise<string> => {
  const kind = applicationKind(deps);
  const live = (await selectAssignments(tx, asked.account, dayOf(deps.clock))).filter((one) => one.live);
  const role = grantedRole(
    deps,
    live.map((one) => one.role),
  );
  const shown = new Set<string>(visibleFields(deps.policy, role));
  const beyond = ruling.fields.find((field) => !shown.has(field));
  if (beyond)
    throw new Problem("application-too-much", { detail: `The role ${role} is never shown ${fieldTitle(beyond)}.` });
  const { from: validFrom, to: validTo } = ruling;
  const district = findRole(deps.policy, role)?.reach === "district" ? (asked.district ?? by.district) : undefined;
  const assignment = await giveAssignment(deps, tx, by, asked.account, { role, district, validFrom, validTo });
  const grant = {
    ...{ account: asked.account, role, validFrom, validTo, documentSha256, assignment },
    ...{ statement: kind.statement, fields: ruling.fields, title: asked.need.slice(0, 200) },
  };
  for (const met of kind.meets) await giveGrant(deps, tx, by, { ...grant, kind: met });
  return giveGrant(deps, tx, by, { ...grant, kind: kind.id });
};

const keepDecision = (deps: GrantDeps, by: Actor, asked: Application, ruling: Ruling, decision: Decision) => {
  const kind = applicationKind(deps);
  const title = findRole(deps.policy, by.role)?.title ?? by.role;
  const granted = [
    { heading: "Information granted" },
    { paragraph: ruling.fields.map(fieldTitle).join("; ") },
    { heading: `Students granted (${ruling.identifiers.length} of ${asked.identifiers.length} asked for)` },
    { paragraph: ruling.identifiers.join(", ") },
  ];
  return keepLetter(deps.files, {
    jurisdiction: deps.jurisdiction,
    kind: "Decision",
    subject: `${decisionWords[decision]}: access beyond the general rules`,
    date: dayOf(deps.clock),
    from: `${by.name}, ${title}`,
    to: asked.applicantName,
    facts: [
      ["Application of", usDate(dayOf({ now: () => asked.madeAt, timeZone: deps.clock.timeZone }))],
      ["Application", asked.letterSha256.slice(0, 16)],
      ...(ruling.refuse ? [] : [["Granted for", period(ruling.from, ruling.to)] as [string, string]]),
      ["Legal basis", kind.legal_basis],
    ],
    blocks: [
      { heading: "Decision and reason" },
      { paragraph: `${decisionWords[decision]}. ${ruling.reason.trim()}` },
      { heading: "Need stated in the application" },
      { paragraph: asked.need },
      ...(ruling.refuse ? [] : granted),
      { paragraph: kind.statement },
    ],
    signature: { name: by.name, title, at: momentOf(deps.clock) },
  });
};
