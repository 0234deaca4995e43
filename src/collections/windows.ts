// When a collection may be uploaded: the profile's dates, or those that the state set for the year.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { Problem, type SchoolYear, withTransaction } from "../platform/index.ts";
import { type Context, getCollection } from "./context.ts";
import type { CollectionWindow } from "./model.ts";
import { saveWindow } from "./store/windows.ts";
import { windowFor } from "./submission.ts";

export const windows = (ctx: Context, year: SchoolYear): Promise<CollectionWindow[]> =>
  Promise.all([...ctx.dictionary.collections.keys()].map((collection) => windowFor(ctx, { collection, year })));

/** Sets the window's days (ISO, both included); from then on nothing is accepted outside them. */
export const openWindow = async (
  ctx: Context,
  actor: Actor,
  window: { collection: string; year: SchoolYear; opens: string; closes: string },
): Promise<CollectionWindow> => {
  authorize(actor, "window.manage");
  getCollection(ctx, window.collection);
  for (const day of [window.opens, window.closes])
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)))
      throw new Problem("invalid-input", { detail: `${day} is not a day written YYYY-MM-DD.` });
  if (window.closes < window.opens)
    throw new Problem("invalid-input", { detail: "A window cannot close before it opens." });
  await withTransaction(ctx.db, async (tx) => {
    await saveWindow(tx, window);
    await recordEvent(tx, { actor: actor.account, action: "window.set", details: { ...window } });
  });
  await ctx.prepare(window.year);
  return windowFor(ctx, window);
};
