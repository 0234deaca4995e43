// Which facts of a record a person sees in a near match: only what the role may see of any student at all, and of another
// district's student only what the profile shows. Of everything else no more is told than how far it agrees.
import type { Actor } from "../../access/index.ts";
import type { FactName } from "../registry/facts.ts";
import { askedFacts, type RegistryProfile } from "../registry/registry-profile.ts";

/** Facts as they were said; null where blank, or where the custody keeps none. */
export type KeptFacts = Partial<Record<FactName, string | null>>;

export type VisibleFacts = Partial<Record<FactName, string>>;

/** A role's rights are about students' records, whose columns have the names of the facts. */
const mayName = ({ grants }: Actor, fact: FactName): boolean => grants.fields.has(`student.${fact}`);

/** What `actor` sees of a record that `district` submitted. `asked`: the record is the question that is to be answered. */
export const visibleFacts = (
  profile: RegistryProfile,
  actor: Actor,
  kept: KeptFacts,
  { district, asked }: { district: number; asked: boolean },
): VisibleFacts => {
  const open = (fact: FactName): boolean => asked || actor.district === district || profile.shown.includes(fact);
  return Object.fromEntries(
    askedFacts(profile).flatMap(({ fact }) => {
      const value = kept[fact];
      return value && mayName(actor, fact) && open(fact) ? [[fact, value]] : [];
    }),
  );
};

/** The asking district's own identifier of the child. */
export const visibleLocal = ({ grants }: Actor, local: string | null): string | undefined =>
  grants.fields.has("student.local_identifier") ? (local ?? undefined) : undefined;
