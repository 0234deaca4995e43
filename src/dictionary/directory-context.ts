// From a directory to the little of it that row rules ask for. Knows the directory's shape, not its module.
import type { DirectoryContext } from "./types.ts";

/** The part of a directory that is read here; the directory module's own type fits it. */
export type DirectoryShape = {
  year: number;
  saus: readonly { number: number }[];
  districts: readonly { number: number; sau: number; towns: readonly number[] }[];
  schools: readonly {
    number: number;
    district: number;
    sau: number;
    kind: string;
    grades: readonly string[];
    opens?: string | undefined;
    closes?: string | undefined;
    activeFrom?: string | undefined;
    activeTo?: string | undefined;
    halfDaysInSession?: number | undefined;
  }[];
  towns: readonly { number: number; district: number }[];
};

/** Plain JSON, for the server's checker and, fetched, for the browser's. */
export const directoryContext = (directory: DirectoryShape): DirectoryContext => ({
  year: directory.year,
  saus: directory.saus.map((sau) => sau.number),
  districts: directory.districts.map(({ number, sau, towns }) => ({ number, sau, towns: [...towns] })),
  schools: directory.schools.map((school) => ({
    number: school.number,
    district: school.district,
    sau: school.sau,
    kind: school.kind,
    grades: [...school.grades],
    opens: school.opens,
    closes: school.closes,
    activeFrom: school.activeFrom,
    activeTo: school.activeTo,
    halfDaysInSession: school.halfDaysInSession,
  })),
  towns: directory.towns.map(({ number, district }) => ({ number, district })),
});
