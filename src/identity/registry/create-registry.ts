// The registry of an installation: its verbs over one database, one profile and one custody.
import type { Actor } from "../../access/index.ts";
import type { Dictionary } from "../../dictionary/index.ts";
import type { Directory } from "../../directory/index.ts";
import { type Clock, type Db, dayOf, loadSecret, type Tx } from "../../platform/index.ts";
import { correctFacts, type NumberFacts } from "../checks/correct-facts.ts";
import { createFiles, type FileVerbs } from "../files/create-files.ts";
import { createHistory, type HistoryVerbs } from "../history/create-history.ts";
import type { NumberChange } from "../history/keep-in-step.ts";
import { type ImportInput, type ImportReceipt, importNumbers } from "../import/import-numbers.ts";
import { type Found, findStudents } from "../locator/find-students.ts";
import { registryModel } from "../model/frozen.ts";
import type { Model } from "../model/model.ts";
import { createQueue, type QueueVerbs } from "../queue/create-queue.ts";
import type { Answer } from "./answer.ts";
import { ask, type Question } from "./ask.ts";
import { type AskLimit, askLimits } from "./ask-limits.ts";
import { type CellCodec, encodedCodec, plainCodec } from "./cell-codec.ts";
import { type FactChoices, factChoices } from "./fact-choices.ts";
import { settleFacts, stockNumbers } from "./numbers.ts";
import type { RegistryProfile } from "./registry-profile.ts";
import {
  countWaiting,
  getRequest,
  listRequests,
  type RequestPage,
  type RequestQuery,
  type RequestRead,
} from "./requests.ts";
import { tidy } from "./tidy.ts";

export type RegistryDeps = {
  db: Db;
  clock: Clock;
  profile: RegistryProfile;
  codec: CellCodec;
  model: Model;
  /** Marks the names that were searched by, so that the log of tries holds none. */
  locatorKey: Buffer;
  /** Numbers to deal are there; asks the database now and then. */
  keepStock(wanted?: number): Promise<void>;
  /** How many students the registry holds, at most a minute old. */
  countPeople(tx: Tx): Promise<number>;
  /** How often one person may ask for single students. */
  askLimits: readonly AskLimit[];
  /** Organizations of the home year, for naming them. */
  places(): Promise<Directory>;
  /** Codes that a request may use today. */
  choices(): FactChoices;
  /** What the state calls its number. */
  identifier: string;
  /** Told of numbers that give way to others or come back, in the same transaction: the warehouse counts by it. */
  onSuperseded?: ((tx: Tx, change: NumberChange) => Promise<void>) | undefined;
};

export type Registry = QueueVerbs &
  HistoryVerbs &
  FileVerbs & {
    profile: RegistryProfile;
    /** What the state calls its number. */
    identifier: string;
    /** Codes that a request may use today. */
    choices(): FactChoices;
    ask(actor: Actor, question: Question): Promise<Answer>;
    /** Students by what identifies one. `typed`: facts by their names, as they came. */
    find(actor: Actor, typed: unknown): Promise<Found>;
    /** Facts kept with a number; those that are not named stay as they are. */
    correctFacts(actor: Actor, number: string, facts: NumberFacts): Promise<void>;
    /** Students with numbers of before, by file. */
    importNumbers(actor: Actor, input: ImportInput): Promise<ImportReceipt>;
    requests(actor: Actor, query: RequestQuery): Promise<RequestPage>;
    request(actor: Actor, request: string): Promise<RequestRead>;
    countWaiting(actor: Actor): Promise<number>;
    /** Puts in order what time alone puts out of it; for the hourly work of a server. */
    tidy(): Promise<void>;
  };

export type RegistryOptions = {
  db: Db;
  clock: Clock;
  profile: RegistryProfile;
  dataDir: string;
  /** Code sets of the facts, and what the number is called; absent: the profile's own values alone. */
  dictionary?: NamedCodes;
} & Pick<RegistryDeps, "places" | "onSuperseded">;

export const createRegistry = (options: RegistryOptions): Registry => {
  const deps = registryDeps(options);
  return {
    profile: deps.profile,
    identifier: deps.identifier,
    choices: deps.choices,
    ask: (actor, question) => ask(deps, actor, question),
    ...createQueue(deps),
    ...createHistory(deps),
    ...createFiles(deps),
    find: (actor, typed) => findStudents(deps, actor, typed),
    correctFacts: (actor, number, facts) => correctFacts(deps, actor, number, facts),
    importNumbers: (actor, input) => importNumbers(deps, actor, input),
    requests: (actor, query) => listRequests(deps, actor, query),
    request: (actor, request) => getRequest(deps, actor, request),
    countWaiting: (actor) => countWaiting(deps, actor),
    tidy: () => tidy(deps),
  };
};

type NamedCodes = Pick<Dictionary, "elements" | "codeSets" | "identifier">;
const noCodes: NamedCodes = { elements: [], codeSets: new Map(), identifier: "number" };
const minute = 60_000;
/** Questions between two looks at the stock of numbers; fewer than the stock is ever short of. */
const questionsBetweenLooks = 500;

export const registryDeps = (options: RegistryOptions): RegistryDeps => {
  const { db, clock, profile, dataDir, places, dictionary, onSuperseded } = options;
  const codec = profile.custody === "encoded" ? encodedCodec(loadSecret(dataDir, "registry")) : plainCodec;
  let looked = Number.POSITIVE_INFINITY;
  let filling: Promise<void> = Promise.resolve();
  let counted: { at: number; people: number } | undefined;
  return {
    ...{ db, clock, profile, places, codec, model: registryModel, onSuperseded, askLimits },
    choices: () => factChoices(profile, dictionary ?? noCodes, dayOf(clock)),
    identifier: (dictionary ?? noCodes).identifier,
    locatorKey: loadSecret(dataDir, "locator"),
    keepStock: async (wanted = 1) => {
      looked += wanted;
      if (looked >= questionsBetweenLooks) {
        looked = 0;
        // Who asks meanwhile waits for it; a filling that failed is tried again by the next question.
        filling = stockNumbers(db, wanted)
          .then(() => settleFacts(db))
          .catch((error: unknown) => {
            looked = Number.POSITIVE_INFINITY;
            throw error;
          });
      }
      await filling;
    },
    countPeople: async (tx) => {
      if (counted && performance.now() - counted.at < minute) return counted.people;
      const people = await countPeople(tx);
      counted = { at: performance.now(), people };
      return people;
    },
  };
};

/**
 * A registry that begins is taken for one of so many: thousands may come within the minute in which a count is remembered, and
 * who thinks that there are few takes the first who looks alike for the one.
 */
const leastPeople = 100_000;

/** From the statistics where there are many: a prior needs no exact number. */
const countPeople = async (tx: Tx): Promise<number> => {
  const { rows } = await tx.query("SELECT reltuples AS n FROM pg_class WHERE oid = 'identity.person'::regclass");
  return Math.max(rows[0].n, leastPeople);
};
