// A written application for access beyond the rules: which students, which fields, what need, from when to when. Nothing
// of it is looked up for the person who applies.
import { recordEvent } from "../../audit/index.ts";
import { dayOf, isUuid, Problem, withTransaction } from "../../platform/index.ts";
import { organizationOf } from "../accounts/deps.ts";
import { type Actor, authorize, can } from "../policy/actor.ts";
import { findRole, visibleFields } from "../policy/policy.ts";
import { type FieldName, findField } from "../policy/record-fields.ts";
import { insertApplication, selectApplications } from "./application-store.ts";
import { type GrantDeps, getKind, kindsOf, noteView } from "./deps.ts";
import { keepLetter, period } from "./documents/letter.ts";
import { momentOf } from "./documents/moment.ts";
import type { Application, Asked } from "./model.ts";
import { assertSignature } from "./signature.ts";

const identifierLimit = 500;

/** The kind that applications are granted as; throws `grant-kind-unknown` where the profile takes none. */
export const applicationKind = (deps: GrantDeps) =>
  getKind(deps, kindsOf(deps, "apply")[0]?.id ?? "application", "apply");

/** The role that a granted application acts in: the applicant's own where the kind names it, else its first one. */
export const grantedRole = (deps: GrantDeps, applicantRoles: readonly string[]): string => {
  const { roles } = applicationKind(deps);
  return roles.find((role) => applicantRoles.includes(role)) ?? roles[0]!;
};

/** Fields that can be asked for: those that the role of a granted application may be shown at all. */
export const applicableFields = (deps: GrantDeps, actor: Pick<Actor, "role">): FieldName[] =>
  visibleFields(deps.policy, grantedRole(deps, [actor.role]));

export const fieldTitle = (name: string): string => {
  const field = findField(name);
  return field ? `${field.field.title} (${field.table.replaceAll("_", " ")})` : name;
};

/** Identifiers as they are written: one a line, or with commas between. */
export const identifiersOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((one) => one.trim())
      .filter((one) => one !== ""),
  ),
];

const check = (deps: GrantDeps, actor: Actor, asked: Asked): void => {
  const incomplete = (detail: string) => new Problem("application-incomplete", { detail });
  if (asked.identifiers.length === 0) throw incomplete("Name the students by their identifiers.");
  if (asked.identifiers.length > identifierLimit) throw incomplete(`Name at most ${identifierLimit} students.`);
  if (asked.identifiers.some((one) => one.length > 40)) throw incomplete("An identifier has at most 40 characters.");
  if (asked.fields.length === 0) throw incomplete("Choose the fields that you need.");
  const offered = new Set<string>(applicableFields(deps, actor));
  for (const field of asked.fields) if (!offered.has(field)) throw new Problem("field-unknown", { field });
  if (asked.need.trim().length < 10) throw incomplete("Describe the educational need.");
  if (asked.to < asked.from) throw incomplete("The last day lies before the first.");
  if (asked.to < dayOf(deps.clock)) throw incomplete("The last day is over.");
};

export const apply = async (
  deps: GrantDeps,
  actor: Actor,
  asked: Asked & { signature: string },
): Promise<Application> => {
  authorize(actor, "application.make");
  const kind = applicationKind(deps);
  check(deps, actor, asked);
  assertSignature(actor, asked.signature);
  const title = findRole(deps.policy, actor.role)?.title ?? actor.role;
  return withTransaction(deps.db, async (tx) => {
    const letterSha256 = await keepLetter(deps.files, {
      jurisdiction: deps.jurisdiction,
      kind: "Application",
      subject: "Access beyond the general rules",
      date: dayOf(deps.clock),
      from: `${actor.name}, ${title}`,
      to: kind.givers.map((role) => findRole(deps.policy, role)?.title ?? role).join(" or "),
      facts: [
        ["Period", period(asked.from, asked.to)],
        ["Legal basis", kind.legal_basis],
      ],
      blocks: [
        { heading: "Educational need" },
        { paragraph: asked.need.trim() },
        { heading: "Information asked for" },
        { paragraph: asked.fields.map(fieldTitle).join("; ") },
        { heading: `Students asked for (${asked.identifiers.length})` },
        { paragraph: asked.identifiers.join(", ") },
      ],
      signature: { name: actor.name, title, at: momentOf(deps.clock) },
    });
    const id = await insertApplication(
      tx,
      {
        ...{ account: actor.account, applicantName: actor.name },
        ...(actor.district === undefined ? {} : { district: actor.district }),
        ...{ identifiers: asked.identifiers, fields: asked.fields as FieldName[], need: asked.need.trim() },
        ...{ validFrom: asked.from, validTo: asked.to, letterSha256 },
      },
      deps.clock.now(),
    );
    await recordEvent(tx, {
      actor: actor.account,
      action: "application.made",
      subject: `application:${id}`,
      organization: organizationOf(actor.district),
      details: { fields: asked.fields, students: asked.identifiers.length, from: asked.from, to: asked.to },
    });
    return (await selectApplications(tx, { id, everywhere: true }))[0]!;
  });
};

export type ApplicationList = { own: Application[]; toDecide: Application[]; mayApply: boolean };

/** The own ones, and for who decides, those of the reach. Throws `denied` for who neither applies nor decides. */
export const listApplications = async (deps: GrantDeps, actor: Actor): Promise<ApplicationList> => {
  const own = await selectApplications(deps.db, { account: actor.account, everywhere: true });
  const mayApply = can(actor, "application.make");
  const decides = mayDecide(deps, actor);
  if (!mayApply && !decides && own.length === 0) authorize(actor, "application.make");
  if (!decides) return { own, toDecide: [], mayApply };
  const reach = actor.grants.reach === "state" ? { everywhere: true } : { district: actor.district };
  return withTransaction(deps.db, async (tx) => {
    const toDecide = await selectApplications(tx, reach);
    await noteView(tx, actor, "application.list", { found: toDecide.length });
    return { own, mayApply, toDecide };
  });
};

/** The profile names who decides; the action alone is not enough, since the decision cannot be delegated. */
export const mayDecide = (deps: GrantDeps, actor: Actor): boolean =>
  kindsOf(deps, "apply").some(({ givers }) => givers.includes(actor.role)) && can(actor, "application.decide");

/** One's own, or one that the person decides; else `not-found`. */
export const getApplication = async (deps: GrantDeps, actor: Actor, id: string): Promise<Application> => {
  const uuid = isUuid(id);
  const [found] = uuid ? await selectApplications(deps.db, { id, everywhere: true }) : [];
  const seen = found && (found.account === actor.account || (mayDecide(deps, actor) && isOf(actor, found)));
  if (!found || !seen) throw new Problem("not-found");
  await withTransaction(deps.db, (tx) => noteView(tx, actor, "application.view", { subject: `application:${id}` }));
  return found;
};

export const isOf = (actor: Actor, { district }: Pick<Application, "district">): boolean =>
  actor.grants.reach === "state" || (district !== undefined && district === actor.district);
