// The numbers of a made-up state, asked for at the registry as districts do: a file of every district for each of several school
// years. Says afterwards what the registry got right, which only the maker of the children can know.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Actor } from "../../access/index.ts";
import type { Registry } from "../../identity/index.ts";
import type { Cast } from "../cast.ts";
import type { StateInput } from "../state-plan.ts";
import type { Stopwatch } from "../stopwatch.ts";
import { askDistricts } from "./ask-districts.ts";
import { requestYears, writeRequests } from "./request-files.ts";
import type { Tally, Truth } from "./tally.ts";

export type Numbering = {
  numberOf(district: number, person: number): string;
  truth: Truth;
  /** Near matches that nobody decided, by district. */
  waiting: ReadonlyMap<number, number>;
};

export type NumberingOptions = {
  input: StateInput;
  /** Folder of the districts' files. */
  folder: string;
  registry: Registry;
  cast: Pick<Cast, "clerks" | "stateManager">;
  watch: Stopwatch;
};

/** Writes `<district>/requests-<year>.csv`, answers and link books, `registry-truth.csv` and `registry-summary.json`. */
export const requestNumbers = async (options: NumberingOptions): Promise<Numbering> => {
  const { input, folder, registry, cast, watch } = options;
  const layout = registry.profile.request_file;
  const [first, last] = [requestYears(input)[0]!, input.table.year];
  const files = await watch.time("write the requests for identifiers", async (progress) =>
    writeRequests(input, folder, layout, progress),
  );
  const { books, tally, waiting } = await watch.time(
    `ask the registry for identifiers, ${first - 1}-${first} to ${last - 1}-${last}`,
    (progress) =>
      askDistricts({
        ...{ registry, files, progress, undecided: input.profile.past.undecided },
        stateManager: cast.stateManager,
        clerkOf: (district) => cast.clerks.get(district) as Actor,
      }),
  );
  books.write(folder);
  const truth = tally.truth();
  writeTruth(folder, tally, truth);
  return { numberOf: (district, person) => books.numberOf(district, person), truth, waiting };
};

const columns = [
  "year",
  "district",
  "local_identifier",
  "person",
  "slips",
  "known_before",
  "outcome",
  "verdict",
  "decided",
  "reference",
] as const;

const writeTruth = (folder: string, { rows }: Tally, truth: Truth): void => {
  const lines = rows.map((row) => {
    const { year, district, local, person, slips, known, outcome, verdict, decided, reference = "" } = row;
    return [year, district, local, person, slips, known ? "yes" : "no", outcome, verdict, decided, reference].join(",");
  });
  writeFileSync(join(folder, "registry-truth.csv"), `${[columns.join(","), ...lines].join("\n")}\n`);
  writeFileSync(join(folder, "registry-summary.json"), `${JSON.stringify(truth, null, 2)}\n`);
};
