// The people of the made-up state: a clerk and a superintendent in every district, a data manager of the state.
import { type Access, type Actor, systemActor } from "../access/index.ts";
import type { District } from "../directory/index.ts";

export type Cast = { stateManager: Actor; clerks: Map<number, Actor>; superintendents: Map<number, Actor> };

/** Accounts that are there already are used: building again changes nobody. Addresses are of example.org. */
export const makeCast = async (
  access: Access,
  districts: readonly District[],
  progress: (share: number) => void,
): Promise<Cast> => {
  const actorOf = async (name: string, email: string, role: string, district?: number): Promise<Actor> => {
    if (!(await access.findAccount(email))) await access.createAccount(systemActor, { name, email, role, district });
    return access.getActor(email);
  };
  const clerks = new Map<number, Actor>();
  const superintendents = new Map<number, Actor>();
  for (const [at, { number, name }] of districts.entries()) {
    clerks.set(number, await actorOf(`Clerk of ${name}`, `clerk-${number}@example.org`, "clerk", number));
    const email = `superintendent-${number}@example.org`;
    superintendents.set(number, await actorOf(`Superintendent of ${name}`, email, "superintendent", number));
    progress((at + 1) / districts.length);
  }
  return {
    stateManager: await actorOf("Robin Hale", "state-manager@example.org", "state-manager"),
    clerks,
    superintendents,
  };
};
