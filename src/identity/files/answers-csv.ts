// The answers of a file: its columns as they were sent, then the number, how each row was answered, and whom to call where the
// registry may not or cannot say the number. Only who has the file's key gets them.
import { type Actor, authorize, can, organizationOf } from "../../access/index.ts";
import { recordEvent } from "../../audit/index.ts";
import { Problem, type Tx, writeCsv } from "../../platform/index.ts";
import { fetchOwed } from "../queue/fetch-owed.ts";
import { type Holder, holderOf } from "../registry/answer.ts";
import { inRegistry } from "../registry/as-registry.ts";
import type { RegistryDeps } from "../registry/create-registry.ts";
import { hashOfKey, sealedDays } from "../registry/seal-answer.ts";
import { findFile, type RequestFile } from "./file-store.ts";
import { keyOfRow, openRows } from "./seal-rows.ts";

type RowAnswer = {
  row_number: number;
  request: string;
  outcome: "match" | "near" | "new";
  waiting: boolean;
  owed: boolean;
  fetched: boolean;
  probability: number | null;
  reference: string | null;
  number: string | null;
  holder: number | null;
  holder_school: number | null;
};

/** The district that knew the student before this file did, another one than the asker first. */
const answersSql = `SELECT r.row_number, r.request, r.outcome, r.answered_at IS NULL AS waiting, r.owed, r.fetched_at IS NOT NULL AS fetched,
    r.probability, p.reference, h.number, earlier.district AS holder, earlier.school AS holder_school
  FROM identity.request r
  LEFT JOIN identity.person p ON p.person = identity.head(coalesce(r.person, (r.candidates -> 0 ->> 'person')::bigint))
  LEFT JOIN identity.held h ON h.person = p.person
  LEFT JOIN LATERAL (
    SELECT e.district, e.school FROM identity.assignment a JOIN identity.source_record e ON e.record = a.record
    WHERE r.outcome <> 'new' AND a.person = coalesce(r.person, (r.candidates -> 0 ->> 'person')::bigint) AND e.record < r.record
    ORDER BY e.district <> r.district DESC, a.assignment DESC LIMIT 1) earlier ON true
  WHERE r.file = $1 AND r.row_number BETWEEN $2 AND $3 ORDER BY r.row_number`;

type Opened = RequestFile & { columns: string[] };

/** Text of the file, in parts. The first one throws `denied`, `not-found`, `file-key-wrong`, `file-answers-ended`. */
export async function* fileAnswers(
  deps: RegistryDeps,
  actor: Actor,
  file: string,
  key: string,
): AsyncGenerator<string> {
  authorize(actor, "identifier.request");
  const found = await inRegistry(deps, async (tx) => {
    const known = await findFile(tx, file);
    if (!known || !can(actor, "identifier.request", { district: known.district })) throw new Problem("not-found");
    if (!known.keyHash.equals(hashOfKey(key))) throw new Problem("file-key-wrong");
    const until = known.askedAt.getTime() + sealedDays * 86_400_000;
    if (!known.open || deps.clock.now().getTime() > until)
      throw new Problem("file-answers-ended", { days: sealedDays });
    await recordEvent(tx, {
      actor: actor.account,
      action: "identifier.file-answers",
      organization: organizationOf(known.district),
      details: { file, rows: known.done, role: actor.role },
    });
    return known;
  });
  yield* answersOf(deps, actor, found, key);
}

async function* answersOf(deps: RegistryDeps, actor: Actor, found: Opened, key: string): AsyncGenerator<string> {
  const header = [
    ...found.columns,
    deps.identifier.toLowerCase(),
    "outcome",
    "score",
    "reference",
    "holder",
    "contact",
  ];
  yield writeCsv(header, []);
  const holders = new Map<string, Holder>();
  const places = deps.places();
  const holder = async (district: number, school: number | null): Promise<Holder> => {
    const place = `${district} ${school}`;
    const known = holders.get(place) ?? (await holderOf({ places: () => places }, district, school));
    holders.set(place, known);
    return known;
  };
  for (let first = 1; first <= found.done; ) {
    const { rows, sealed } = await inRegistry(deps, (tx) => readPiece(tx, found.file, first));
    const input = openRows(key, found.file, first, sealed);
    if (!input) throw new Problem("file-key-wrong");
    const lines: unknown[][] = [];
    for (const [at, answer] of rows.entries()) {
      const { input: cells, number: sealedNumber } = input[at]!;
      const number = answer.number ?? sealedNumber ?? (await owedNumber(deps, actor, answer, key, found));
      lines.push([...cells, ...answerCells(answer, number, await calledFor(answer, number, holder))]);
    }
    const [head, ...rest] = lines as [unknown[], ...unknown[][]];
    yield writeCsv(head as string[], rest);
    first += input.length;
  }
}

const readPiece = async (tx: Tx, file: string, first: number): Promise<{ rows: RowAnswer[]; sealed: Buffer }> => {
  const piece = await tx.query<{ sealed: Buffer; next: number }>(
    `SELECT sealed, coalesce((SELECT min(n.first_row) FROM identity.sealed_rows n WHERE n.file = $1 AND n.first_row > $2), 2147483647) AS next
     FROM identity.sealed_rows WHERE file = $1 AND first_row = $2`,
    [file, first],
  );
  const { sealed, next } = piece.rows[0]!;
  const { rows } = await tx.query<RowAnswer>(answersSql, [file, first, next - 1]);
  return { rows, sealed };
};

/** A number that became due since: dealt now, and the same at every later reading. */
const owedNumber = async (
  deps: RegistryDeps,
  actor: Actor,
  { outcome, waiting, owed, fetched, request, row_number }: RowAnswer,
  key: string,
  { district }: RequestFile,
): Promise<string | undefined> => {
  if (outcome !== "near" || waiting || !(owed || fetched) || actor.district !== district) return undefined;
  try {
    return (await fetchOwed(deps, actor, request, keyOfRow(key, row_number))).number;
  } catch (error) {
    // Fetched on a screen, under a key of its own; or merged with a student who has a number.
    if (error instanceof Problem && ["already-fetched", "nothing-owed"].includes(error.code)) return undefined;
    throw error;
  }
};

const calledFor = async (
  { outcome, holder: district, holder_school: school }: RowAnswer,
  number: string | undefined,
  holder: (district: number, school: number | null) => Promise<Holder>,
): Promise<Holder | undefined> =>
  outcome === "new" || number !== undefined || district === null ? undefined : holder(district, school);

const answerCells = (answer: RowAnswer, number: string | undefined, called: Holder | undefined): string[] => [
  number ?? "",
  answer.outcome,
  answer.probability === null || answer.outcome === "new" ? "" : answer.probability.toFixed(4),
  answer.waiting ? "" : (answer.reference ?? ""),
  called ? `${called.districtName} (${called.district})` : "",
  called?.contact ? [called.contact.name, called.contact.phone, called.contact.email].filter(Boolean).join(", ") : "",
];
