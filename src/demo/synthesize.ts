// Makes a state, district by district: every pupil of a published table, and the records around them that are not counted.
import type { District, Grade, PublishedRow, School } from "../directory/index.ts";
import { DistrictRecords } from "./district-records.ts";
import { gradeIndex, isHighSchool } from "./grades.ts";
import type { Person, SynthRecord } from "./model.ts";
import { People } from "./people.ts";
import { Chance } from "./random.ts";
import { cellOf, planState, type StateInput, type StatePlan } from "./state-plan.ts";

export type SynthDistrict = {
  district: District;
  /** The clean file, in order. */
  records: SynthRecord[];
  /** Pupils that the published table counts here, times the scale. */
  counted: number;
};

/**
 * The districts of the table in order of their numbers. The same input and seed give the same pupils on every machine.
 * Counting the records as the state does gives the table, times `scale`, school by school and grade by grade.
 */
export function* synthesize(input: StateInput): Generator<SynthDistrict> {
  const plan = planState(input);
  const rows = new Map<number, PublishedRow[]>();
  for (const row of input.table.rows) rows.set(row.district, [...(rows.get(row.district) ?? []), row]);
  for (const district of input.directory.districts) {
    const schools = rows.get(district.number);
    if (schools) yield makeDistrict(input, plan, district, schools);
  }
}

const makeDistrict = (input: StateInput, plan: StatePlan, district: District, rows: PublishedRow[]): SynthDistrict => {
  const { profile, table, scale, seed } = input;
  const chance = new Chance(seed, "district", district.number);
  const pupils = rows.reduce((sum, row) => sum + row.total, 0);
  // Cities are more diverse than villages, and no two districts alike.
  const diversity = (pupils > 8_000 ? 2.6 : pupils > 3_500 ? 1.1 : 0.55) * (0.6 + chance.unit() * 0.8);
  const people = new People(profile, table.year, plan.numbers, chance, { diversity, siblings: true });
  const schools = new Map(input.directory.schools.map((school) => [school.number, school]));
  const maker = new DistrictRecords(input, plan, district, rows, chance);
  let counted = 0;
  for (const row of [...rows].sort((one, other) => one.school - other.school)) {
    const school = schools.get(row.school) as School;
    const grades = (Object.keys(row.counts) as Grade[]).sort((one, other) => gradeIndex(one) - gradeIndex(other));
    for (const grade of grades) {
      const size = (row.counts[grade] ?? 0) * scale;
      if (size === 0) continue;
      counted += size;
      const cell = cellOf(row.school, grade);
      const arrivals = plan.arrivals.get(cell) ?? [];
      const shared = plan.shared.get(cell) ?? [];
      for (const move of arrivals) maker.arrive(school, move);
      for (const sharing of shared) maker.enrol(school, grade, sharing.person);
      let left = size - arrivals.length - shared.length;
      while (left > 0) {
        const person = people.person(grade);
        maker.enrol(school, grade, person);
        left--;
        if (left > 0 && chance.happens(profile.shares.twins)) {
          maker.enrol(school, grade, people.twin(person, grade));
          left--;
        }
      }
      addUncounted(input, maker, chance, school, grade, size, (delay) => people.person(grade, delay));
    }
    for (const move of plan.departures.get(district.number) ?? [])
      if (move.from.school === row.school) maker.depart(school, move);
    for (const sharing of plan.hosted.get(district.number) ?? [])
      if (sharing.host.school === row.school) maker.host(school, sharing);
  }
  return { district, records: maker.records, counted };
};

/** Records that the state keeps and does not count: who left over the summer or in September, who learns elsewhere. */
const addUncounted = (
  { profile }: StateInput,
  maker: DistrictRecords,
  chance: Chance,
  school: School,
  grade: Grade,
  size: number,
  person: (delay?: number) => Person,
): void => {
  const { shares } = profile;
  const times = (share: number, make: () => void): void => {
    for (let count = chance.count(size, share); count > 0; count--) make();
  };
  times(shares.withdrawn_in_summer, () => maker.withdraw(school, grade, person()));
  times(shares.left_before_count, () => maker.leave(school, grade, person()));
  if (grade === "12") times(shares.completed_in_summer, () => maker.complete(school, grade, person()));
  if (school.kind !== "public") return;
  times(shares.home_educated, () => maker.homeEducate(school, grade, person()));
  times(shares.out_of_state, () => maker.place("out_of_state", "out-of-state", grade, person()));
  times(shares.nonpublic, () => maker.place("nonpublic", "nonpublic", grade, person()));
  times(shares.nonpublic_special, () => maker.place("nonpublic_special", "nonpublic", grade, person()));
  if (!isHighSchool(grade)) return;
  if (grade !== "12")
    times(shares.alternative_day, () => maker.attendElse("alternative_day", school, grade, person(0)));
  else times(shares.adult_plan * 4, () => maker.attendElse("adult_plan", school, grade, person(1)));
  times(shares.exchange, () => maker.exchange(school, grade, person(0)));
};
