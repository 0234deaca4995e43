// The yearly memo: who needs the grant, who is named, and one signature that gives it to all of them, 1 July to 30 June.
import { recordEvent } from "../../audit/index.ts";
import {
  dayOf,
  Problem,
  type SchoolYear,
  schoolYearEnd,
  schoolYearLabel,
  schoolYearStart,
  type Tx,
  withTransaction,
} from "../../platform/index.ts";
import { organizationOf } from "../accounts/deps.ts";
import { selectAccounts } from "../accounts/store.ts";
import type { Actor } from "../policy/actor.ts";
import { findRole, needsOf } from "../policy/policy.ts";
import { assertGiver, type GrantDeps, getKind, isReached, noteView } from "./deps.ts";
import { keepLetter, period } from "./documents/letter.ts";
import { momentOf } from "./documents/moment.ts";
import { giveGrant } from "./give.ts";
import type { DatedGrant, Memo, MemoLine } from "./model.ts";
import { yearPeriod } from "./period.ts";
import { assertSignature } from "./signature.ts";
import { lockKind, selectGrants } from "./store.ts";

export const lineKey = ({ account, role }: { account: string; role: string }): string => `${account}:${role}`;

/** Everybody within reach whose role needs the kind, with the grant of that year where it was given. */
export const readMemo = async (deps: GrantDeps, by: Actor, kindId: string, year: SchoolYear): Promise<Memo> => {
  assertGiver(by, getKind(deps, kindId, "memo"));
  return withTransaction(deps.db, async (tx) => {
    const memo = await memoOf(deps, tx, by, kindId, year);
    await noteView(tx, by, "memo.view", { found: memo.lines.length });
    return memo;
  });
};

const memoOf = async (deps: GrantDeps, tx: Tx, by: Actor, kind: string, year: SchoolYear): Promise<Memo> => {
  const grants = (await selectGrants(tx, { kind })).filter(({ ended }) => !ended);
  const of = (account: string, role: string, which: SchoolYear) =>
    grants.find((grant) => grant.account === account && grant.role === role && within(grant, which));
  const day = dayOf(deps.clock);
  const accounts = await selectAccounts(tx, day);
  const lines = accounts.flatMap(({ id, name, email, assignments }): MemoLine[] =>
    [...new Set(assignments.filter((one) => isReached(by, [one])).map(({ role }) => role))]
      .filter((role) => {
        const declared = findRole(deps.policy, role);
        return declared && needsOf(declared).includes(kind);
      })
      .map((role) => {
        const given = of(id, role, year);
        const line = { account: id, name, email, role, roleTitle: findRole(deps.policy, role)?.title ?? role };
        return { ...line, before: of(id, role, year - 1) !== undefined, ...(given && { given }) };
      }),
  );
  return { kind, year, ...yearPeriod(year, day), lines };
};

const within = (grant: DatedGrant, year: SchoolYear): boolean =>
  grant.validFrom >= schoolYearStart(year) && grant.validTo === schoolYearEnd(year);

export type Signed = { given: DatedGrant[]; documentSha256?: string };

/**
 * Gives the grant to every line named that has none of that year, in one transaction with the memo's document. Signed
 * again, it gives nothing more and makes no document. Throws `memo-nobody` where a name is not of the list.
 */
export const signMemo = async (
  deps: GrantDeps,
  by: Actor,
  memo: { kind: string; year: SchoolYear; people: readonly string[]; signature: string },
): Promise<Signed> => {
  const kind = getKind(deps, memo.kind, "memo");
  assertGiver(by, kind);
  assertSignature(by, memo.signature);
  return withTransaction(deps.db, async (tx) => {
    await lockKind(tx, kind.id);
    const { lines, validFrom, validTo } = await memoOf(deps, tx, by, kind.id, memo.year);
    const named = new Set(memo.people);
    const known = lines.filter((line) => named.has(lineKey(line)));
    if (named.size === 0 || known.length < named.size) throw new Problem("memo-nobody");
    if (known.some(({ account }) => account === by.account)) throw new Problem("grant-to-oneself", { name: by.name });
    const people = known.filter(({ given }) => !given);
    if (people.length === 0) return { given: [] };
    const documentSha256 = await keepLetter(deps.files, {
      jurisdiction: deps.jurisdiction,
      kind: "Memorandum",
      subject: `${kind.title}, ${schoolYearLabel(memo.year)}`,
      date: dayOf(deps.clock),
      from: `${by.name}, ${findRole(deps.policy, by.role)?.title ?? by.role}`,
      to: "The persons named",
      facts: [
        ["Period", period(validFrom, validTo)],
        ["Legal basis", kind.legal_basis],
      ],
      blocks: [
        { paragraph: kind.statement },
        {
          table: {
            heads: ["Person", "Account", "May act as"],
            rows: people.map(({ name, email, roleTitle }) => [name, email, roleTitle]),
          },
        },
      ],
      signature: { name: by.name, title: findRole(deps.policy, by.role)?.title ?? by.role, at: momentOf(deps.clock) },
    });
    const given: DatedGrant[] = [];
    for (const { account, role } of people) {
      const grant = { account, role, kind: kind.id, validFrom, validTo, statement: kind.statement, documentSha256 };
      const id = await giveGrant(deps, tx, by, grant);
      given.push(...(await selectGrants(tx, { id })));
    }
    await recordEvent(tx, {
      actor: by.account,
      action: "memo.signed",
      subject: `document:${documentSha256}`,
      organization: organizationOf(by.district),
      details: { kind: kind.id, year: memo.year, people: given.length },
    });
    return { given, documentSha256 };
  });
};
