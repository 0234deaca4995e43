// Makes up one district's OneRoster set: schools with classrooms and courses, teachers, and who teaches whom, with what
// happens in a real year: co-teachers, a teacher of two schools, students who change class or leave. Pure, seeded.
import type { RosterRowCells, RosterTables } from "../../students/index.ts";
import { familyNames, givenNames } from "../names.ts";
import { Chance } from "../random.ts";

export type RosterPlan = {
  year: number;
  district: { number: number; name: string };
  /** Schools with the grades that they run. */
  schools: { number: number; name: string; grades: string[] }[];
  students: number;
  seed: number;
  /** Type under which `userIds` carries a state number; none: the file has only the district's own. */
  stateNumberType?: string | undefined;
};

/** Who teaches whom, from when to when: both days count. The ground truth of the set. */
export type TaughtSpan = { teacher: string; student: string; starts: string; ends: string };

export type MadeRoster = { tables: RosterTables; taught: TaughtSpan[] };

type Class = { id: string; school: number; teachers: string[] };

const classSize = 24;
const subjects = [
  "English",
  "Mathematics",
  "Science",
  "Social Studies",
  "World Language",
  "Arts",
  "Physical Education",
];
const departments = new Set(["6", "7", "8", "9", "10", "11", "12", "PG"]);
const changes = { classChange: 150, leaves: 100, secondTeacher: 1_200 };

export const makeRoster = (plan: RosterPlan): MadeRoster => {
  const maker = new RosterMaker(plan);
  for (const [at, school] of plan.schools.entries()) maker.school(school, at);
  return maker.finish();
};

class RosterMaker {
  private readonly plan: RosterPlan;
  private readonly chance: Chance;
  private readonly first: string;
  private readonly last: string;
  private readonly tables: Record<keyof Required<RosterTables>, RosterRowCells[]>;
  private readonly taught: TaughtSpan[] = [];
  private students = 0;
  private teachers = 0;
  private classes = 0;
  private traveling: string | undefined;

  constructor(plan: RosterPlan) {
    const { year, district } = plan;
    this.plan = plan;
    this.chance = new Chance("roster", plan.seed, district.number);
    this.first = `${year - 1}-08-27`;
    this.last = `${year}-06-18`;
    this.tables = {
      orgs: [{ sourcedId: "d", name: district.name, type: "district", identifier: district.number }],
      academicSessions: [
        {
          sourcedId: "y",
          title: `${year - 1}-${year}`,
          type: "schoolYear",
          startDate: this.first,
          endDate: `${year}-06-19`,
          schoolYear: year,
        },
      ],
      courses: subjects.map((title, at) => ({
        sourcedId: `c${at}`,
        title,
        courseCode: `${title.slice(0, 3).toUpperCase()}100`,
        orgSourcedId: "d",
      })),
      classes: [],
      users: [],
      roles: [],
      enrollments: [],
      demographics: [],
    };
    this.tables.courses.push({ sourcedId: "home", title: "Homeroom", courseCode: "HR", orgSourcedId: "d" });
  }

  school(school: RosterPlan["schools"][number], at: number): void {
    const { plan } = this;
    this.tables.orgs.push({
      sourcedId: `s${school.number}`,
      name: school.name,
      type: "school",
      identifier: school.number,
      parentSourcedId: "d",
    });
    this.person("principal", [school.number]);
    // The last school takes what rounding left.
    const share = Math.floor(plan.students / plan.schools.length);
    const count = at === plan.schools.length - 1 ? plan.students - share * at : share;
    for (const [place, grade] of school.grades.entries()) {
      const size = Math.floor(count / school.grades.length) + (place < count % school.grades.length ? 1 : 0);
      const pupils = Array.from({ length: size }, () => this.student(school.number, grade));
      if (departments.has(grade)) this.courseClasses(school.number, grade, pupils);
      else this.homerooms(school.number, grade, pupils);
    }
  }

  finish(): MadeRoster {
    return { tables: this.tables, taught: this.taught };
  }

  private homerooms(school: number, grade: string, pupils: string[]): void {
    const classes = this.groups(pupils).map((group, at) => {
      const one = this.newClass(school, "home", `Grade ${grade} room ${at + 1}`);
      return { one, group };
    });
    this.fill(classes);
  }

  private courseClasses(school: number, grade: string, pupils: string[]): void {
    for (const [course, subject] of subjects.entries()) {
      // Each subject groups the grade anew, as timetables do.
      const turned = [...pupils.slice(course * 7), ...pupils.slice(0, course * 7)];
      this.fill(
        this.groups(turned).map((group, at) => ({
          one: this.newClass(school, `c${course}`, `${subject} ${grade}, section ${at + 1}`),
          group,
        })),
      );
    }
  }

  private groups(pupils: string[]): string[][] {
    const count = Math.ceil(pupils.length / classSize);
    return Array.from({ length: count }, (_, at) => pupils.filter((_one, place) => place % count === at));
  }

