// Students who have a number already come in by file: the whole file is right or nothing is taken. Then piece by piece, each in a
// transaction of its own; a file that was cut off goes on where it stopped when it comes again.

import { createHash, createHmac } from "node:crypto";
import { type Actor, authorize, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { dayOf, Problem, type Tx } from "../../platform/index.ts";
import { FileFindings } from "../files/findings.ts";
import { hashed } from "../files/hashed.ts";
import { inRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { lockRegistry } from "../registry/locks.ts";
import { writeNumberFacts } from "../registry/store.ts";
import { tidy } from "../registry/tidy.ts";
import {
  advanceImport,
  beginImport,
  findImport,
  finishImport,
  getImport,
  type ImportRun,
  markNumbersIn,
} from "./import-store.ts";
import { unknownRows } from "./known-numbers.ts";
import { inNoOrder } from "./no-order.ts";
import { type NumberedRow, readNumbered } from "./read-numbered.ts";
import { listResembling, type Resembling, rememberResembling } from "./resembling.ts";
import { writeStudents } from "./write-students.ts";

export type ImportInput = {
  /** Every row is of it; absent: the file says it row by row. */
  district?: number | undefined;
  fileName: string;
  source: AsyncIterable<Uint8Array>;
  progress?: ((progress: { rows: number; done: number }) => void) | undefined;
};

export type ImportReceipt = {
  import: string;
  rows: number;
  /** Students who are in with their numbers by this file, and those who were in before with the same facts. */
  imported: number;
  known: number;
  /** All of it was taken in before; this time nothing was done. */
  again: boolean;
  /** Who resembles somebody else, for a person to merge; the likeliest ones. */
  resembling: { total: number; pairs: Resembling[] };
};

/** Rows taken in one transaction: others who ask wait so long. */
const piece = 2_000;
/** Numbers looked up at once, before anything is written. */
const lookedUp = 20_000;

/** Throws `denied`, `request-file-refused`. */
export const importNumbers = async (deps: RegistryDeps, actor: Actor, input: ImportInput): Promise<ImportReceipt> => {
  authorize(actor, "identifier.merge");
  const { district, fileName, progress } = input;
  const digest = createHash("sha256");
  const { rows, findings } = await readNumbered(hashed(input.source, digest), {
    ...{ profile: deps.profile, choices: deps.choices(), places: await deps.places() },
    ...{ district, today: dayOf(deps.clock) },
  });
  // With a secret of the server's in it, so that nobody can try what was in the file.
  const contentHash = createHmac("sha256", deps.locatorKey)
    .update(`import:${district}:`)
    .update(digest.digest())
    .digest();
  const before = await inRegistry(deps, (tx) => findImport(tx, contentHash));
  if (before?.finishedAt) return receiptOf(deps, before, true);
  refuseIfAny(findings, fileName);
  if (!before?.numbersIn)
    for (let first = 0; first < rows.length; first += lookedUp)
      await inRegistry(deps, (tx) => unknownRows(deps, tx, rows.slice(first, first + lookedUp), findings));
  refuseIfAny(findings, fileName);

  let now = await begin(deps, actor, contentHash, rows.length);
  const taking: Taking = { rows, fileName, id: now.import };
  if (deps.profile.custody === "split") await bringNumbersIn(deps, taking);
  const inOrder = deps.profile.custody === "split" ? inNoOrder(rows, deps.locatorKey, now.import) : rows;
  while (now.done < now.rows) {
    now = await takePiece(deps, actor, { ...taking, rows: inOrder.slice(now.done, now.done + piece) }, now);
    progress?.({ rows: now.rows, done: now.done });
  }
  await tidy(deps);
  const done = await inRegistry(deps, async (tx) => {
    const finished = await finishImport(tx, now.import, deps.clock.now());
    await recordStep(tx, actor, finished, "finished");
    return finished;
  });
  return receiptOf(deps, done, false);
};

const refuseIfAny = ({ total, kept }: FileFindings, fileName: string): void => {
  if (total > 0) throw new Problem("request-file-refused", { fileName, total, findings: kept });
};

const receiptOf = async (deps: RegistryDeps, run: ImportRun, again: boolean): Promise<ImportReceipt> => {
  const resembling = await inRegistry(deps, (tx) => listResembling(tx, run.import));
  const { rows, known } = run;
  return { import: run.import, rows, imported: rows - known, known, again, resembling };
};

const begin = (deps: RegistryDeps, actor: Actor, contentHash: Buffer, rows: number): Promise<ImportRun> =>
  inRegistry(deps, async (tx) => {
    const run = await beginImport(tx, { account: actor.account, contentHash, rows, at: deps.clock.now() });
    await recordStep(tx, actor, run, "begun");
    return run;
  });

type Taking = { rows: readonly NumberedRow[]; fileName: string; id: string };

/**
 * The number side of the whole file at once and in the order of the numbers, in a transaction that writes no name and, unlike any
 * other, no event: its row would stand beside the numbers. The events before and after it say what was done.
 */
const bringNumbersIn = (deps: RegistryDeps, { rows, fileName, id }: Taking): Promise<void> =>
  inRegistry(deps, async (tx) => {
    await lockRegistry(tx);
    if ((await getImport(tx, id)).numbersIn) return;
    const findings = new FileFindings();
    await unknownRows(deps, tx, rows, findings);
    refuseIfAny(findings, fileName);
    await writeNumbers(
      tx,
      rows.toSorted((a, b) => (a.number < b.number ? -1 : 1)),
    );
    await markNumbersIn(tx, id);
  });

const writeNumbers = async (tx: Tx, rows: readonly NumberedRow[]): Promise<void> => {
  await tx.query("SELECT identity.import_numbers($1)", [rows.map(({ number }) => number)]);
  await writeNumberFacts(
    tx,
    rows.map(({ number, facts: { birth_date, sex, race_ethnicity } }) => ({ number, birth_date, sex, race_ethnicity })),
  );
};

/** The next rows that are not in yet, another process that has the same file included. */
const takePiece = (deps: RegistryDeps, actor: Actor, { rows, fileName }: Taking, run: ImportRun): Promise<ImportRun> =>
  inRegistry(deps, async (tx) => {
    await lockRegistry(tx);
    const now = await getImport(tx, run.import);
    if (now.done !== run.done) return now;
    let fresh = rows;
    if (deps.profile.custody !== "split") {
      const findings = new FileFindings();
      fresh = await unknownRows(deps, tx, rows, findings);
      refuseIfAny(findings, fileName);
      await writeNumbers(tx, fresh);
    }
    const students = await writeStudents(deps, tx, actor, fresh);
    await rememberResembling(deps, tx, run.import, students);
    const next = await advanceImport(tx, run.import, { rows: rows.length, known: rows.length - fresh.length });
    await recordStep(tx, actor, next, "taken in");
    return next;
  });

const recordStep = (tx: Tx, actor: Actor, run: ImportRun, step: string): Promise<void> =>
  recordEvent(tx, {
    actor: actor.account,
    action: "identifier.import",
    organization: organizationOf(actor.district),
    details: { import: run.import, step, rows: run.rows, done: run.done, known: run.known, role: actor.role },
  });
