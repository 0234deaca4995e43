// A roster into temporary tables, by COPY: from there on everything is done in sets. Run by the keeper.
import { copyIn, type Tx } from "../../../platform/index.ts";
import type { Roster } from "../model.ts";

type Cell = string | number | undefined;

/** Tables of one transaction; `at` is the place in the roster's lists. */
export const loadRoster = async (tx: Tx, roster: Roster, accounts: readonly (string | undefined)[]): Promise<void> => {
  await tx.query(tables);
  await copy(
    tx,
    "r_student (at, line, state_identifier, local_identifier, first_name, middle_name, last_name, birth_date, sex, race, grade)",
    roster.students,
    (one, at) => [
      ...[at, one.line, one.stateIdentifier, one.localIdentifier, one.first, one.middle, one.last, one.birth, one.sex],
      ...[one.race, one.grade],
    ],
  );
  const homes = roster.students.flatMap(({ schools }, student) => schools.map((school) => ({ student, school })));
  await copy(tx, "r_home (student, school)", homes, ({ student, school }) => [student, school]);
  await copy(
    tx,
    "r_class (at, sourced_id, school, school_year, title, course_code, starts, ends)",
    roster.classes,
    (one, at) => [...[at, one.sourcedId, one.school, one.year, one.title, one.courseCode, one.starts, one.ends]],
  );
  await copy(tx, "r_learning (class, student, starts, ends)", roster.learning, (one) => [
    one.class,
    one.student,
    one.starts,
    one.ends,
  ]);
  await copy(tx, "r_teaching (class, person, starts, ends)", roster.teaching, (one) => [
    one.class,
    one.person,
    one.starts,
    one.ends,
  ]);
  await copy(tx, "r_family (person, student, relation)", roster.families, (one) => [
    one.person,
    one.student,
    one.relation,
  ]);
  const linked = accounts.flatMap((account, at) => (account ? [{ at, account }] : []));
  await copy(tx, "r_person (at, account_id)", linked, ({ at, account }) => [at, account]);
  await tx.query("ANALYZE r_student, r_home, r_class, r_learning, r_teaching, r_family, r_person");
};

const tables = `
  CREATE TEMP TABLE r_student (at int PRIMARY KEY, line int, state_identifier text, local_identifier text, first_name text,
    middle_name text, last_name text, birth_date date, sex text, race text, grade text, student_id bigint,
    is_new boolean NOT NULL DEFAULT false, certified boolean NOT NULL DEFAULT false) ON COMMIT DROP;
  CREATE TEMP TABLE r_home (student int, school int) ON COMMIT DROP;
  CREATE TEMP TABLE r_class (at int PRIMARY KEY, sourced_id text, school int, school_year smallint, title text, course_code text,
    starts date, ends date, class_id bigint, is_new boolean NOT NULL DEFAULT false) ON COMMIT DROP;
  CREATE TEMP TABLE r_learning (class int, student int, starts date, ends date) ON COMMIT DROP;
  CREATE TEMP TABLE r_teaching (class int, person int, starts date, ends date) ON COMMIT DROP;
  CREATE TEMP TABLE r_family (person int, student int, relation text) ON COMMIT DROP;
  CREATE TEMP TABLE r_person (at int PRIMARY KEY, account_id uuid) ON COMMIT DROP;
  CREATE TEMP TABLE r_touched (class_id bigint) ON COMMIT DROP;
  CREATE TEMP TABLE r_moved (student_id bigint) ON COMMIT DROP`;

const copy = <T>(tx: Tx, into: string, rows: readonly T[], cells: (row: T, at: number) => Cell[]): Promise<number> =>
  copyIn(tx, `COPY ${into} FROM STDIN`, lines(rows, cells));

const chunkRows = 2_000;

async function* lines<T>(rows: readonly T[], cells: (row: T, at: number) => Cell[]): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < rows.length; from += chunkRows) {
    let text = "";
    const end = Math.min(rows.length, from + chunkRows);
    for (let at = from; at < end; at++)
      text += `${cells(rows[at] as T, at)
        .map(cell)
        .join("\t")}\n`;
    yield Buffer.from(text);
  }
}

const special = /[\\\t\n\r]/g;
const written: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** Nothing and the empty text are both NULL. */
const cell = (value: Cell): string => {
  if (value === undefined || value === "") return "\\N";
  if (typeof value === "number") return String(value);
  return value.replace(special, (one) => written[one] as string);
};