  private fill(classes: { one: Class; group: string[] }[]): void {
    for (const [at, { one, group }] of classes.entries())
      for (const student of group) {
        const next = classes[(at + 1) % classes.length]?.one;
        if (next && next !== one && this.chance.happens(changes.classChange)) {
          const day = this.day();
          this.enroll(one, student, "", day);
          this.enroll(next, student, day, "");
        } else this.enroll(one, student, "", this.chance.happens(changes.leaves) ? this.day() : "");
      }
  }

  /** A school day in the middle of the year. */
  private day(): string {
    const month = 10 + this.chance.below(3);
    return `${this.plan.year - 1}-${month}-${String(2 + this.chance.below(25)).padStart(2, "0")}`;
  }

  private newClass(school: number, course: string, title: string): Class {
    const id = `k${++this.classes}`;
    this.tables.classes.push({
      sourcedId: id,
      title,
      courseSourcedId: course,
      classType: course === "home" ? "homeroom" : "scheduled",
      schoolSourcedId: `s${school}`,
      termSourcedIds: "y",
    });
    const teachers = [this.teacherOf(school)];
    if (this.chance.happens(changes.secondTeacher)) teachers.push(this.person("teacher", [school]));
    for (const teacher of teachers)
      this.tables.enrollments.push({
        sourcedId: `e${this.tables.enrollments.length}`,
        classSourcedId: id,
        schoolSourcedId: `s${school}`,
        userSourcedId: teacher,
        role: "teacher",
        primary: teacher === teachers[0] ? "true" : "false",
      });
    return { id, school, teachers };
  }

  private readonly load = new Map<number, { teacher: string; classes: number }>();

  /** Five classes a teacher; the first one of the district teaches in the second school too. */
  private teacherOf(school: number): string {
    const now = this.load.get(school);
    if (now && now.classes < 5) {
      now.classes++;
      return now.teacher;
    }
    const both = this.plan.schools.slice(0, 2).map(({ number }) => number);
    const travels = this.traveling === undefined && both.length === 2;
    const returning = this.traveling !== undefined && school === both[1] && !this.load.has(school);
    const teacher = returning ? (this.traveling as string) : this.person("teacher", travels ? both : [school]);
    if (travels) this.traveling = teacher;
    this.load.set(school, { teacher, classes: 1 });
    return teacher;
  }

  private person(role: string, schools: number[]): string {
    const id = `t${++this.teachers}`;
    const given = this.chance.pick([...givenNames.general.F, ...givenNames.general.M]);
    const family = this.chance.pick(familyNames.general);
    const orgs = schools.map((school) => `s${school}`).join(",");
    this.tables.users.push({
      ...{
        sourcedId: id,
        enabledUser: "true",
        orgSourcedIds: orgs,
        role: role === "principal" ? "administrator" : role,
      },
      ...{ username: id, givenName: given, familyName: family, email: this.email(id) },
    });
    for (const school of schools)
      this.tables.roles.push({
        sourcedId: `r${this.tables.roles.length}`,
        userSourcedId: id,
        roleType: "primary",
        role,
        orgSourcedId: `s${school}`,
      });
    return id;
  }

  private email(id: string): string {
    return `${id}.d${this.plan.district.number}@example.org`;
  }

  private student(school: number, grade: string): string {
    const { plan, chance } = this;
    const at = ++this.students;
    const id = `p${at}`;
    const girl = chance.unit() < 0.49;
    const code = /^\d$/.test(grade) ? `0${grade}` : grade === "PG" ? "13" : grade;
    const age = { PK: 4, KG: 5, R: 6, PG: 19 }[grade] ?? Number(grade) + 5;
    const state = String(7_000_000_000 + plan.district.number * 1_000_000 + at);
    this.tables.users.push({
      ...{ sourcedId: id, enabledUser: "true", orgSourcedIds: `s${school}`, role: "student", username: id },
      ...{
        givenName: chance.pick(girl ? givenNames.general.F : givenNames.general.M),
        familyName: chance.pick(familyNames.general),
      },
      ...{ identifier: `${plan.district.number}-${at}`, grades: code },
      ...(plan.stateNumberType ? { userIds: `{${plan.stateNumberType}:${state}}` } : {}),
    });
    this.tables.roles.push({
      sourcedId: `r${this.tables.roles.length}`,
      userSourcedId: id,
      roleType: "primary",
      role: "student",
      orgSourcedId: `s${school}`,
    });
    const birth = new Date(Date.UTC(plan.year - 1 - age, 8, 30) - chance.below(365) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    this.tables.demographics.push({ sourcedId: id, birthDate: birth, sex: girl ? "female" : "male" });
    return id;
  }

  /** `end` is the first day that no longer counts. */
  private enroll(one: Class, student: string, begin: string, end: string): void {
    this.tables.enrollments.push({
      ...{ sourcedId: `e${this.tables.enrollments.length}`, classSourcedId: one.id, schoolSourcedId: `s${one.school}` },
      ...{ userSourcedId: student, role: "student", beginDate: begin, endDate: end },
    });
    const ends = end === "" ? this.last : new Date(Date.parse(end) - 86_400_000).toISOString().slice(0, 10);
    const number = `${this.plan.district.number}-${student.slice(1)}`;
    for (const teacher of one.teachers)
      this.taught.push({ teacher: this.email(teacher), student: number, starts: begin || this.first, ends });
  }
}
