// Makes persons: families with brothers and sisters, twins, names that fit, birth dates that fit the grade.
import type { Grade } from "../directory/index.ts";
import { dayOf } from "./days.ts";
import type { DemoProfile } from "./demo-profile.ts";
import { drawDelay, gradeIndex, usualAge } from "./grades.ts";
import type { Person } from "./model.ts";
import { familyNames, givenNames, type NameStock } from "./names.ts";
import type { Chance } from "./random.ts";

type Family = {
  number: number;
  last: string;
  race: string;
  stock: NameStock;
  homeless: string;
  military: string;
  births: number[];
  /** One bit for each grade that a child of the family is in. */
  grades: number;
};

/** Numbers that no two persons or families of a state share. Student identifiers have ten digits and look unrelated. */
export class Numbers {
  private readonly start: number;
  private persons = 0;
  private families = 0;

  constructor(chance: Chance) {
    this.start = Math.floor(chance.unit() * span);
  }

  /** Multiplying by a number coprime to the span visits every identifier once. */
  student(): string {
    const index = this.persons++;
    const high = (factor * Math.floor(index / 65_536)) % span;
    const product = (((high * 65_536) % span) + factor * (index % 65_536)) % span;
    return String(1_000_000_000 + ((this.start + product) % span));
  }

  family(): number {
    return ++this.families;
  }

  get made(): number {
    return this.persons;
  }
}

const span = 9_000_000_000;
const factor = 3_141_592_651;
/** Brothers and sisters are born at least this many days apart. */
const betweenBirths = 300;

/** `diversity` multiplies every share of `races` but the first; without `siblings` every person has a family of their own. */
export type Place = { diversity: number; siblings: boolean };

/** The people of one place. */
export class People {
  private readonly families: Family[] = [];
  private readonly races: { upTo: number; code: string; stock: NameStock }[] = [];
  private readonly military: { upTo: number; code: string }[] = [];
  private readonly siblings: boolean;
  private readonly profile: DemoProfile;
  private readonly year: number;
  private readonly numbers: Numbers;
  private readonly chance: Chance;

  constructor(profile: DemoProfile, year: number, numbers: Numbers, chance: Chance, place: Place) {
    this.siblings = place.siblings;
    this.profile = profile;
    this.year = year;
    this.numbers = numbers;
    this.chance = chance;
    let upTo = 0;
    for (const race of profile.races.slice(1)) {
      upTo += race.share * place.diversity;
      this.races.push({ upTo, code: race.code, stock: race.names });
    }
    let served = 0;
    for (const [code, share] of Object.entries(profile.military.codes)) {
      served += share;
      this.military.push({ upTo: served, code });
    }
  }

  /** A pupil of the grade: a new family's first, or a brother or sister of one who is there. */
  person(grade: Grade, delay = drawDelay(grade, this.profile.shares.unusual_age_high_school, this.chance)): Person {
    const birth = this.birth(grade, delay);
    const family = this.findFamily(grade, birth) ?? this.newFamily();
    return this.child(family, grade, birth, delay, false);
  }

  /** A twin of `person` in the same grade. */
  twin(person: Person, grade: Grade): Person {
    // The family is most often the newest: look from the end.
    const family = this.families.findLast((each) => each.number === person.family);
    if (!family) throw new Error(`family ${person.family} lives elsewhere`);
    person.twin = true;
    return this.child(family, grade, person.birth, person.delay, true);
  }

  private child(family: Family, grade: Grade, birth: number, delay: number, twin: boolean): Person {
    const { chance } = this;
    family.births.push(birth);
    family.grades |= 1 << gradeIndex(grade);
    const draw = chance.unit();
    const gender = draw < 0.486 ? "F" : draw < 0.999 ? "M" : "X";
    const names = givenNames[chance.unit() < 0.75 ? family.stock : "general"];
    const list = gender === "F" || (gender === "X" && chance.unit() < 0.5) ? names.F : names.M;
    return {
      student: this.numbers.student(),
      first: chance.pick(list),
      middle: chance.unit() < 0.88 ? chance.pick(list) : "",
      last: family.last,
      gender,
      birth,
      race: family.race,
      homeless: family.homeless,
      military: family.military,
      family: family.number,
      twin,
      delay,
    };
  }

  /** A day in the twelve months up to 30 September that give the usual age, moved by `delay` years. */
  private birth(grade: Grade, delay: number): number {
    const born = this.year - 1 - usualAge(grade) - delay;
    return dayOf(`${born - 1}-10-01`) + this.chance.below(365);
  }

  private findFamily(grade: Grade, birth: number): Family | undefined {
    const { chance, families } = this;
    if (!this.siblings || families.length === 0 || chance.unit() > 0.5) return undefined;
    for (let attempt = 0; attempt < 3; attempt++) {
      const family = chance.pick(families);
      const taken = (family.grades >> gradeIndex(grade)) & 1;
      if (
        !taken &&
        family.births.length < 4 &&
        family.births.every((other) => Math.abs(other - birth) >= betweenBirths)
      )
        return family;
    }
    return undefined;
  }

  private newFamily(): Family {
    const { chance, profile } = this;
    const draw = chance.unit() * 10_000;
    const race = this.races.find(({ upTo }) => draw < upTo);
    const stock = race?.stock ?? profile.races[0]!.names;
    const service = chance.unit() * 10_000;
    const family: Family = {
      number: this.numbers.family(),
      last: chance.pick(familyNames[chance.unit() < 0.9 ? stock : "general"]),
      race: race?.code ?? profile.races[0]!.code,
      stock,
      homeless: chance.happens(profile.homeless.share) ? chance.pick(profile.homeless.codes) : "",
      military: this.military.find(({ upTo }) => service < upTo)?.code ?? profile.military.none,
      births: [],
      grades: 0,
    };
    this.families.push(family);
    return family;
  }
}
