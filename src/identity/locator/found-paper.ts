// Who was found, as programs are told: by the JSON twin of the screen and by the command.
import type { Found } from "./find-students.ts";

export const foundPaper = ({ tooMany, students }: Found) => ({
  too_many: tooMany,
  students: students.map(({ reference, number, facts, holder }) => ({
    ...{ reference, number: number ?? null, facts },
    holder: {
      ...{ district: holder.district, district_name: holder.districtName },
      contact: holder.contact ?? null,
    },
  })),
});
