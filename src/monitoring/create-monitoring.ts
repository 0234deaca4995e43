// The verbs of watching over the log, put together over one database.

import { late } from "./out-of-hours.ts";
import { overview } from "./overview.ts";
import { people, person } from "./people.ts";
import { refusals } from "./refusals.ts";
import { recordRemoval, removals, settleRemoval } from "./removals/removals.ts";
import { loadMonitoringSettings } from "./settings.ts";
import { student } from "./students.ts";
import { unusual } from "./unusual.ts";
import { createVerifier } from "./verification.ts";
import type { MonitoringDeps } from "./view-log.ts";

type Verb<Run> = Run extends (deps: MonitoringDeps, ...args: infer Args) => infer Result
  ? (...args: Args) => Result
  : never;

/** With the hours and thresholds of the profile in that folder. */
export const openMonitoring = ({ profileDir, ...given }: Omit<MonitoringDeps, "settings"> & { profileDir: string }) => {
  const deps = { ...given, settings: loadMonitoringSettings(profileDir) };
  const bound = <Run extends (deps: MonitoringDeps, ...args: never[]) => unknown>(run: Run): Verb<Run> =>
    (async (...args: never[]) => run(deps, ...args)) as Verb<Run>;
  return {
    overview: bound(overview),
    people: bound(people),
    person: bound(person),
    student: bound(student),
    unusual: bound(unusual),
    late: bound(late),
    refusals: bound(refusals),
    removals: bound(removals),
    recordRemoval: bound(recordRemoval),
    settleRemoval: bound(settleRemoval),
    verifier: createVerifier(deps),
  };
};

export type Monitoring = ReturnType<typeof openMonitoring>;
