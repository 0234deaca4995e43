// Who pays for a pupil's schooling: the enrollment status, and the town and district that are responsible.
import type { District, Grade, SchoolKind } from "../directory/index.ts";
import type { DemoProfile, StatusName } from "./demo-profile.ts";
import { isHighSchool } from "./grades.ts";
import type { Chance } from "./random.ts";
import type { DrawHome } from "./state-places.ts";

export type Payer = { status: StatusName; town: number; payingDistrict: number };

/** The payers of one district's pupils. */
export class Payers {
  private readonly profile: DemoProfile;
  private readonly district: District;
  private readonly drawHome: DrawHome;
  private readonly chance: Chance;

  constructor(profile: DemoProfile, district: District, drawHome: DrawHome, chance: Chance) {
    this.profile = profile;
    this.district = district;
    this.drawHome = drawHome;
    this.chance = chance;
  }

  /** Academies live on tuition and charter schools on choice; ordinary districts mostly teach their own. */
  payer(kind: SchoolKind, grade: Grade): Payer {
    const { chance } = this;
    const { shares, parent_paid } = this.profile;
    if (kind === "academy") return { status: "tuition", ...this.home(grade) };
    if (kind === "charter") return { status: "choice", ...this.home("1") };
    if (chance.happens(isHighSchool(grade) ? shares.tuition_high_school : shares.tuition_other)) {
      if (!chance.happens(shares.parent_paid_of_tuition)) return { status: "tuition", ...this.home(grade) };
      return { status: "tuition", town: parent_paid.town, payingDistrict: parent_paid.district };
    }
    if (chance.happens(shares.choice)) return { status: "choice", ...this.home(grade) };
    return this.resident("resident");
  }

  /** A pupil who did not come back: parents pay only for one who is enrolled, so such a pupil counts as a resident. */
  withdrawn(kind: SchoolKind, grade: Grade): Payer {
    const payer = this.payer(kind, grade);
    if (payer.payingDistrict === this.profile.parent_paid.district) return this.resident("withdrawn");
    return { ...payer, status: "withdrawn" };
  }

  resident(status: StatusName): Payer {
    const { towns, number } = this.district;
    if (towns.length === 0) return { status, ...this.home("1") };
    return { status, town: this.chance.pick(towns), payingDistrict: number };
  }

  home(grade: Grade): { town: number; payingDistrict: number } {
    const { district, town } = this.drawHome(this.district.number, grade, this.chance);
    return { town, payingDistrict: district };
  }
}
