// Children of another district whom a roster names by the state's number: the file must know them by their birth date too,
// the district that they leave finds it in its log, and a file that guesses leaves the children whom it met there.
import type { Actor } from "../../access/index.ts";
import { recordEvent, recordEvents } from "../../audit/index.ts";
import { type Db, type Tx, withTransaction } from "../../platform/index.ts";
import type { Claimed, Unfit } from "./store/match.ts";

/** Thrown out of the import's transaction, which is taken back; what was tried is then logged in one of its own. */
export class UnfitStudents extends Error {
  readonly unfit: readonly Unfit[];
  constructor(unfit: readonly Unfit[]) {
    super("The roster names students who are not the ones meant.");
    this.unfit = unfit;
  }
}

/** In the import's transaction: one event for each child, of the district that had it. */
export const noteClaims = (tx: Tx, by: Actor, district: number, claimed: readonly Claimed[]): Promise<void> =>
  recordEvents(
    tx,
    claimed.map(({ student, from }) => ({
      ...{ actor: by.account, action: "student.claimed", subject: `student:${student}` },
      ...{ organization: `district:${from}`, details: { from, to: district, role: by.role } },
    })),
  );

export const noteUnfit = (db: Db, by: Actor, district: number, { unfit }: UnfitStudents): Promise<void> =>
  withTransaction(db, (tx) =>
    recordEvent(tx, {
      ...{ actor: by.account, action: "roster.refused", organization: `district:${district}` },
      details: { students: unfit.flatMap(({ student }) => student ?? []), role: by.role },
    }),
  );
