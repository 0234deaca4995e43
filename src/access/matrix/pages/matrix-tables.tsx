// The matrix as tables, the same on the screen and in the file to print: roles, fields by role, actions.
import type { PropsWithChildren } from "hono/jsx";
import { columnsOf, type MatrixRole, type PolicyMatrix } from "../policy-matrix.ts";
import { reachWords } from "../words.ts";

const table = "usa-table usa-table--borderless rb-table rb-policy";
const rolesAtOnce = 7;

/** A region that scrolls must be reachable by keyboard (WCAG 2.1.1), hence the tab stop. */
const Scroll = ({ label, children }: PropsWithChildren<{ label: string }>) => (
  <section class="rb-scroll rb-policy-scroll" aria-label={label} tabindex={0}>
    {children}
  </section>
);

const Lines = ({ lines }: { lines: string[] }) => (
  <>
    {lines.map((line, at) => (
      <>
        {at > 0 && <br />}
        {line}
      </>
    ))}
  </>
);

export const RolesTable = ({ matrix }: { matrix: PolicyMatrix }) => {
  const titles = new Map(matrix.roles.map(({ id, title }) => [id, title]));
  return (
    <table class={`${table} rb-table-stack`}>
      <caption class="usa-sr-only">Roles, their students and conditions</caption>
      <thead>
        <tr>
          {[
            "Role",
            "In the policy",
            "Students",
            "Reaches",
            "Needs, valid today",
            "What is told when it is refused",
          ].map((heading) => (
            <th scope="col">{heading}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.roles.map((role) => (
          <tr>
            <th scope="row" data-label="Role">
              {role.title}
            </th>
            <td data-label="In the policy">
              <Lines lines={role.positions} />
            </td>
            <td data-label="Students">{role.students}</td>
            <td data-label="Reaches">
              {reachWords[role.reach]}
              {role.givenBy.length > 0 && `; given by ${role.givenBy.map((id) => titles.get(id)).join(", ")}`}
            </td>
            <td data-label="Needs, valid today">
              {role.needs.length > 0 ? <Lines lines={role.needs} /> : "nothing further"}
            </td>
            <td data-label="What is told when it is refused">
              {role.refusal ?? "Whom to ask for a role that may do it"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const FieldsTables = ({ matrix }: { matrix: PolicyMatrix }) => {
  const groups = columnsOf(matrix, rolesAtOnce);
  return (
    <>
      {groups.map((roles, at) => (
        <Scroll label={`Fields by role, table ${at + 1} of ${groups.length}`}>
          <FieldsTable matrix={matrix} roles={roles} part={`table ${at + 1} of ${groups.length}`} />
        </Scroll>
      ))}
    </>
  );
};

const FieldsTable = ({ matrix, roles, part }: { matrix: PolicyMatrix; roles: MatrixRole[]; part: string }) => (
  <table class={table}>
    <caption>Fields by role, {part}</caption>
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">Level</th>
        {roles.map(({ title }) => (
          <th scope="col">{title}</th>
        ))}
      </tr>
    </thead>
    {matrix.tables.map(({ title, fields }) => (
      <tbody>
        <tr class="rb-policy-group">
          <th scope="rowgroup" colspan={roles.length + 2}>
            {title}
          </th>
        </tr>
        {fields.map((field) => (
          <tr>
            <th scope="row">{field.title}</th>
            <td>{field.level}</td>
            {roles.map(({ id }) =>
              field.seenBy.includes(id) ? <td class="rb-policy-yes">sees</td> : <td class="rb-policy-no">not there</td>,
            )}
          </tr>
        ))}
      </tbody>
    ))}
  </table>
);

export const ActionsTable = ({ matrix }: { matrix: PolicyMatrix }) => {
  const byId = new Map(matrix.roles.map((role) => [role.id, role]));
  return (
    <table class={`${table} rb-table-stack`}>
      <caption class="usa-sr-only">Actions and who may take them</caption>
      <thead>
        <tr>
          <th scope="col">Action</th>
          <th scope="col">Who may</th>
        </tr>
      </thead>
      <tbody>
        {matrix.actions.map(({ action, title, heldBy }) => (
          <tr>
            <th scope="row" data-label="Action">
              {title} <span class="rb-quiet">{action}</span>
            </th>
            <td data-label="Who may">
              {heldBy.length > 0 ? heldBy.map((id) => byId.get(id)?.title).join(" · ") : "nobody"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
