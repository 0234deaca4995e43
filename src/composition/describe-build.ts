// What `demo` tells when the state is built: figures for a script, lines for a person.
import type { StateBuild } from "../demo/index.ts";

const count = (value: number): string => value.toLocaleString("en-US");

export const describeBuild = (built: StateBuild) => {
  const { manifest, districts, certified, records, explained, reports, stages, seconds } = built;
  const truth = built.numbering?.truth;
  const findings = Object.values(built.firstFindings).reduce((sum, count) => sum + count, 0);
  const lines = [
    `${count(manifest.pupils)} pupils of ${count(districts)} districts; ${count(records)} records, ${count(certified)} districts certified.`,
    `The first uploads had ${count(findings)} findings; ${count(explained)} unusual records were explained.`,
    ...(truth ? describeTruth(truth) : []),
    ...stages.map(({ stage, seconds: taken }) => `${taken.toFixed(1).padStart(7)} s  ${stage}`),
    `${seconds.toFixed(1).padStart(7)} s  from the first file to the last published table`,
    ...reports.map((path) => `  ${path}`),
  ];
  return {
    ...{ pupils: manifest.pupils, districts, certified, records, findings, explained, seconds, registry: truth },
    waitingIn: mostWaiting(built),
    ...{ stages, reports, byRule: built.firstFindings, lines },
  };
};

/** What the registry made of the requests, held against who the children really are. */
const describeTruth = (truth: NonNullable<StateBuild["numbering"]>["truth"]): string[] => {
  const { requests, children, again, queued, missed, queuedShare, missedShare } = truth;
  const known = `${count(truth.matchedRightly)} known children matched rightly, ${count(truth.newRightly)} new rightly`;
  const share = (value: number): string => `${value.toFixed(2)} %`;
  return [
    `${count(requests)} requests for identifiers of ${count(children)} children, ${count(again)} of them for children who had a number:`,
    `  ${known}, ${count(truth.wronglyMatched)} taken for another child;`,
    `  ${count(missed)} got a second number (${share(missedShare)} of the known), ${count(queued)} were left to a person (${share(queuedShare)}):`,
    `  ${count(truth.decidedSame)} decided as known, ${count(truth.decidedNew)} as new, ${count(truth.waiting)} wait for the workbench.`,
  ];
};

/** The district with the most near matches that nobody decided. */
const mostWaiting = ({ numbering }: StateBuild): number | undefined =>
  [...(numbering?.waiting ?? [])].sort(([, one], [, other]) => other - one)[0]?.[0];
