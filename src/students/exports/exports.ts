// The verbs of exports: ask, decide, list, download. The file is made at the moment of download, in one snapshot of the
// database, under the requester's row security as it stands then; its hash is in the log before a byte of it leaves.
import { createHash } from "node:crypto";
import { type Actor, authorize, readAs } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem, type Tx, uuidOf, withTransaction, writeCsv } from "../../platform/index.ts";
import { conditionsOf, orderOf } from "../reading/list-query.ts";
import { fieldsToday } from "../reading/narrowing.ts";
import { organizationOf, type ReadingDeps } from "../reading/read-students.ts";
import { countAll } from "../reading/store.ts";
import { planFile, toCell } from "./file-plan.ts";
import { approvalDays, assertConcerned, assertPerson, isOwn, type NewExport, stateOf } from "./model.ts";
import * as store from "./store.ts";

export type ExportFile = { name: string; bytes: Buffer; rows: number; sha256: string };

/** In a viewer's transaction: the program's own rows are written by the program. Afterwards the viewer goes on. */
const asProgram = async <T>(tx: Tx, actor: Actor, work: () => Promise<T>): Promise<T> => {
  await tx.query("SET LOCAL ROLE rollbook_app");
  const result = await work();
  // The name comes from the policy, checked there: letters, digits and underscores.
  await tx.query(`SET LOCAL ROLE ${actor.grants.viewer}`);
  return result;
};

/** Throws `field-unknown`, `export-tables` and `export-purpose`. */
export const requestExport = async (deps: ReadingDeps, actor: Actor, asked: NewExport): Promise<string> => {
  authorize(actor, "student.export");
  const purpose = asked.purpose.trim();
  if (purpose.length < 10) throw new Problem("export-purpose", {});
  const event = {
    action: "export.requested",
    organization: organizationOf(actor),
    details: (id: string) => ({
      export: id,
      purpose,
      fields: asked.fields,
      filters: asked.filters.map(({ field }) => field),
    }),
  };
  return readAs(deps, actor, event, async (tx) => {
    const visible = await fieldsToday(tx, deps.policy, actor);
    const { fields } = planFile(visible, asked.fields);
    if (fields.length === 0) throw new Problem("export-fields", {});
    const filters = asked.filters.filter(({ field, value }) => field !== "" && value.trim() !== "");
    const studentsThen = await countAll(tx, actor.role, conditionsOf(visible, filters));
    const names = fields.map(({ name }) => name);
    return asProgram(tx, actor, () =>
      store.insertRequest(tx, actor, { purpose, fields: names, filters, studentsThen, now: deps.clock.now() }),
    );
  });
};

/** A second person's word. Throws `export-own`, `export-decided` and, for a refusal without one, `export-reason`. */
export const decideExport = async (
  { db, clock }: ReadingDeps,
  actor: Actor,
  id: string,
  { approve, reason }: { approve: boolean; reason?: string | undefined },
): Promise<void> => {
  assertPerson(actor, "student.export-approve");
  return withTransaction(db, async (tx) => {
    const request = assertConcerned(actor, await store.selectRequest(tx, uuidOf(id), true));
    if (isOwn(actor, request)) throw new Problem("export-own", {});
    authorize(actor, "student.export-approve");
    if (request.decision) throw new Problem("export-decided", { decision: request.decision });
    const said = reason?.trim();
    if (!approve && !said) throw new Problem("export-reason", {});
    const at = clock.now();
    const decision = approve ? "approved" : "refused";
    await store.updateDecision(tx, id, {
      ...{ decision, by: actor, at },
      ...(said ? { reason: said } : {}),
      ...(approve ? { expiresAt: new Date(at.getTime() + approvalDays * 86_400_000) } : {}),
    });
    await recordEvent(tx, {
      ...{ actor: actor.account, action: `export.${decision}`, subject: `export:${id}` },
      organization: request.district === undefined ? "state" : `district:${request.district}`,
      details: { requestedBy: request.requestedBy, role: actor.role, ...(said ? { reason: said } : {}) },
    });
  });
};

/** With the students in it: who asks who looked at a child finds the files that the child is in. */
type MadeFile = ExportFile & { students: number[] };

/** The one file of an approved request, for the requester in the same assignment. Throws `export-not-ready`. */
export const downloadExport = async (deps: ReadingDeps, actor: Actor, id: string): Promise<ExportFile> => {
  authorize(actor, "student.export");
  const event = {
    ...{ action: "export.downloaded", organization: organizationOf(actor), subject: `export:${id}` },
    details: ({ rows, sha256, students }: MadeFile) => ({ rows, sha256, students }),
  };
  const make = async (tx: Tx): Promise<MadeFile> => {
    const now = deps.clock.now();
    const request = await asProgram(tx, actor, () => store.selectRequest(tx, uuidOf(id), true));
    if (!request || !isOwn(actor, request) || request.assignment !== actor.assignment)
      throw new Problem("not-found", {});
    const state = stateOf(request, now);
    if (state !== "ready") throw new Problem("export-not-ready", { state });
    const visible = await fieldsToday(tx, deps.policy, actor);
    const { header, columns, table } = planFile(visible, request.fields);
    const order = orderOf(visible, undefined).replace(/\b(\w+)(?=,|$)/g, "s.$1");
    const found = await store.selectFile(tx, actor.role, conditionsOf(visible, request.filters), {
      columns,
      table,
      order,
    });
    const bytes = Buffer.from(
      writeCsv(
        header,
        found.map(({ cells }) => cells.map(toCell)),
        { formulaGuard: true },
      ),
    );
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await asProgram(tx, actor, () => store.updateDownloaded(tx, id, now, found.length, sha256));
    const students = [...new Set(found.map(({ student }) => student))];
    return { name: `export-${id.slice(0, 8)}.csv`, bytes, rows: found.length, sha256, students };
  };
  try {
    const { students: _, ...file } = await readAs(deps, actor, event, make, { snapshot: true });
    return file;
  } catch (error) {
    // Of two downloads at the same moment the second finds the row changed under its snapshot.
    if ((error as { code?: string }).code === "40001") throw new Problem("export-not-ready", { state: "downloaded" });
    throw error;
  }
};
