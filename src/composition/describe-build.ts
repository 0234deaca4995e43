// What `demo` tells when the state is built: figures for a script, lines for a person.
import type { StateBuild } from "../demo/index.ts";

export const describeBuild = (built: StateBuild) => {
  const { manifest, districts, certified, records, explained, reports, stages, seconds } = built;
  const findings = Object.values(built.firstFindings).reduce((sum, count) => sum + count, 0);
  const count = (value: number): string => value.toLocaleString("en-US");
  const lines = [
    `${count(manifest.pupils)} pupils of ${count(districts)} districts; ${count(records)} records, ${count(certified)} districts certified.`,
    `The first uploads had ${count(findings)} findings; ${count(explained)} unusual records were explained.`,
    ...stages.map(({ stage, seconds: taken }) => `${taken.toFixed(1).padStart(7)} s  ${stage}`),
    `${seconds.toFixed(1).padStart(7)} s  from the first file to the last published table`,
    ...reports.map((path) => `  ${path}`),
  ];
  return {
    ...{ pupils: manifest.pupils, districts, certified, records, findings, explained, seconds },
    ...{ stages, reports, byRule: built.firstFindings, lines },
  };
};
