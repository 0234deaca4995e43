// Names of districts and schools as the latest directory has them; a number that it does not know stays a number.
import type { Directory } from "../directory/index.ts";
import type { SchoolYear } from "../platform/index.ts";
import type { Places } from "../students/index.ts";

type Directories = { homeYear(): Promise<SchoolYear>; directoryOf(year: SchoolYear): Promise<Directory> };

const known = new WeakMap<Directory, Places>();

export const placesOf = async ({ homeYear, directoryOf }: Directories): Promise<Places> => {
  // Where no directory was imported yet, places are numbers.
  const directory = await directoryOf(await homeYear()).catch(() => undefined);
  if (!directory) return namesOf({ districts: [], schools: [] });
  const before = known.get(directory) ?? namesOf(directory);
  known.set(directory, before);
  return before;
};

const namesOf = ({ districts, schools }: Pick<Directory, "districts" | "schools">): Places => {
  const districtNames = new Map(districts.map(({ number, name }) => [number, name]));
  const schoolNames = new Map(schools.map(({ number, name }) => [number, name]));
  const byName = [...schools].sort((a, b) => a.name.localeCompare(b.name, "en"));
  return {
    district: (number) => districtNames.get(number) ?? `District ${number}`,
    school: (number) => schoolNames.get(number) ?? `School ${number}`,
    schools: (district) => byName.filter((school) => district === undefined || school.district === district),
  };
};
