// The screen "Who sees what": the matrix of the policy that the database enforces, to read or to print.
import { PageHead, Section } from "../../web/index.ts";
import { ActionsTable, FieldsTables, RolesTable } from "../matrix/pages/matrix-tables.tsx";
import type { PolicyMatrix } from "../matrix/policy-matrix.ts";

export const PolicyPage = ({ matrix, jurisdiction }: { matrix: PolicyMatrix; jurisdiction: string }) => (
  <>
    <PageHead
      title="Who sees what"
      lead={`${jurisdiction}: roles, the students and fields that each sees, and what each may do. The database enforces it.`}
    >
      <a class="usa-button usa-button--outline" href="/policy/matrix.html" download>
        Save for printing
      </a>
    </PageHead>
    <nav class="rb-policy-nav" aria-label="On this page">
      <a href="#roles">Roles</a> <a href="#fields">Fields</a> <a href="#actions">Actions</a>
    </nav>
    <Section id="roles" title="Roles">
      <RolesTable matrix={matrix} />
    </Section>
    <Section id="fields" title="Fields of a student's record">
      <p>
        A field that is “not there” cannot be seen, searched, sorted by, exported or counted. Roles without a column see
        no student.
      </p>
      <FieldsTables matrix={matrix} />
    </Section>
    <Section id="actions" title="Actions">
      <ActionsTable matrix={matrix} />
    </Section>
  </>
);
