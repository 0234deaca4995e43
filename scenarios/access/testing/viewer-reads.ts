// What a viewer's role sees of every table, asked in one statement: the keys of the rows, in order. The settings are those
// that `readAs` sets; a test holds that both give the same.
import type { Tx } from "../../../src/platform/index.ts";
import { visibleRows } from "../reference-model.ts";
import { triedRoles, viewerName } from "./tried-profile.ts";
import type { Asking, Rows, World } from "./world.ts";

/** Every table that viewers read, and what its rows are told apart by. */
const tables: Record<string, string> = {
  student: "student_id",
  enrollment: "enrollment_id",
  special_education: "plan_id",
  program: "program_id",
  economic_status: "status_id",
  health_note: "note_id",
  attendance: "attendance_id",
  assessment: "assessment_id",
  class_roster: "class_id * 1000000000 + student_id",
  class: "class_id",
};

export const readEverything = (role: string): string => {
  const one = ([table, key]: [string, string]) =>
    `(SELECT coalesce(string_agg(k::text, ',' ORDER BY k), '') FROM (SELECT ${key} AS k FROM seen.${role.replaceAll("-", "_")}__${table}) x) AS ${table}`;
  return `SELECT ${Object.entries(tables).map(one).join(",\n  ")}`;
};

/** As the answer of `readEverything` puts it. */
export const expectedRows = (world: World, asking: Asking): Record<string, string> => {
  const rows: Rows = visibleRows(world, triedRoles, asking);
  return Object.fromEntries(
    Object.keys(tables).map((table) => [table, (rows[table] ?? []).sort((a, b) => a - b).join(",")]),
  );
};

const setting = (asking: Asking): string =>
  `SELECT set_config('rollbook.assignment', '${asking.assignment ?? ""}', true), set_config('rollbook.today', '${asking.day ?? ""}', true), set_config('role', '${viewerName(asking.role)}', true)`;

/** Once for each connection and role; the plan is then kept. */
export const prepareReading = async (tx: Tx, role: string): Promise<void> => {
  const name = `read_${role.replaceAll("-", "_")}`;
  await tx.query(`BEGIN; SET LOCAL ROLE ${viewerName(role)}; PREPARE ${name} AS ${readEverything(role)}; COMMIT`);
};

/** One round trip: a transaction with the viewer's role and settings, and the prepared statement. */
export const readPrepared = async (tx: Tx, asking: Asking): Promise<Record<string, string>> => {
  const name = `read_${asking.role.replaceAll("-", "_")}`;
  const results = (await tx.query(`BEGIN; ${setting(asking)}; EXECUTE ${name}; COMMIT`)) as unknown as {
    rows: Record<string, string>[];
  }[];
  return results[2]!.rows[0]!;
};

/** Within a transaction of the owner, who then is the owner again; the reading was prepared. */
export const readInside = async (tx: Tx, asking: Asking): Promise<Record<string, string>> => {
  await tx.query(setting(asking));
  const { rows } = await tx.query(`EXECUTE read_${asking.role.replaceAll("-", "_")}`);
  await tx.query("RESET ROLE");
  return rows[0];
};

/** Every assignment on the world's day; some also on another day, as another role, without a day or an assignment. */
export const askingsOf = (world: World, n: number): Asking[] => {
  const roles = Object.keys(triedRoles);
  const own = world.assignments.map(({ id, role }) => ({ role, assignment: id, day: world.today }));
  const [first, second] = own;
  if (!first) return own;
  const odd: Asking[] = [
    { ...first, day: `${Number(world.today.slice(0, 4)) + (n % 2)}-0${6 + (n % 2)}-${n % 2 ? "01" : "30"}` },
    { ...first, role: roles[n % roles.length]! },
    { ...first, day: undefined },
    { ...first, assignment: undefined },
    { ...first, assignment: "00000000-0000-4000-8000-000000000000" },
    { ...first, role: second?.role ?? first.role },
  ];
  return [...own, odd[n % odd.length]!];
};
