// Looking at requests for exports: one, the own ones, those that wait for the actor's decision. Each look is an event.
import { type Actor, authorize } from "../../access/index.ts";
import { type AuditEvent, recordEvent } from "../../audit/index.ts";
import { type Tx, uuidOf, withTransaction } from "../../platform/index.ts";
import { organizationOf, type ReadingDeps } from "../reading/read-students.ts";
import { assertConcerned, assertPerson, covers, type ExportRequest } from "./model.ts";
import * as store from "./store.ts";

/** For the requester and for who could decide; to anybody else it does not exist. */
export const getExport = async ({ db }: ReadingDeps, actor: Actor, id: string): Promise<ExportRequest> => {
  assertPerson(actor, "student.export");
  return withTransaction(db, async (tx) => {
    const request = assertConcerned(actor, await store.selectRequest(tx, uuidOf(id)));
    await noteView(tx, actor, "export.view", { subject: `export:${id}`, details: { role: actor.role } });
    return request;
  });
};

const noteView = (tx: Tx, actor: Actor, action: string, of: Omit<AuditEvent, "actor" | "action">): Promise<void> =>
  recordEvent(tx, { actor: actor.account, action, organization: organizationOf(actor), ...of });

export const listOwnExports = async ({ db }: ReadingDeps, actor: Actor): Promise<ExportRequest[]> => {
  authorize(actor, "student.export");
  assertPerson(actor, "student.export");
  return withTransaction(db, async (tx) => {
    const own = await store.selectOwn(tx, actor.account);
    await noteView(tx, actor, "export.list", { details: { found: own.length, role: actor.role } });
    return own;
  });
};

/** Those that wait for the actor's decision. */
export const listOpenExports = async ({ db }: ReadingDeps, actor: Actor): Promise<ExportRequest[]> => {
  authorize(actor, "student.export-approve");
  assertPerson(actor, "student.export-approve");
  const district = actor.grants.reach === "state" ? undefined : actor.district;
  return withTransaction(db, async (tx) => {
    const open = (await store.selectOpen(tx, actor.account, district)).filter((request) => covers(actor, request));
    await noteView(tx, actor, "export.pending", { details: { found: open.length, role: actor.role } });
    return open;
  });
};
