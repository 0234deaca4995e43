// Both sides of a near match, fact by fact: what was asked, and each student it may be. Of another district's student a value is
// shown only where the profile says so; of the rest no more than how far it agrees.
import { type Column, DataTable, Facts, Section } from "../../web/index.ts";
import type { Compared, NearCandidate, NearMatch } from "../queue/near-match.ts";
import { signedBits } from "../queue/plain-words.ts";
import type { FactChoices } from "../registry/fact-choices.ts";
import type { FactName } from "../registry/facts.ts";
import { AgreementTag, comparedTitles, factWord, fullName, HolderWords, ProbabilityTag } from "./near-words.tsx";

type CompareProps = { near: NearMatch; facts: readonly FactName[]; choices: FactChoices };

/** More columns than this are not read side by side. */
const beside = 3;

export const NearCompare = (props: CompareProps) => (
  <Section id="compare" title="Side by side">
    {groups(props.near.candidates).map(({ from, candidates }) => (
      <SideBySide {...props} from={from} candidates={candidates} />
    ))}
    <p class="rb-quiet">
      Each mark says how far the fact agrees, and by how many bits it speaks for one student (+) or for two (−). A value
      stands there only where you may see it.
    </p>
  </Section>
);

const groups = (candidates: readonly NearCandidate[]) =>
  Array.from({ length: Math.ceil(candidates.length / beside) }, (_, at) => ({
    from: at * beside,
    candidates: candidates.slice(at * beside, (at + 1) * beside),
  }));

export const candidateName = (at: number): string =>
  `Student ${String.fromCharCode(65 + (at % 26))}${at < 26 ? "" : at}`;

const SideBySide = ({
  near,
  facts,
  choices,
  from,
  candidates,
}: CompareProps & { from: number; candidates: NearCandidate[] }) => {
  const columns: Column<Compared>[] = [
    { heading: "Fact", rowHeader: true, cell: (fact) => comparedTitles[fact] },
    { heading: "Asked", cell: (fact) => askedValue(near, fact, choices) ?? <span class="rb-blank">no value</span> },
    ...candidates.map(({ values, agreement }, at) => ({
      heading: candidateName(from + at),
      cell: (fact: Compared) => {
        const value = isFact(fact) ? values[fact] : undefined;
        return (
          <>
            {value !== undefined && <div>{factWord(fact as FactName, value, choices)}</div>}
            <AgreementTag agreement={agreement[fact]} />
          </>
        );
      },
    })),
  ];
  // What nobody said anything about is no row.
  const said = (row: Compared): boolean =>
    candidates.some(({ agreement, values }) => agreement[row] || (isFact(row) && values[row])) ||
    (isFact(row) && near.asked[row] !== undefined);
  const rows = [...facts, "local_identifier" as const, "names" as const].filter(said);
  const caption = from === 0 && near.candidates.length <= beside ? "Facts" : `Facts, from ${candidateName(from)} on`;
  return <DataTable caption={caption} columns={columns} rows={rows} />;
};

const isFact = (row: Compared): row is FactName => row !== "names" && row !== "local_identifier";

/** Undefined where it is blank or not for this reader. */
const askedValue = (near: NearMatch, row: Compared, choices: FactChoices): string | undefined => {
  if (row === "names") return "";
  if (row === "local_identifier") return near.localIdentifier;
  const value = near.asked[row];
  return value === undefined ? undefined : factWord(row, value, choices);
};

export const NearCandidates = ({ candidates }: { candidates: readonly NearCandidate[] }) => (
  <Section id="candidates" title={candidates.length === 1 ? "Who it may be" : "Whom it may be, the likeliest first"}>
    {candidates.map((candidate, at) => (
      <article class="rb-near-candidate" aria-labelledby={`candidate-${at}`}>
        <h3 id={`candidate-${at}`}>
          {[candidateName(at), fullName(candidate.values)].filter(Boolean).join(": ")}{" "}
          <ProbabilityTag probability={candidate.probability} />
        </h3>
        {candidate.guards.map((guard) => (
          <p class="rb-near-guard">{guard}</p>
        ))}
        <Facts
          facts={[
            ["Reference", <code>{candidate.reference}</code>],
            ...(candidate.was
              ? ([["Since it was weighed", `Merged or split; then called ${candidate.was}`]] as [string, string][])
              : []),
            ["Record held by; whom to call", <HolderWords holder={candidate.holder} />],
            ["Found by", candidate.foundBy],
            ["Evidence", `${signedBits(candidate.bits)} bits, before looking ${signedBits(candidate.prior)}`],
            ...leadOf(candidates, at),
          ]}
        />
      </article>
    ))}
  </Section>
);

const leadOf = (candidates: readonly NearCandidate[], at: number): [string, string][] => {
  const next = candidates[at + 1];
  return at === 0 && next ? [["Ahead of the next", `${signedBits(candidates[0]!.bits - next.bits)} bits`]] : [];
};
