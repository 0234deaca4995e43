// Files of a small district for the scenarios, and what can be wrong with them. Every record is right unless a test says otherwise.

export type Row = {
  student: string;
  born?: string;
  grade?: string;
  race?: string;
  town?: string;
  district?: string;
  school: string;
  sau?: string;
};

const cellsOf = (row: Row): string[] => {
  const grade = Number(row.grade ?? "5");
  const district = row.district ?? "17";
  // 13 is preschool and 14 is kindergarten.
  const age = grade === 13 ? 4 : grade === 14 ? 5 : grade + 5;
  const born = row.born ?? `05/14/${2025 - age}`;
  const graduates = grade >= 9 && grade <= 12 ? String(2026 + 12 - grade) : "";
  return [
    ...[row.student, born, row.race ?? "5", "1", row.sau ?? "39", district, row.school, row.town ?? district, district],
    ...[String(grade), "", "09/05/2025", "E2", "", "", "40", "2", "", "", "", "", "", "", "", graduates, ""],
  ];
};

export const fileOf = (rows: Row[]): string =>
  rows
    .map((row) => cellsOf(row).join(","))
    .join("\r\n")
    .concat("\r\n");

/** `count` pupils of a school, numbered from `first`, in the grades given by turns. */
export const pupils = (school: string, grades: string[], first: number, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    student: String(1_000_000_000 + first + index),
    school,
    grade: grades[index % grades.length],
  }));
