// What crosses district borders, decided before any district is made: where pupils live, who moved, who shares a program.
import type { Directory, Grade, PublishedRow, PublishedTable } from "../directory/index.ts";
import { type Day, dayOf } from "./days.ts";
import type { DemoProfile } from "./demo-profile.ts";
import type { Person } from "./model.ts";
import { Numbers, People } from "./people.ts";
import { Chance } from "./random.ts";
import { nextWeekday } from "./school-days.ts";
import { type DrawHome, planHomes, planPlaces } from "./state-places.ts";

/** A pupil who began the year in `from` and was counted in `to`. */
export type Move = {
  person: Person;
  grade: Grade;
  from: PublishedRow;
  to: PublishedRow;
  exit: Day;
  entry: Day;
  /** True where the first upload of `from` forgets the exit, so that both districts claim the pupil. */
  unclosed: boolean;
};

/** A pupil counted at `home` who has a further record in another district. */
export type Sharing = { person: Person; grade: Grade; home: PublishedRow; host: PublishedRow };

export type StatePlan = {
  numbers: Numbers;
  arrivals: Map<string, Move[]>;
  departures: Map<number, Move[]>;
  shared: Map<string, Sharing[]>;
  hosted: Map<number, Sharing[]>;
  homeOutside: DrawHome;
};

export const cellOf = (school: number, grade: Grade): string => `${school}/${grade}`;

export type StateInput = {
  table: PublishedTable;
  directory: Directory;
  profile: DemoProfile;
  scale: number;
  seed: number;
};

export const planState = ({ table, directory, profile, scale, seed }: StateInput): StatePlan => {
  const chance = new Chance(seed, "plan");
  const numbers = new Numbers(chance);
  const people = new People(profile, table.year, numbers, chance, { diversity: 1, siblings: false });
  const plan: StatePlan = {
    numbers,
    arrivals: new Map(),
    departures: new Map(),
    shared: new Map(),
    hosted: new Map(),
    homeOutside: planHomes(table, directory),
  };
  const places = planPlaces(table);
  const moves: Move[] = [];
  // By then every district has been open for a week, and the next school can enter the pupil before the count.
  const first =
    Math.max(...directory.schools.filter((school) => school.district > 0).map((school) => dayOf(school.opens))) + 6;
  const last = dayOf(`${table.year - 1}-${profile.count_day}`) - 5;
  for (const to of table.rows)
    for (const grade of table.grades) {
      const pupils = (to.counts[grade] ?? 0) * scale;
      const arriving = Math.min(pupils, chance.count(pupils, profile.shares.moved_between_districts));
      for (let index = 0; index < arriving; index++) {
        const from = places(grade, to.district, chance);
        if (!from) continue;
        const exit = last - chance.below(Math.max(1, last - first));
        const unclosed = chance.happens(profile.moved_between_districts_unclosed.share_of_moves);
        moves.push({ person: people.person(grade), grade, from, to, exit, entry: nextWeekday(exit), unclosed });
      }
      const sharing = Math.min(pupils - arriving, chance.count(pupils, profile.shares.shared_program));
      for (let index = 0; index < sharing; index++) {
        const host = places(grade, to.district, chance);
        if (!host) continue;
        const shared = { person: people.person(grade), grade, home: to, host };
        add(plan.shared, cellOf(to.school, grade), shared);
        add(plan.hosted, host.district, shared);
      }
    }
  const [some] = moves;
  if (some && !moves.some((move) => move.unclosed)) some.unclosed = true;
  for (const move of moves) {
    add(plan.arrivals, cellOf(move.to.school, move.grade), move);
    add(plan.departures, move.from.district, move);
  }
  return plan;
};

const add = <Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};
