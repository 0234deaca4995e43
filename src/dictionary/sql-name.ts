// How an element's name becomes the name of its database column: HalfDaysAbsent -> half_days_absent, SAUNumber -> sau_number.

export const sqlNameOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
