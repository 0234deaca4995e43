// What crosses district borders, decided before any district is made: where pupils live, who moved, who shares a program.
import type { Directory, Grade, PublishedRow, PublishedTable } from "../directory/index.ts";
import type { Day } from "./days.ts";
import { dayOf } from "./days.ts";
import type { DemoProfile } from "./demo-profile.ts";
import { isHighSchool } from "./grades.ts";
import type { Person } from "./model.ts";
import { Numbers, People } from "./people.ts";
import { Chance } from "./random.ts";
import { nextWeekday } from "./school-days.ts";

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

export type Home = { district: number; town: number };

export type StatePlan = {
  numbers: Numbers;
  arrivals: Map<string, Move[]>;
  departures: Map<number, Move[]>;
  shared: Map<string, Sharing[]>;
  hosted: Map<number, Sharing[]>;
  /** Somewhere to live outside `district`; for high school grades preferably where there is no high school. */
  homeOutside(district: number, grade: Grade, chance: Chance): Home;
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

/** Draws a school of another district that runs the grade, larger ones more often. */
const planPlaces = (table: PublishedTable) => {
  const lists = new Map<Grade, { row: PublishedRow; upTo: number }[]>();
  for (const grade of table.grades) {
    let upTo = 0;
    const rows = table.rows.filter((row) => (row.counts[grade] ?? 0) > 0);
    lists.set(
      grade,
      rows.map((row) => {
        upTo += row.counts[grade] ?? 0;
        return { row, upTo };
      }),
    );
  }
  return (grade: Grade, notIn: number, chance: Chance): PublishedRow | undefined => {
    for (let attempt = 0; attempt < 10; attempt++) {
      const row = drawFrom(lists.get(grade) ?? [], chance)?.row;
      if (row && row.district !== notIn) return row;
    }
    return undefined;
  };
};

const planHomes = (table: PublishedTable, directory: Directory): StatePlan["homeOutside"] => {
  const pupils = new Map<number, number>();
  for (const row of table.rows) pupils.set(row.district, (pupils.get(row.district) ?? 0) + row.total);
  const withHighSchool = new Set(table.rows.filter((row) => (row.counts["9"] ?? 0) > 0).map((row) => row.district));
  const homes = directory.districts
    .filter((district) => district.towns.length > 0)
    .map((district) => ({
      home: { district: district.number, town: district.towns[0]! },
      size: pupils.get(district.number) ?? 0,
    }));
  const cumulate = (list: typeof homes) => {
    let upTo = 0;
    return list.map(({ home, size }) => {
      upTo += size + 1;
      return { home, upTo };
    });
  };
  const all = cumulate(homes);
  const sending = cumulate(homes.filter(({ home }) => !withHighSchool.has(home.district)));
  return (district, grade, chance) => {
    const list = isHighSchool(grade) && sending.length > 0 ? sending : all;
    for (let attempt = 0; attempt < 10; attempt++) {
      const home = drawFrom(list, chance)?.home;
      if (home && home.district !== district) return home;
    }
    const other = homes.find(({ home }) => home.district !== district) ?? homes[0];
    return other?.home ?? { district, town: 0 };
  };
};

const drawFrom = <Entry extends { upTo: number }>(list: Entry[], chance: Chance): Entry | undefined => {
  const draw = chance.unit() * (list.at(-1)?.upTo ?? 0);
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (draw < list[middle]!.upTo) high = middle;
    else low = middle + 1;
  }
  return list[low];
};
