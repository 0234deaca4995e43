// Two students, or two numbers, that are one: name both, see them side by side, and merge with a reason.
import {
  Alert,
  Checkbox,
  DataTable,
  EmptyState,
  Facts,
  Field,
  formatCount,
  formatDate,
  PageHead,
  PostForm,
  Section,
} from "../../web/index.ts";
import type { Comparison, Side } from "../history/compare.ts";
import type { Named } from "../history/find-registered.ts";
import { percent } from "../queue/plain-words.ts";
import { factTitles } from "../registry/check-facts.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import { type FactName, factNames } from "../registry/facts.ts";
import { factWord } from "./near-words.tsx";
import { fieldTitle, inFormOrder } from "./request-why.tsx";

export type MergeForm = { a: string; b: string; reason: string };

type MergePageProps = {
  csrf: string;
  identifier: string;
  /** Numbers stand alone: they are merged by themselves. */
  split: boolean;
  entered: MergeForm;
  choices: FactChoices;
  comparison?: Comparison | undefined;
  refused?: string | undefined;
  done?: string | undefined;
};

export const nameOf = ({ reference, number }: Named): string =>
  reference === undefined ? (number ?? "") : number === undefined ? reference : `${reference} (${number})`;

export const MergePage = (props: MergePageProps) => (
  <div class="rb-compared">
    <PageHead
      title="Merge and split"
      lead={`A student who was given two ${props.identifier}s keeps one of them; the other leads to it from then on. Both can be undone.`}
    />
    {props.done && (
      <Alert kind="success" live>
        {props.done}
      </Alert>
    )}
    {props.refused && (
      <Alert kind="error" live heading="Nothing was changed">
        {props.refused}
      </Alert>
    )}
    {props.comparison ? <Confirm {...props} comparison={props.comparison} /> : <Choose {...props} />}
  </div>
);

const Choose = ({ csrf, identifier, split, entered }: MergePageProps) => (
  <>
    <Section id="merge-title" title="Merge two">
      <PostForm action="/identifiers/merge" csrf={csrf} class="usa-form">
        <input type="hidden" name="step" value="compare" />
        <Field
          name="a"
          label="Gives way"
          value={entered.a}
          required
          hint={split ? `The reference of a student, or a ${identifier}.` : `A reference or a ${identifier}.`}
        />
        <Field
          name="b"
          label="Stays"
          value={entered.b}
          required
          hint={split ? "Of the same kind: two references, or two numbers." : undefined}
        />
        <div class="rb-form-end">
          <button class="usa-button" type="submit">
            Compare
          </button>
        </div>
      </PostForm>
    </Section>
    <Section id="student-title" title="Split, undo, or see the history">
      <PostForm action="/identifiers/students" csrf={csrf} class="usa-form">
        <Field
          name="student"
          label="Student"
          required
          hint={split ? "The student's reference, ten letters and digits." : `A reference or a ${identifier}.`}
        />
        <div class="rb-form-end">
          <button class="usa-button usa-button--outline" type="submit">
            Show the student
          </button>
        </div>
      </PostForm>
    </Section>
    {split && (
      <Section id="number-title" title={`Undo a merge of two ${identifier}s`}>
        <PostForm action="/identifiers/merges/number/undo" csrf={csrf} class="usa-form">
          <Field name="number" label={`${identifier} that gave way`} inputmode="numeric" required />
          <Field id="number-reason" name="reason" label="Reason" required />
          <div class="rb-form-end">
            <button class="usa-button usa-button--outline" type="submit">
              Undo the merge
            </button>
          </div>
        </PostForm>
      </Section>
    )}
  </>
);

const Confirm = ({ csrf, split, entered, choices, comparison }: MergePageProps & { comparison: Comparison }) => {
  const { from, into, likeness, agrees, apart } = comparison;
  return (
    <>
      <Section id="compare-title" title="Side by side">
        <DataTable
          caption="The two, side by side"
          captionHidden
          rows={rowsOf(from, into, choices)}
          columns={[
            { heading: "Fact", rowHeader: true, cell: (row) => row.title },
            { heading: "Gives way", cell: (row) => row.from },
            { heading: "Stays", cell: (row) => row.into },
          ]}
        />
        {likeness && (
          <DataTable
            caption={`How far they agree: ${likelyWords(likeness.probability)} likely to be one student`}
            narrow="small"
            rows={inFormOrder(likeness.evidence.fields)}
            columns={[
              { heading: "Fact", rowHeader: true, cell: ({ field }) => fieldTitle(field) },
              { heading: "Agreement", cell: ({ level }) => level },
            ]}
          />
        )}
        {agrees && (
          <Facts
            facts={[
              ["Birth date", word(agrees.birthDate)],
              ["Gender", word(agrees.sex)],
              ["Race and ethnicity", word(agrees.race)],
            ]}
          />
        )}
        {!likeness && !agrees && (
          <EmptyState title="Nothing to compare">
            <p>The registry keeps no facts of one of them.</p>
          </EmptyState>
        )}
      </Section>
      <Section id="confirm-title" title="Merge">
        {apart && (
          <Alert kind="warning" heading="They are known to be two students">
            Since {formatDate(apart.at)}: {apart.reason}
          </Alert>
        )}
        <PostForm action="/identifiers/merge" csrf={csrf} class="usa-form">
          <input type="hidden" name="step" value="merge" />
          <input type="hidden" name="a" value={entered.a} />
          <input type="hidden" name="b" value={entered.b} />
          <Field
            name="reason"
            label="Reason"
            value={entered.reason}
            rows={3}
            maxlength={500}
            required
            hint={
              split && agrees
                ? "Not kept: it might name the student. No number in it."
                : "Kept with the merge for ever."
            }
          />
          {apart && (
            <Checkbox name="despite" value="yes" required>
              They are one student all the same; the reason says why
            </Checkbox>
          )}
          <Checkbox name="confirm" value="yes" required>
            {nameOf(from.name)} gives way to {nameOf(into.name)}
          </Checkbox>
          <div class="rb-form-end">
            <button class="usa-button" type="submit">
              Merge
            </button>
            <a class="usa-button usa-button--unstyled" href="/identifiers/merge">
              Do not merge
            </a>
          </div>
        </PostForm>
      </Section>
    </>
  );
};

const likelyWords = (probability: number): string => (probability < 0.001 ? "less than 0.1%" : percent(probability));

const word = (agrees: boolean | undefined): string =>
  agrees === undefined ? "not known" : agrees ? "the same" : "different";

type Row = { title: string; from: string; into: string };

/** Facts that neither side shows are left out. */
const rowsOf = (from: Side, into: Side, choices: FactChoices): Row[] => {
  const said = (fact: FactName, value: string | undefined): string =>
    value === undefined ? "" : factWord(fact, value, choices);
  const facts = factNames.flatMap((fact): Row[] => {
    const [one, other] = [from.facts[fact], into.facts[fact]];
    return one === undefined && other === undefined
      ? []
      : [{ title: factTitles[fact], from: said(fact, one), into: said(fact, other) }];
  });
  const named = { title: "Name in the registry", from: nameOf(from.name), into: nameOf(into.name) };
  if (!from.holder || !into.holder) return [named];
  return [
    named,
    { title: "Held by", from: from.holder.districtName, into: into.holder.districtName },
    { title: "Known by", from: formatCount(from.records, "record"), into: formatCount(into.records, "record") },
    ...facts,
  ];
};
