// "Who sees what", made from the policy: roles with their students and conditions, fields by role, actions by role. Pure.
import { type Action, actions, type Reach } from "../policy/actions.ts";
import { type AccessPolicy, visibleFields } from "../policy/policy.ts";
import { type FieldName, recordTableNames, tableOf } from "../policy/record-fields.ts";
import { actionWords, needWords, rowWords } from "./words.ts";

export type MatrixRole = {
  id: string;
  title: string;
  /** The source policy's own names for it. */
  positions: string[];
  reach: Reach;
  students: string;
  needs: string[];
  givenBy: string[];
  refusal?: string;
};
export type MatrixField = { name: FieldName; title: string; level: number; seenBy: string[] };
export type PolicyMatrix = {
  roles: MatrixRole[];
  /** Fields in the order of the record, under the tables that they stand in. */
  tables: { name: string; title: string; fields: MatrixField[] }[];
  actions: { action: Action; title: string; heldBy: string[] }[];
};

export const policyMatrix = (policy: AccessPolicy): PolicyMatrix => {
  const ids = Object.keys(policy.roles);
  const seen = new Map(ids.map((id) => [id, new Set<string>(visibleFields(policy, id))]));
  const levels = policy.levels as Record<string, Record<string, number>>;
  return {
    roles: Object.entries(policy.roles).map(([id, role]) => ({
      id,
      title: role.title,
      positions: role.positions,
      reach: role.reach,
      students: rowWords(role),
      needs: needWords(role),
      givenBy: role.given_by,
      ...(role.refusal && { refusal: role.refusal }),
    })),
    tables: recordTableNames.map((table) => ({
      name: table,
      title: tableOf(table).title,
      fields: Object.entries(tableOf(table).fields).map(([column, { title }]) => {
        const name = `${table}.${column}` as FieldName;
        return {
          name,
          title,
          level: levels[table]?.[column] ?? 1,
          seenBy: ids.filter((id) => seen.get(id)?.has(name)),
        };
      }),
    })),
    actions: actions.map((action) => ({
      action,
      title: actionWords[action],
      heldBy: ids.filter((id) => policy.roles[id]?.actions.includes(action)),
    })),
  };
};

/** Roles with a column in the table of fields, so many at a time that the table stays readable. */
export const columnsOf = (matrix: PolicyMatrix, atOnce: number): MatrixRole[][] => {
  const seeing = matrix.roles.filter(({ students }) => students !== "none");
  const tables = Math.max(1, Math.ceil(seeing.length / atOnce));
  const each = Math.ceil(seeing.length / tables);
  return Array.from({ length: tables }, (_, at) => seeing.slice(at * each, (at + 1) * each)).filter(
    (roles) => roles.length > 0,
  );
};
