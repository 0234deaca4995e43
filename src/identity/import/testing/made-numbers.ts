// Files of made-up students with numbers of before, most of which have no check digit. Tests only.
import { csvOf, type FileChild, fileRows } from "../../files/testing/made-file.ts";
import type { RegistryProfile } from "../../registry/registry-profile.ts";
import { madeFacts } from "../../registry/testing/registry-world.ts";
import { chances, makeRecords } from "../../testing/made-people.ts";

export type NumberedChild = FileChild & { number: string; district?: number };

/** All different, of district 17. */
export const numberedChildren = (seed: number, count: number): NumberedChild[] => {
  const chance = chances(seed);
  return makeRecords(Math.ceil(count / 0.75), seed)
    .slice(0, count)
    .map((one, at) => ({
      ...{ number: String(1_000_000_000 + Math.floor(chance() * 9e9)), local: `I${seed}-${at}`, school: 170 },
      facts: madeFacts({
        ...{ last_name: one.last, first_name: one.first, middle_name: one.middle, birth_date: one.dob, sex: one.sex },
        ...{ town_of_birth: one.town || "Keene", guardian_name: one.guardian },
      }),
    }));
};

export const numberedCsv = (profile: RegistryProfile, children: readonly NumberedChild[]): string =>
  csvOf([
    ["number", ...profile.request_file.columns],
    ...children.map((child) => [child.number, ...fileRows(profile, child.district ?? 17, [child])[0]!]),
  ]);
