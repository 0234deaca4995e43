// Who may see which rows, written by hand from the words of the policies. It imports nothing of the product, so that
// agreeing with the database is a finding and not a tautology. Days are ISO text: they compare as text.
import type { Asking, Assignment, DatedGrant, Enrollment, Rows, World } from "./testing/world.ts";

/** What a role may see, in words: the facts are written out by hand beside the profile that is tried. */
export type RoleFacts = {
  rows: "all" | "located" | "district" | "school" | "related" | "program" | "family" | "grant";
  /** Counts every day of this school year so far, instead of today alone. */
  wholeYear?: boolean;
  relations?: readonly string[];
  age?: "minor" | "adult";
  needs: readonly string[];
};

const within = (day: string, from: string, to: string | null): boolean => from <= day && (to === null || day <= to);

export const firstDayOfSchoolYear = (day: string): string => {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= "07-01" ? year : year - 1}-07-01`;
};

/** The eighteenth birthday; who was born on 29 February has it on 1 March, since no such year is a leap year. */
const eighteenth = (born: string): string => {
  const year = Number(born.slice(0, 4)) + 18;
  return born.endsWith("02-29") ? `${year}-03-01` : `${year}${born.slice(4)}`;
};

const inForce = (grant: DatedGrant, day: string): boolean =>
  grant.endedAt === null && within(day, grant.from, grant.to);

/** The assignment that is acted in, where every condition on person, role and day holds. */
const standing = (world: World, roles: Record<string, RoleFacts>, asking: Asking): Assignment | undefined => {
  const { day } = asking;
  const found = world.assignments.find(({ id }) => id === asking.assignment);
  if (!found || !day || found.role !== asking.role) return undefined;
  const account = world.accounts.find(({ id }) => id === found.account);
  if (!account || account.disabled || found.endedAt !== null || !within(day, found.from, found.to)) return undefined;
  const held = (need: string): boolean =>
    world.grants.some(
      (grant) =>
        grant.account === account.id &&
        grant.kind === need &&
        (grant.role === null || grant.role === found.role) &&
        (grant.assignment === null || grant.assignment === found.id) &&
        inForce(grant, day),
    );
  return roles[found.role]?.needs.every(held) ? found : undefined;
};

const placedIn = (assignment: Assignment, district: number | null, school: number | null): boolean =>
  district === assignment.district &&
  district !== null &&
  (assignment.schools.length === 0 || (school !== null && assignment.schools.includes(school)));

/** An enrollment that nobody closed ends with its school year. */
const lastDay = ({ exit, year }: Enrollment): string =>
  exit !== null && exit < `${year}-06-30` ? exit : `${year}-06-30`;

/** Students whom the person stands in one of the role's relations to, but for those whom a court has barred. */
const related = (world: World, role: RoleFacts, acting: Assignment, day: string): Set<number> => {
  const since = role.wholeYear ? firstDayOfSchoolYear(day) : day;
  const own = world.edges.filter((edge) => edge.account === acting.account && role.relations?.includes(edge.relation));
  const barred = new Set(own.filter((edge) => edge.barred && within(day, edge.from, edge.to)).map((e) => e.student));
  const here = own.filter(
    ({ district }) => district === null || acting.district === null || district === acting.district,
  );
  const held = here.filter((edge) => !edge.barred && edge.from <= day && (edge.to === null || edge.to >= since));
  return new Set(held.map(({ student }) => student).filter((student) => !barred.has(student)));
};

const visibleStudents = (world: World, roles: Record<string, RoleFacts>, asking: Asking): Set<number> => {
  const acting = standing(world, roles, asking);
  const role = roles[asking.role];
  const { day } = asking;
  if (!acting || !role || !day) return new Set();
  const since = role.wholeYear ? firstDayOfSchoolYear(day) : day;
  const ids = (students: { id: number }[]) => new Set(students.map(({ id }) => id));
  switch (role.rows) {
    // No fact of a student is given here: nobody is shown.
    case "located":
      return new Set();
    case "all":
      return ids(world.students);
    case "district":
      return ids(world.students.filter((one) => placedIn(acting, one.district, one.school)));
    case "school": {
      const here = world.enrollments.filter(
        (one) =>
          acting.schools.includes(one.school) &&
          (acting.district === null || acting.district === one.district) &&
          one.entry <= day &&
          lastDay(one) >= since,
      );
      return new Set(here.map(({ student }) => student));
    }
    case "program": {
      const planned = world.plans.filter(
        (plan) => (acting.district === null || acting.district === plan.district) && within(day, plan.from, plan.to),
      );
      const students = new Set(planned.map(({ student }) => student));
      if (acting.schools.length === 0) return students;
      return ids(world.students.filter((one) => students.has(one.id) && placedIn(acting, one.district, one.school)));
    }
    case "related":
      return related(world, role, acting, day);
    case "family": {
      const children = related(world, role, acting, day);
      const ofAge = (born: string | null): boolean => {
        if (role.age === undefined) return true;
        return born !== null && eighteenth(born) <= day === (role.age === "adult");
      };
      return ids(world.students.filter((one) => children.has(one.id) && ofAge(one.born)));
    }
    case "grant": {
      const given = world.grants.filter(
        (grant) =>
          grant.account === acting.account &&
          grant.role === acting.role &&
          (grant.assignment === null || grant.assignment === acting.id) &&
          inForce(grant, day),
      );
      return new Set(given.flatMap(({ students }) => students));
    }
  }
};

/** Keys of the rows of every table: a student's rows follow the student; a class follows the students in it. */
export const visibleRows = (world: World, roles: Record<string, RoleFacts>, asking: Asking): Rows => {
  const seen = visibleStudents(world, roles, asking);
  const rosters = world.rosters.filter(({ student }) => seen.has(student));
  const keys: Rows = { student: [...seen], class_roster: rosters.map(({ id, student }) => id * 1e9 + student) };
  keys.class = [...new Set(rosters.map(({ id }) => id))];
  keys.enrollment = world.enrollments.filter(({ student }) => seen.has(student)).map(({ id }) => id);
  keys.special_education = world.plans.filter(({ student }) => seen.has(student)).map(({ id }) => id);
  for (const [table, rows] of Object.entries(world.others))
    keys[table] = rows.filter(({ student }) => seen.has(student)).map(({ id }) => id);
  return keys;
};
