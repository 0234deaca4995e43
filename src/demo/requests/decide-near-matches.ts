// Decides a district's near matches as its clerk would after a call, by the truth: the same child or another one. Some of pupils who
// left are not decided, so that there is something to do on the workbench.
import type { Actor } from "../../access/index.ts";
import type { Registry } from "../../identity/index.ts";
import { Problem } from "../../platform/index.ts";
import type { Answered, Asked, Asking } from "./ask-districts.ts";
import { hasLeft } from "./leavers.ts";
import type { TruthRow } from "./tally.ts";

export const decideNearMatches = async (asking: Asking, all: Asked, answered: Answered): Promise<void> => {
  const { registry, clerkOf, undecided } = asking;
  const { tally, waiting, books } = all;
  const { rows, answers, file } = answered;
  const { district } = file;
  const near = [...rows.entries()].filter(([, { outcome }]) => outcome === "near");
  if (near.length === 0) return;
  const clerk = clerkOf(district);
  const requests = near.some(([at]) => answers[at]!.reference === undefined)
    ? await waitingRequests(registry, clerk)
    : new Map<string, string>();
  const decided: number[] = [];
  for (const [at, row] of near) {
    const { reference, number } = answers[at]!;
    if (reference !== undefined) {
      // Decided before the demo was cut off.
      tally.decide(row, number === undefined ? "same" : "new", reference);
      decided.push(at);
    } else if (hasLeft(row.person) && sum(waiting) < undecided) {
      waiting.set(district, (waiting.get(district) ?? 0) + 1);
    } else {
      await decide({ registry, clerk, tally }, row, requests.get(row.local)!);
      decided.push(at);
    }
  }
  if (decided.length === 0) return;
  const told = await answered.readAgain();
  for (const at of decided) {
    const { local, reference } = rows[at]!;
    const { number, holder } = told[at]!;
    if (number !== undefined) books.keep(district, local, number, reference!, "dealt after a call");
    else if (!books.call(district, local, reference!, holder))
      throw new Error(`nobody has the number of ${reference}, whom district ${district} took for its pupil`);
  }
};

const sum = (waiting: ReadonlyMap<number, number>): number => {
  let count = 0;
  for (const each of waiting.values()) count += each;
  return count;
};

const pageLength = 200;

/** Requests of the district that wait, by its own number of the pupil. */
const waitingRequests = async (registry: Registry, clerk: Actor): Promise<Map<string, string>> => {
  const requests = new Map<string, string>();
  for (let offset = 0; ; offset += pageLength) {
    const { waiting } = await registry.queue(clerk, { offset, limit: pageLength });
    for (const { localIdentifier, request } of waiting) requests.set(localIdentifier!, request);
    if (waiting.length < pageLength) return requests;
  }
};

type Deciding = { registry: Registry; clerk: Actor; tally: Asked["tally"] };

const decide = async ({ registry, clerk, tally }: Deciding, row: TruthRow, request: string): Promise<void> => {
  const known = tally.referenceOf(row.person);
  const decision = known === undefined ? ("new" as const) : { same: known };
  const reason = known === undefined ? "Called: theirs is another child." : "Called: it is the same child.";
  const say = () => registry.decide(clerk, request, decision, reason);
  // Somebody may have turned up while the question waited: then it is shown again before it is decided.
  const { reference } = await say().catch((error: unknown) => {
    if (error instanceof Problem && error.code === "near-match-changed") return say();
    throw error;
  });
  tally.decide(row, known === undefined ? "new" : "same", reference!);
};
