// Makes persons: families with brothers and sisters, twins, names that fit, birth dates that fit the grade.
import type { Grade } from "../directory/index.ts";
import { checkDigit } from "../identity/index.ts";
import { dayOf } from "./days.ts";
import type { DemoProfile } from "./demo-profile.ts";
import { drawFirst, drawLast } from "./draw-names.ts";
import { drawDelay, gradeIndex, usualAge } from "./grades.ts";
import type { Person } from "./model.ts";
import type { NameStock } from "./names.ts";
import type { Chance } from "./random.ts";

type Family = {
  number: number;
  last: string;
  race: string;
  stock: NameStock;
  homeless: string;
  military: string;
  guardian: string;
  townOfBirth: string;
  firsts: string[];
  births: number[];
  /** One bit for each grade that a child of the family is in. */
  grades: number;
};

/** Keys and numbers that no two persons or families of a state share. Made-up student numbers look unrelated, as dealt ones do. */
export class Numbers {
  private readonly start: number;
  private readonly firstKey: number;
  private persons = 0;
  private families = 0;

  /** `firstKey`: for people who must not disturb the numbering of the others. */
  constructor(chance: Chance, firstKey = 0) {
    this.start = Math.floor(chance.unit() * span);
    this.firstKey = firstKey;
  }

  /** Multiplying by a number coprime to the span visits every one of its numbers once. */
  person(): { key: number; student: string } {
    const index = this.persons++;
    const high = (factor * Math.floor(index / 65_536)) % span;
    const product = (((high * 65_536) % span) + factor * (index % 65_536)) % span;
    const digits = String(100_000_000 + ((this.start + product) % span));
    return { key: this.firstKey + index, student: digits + checkDigit(digits) };
  }

  family(): number {
    return this.firstKey + ++this.families;
  }

  get made(): number {
    return this.persons;
  }
}

const span = 900_000_000;
const factor = 314_159_263;
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
  private readonly hospital: string;
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
    this.hospital = chance.pick(profile.births.towns);
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
    const list = gender === "F" || (gender === "X" && chance.unit() < 0.5) ? "F" : "M";
    let first = drawFirst(list, family.stock, chance);
    while (family.firsts.includes(first)) first = drawFirst(list, family.stock, chance);
    family.firsts.push(first);
    return {
      ...this.numbers.person(),
      first,
      middle: chance.unit() < 0.9 ? drawFirst(list, family.stock, chance) : "",
      last: family.last,
      gender,
      birth,
      race: family.race,
      townOfBirth: family.townOfBirth,
      guardian: family.guardian,
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

  /** Children are born where the next hospital is, or came from elsewhere. */
  private townOfBirth(): string {
    const { chance, profile } = this;
    const { elsewhere, towns, other_towns } = profile.births;
    if (chance.happens(elsewhere)) return chance.pick(other_towns);
    return chance.unit() < 0.75 ? this.hospital : chance.pick(towns);
  }

  private newFamily(): Family {
    const { chance, profile } = this;
    const draw = chance.unit() * 10_000;
    const race = this.races.find(({ upTo }) => draw < upTo);
    const stock = race?.stock ?? profile.races[0]!.names;
    const service = chance.unit() * 10_000;
    const last = drawLast(stock, chance);
    const parent = drawFirst(chance.unit() < 0.7 ? "F" : "M", stock, chance);
    const family: Family = {
      number: this.numbers.family(),
      last,
      guardian: `${parent} ${chance.unit() < 0.85 ? last : drawLast(stock, chance)}`,
      townOfBirth: this.townOfBirth(),
      firsts: [],
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
