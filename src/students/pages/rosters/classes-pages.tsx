// Classes of a district, and one class with its people: add one with days, end one from today, or take back a mistake.
import type { Child } from "hono/jsx";
import {
  Alert,
  DataTable,
  EmptyState,
  Field,
  formatCount,
  formatDate,
  formatNumber,
  PageHead,
  PostForm,
  Section,
} from "../../../web/index.ts";
import type { ClassMembers, ClassSummary, Member } from "../../rosters/class-members.ts";

export const ClassesPage = ({
  classes,
  schoolName,
}: {
  classes: ClassSummary[];
  schoolName: (school: number) => string;
}) => (
  <>
    <PageHead
      title="Classes"
      lead="Classes that have not ended. A class shows its students to people who may see those students."
    />
    {classes.length === 0 ? (
      <EmptyState title="No classes yet">
        <p>
          Classes come with a <a href="/rosters">roster</a>.
        </p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Classes"
        captionHidden
        rows={classes}
        columns={[
          { heading: "Class", rowHeader: true, cell: (one) => <a href={`/classes/${one.id}`}>{one.title}</a> },
          { heading: "School", cell: (one) => schoolName(one.school) },
          { heading: "Course", cell: (one) => one.courseCode ?? "" },
          { heading: "Students today", numeric: true, cell: (one) => formatNumber(one.students) },
          { heading: "Teachers today", numeric: true, cell: (one) => formatNumber(one.teachers) },
          { heading: "Until", cell: (one) => formatDate(one.ends) },
        ]}
      />
    )}
  </>
);

type ClassPageProps = {
  of: ClassMembers;
  school: string;
  csrf: string;
  today: string;
  error?: string | undefined;
  entered?: { kind: string; who: string; starts: string; ends: string } | undefined;
};

export const ClassPage = ({ of, school, csrf, today, error, entered }: ClassPageProps) => (
  <>
    <PageHead title={of.title} lead={`${school}, ${formatDate(of.starts)} to ${formatDate(of.ends)}`} />
    {error && (
      <Alert kind="error" live heading="Nothing was changed">
        {error}
      </Alert>
    )}
    <Section id="teachers-title" title="Teachers">
      <Members of={of} kind="teacher" members={of.teachers} csrf={csrf} today={today} />
      <Add of={of} kind="teacher" csrf={csrf} today={today} entered={entered} label="Teacher's e-mail address" />
    </Section>
    <Section id="students-title" title="Students">
      {of.hidden > 0 && (
        <p class="rb-quiet">
          This class has {formatCount(of.hidden, "more student", "more students")} whom your role does not see.
        </p>
      )}
      <Members of={of} kind="student" members={of.students} csrf={csrf} today={today} />
      <Add of={of} kind="student" csrf={csrf} today={today} entered={entered} label="Student's number" />
    </Section>
  </>
);

type PartProps = { of: ClassMembers; kind: "student" | "teacher"; csrf: string; today: string };

const Members = ({ of, kind, members, csrf, today }: PartProps & { members: Member[] }) =>
  members.length === 0 ? (
    <p class="rb-quiet">Nobody yet.</p>
  ) : (
    <DataTable
      caption={kind === "student" ? "Students of the class" : "Teachers of the class"}
      captionHidden
      rows={members}
      columns={[
        { heading: "Name", rowHeader: true, cell: (one) => one.name },
        { heading: "From", cell: (one) => formatDate(one.starts) },
        { heading: "To", cell: (one) => formatDate(one.ends) },
        { heading: "Entered by", cell: (one) => (one.source === "screen" ? "A person" : "A roster") },
        {
          heading: "Change",
          cell: (one) => (one.ends < today ? "ended" : <EndMember of={of} kind={kind} one={one} csrf={csrf} />),
        },
      ]}
    />
  );

const EndMember = ({ of, kind, one, csrf }: { of: ClassMembers; kind: string; one: Member; csrf: string }): Child => (
  <PostForm action={`/classes/${of.id}/end`} csrf={csrf} class="rb-actions">
    <input type="hidden" name="kind" value={kind} />
    <input type="hidden" name="key" value={one.key} />
    <input type="hidden" name="starts" value={one.starts} />
    <button
      class="usa-button usa-button--unstyled"
      type="submit"
      name="mistake"
      value="no"
      aria-label={`End from today: ${one.name}`}
    >
      End from today
    </button>{" "}
    <button
      class="usa-button usa-button--unstyled"
      type="submit"
      name="mistake"
      value="yes"
      aria-label={`It was a mistake: ${one.name}`}
    >
      It was a mistake
    </button>
  </PostForm>
);

const Add = ({
  of,
  kind,
  csrf,
  today,
  entered,
  label,
}: PartProps & { label: string; entered: ClassPageProps["entered"] }) => {
  const own = entered?.kind === kind ? entered : undefined;
  const first = today > of.starts ? today : of.starts;
  return (
    <PostForm action={`/classes/${of.id}/members`} csrf={csrf} class="rb-filter">
      <input type="hidden" name="kind" value={kind} />
      <Field name="who" id={`${kind}-who`} label={label} value={own?.who ?? ""} required maxlength={320} />
      <Field name="starts" id={`${kind}-starts`} label="From" type="date" value={own?.starts ?? first} required />
      <Field name="ends" id={`${kind}-ends`} label="To" type="date" value={own?.ends ?? of.ends} required />
      <button class="usa-button usa-button--outline" type="submit">
        Add {kind}
      </button>
    </PostForm>
  );
};
