// The districts and schools that an assignment may name. The directory knows them; access is told by who composes it.
import { Problem } from "../../platform/index.ts";

export type Place = { number: number; name: string };
export type Places = {
  /** School year of the directory, by the year in which it ends. */
  year: number;
  /** None where no directory was loaded: then every number is taken. */
  districts: readonly Place[];
  schools: readonly (Place & { district: number })[];
};

export const noPlaces: Places = { year: 0, districts: [], schools: [] };

/** Throws `district-unknown` and `school-unknown`; a school of another district is unknown in this one. */
export const assertPlaces = (
  places: Places,
  at: { district?: number | undefined; schools?: readonly number[] | undefined },
) => {
  const { district, schools = [] } = at;
  const { year, districts } = places;
  if (district === undefined || districts.length === 0) return;
  if (!districts.some(({ number }) => number === district)) throw new Problem("district-unknown", { district, year });
  for (const school of schools)
    if (!places.schools.some((one) => one.number === school && one.district === district))
      throw new Problem("school-unknown", { school, district, year });
};

export const districtName = ({ districts }: Places, district: number | undefined): string => {
  if (district === undefined) return "Whole state";
  const known = districts.find(({ number }) => number === district);
  return known ? `${known.name} (${district})` : `District ${district}`;
};

export const schoolName = ({ schools }: Places, school: number): string =>
  schools.find(({ number }) => number === school)?.name ?? `School ${school}`;
