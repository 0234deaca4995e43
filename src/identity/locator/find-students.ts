// The locator: who knows a student's names and birth date learns the number (where name and number are kept together), a few facts
// and whom to call; nothing else of anybody. A miss says no more than that nobody fits.
import { type Actor, authorize, organizationOf, systemActor } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx } from "../../platform/index.ts";
import { type Holder, holderOf } from "../registry/answer.ts";
import { inRegistry } from "../registry/as-registry.ts";
import { findFaces } from "../registry/candidates.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type Cells, type FactName, foldFacts } from "../registry/facts.ts";
import { keysOf } from "../registry/match-keys.ts";
import type { RegistryProfile } from "../registry/registry-profile.ts";
import { parseFindFacts } from "./find-facts.ts";
import { countTry, markOf, noteFound } from "./find-tries.ts";
import { selectShown } from "./store.ts";
import { type Fitting, mostShown, whoFits } from "./who-fits.ts";

export type FoundStudent = {
  /** For talking about the student without a name or number. */
  reference: string;
  /** Absent under split custody: the district that holds the record knows it. */
  number: string | undefined;
  /** Facts that the profile shows of another district's student; blank ones are left out. */
  facts: Partial<Record<FactName, string>>;
  /** The district to call. Which school it is, is more than a search may tell. */
  holder: Pick<Holder, "district" | "districtName" | "contact">;
};

/** `tooMany`: more fit than are shown, so none is. */
export type Found = { tooMany: boolean; students: FoundStudent[] };

/** Facts that are kept in the clear and shown. */
const shownFacts = ({ custody, shown }: RegistryProfile): FactName[] =>
  custody === "encoded" ? [] : shown.filter((fact) => fact !== "ssn");

/** Throws `denied`, `operator-sees-no-student`, `facts-unusable`, `too-many-searches`. */
export const findStudents = async (deps: RegistryDeps, actor: Actor, typed: unknown): Promise<Found> => {
  authorizeFind(actor);
  const parsed = parseFindFacts(deps.profile, typed, dayOf(deps.clock));
  if ("errors" in parsed)
    throw new Problem("facts-unusable", { detail: parsed.errors.map(({ message }) => message).join(" ") });
  // No local number: whose it is, is what is sought.
  const cells = foldFacts(parsed.facts, 0, "");
  const tried = await countTry(deps, actor, markOf(deps.locatorKey, cells));
  return inRegistry(deps, (tx) => findIn(deps, tx, actor, cells, tried));
};

/** A person of a district or of the state, in a role that finds; the operator at the machine is neither. */
export const authorizeFind = (actor: Actor): void => {
  authorize(actor, "identifier.find");
  if (actor.role === systemActor.role) throw new Problem("operator-sees-no-student");
  if (actor.grants.reach === "none") throw new Problem("denied", { name: actor.name, action: "identifier.find" });
};

const findIn = async (deps: RegistryDeps, tx: Tx, actor: Actor, cells: Cells, tried: number): Promise<Found> => {
  const fitting = await findFitting(deps, tx, cells);
  const students = await describe(deps, tx, fitting ?? [], shownFacts(deps.profile));
  if (students.length > 0) await noteFound(tx, tried);
  // What was typed stays out of the log; who was found is in it.
  await recordEvent(tx, {
    ...{ actor: actor.account, action: "identifier.find", organization: organizationOf(actor.district) },
    details: { total: students.length, students: students.map(({ reference }) => reference), role: actor.role },
  });
  return { tooMany: fitting === undefined, students };
};

/** Undefined when too many fit. */
const findFitting = async (deps: RegistryDeps, tx: Tx, cells: Cells): Promise<Fitting[] | undefined> => {
  const { codec, model, profile } = deps;
  const encoded = profile.custody === "encoded";
  const options = { model, people: await deps.countPeople(tx), values: codec.table, encoded };
  const fitting = new Map<number, number>();
  for (const asked of encoded ? [cells, ...exchanged(cells)] : [cells]) {
    const fits = whoFits(codec.keep(asked), await findFaces(tx, keysOf(asked, codec.hash)), options);
    if (fits === undefined) return undefined;
    for (const { person, record } of fits) if (!fitting.has(person)) fitting.set(person, record);
  }
  if (fitting.size > mostShown) return undefined;
  return [...fitting].map(([person, record]) => ({ person, record }));
};

/** The same with day and month exchanged, where that is another day. */
const exchanged = (cells: Cells): Cells[] => {
  const [year, month, day] = [cells.dob.slice(0, 4), cells.dob.slice(4, 6), cells.dob.slice(6)];
  return Number(day) <= 12 && day !== month ? [{ ...cells, dob: year + day + month }] : [];
};

const describe = async (
  deps: Pick<RegistryDeps, "places">,
  tx: Tx,
  fitting: readonly Fitting[],
  shown: readonly FactName[],
): Promise<FoundStudent[]> => {
  const rows = await selectShown(tx, fitting, shown);
  return Promise.all(
    rows.map(async ({ reference, number, holder, facts }) => {
      const { district, districtName, contact } = await holderOf(deps, holder, undefined);
      return {
        reference,
        number: number ?? undefined,
        facts: Object.fromEntries(shown.flatMap((fact) => (facts[fact] ? [[fact, facts[fact]]] : []))),
        holder: { district, districtName, contact },
      };
    }),
  );
};
