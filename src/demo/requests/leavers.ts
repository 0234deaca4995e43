// Pupils of the earlier years who are in no file of this year: they left the state. Some moved within it first. Pure, seeded.
import type { Grade, PublishedRow } from "../../directory/index.ts";
import type { Person } from "../model.ts";
import { Numbers, People } from "../people.ts";
import { Chance } from "../random.ts";
import { planPlaces } from "../state-places.ts";
import type { StateInput } from "../state-plan.ts";
import { type Arrival, yearsBefore } from "./past.ts";

/** Keys from here on are of pupils who left; no state is so large that it would reach them. */
const firstKey = 60_000_000;

export const hasLeft = (person: number): boolean => person >= firstKey;

/** Those of a district with so many pupils: for each person the districts that asked, oldest first. */
export type Leavers = (district: number, pupils: number) => Arrival[][];

export const leaversOf = (input: StateInput): Leavers => {
  const { table, profile, seed } = input;
  const numbers = new Numbers(new Chance(seed, "leavers"), firstKey);
  const places = planPlaces(table);
  return (district, pupils) => {
    const chance = new Chance(seed, "leavers", district);
    const people = new People(profile, table.year - 1, numbers, chance, { diversity: 1, siblings: true });
    const rows = table.rows.filter((row) => row.district === district && row.total > 0);
    const all: Arrival[][] = [];
    const visit = (person: Person, grade: Grade, { school }: PublishedRow): void => {
      const arrivals: Arrival[] = [{ person, year: table.year - 1 - chance.below(yearsBefore), district, school }];
      const next = chance.unit() < 0.2 ? places(grade, district, chance) : undefined;
      if (next) arrivals.push({ person, year: table.year - 1, district: next.district, school: next.school });
      all.push(arrivals);
    };
    const left = chance.count(pupils, profile.past.left_the_state);
    while (all.length < left) {
      const row = chance.pick(rows);
      const grade = chance.pick(table.grades.filter((each) => (row.counts[each] ?? 0) > 0));
      const person = people.person(grade);
      visit(person, grade, row);
      // Far more twins than elsewhere: somebody has to be undecided.
      if (chance.happens(profile.shares.twins * 4)) visit(people.twin(person, grade), grade, row);
    }
    return all;
  };
};
