// By student: who looked at this child, when, in which role and for what. It shows events, nothing of the student's record,
// and answers for a number that no student has as for a student whom nobody looked at. A district sees of its own children
// also who looked from elsewhere: the state's staff, another district.

import type { Actor } from "../access/index.ts";
import { logReader, type StoredEvent } from "../audit/index.ts";
import { type EventPage, eventPage, readKey } from "./event-page.ts";
import { fileLimit, type Paged } from "./people.ts";
import { isStudentOf, selectPeople, selectStudentKeys } from "./store.ts";
import { type MonitoringDeps, spanOf, type Taking, viewLog } from "./view-log.ts";

export type StudentView = EventPage & { student: string; from: string; to: string; share: string | undefined };

/** Of others who looked at a child of the own district: who, when, in which role and what; not which children besides. */
const outline = (row: StoredEvent): StoredEvent => ({
  ...row,
  subject: row.subject?.startsWith("student:") ? row.subject : undefined,
  details: typeof row.details?.role === "string" ? { role: row.details.role } : {},
});

/** Parents ask for the year. */
const usualDays = 365;
const pageSize = 50;

export const student = (
  deps: MonitoringDeps,
  actor: Actor,
  key: string,
  asked: Paged,
  taking?: Taking,
): Promise<StudentView> => {
  const span = spanOf(deps, asked, usualDays);
  const size = taking === "downloaded" ? fileLimit : pageSize;
  const about = `log-of-student:${key}`;
  return viewLog(deps, actor, { view: "student", about, filter: { ...asked }, taking }, async (tx, share) => {
    const keys = await selectStudentKeys(tx, key);
    const page = { after: readKey(asked.after), limit: size + 1 };
    const ours = share !== undefined && (await isStudentOf(tx, keys, actor.district!));
    const found = await logReader.listOfStudent(tx, { ...span, organization: ours ? undefined : share }, keys, page);
    const rows = share === undefined ? found : found.map((row) => (row.organization === share ? row : outline(row)));
    const names = await selectPeople(
      tx,
      rows.map((row) => row.actor),
    );
    return { ...{ student: key, from: span.from, to: span.to, share }, ...eventPage(rows, size, names) };
  });
};
