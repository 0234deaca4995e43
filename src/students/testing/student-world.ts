// A database with a role for every kind of scope, people in them, and students to be seen. Tests only.
import {
  type AccessPolicy,
  type Action,
  type Actor,
  actorFor,
  applyPolicy,
  keepAs,
  loadAccessPolicy,
} from "../../access/index.ts";
import { type Clock, fixedClock, resolveProfile, withTransaction } from "../../platform/index.ts";
import { type TestDatabase, testDatabase } from "../../platform/testing/test-database.ts";
import { createStudents, type Students } from "../create-students.ts";

type Role = AccessPolicy["roles"][string];

const role = (rows: Role["rows"], more: Partial<Role> = {}): Role => ({
  title: "Role of a test",
  positions: ["none"],
  reach: rows === "all" ? "state" : rows === "district" ? "district" : "none",
  rows,
  when: "today",
  relations: [],
  fields: { level: 1, without: [], also: [] },
  needs: [],
  needs_to_read: [],
  given_by: [],
  actions: ["student.view", "student.search", "student.export", "student.export-approve"] satisfies Action[],
  ...more,
});

const teacher = {
  relations: ["teacher"],
  fields: { level: 1, without: ["health" as const, "economic" as const], also: [] },
};

export const worldPolicy: AccessPolicy = {
  ...loadAccessPolicy(resolveProfile("new-hampshire")),
  roles: {
    "state-manager": role("all"),
    superintendent: role("district"),
    // Without names: what is hidden must tell nothing.
    clerk: role("district", { fields: { level: 1, without: ["name", "economic", "special-education"], also: [] } }),
    principal: role("school"),
    "school-leader": role("school", { when: "school-year" }),
    teacher: role("related", teacher),
    "need-to-know": role("related", { ...teacher, when: "school-year" }),
    "special-education-administrator": role("program"),
    parent: role("family", { relations: ["parent"] }),
    researcher: role("grant"),
    "district-administrator": role("district", { actions: ["student.export-approve"] }),
    board: role("none", { fields: undefined, actions: ["report.internal"] }),
  },
};

export type StudentWorld = TestDatabase & {
  clock: Clock;
  students: Students;
  actor(role: string, at?: { district?: number; schools?: number[]; name?: string }): Promise<Actor>;
  /** Writes as the keeper: `$1`... as usual. */
  keep(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
};

export const studentWorld = async (day = "2025-10-06T14:00:00Z", policy = worldPolicy): Promise<StudentWorld> => {
  const database = await testDatabase();
  const clock = fixedClock(day);
  await applyPolicy(database.owner, policy);
  return {
    ...database,
    clock,
    students: createStudents({ db: database.db, clock, policy }),
    keep: (sql, values) => withTransaction(database.db, (tx) => keepAs(tx, () => tx.query(sql, values))),
    actor: async (roleName, { district, schools = [], name = roleName } = {}) => {
      const { rows } = await database.owner.query<{ account: string; id: string }>(
        `WITH a AS (INSERT INTO access.account (name, email, created_at)
           VALUES ($1, gen_random_uuid() || '@example.org', $2) RETURNING id)
         INSERT INTO access.assignment (account_id, role, district, schools, valid_from, created_at, created_by)
         SELECT id, $3, $4, $5, '2025-07-01', $2, 'system' FROM a RETURNING account_id AS account, id`,
        [name, clock.now(), roleName, district ?? null, schools],
      );
      const { account, id: assignment } = rows[0]!;
      return actorFor(policy, { account, name, role: roleName, assignment, district, schools });
    },
  };
};
