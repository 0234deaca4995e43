// Writes the records of one district's file: one for each stay of a pupil, with dates, codes and attendance that fit together.
import type { District, Grade, PublishedRow, School, SchoolKind } from "../directory/index.ts";
import { type Day, dayOf } from "./days.ts";
import type { ShareName, StatusName } from "./demo-profile.ts";
import { isHighSchool } from "./grades.ts";
import type { Person, SynthRecord } from "./model.ts";
import { type Payer, Payers } from "./payers.ts";
import type { Chance } from "./random.ts";
import { nextWeekday, SchoolDays } from "./school-days.ts";
import type { Move, Sharing, StateInput, StatePlan } from "./state-plan.ts";

type Stay = Partial<
  Omit<
    SynthRecord,
    "person" | "sau" | "district" | "school" | "status" | "town" | "payingDistrict" | "grade" | "present" | "absent"
  >
>;

const events: ShareName[] = [
  "moved_within_district",
  "changed_program",
  "changed_responsibility",
  "late_entry",
  "exit_after_count",
];

export class DistrictRecords {
  readonly records: SynthRecord[] = [];
  private readonly input: StateInput;
  private readonly payers: Payers;
  private readonly district: District;
  private readonly rows: PublishedRow[];
  private readonly chance: Chance;
  private readonly days: SchoolDays;
  private readonly elsewhere: School[];

  constructor(input: StateInput, plan: StatePlan, district: District, rows: PublishedRow[], chance: Chance) {
    const { directory, profile, table } = input;
    const school = directory.schools.find((each) => each.district === district.number);
    if (!school) throw new Error(`district ${district.number} has no school in the directory`);
    this.input = input;
    this.payers = new Payers(profile, district, plan.homeOutside, chance);
    this.district = district;
    this.rows = rows;
    this.chance = chance;
    this.days = new SchoolDays(profile, table.year, school.opens, school.closes);
    this.elsewhere = directory.schools.filter((each) => each.district === 0);
  }

  /** A pupil who is counted here: most from the first day on, some late, a few after a change within the district. */
  enrol(school: School, grade: Grade, person: Person): void {
    const payer = this.payers.payer(school.kind, grade);
    const event = this.event();
    const other = event === "moved_within_district" ? this.otherSchool(school, grade) : undefined;
    if (other) this.change(other, school, grade, person, payer, payer, "same_district");
    else if (event === "changed_program")
      this.change(school.number, school, grade, person, payer, payer, "same_school");
    else if (event === "changed_responsibility") {
      const earlier: Payer = { status: "tuition", ...this.payers.home(grade) };
      this.change(school.number, school, grade, person, earlier, payer, "responsibility");
    } else this.stay(school, grade, person, payer, { ...this.dates(event, grade), counted: true });
  }

  /** What sets this pupil apart, by the shares of the profile; most often nothing. */
  private event(): ShareName | undefined {
    let draw = this.chance.unit() * 10_000;
    return events.find((name) => {
      draw -= this.input.profile.shares[name];
      return draw < 0;
    });
  }

  private dates(event: ShareName | undefined, grade: Grade): Stay {
    const { chance, days } = this;
    const { entry_codes, exit_codes } = this.input.profile;
    if (event === "late_entry") {
      const entry = days.weekday(days.opening + 2, days.count, chance);
      return { entry, entryCode: chance.pick(entry_codes.late) };
    }
    if (event !== "exit_after_count") return {};
    const codes = isHighSchool(grade) ? exit_codes.left_high_school : exit_codes.left;
    return { exit: days.weekday(days.count + 1, days.count + 9, chance), exitCode: chance.pick(codes) };
  }

  private otherSchool(school: School, grade: Grade): number | undefined {
    return this.rows.find((row) => row.school !== school.number && (row.counts[grade] ?? 0) > 0)?.school;
  }

  /** The closed record before a change and the open one after it. */
  private change(
    before: number,
    school: School,
    grade: Grade,
    person: Person,
    earlier: Payer,
    payer: Payer,
    reason: "same_district" | "same_school" | "responsibility",
  ): void {
    const { entry_codes, exit_codes } = this.input.profile;
    const exit = this.days.weekday(this.days.opening + 4, this.days.count - 4, this.chance);
    this.stay({ ...school, number: before }, grade, person, earlier, {
      exit,
      exitCode: exit_codes[reason],
      reserved: false,
    });
    const entry = nextWeekday(exit);
    this.stay(school, grade, person, payer, { entry, entryCode: entry_codes[reason], counted: true, reserved: true });
  }

  arrive(school: School, move: Move): void {
    const entryCode = this.input.profile.entry_codes.other_public;
    const claim = move.unclosed ? { reserved: true, claimedBy: move.from.district } : {};
    const payer = this.payers.payer(school.kind, move.grade);
    this.stay(school, move.grade, move.person, payer, { entry: move.entry, entryCode, counted: true, ...claim });
  }

