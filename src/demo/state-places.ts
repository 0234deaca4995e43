// Where pupils of a made-up state may live or go to school outside their own district; larger places are drawn more often.
import type { Directory, Grade, PublishedRow, PublishedTable } from "../directory/index.ts";
import { isHighSchool } from "./grades.ts";
import type { Chance } from "./random.ts";

type Home = { district: number; town: number };

/** Somewhere to live outside `district`; for high school grades preferably where there is no high school. */
export type DrawHome = (district: number, grade: Grade, chance: Chance) => Home;

/** Draws a school of another district that runs the grade, larger ones more often. */
export const planPlaces = (table: PublishedTable) => {
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

export const planHomes = (table: PublishedTable, directory: Directory): DrawHome => {
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
