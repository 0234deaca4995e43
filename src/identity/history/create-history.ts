// The verbs of history, over one registry.
import type { Actor } from "../../access/index.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { type Changes, type ChangesQuery, changes } from "./changes.ts";
import { type Comparison, compare } from "./compare.ts";
import { history, type StudentHistory } from "./history.ts";
import { type Merged, type MergeOptions, merge } from "./merge.ts";
import { type Split, type SplitOptions, split } from "./split.ts";
import { type Unmerged, undoMerge } from "./undo-merge.ts";
import { type Unsplit, undoSplit } from "./undo-split.ts";

export type HistoryVerbs = {
  /** Side by side, before they are merged. */
  compare(actor: Actor, a: string, b: string): Promise<Comparison>;
  /** `a` gives way to `b`. */
  merge(actor: Actor, a: string, b: string, options: MergeOptions): Promise<Merged>;
  undoMerge(actor: Actor, merge: string, reason: string): Promise<Unmerged>;
  split(actor: Actor, options: SplitOptions): Promise<Split>;
  undoSplit(actor: Actor, split: string, reason: string): Promise<Unsplit>;
  history(actor: Actor, handle: string): Promise<StudentHistory>;
  changes(actor: Actor, query?: ChangesQuery): Promise<Changes>;
};

export const createHistory = (deps: RegistryDeps): HistoryVerbs => ({
  compare: (actor, a, b) => compare(deps, actor, a, b),
  merge: (actor, a, b, options) => merge(deps, actor, a, b, options),
  undoMerge: (actor, id, reason) => undoMerge(deps, actor, id, reason),
  split: (actor, options) => split(deps, actor, options),
  undoSplit: (actor, id, reason) => undoSplit(deps, actor, id, reason),
  history: (actor, handle) => history(deps, actor, handle),
  changes: (actor, query) => changes(deps, actor, query),
});