  depart(school: School, move: Move): void {
    const exitCode = this.input.profile.exit_codes.other_public;
    const claim = move.unclosed ? { reserved: true, unclosedTo: move.to.district } : {};
    const payer = this.payers.payer(school.kind, move.grade);
    this.stay(school, move.grade, move.person, payer, { exit: move.exit, exitCode, away: true, ...claim });
  }

  /** A pupil of another district who follows a program here. */
  host(school: School, { person, grade, home }: Sharing): void {
    const town = this.input.directory.districts.find(({ number }) => number === home.district)?.towns[0];
    const from = town === undefined ? this.payers.home(grade) : { town, payingDistrict: home.district };
    this.stay(school, grade, person, { status: "shared", ...from }, { away: true });
  }

  /** A pupil of last year who did not come back. */
  withdraw(school: School, grade: Grade, person: Person): void {
    const { chance, days } = this;
    const july = this.day("07-01");
    const exit = days.weekday(july + 4, days.opening - 4, chance);
    const entry = chance.unit() < 0.2 ? july : 0;
    const exitCode = chance.pick(this.input.profile.exit_codes.summer);
    const entryCode = entry === 0 ? "" : this.input.profile.entry_codes.first;
    this.stay(school, grade, person, this.payers.withdrawn(school.kind, grade), { entry, entryCode, exit, exitCode });
  }

  /** A pupil who finished school over the summer. */
  complete(school: School, grade: Grade, person: Person): void {
    const { chance, days } = this;
    const { completion, exit_codes } = this.input.profile;
    const july = this.day("07-01");
    this.stay(school, grade, person, this.payers.withdrawn(school.kind, grade), {
      entry: 0,
      entryCode: "",
      exit: days.weekday(july + 4, days.opening - 4, chance),
      exitCode: exit_codes.completed,
      outcome: completion.outcome,
      diploma: chance.pick(completion.diplomas),
      plans: chance.pick(completion.plans),
    });
  }

  /** A pupil who came on the first day and was gone before the count. */
  leave(school: School, grade: Grade, person: Person): void {
    const { left, left_high_school } = this.input.profile.exit_codes;
    const exitCode = this.chance.pick(isHighSchool(grade) ? left_high_school : left);
    const exit = this.days.weekday(this.days.opening + 4, this.days.count - 1, this.chance);
    this.stay(school, grade, person, this.payers.payer(school.kind, grade), { exit, exitCode });
  }

  homeEducate(school: School, grade: Grade, person: Person): void {
    const entryCode = this.input.profile.entry_codes.home_educated;
    this.stay(school, grade, person, this.payers.resident("home_educated"), { entryCode });
  }

  /** A pupil of the district who goes to a school outside of it, at its cost. */
  place(status: StatusName, kind: SchoolKind, grade: Grade, person: Person): void {
    const schools = this.elsewhere.filter((school) => school.kind === kind && school.grades.includes(grade));
    if (schools.length > 0) this.stay(this.chance.pick(schools), grade, person, this.payers.resident(status), {});
  }

  attendElse(status: StatusName, school: School, grade: Grade, person: Person): void {
    this.stay(school, grade, person, this.payers.resident(status), {});
  }

  exchange(school: School, grade: Grade, person: Person): void {
    const { district, town } = this.input.profile.parent_paid;
    this.stay(school, grade, person, { status: "exchange", town, payingDistrict: district }, {});
  }

  private stay(school: School, grade: Grade, person: Person, payer: Payer, stay: Stay): void {
    const { chance, days } = this;
    const entry = stay.entry ?? days.opening;
    const exit = stay.exit ?? 0;
    const attended = entry === 0 || entry < days.opening ? 0 : days.between(entry, exit === 0 ? days.file : exit);
    // Preschool sits half the day.
    const halfDays = attended * (grade === "PK" ? 1 : 2);
    const absent = Math.min(halfDays, Math.floor(halfDays * 0.11 * chance.unit() ** 2 + chance.unit() * 1.2));
    this.records.push({
      person,
      sau: this.district.sau,
      district: this.district.number,
      school: school.number,
      status: this.input.profile.statuses[payer.status],
      town: payer.town,
      payingDistrict: payer.payingDistrict,
      grade,
      entry,
      entryCode: stay.entryCode ?? this.input.profile.entry_codes.first,
      exit,
      exitCode: stay.exitCode ?? "",
      present: halfDays - absent,
      absent,
      outcome: stay.outcome ?? "",
      diploma: stay.diploma ?? "",
      plans: stay.plans ?? "",
      counted: stay.counted ?? false,
      away: stay.away ?? false,
      reserved: stay.reserved ?? false,
      unclosedTo: stay.unclosedTo ?? 0,
      claimedBy: stay.claimedBy ?? 0,
    });
  }

  private day(monthDay: string): Day {
    return dayOf(`${this.input.table.year - 1}-${monthDay}`);
  }
}
