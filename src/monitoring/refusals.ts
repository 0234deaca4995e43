// Repeated refusals: who was told no again and again, from which address and on which route.

import type { Actor } from "../access/index.ts";
import { logReader } from "../audit/index.ts";
import { nameOf } from "./event-page.ts";
import { selectPeople } from "./store.ts";
import { type Days, type MonitoringDeps, spanOf, type Taking, viewLog } from "./view-log.ts";

export type RefusalLine = {
  account: string;
  name: string;
  address: string | null;
  route: string | null;
  times: number;
  first: Date;
  last: Date;
};
export type RefusalList = { from: string; to: string; share: string | undefined; times: number; lines: RefusalLine[] };
export type RefusalQuery = Days & { times?: number | undefined };

const usualDays = 14;
const most = 500;

export const refusals = (
  deps: MonitoringDeps,
  actor: Actor,
  asked: RefusalQuery,
  taking?: Taking,
): Promise<RefusalList> => {
  const span = spanOf(deps, asked, usualDays);
  const times = asked.times ?? deps.settings.refusals;
  return viewLog(deps, actor, { view: "refusals", filter: { ...asked }, taking }, async (tx, share) => {
    const rows = await logReader.gatherRefusals(tx, { ...span, organization: share }, { times, limit: most });
    const names = await selectPeople(
      tx,
      rows.map((row) => row.actor),
    );
    const lines = rows.map(({ actor: account, ...rest }) => ({ account, name: nameOf(names, account), ...rest }));
    return { from: span.from, to: span.to, share, times, lines };
  });
};
