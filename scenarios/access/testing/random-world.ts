// Random worlds from a seed, small and full of edges: days one apart, 30 June and 1 July, 29 February, no end, no birth
// date, empty lists of schools. Ids are the world's own, so that many worlds share the tables and a leak shows.
import { firstDayOfSchoolYear } from "../reference-model.ts";
import { triedRoles } from "./tried-profile.ts";
import { type Edge, otherTables, type World } from "./world.ts";

/** mulberry32: the same seed gives the same numbers everywhere. */
export const randomFrom = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    chance: (p: number): boolean => next() < p,
    pick: <T>(of: readonly T[]): T => of[below(of.length)]!,
    some: <T>(of: readonly T[], p: number): T[] => of.filter(() => next() < p),
  };
};
type Random = ReturnType<typeof randomFrom>;

const todays = [
  ...["2025-06-30", "2025-07-01", "2024-02-29", "2024-02-28", "2024-03-01", "2026-02-28", "2026-03-01"],
  ...["2025-12-31", "2026-01-01", "2025-11-02", "2026-03-08", "2025-10-06", "2026-06-30", "2026-07-01"],
];

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Days near an edge that a comparison could get wrong, seen from today. */
const nearDays = (today: string): string[] => {
  const year = Number(today.slice(0, 4));
  const julys = [year - 1, year, year + 1].flatMap((y) => [`${y}-06-30`, `${y}-07-01`]);
  return [...[-400, -90, -1, 0, 0, 1, 90, 400].map((n) => dayAfter(today, n)), ...julys, "2024-02-29"];
};

const uuid = (kind: number, world: number, n: number): string =>
  `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(world * 100 + n).padStart(12, "0")}`;

/** An order of days, the last of them sometimes open. */
const span = (r: Random, days: string[], open: number): [from: string, to: string | null] => {
  const [a, b] = [r.pick(days), r.pick(days)].sort() as [string, string];
  return [a, r.chance(open) ? null : b];
};

export const randomWorld = (n: number, seed: number): World => {
  const r = randomFrom(seed * 1_000_003 + n);
  const today = r.pick(todays);
  const days = nearDays(today);
  // A school's number is its district's own word: both districts have a school of the same number.
  const districts = [n * 10 + 1, n * 10 + 2];
  const schools = [n * 10 + 1, n * 10 + 2, n * 10 + 3];
  const year = Number(today.slice(0, 4));
  const births = [
    ...[-1, 0, 1].map((off) => dayAfter(`${year - 18}${today.slice(4).replace("02-29", "03-01")}`, off)),
    ...["2008-02-29", "2006-02-28", "2008-03-01", "2006-03-01", "2015-05-05", null, null],
  ];
  const ids = Array.from({ length: 3 + r.below(3) }, (_, at) => n * 10 + at);
  const students = ids.map((id) => ({
    ...{ id, born: r.pick(births) },
    ...(r.chance(0.1)
      ? { district: null, school: null }
      : { district: r.pick(districts), school: r.chance(0.9) ? r.pick(schools) : null }),
  }));
  let row = n * 100;
  const enrollments = students.flatMap(({ id }) =>
    Array.from({ length: r.below(3) }, () => {
      const [entry, exit] = span(r, days, 0.4);
      const year = Number(firstDayOfSchoolYear(entry).slice(0, 4)) + (r.chance(0.8) ? 1 : r.pick([0, 2]));
      row += 1;
      return { id: row, student: id, year, district: r.pick(districts), school: r.pick(schools), entry, exit };
    }),
  );
  const plans = students.flatMap(({ id }) =>
    Array.from({ length: r.below(2) }, () => {
      const [from, to] = span(r, days, 0.4);
      row += 1;
      return { id: row, student: id, district: r.pick(districts), from, to };
    }),
  );
  const classes = [1, 2].map((at) => ({ id: n * 10 + at, district: r.pick(districts), school: r.pick(schools) }));
  const rosters = classes.flatMap(({ id }) => r.some(ids, 0.4).map((student) => ({ id, student })));
  const others = Object.fromEntries(
    otherTables.map((table) => [
      table,
      r.some(ids, 0.4).map((student) => {
        row += 1;
        return { id: row, student };
      }),
    ]),
  ) as World["others"];
  return {
    ...{ today, students, enrollments, plans, classes, rosters, others },
    ...randomPeople(r, n, { days, districts, schools, students: ids }),
  };
};

type Places = { days: string[]; districts: number[]; schools: number[]; students: number[] };

const randomPeople = (r: Random, n: number, { days, districts, schools, students }: Places) => {
  const roles = Object.keys(triedRoles);
  const accounts = [1, 2].map((at) => ({ id: uuid(1, n, at), disabled: r.chance(0.12) }));
  const assignments = Array.from({ length: 3 + r.below(2) }, (_, at) => {
    // Who sees the whole state sees every world that is loaded: a few of them are enough, and all that time allows.
    const first = r.pick(roles);
    const role = triedRoles[first]?.rows === "all" ? r.pick(roles) : first;
    const everywhere = triedRoles[role]?.rows === "all" || r.chance(0.02);
    const [from, to] = r.chance(0.6) ? [r.pick(days.slice(0, 4)), null] : span(r, days, 0.3);
    return {
      ...{ id: uuid(2, n, at), account: r.pick(accounts).id, role, from, to },
      district: everywhere ? null : r.pick(districts),
      schools: r.chance(triedRoles[role]?.rows === "school" ? 0.1 : 0.5) ? [] : r.some(schools, 0.5),
      endedAt: r.chance(0.12) ? `${r.pick(days)}T12:00:00Z` : null,
    };
  });
  const relationsOf = (account: string): string[] =>
    assignments.flatMap((one) => (one.account === account ? (triedRoles[one.role]?.relations ?? []) : []));
  const edges: Edge[] = accounts.flatMap(({ id: account }) => {
    const relations = [...relationsOf(account), ...relationsOf(account), "teacher", "parent"];
    return students.flatMap((student) =>
      Array.from({ length: r.below(3) }, (_, at) => {
        const [from, to] = r.chance(0.4) ? [days[0]!, null] : span(r, days, 0.4);
        const district = r.chance(0.4) ? null : r.pick(districts);
        const known = { account, student, relation: r.pick(relations), source: `class:${n * 10 + at}`, district };
        return { ...known, from, to, barred: r.chance(0.2) };
      }),
    );
  });
  const grants = accounts.flatMap(({ id: account }, which) => {
    const own = assignments.filter((one) => one.account === account);
    const kinds = own.flatMap(({ role }) => triedRoles[role]?.needs ?? []);
    const wanted = [...kinds, ...r.some(kinds, 0.3), ...(r.chance(0.7) ? ["application", "agreement"] : [])];
    return wanted.map((kind, at) => {
      const [from, to] = r.chance(0.5) ? [days[0]!, dayAfter(days[0]!, 900)] : span(r, days, 0);
      const role = r.chance(0.4) ? null : r.chance(0.8) && own.length > 0 ? r.pick(own).role : r.pick(roles);
      const endedAt = r.chance(0.1) ? "2025-01-01T00:00:00Z" : null;
      const assignment = r.chance(0.25) && own.length > 0 ? r.pick(own).id : null;
      const about = { kind, role, assignment, students: r.some(students, 0.4) };
      return { id: uuid(3, n, which * 50 + at), account, from, to: to!, endedAt, ...about };
    });
  });
  return { accounts, assignments, edges, grants };
};
