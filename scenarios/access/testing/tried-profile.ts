// The profile that the worlds are tried on: one role for each kind of rows, most of them twice, with and without needs.
// What each role may see is written out by hand here, in the words of the reference model.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordTables } from "../../../src/access/index.ts";
import type { RoleFacts } from "../reference-model.ts";

export const triedRoles: Record<string, RoleFacts> = {
  "state-staff": { rows: "all", needs: [] },
  "state-staff-held": { rows: "all", needs: ["training"] },
  registrar: { rows: "located", needs: [] },
  superintendent: { rows: "district", needs: [] },
  "clerk-held": { rows: "district", needs: ["authorization", "assurance"] },
  principal: { rows: "school", needs: [] },
  "principal-held": { rows: "school", needs: ["training"] },
  "school-leader": { rows: "school", wholeYear: true, needs: [] },
  "school-leader-held": { rows: "school", wholeYear: true, needs: ["assurance"] },
  teacher: { rows: "related", relations: ["teacher"], needs: [] },
  "provider-held": { rows: "related", relations: ["psychologist", "social-worker"], needs: ["training"] },
  "year-teacher": { rows: "related", wholeYear: true, relations: ["teacher"], needs: [] },
  "year-teacher-held": { rows: "related", wholeYear: true, relations: ["teacher", "counselor"], needs: ["training"] },
  "plan-manager": { rows: "program", needs: [] },
  "plan-manager-held": { rows: "program", needs: ["designation"] },
  parent: { rows: "family", relations: ["parent", "guardian"], age: "minor", needs: [] },
  "adult-student": { rows: "family", relations: ["self"], age: "adult", needs: [] },
  "adults-parent-held": { rows: "family", relations: ["parent"], age: "adult", needs: ["dependency"] },
  "noncustodial-parent": { rows: "family", relations: ["noncustodial-parent"], age: "minor", needs: [] },
  researcher: { rows: "grant", needs: [] },
  "researcher-held": { rows: "grant", needs: ["agreement"] },
};

/** How the tables call the scope of a role: the end of its viewer's name. */
const scopeOfRole = (role: string): string => {
  const { rows, wholeYear } = triedRoles[role]!;
  return wholeYear ? `${rows}_year` : rows;
};

export const viewerName = (role: string): string => `rollbook_view_${role.replaceAll("-", "_")}_${scopeOfRole(role)}`;

/** Writes access.yaml into a fresh folder, which is then a profile for everything that reads the policy alone. */
export const writeTriedProfile = (): string => {
  const levels = Object.fromEntries(
    Object.entries(recordTables).map(([table, { fields }]) => [
      table,
      Object.fromEntries(Object.keys(fields).map((column) => [column, 1])),
    ]),
  );
  const roles = Object.fromEntries(
    Object.entries(triedRoles).map(([role, { rows, wholeYear, relations = [], age, needs }]) => [
      role,
      {
        ...{ title: role, positions: [role], rows, relations, student_age: age, fields: { level: 1 } },
        reach: rows === "all" ? "state" : "district",
        // What must be held to read is what must be held at all, and what only reading asks for: half of it each way.
        needs: needs.slice(1),
        needs_to_read: needs.slice(0, 1),
        when: wholeYear ? "school-year" : "today",
        actions: rows === "located" ? ["student.search"] : [],
      },
    ]),
  );
  const folder = mkdtempSync(join(tmpdir(), "rollbook-tried-"));
  writeFileSync(join(folder, "access.yaml"), JSON.stringify({ levels, roles }, null, 1)); // JSON is YAML
  return folder;
};
