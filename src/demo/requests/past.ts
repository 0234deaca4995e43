// Where a pupil of this year was in the school years before, and how the pupil's name was then: the ground truth of the requests
// for identifiers. Told by seed and person alone, so that it does not matter who asks first. Pure.
import type { Grade, PublishedRow } from "../../directory/index.ts";
import { drawLast } from "../draw-names.ts";
import type { Person, SynthRecord } from "../model.ts";
import { Chance } from "../random.ts";
import { planPlaces } from "../state-places.ts";
import type { StateInput } from "../state-plan.ts";

/** A pupil in a district for the first time: when the district needs the pupil's number. */
export type Arrival = { person: Person; year: number; district: number; school: number };

/** How many school years the registry looks back on when this year begins. */
export const yearsBefore = 2;

const order: readonly Grade[] = ["PK", "KG", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "PG"];

/** The grade that most pupils of a grade were in so many years before; undefined before school. */
const gradeBefore = (grade: Grade, years: number): Grade | undefined =>
  order[order.indexOf(grade === "R" ? "KG" : grade) - years];

export class Past {
  private readonly input: StateInput;
  private readonly places: ReturnType<typeof planPlaces>;
  private readonly rows = new Map<number, PublishedRow[]>();

  constructor(input: StateInput) {
    this.input = input;
    this.places = planPlaces(input.table);
    for (const row of input.table.rows) this.rows.set(row.district, [...(this.rows.get(row.district) ?? []), row]);
  }

  /**
   * The pupil of a record in this district for the first time, and in the districts where the pupil was before: oldest first.
   * A pupil with records in two districts has a past in one of them only: the one that the pupil came from.
   */
  arrivals(record: SynthRecord): Arrival[] {
    const { person, district, school } = record;
    const { year } = this.input.table;
    const { entry_codes } = this.input.profile;
    const guest = record.away ? record.exit === 0 : record.entryCode === entry_codes.other_public;
    const stays = guest ? [] : this.stays(record);
    // Who did not come back after the summer was here the year before.
    if (record.entry > 0 || stays.length === 0) stays.push({ person, year, district, school });
    const seen = new Set<number>();
    return stays.filter((stay) => !seen.has(stay.district) && seen.add(stay.district));
  }

  private stays({ person, district, school, grade, entry }: SynthRecord): Arrival[] {
    const { table, profile, seed } = this.input;
    const chance = new Chance(seed, "past", person.key);
    const stays: Arrival[] = [];
    let place = { district, school };
    for (let back = 1; back <= yearsBefore; back++) {
      const before = gradeBefore(grade, back);
      if (before === undefined || (before === "PK" && chance.unit() < 0.7)) break;
      const gone = back === 1 && entry === 0;
      if (!gone) {
        if (chance.happens(profile.past.came_from_elsewhere)) break;
        const moved = chance.happens(profile.past.moved_between_districts);
        const found = (moved ? undefined : this.schoolOf(place, before)) ?? this.places(before, district, chance);
        if (!found) break;
        place = found;
      }
      stays.unshift({ person, year: table.year - back, ...place });
    }
    return stays;
  }

  private schoolOf({ district, school }: { district: number; school: number }, grade: Grade) {
    const rows = (this.rows.get(district) ?? []).filter((row) => (row.counts[grade] ?? 0) > 0);
    return rows.find((row) => row.school === school) ?? rows[0];
  }
}

/** The pupil's family name in a school year: parents marry, children are adopted. */
export const lastNameIn = (person: Person, year: number, { table, profile, seed }: StateInput): string => {
  const parents = new Chance(seed, "marriage", person.family);
  const since = (chance: Chance) => table.year - chance.below(yearsBefore);
  if (parents.happens(profile.past.parents_married) && year < since(parents)) {
    const former = drawLast("general", parents);
    return parents.unit() < 0.3 ? `${former}-${person.last}` : former;
  }
  const own = new Chance(seed, "adoption", person.key);
  if (own.happens(profile.past.adopted) && year < since(own)) return drawLast("general", own);
  return person.last;
};
