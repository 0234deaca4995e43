// The verbs that read findings: page, groups by cause, one, CSV.
import { type Actor, authorize } from "../access/index.ts";
import { recordEvent } from "../audit/index.ts";
import { shownCell } from "../dictionary/index.ts";
import { type Tx, writeCsv } from "../platform/index.ts";
import { asReader } from "./as-reader.ts";
import { type Context, getCollection } from "./context.ts";
import { findingView } from "./finding-view.ts";
import type { Finding, FindingGroup, SubmissionKey } from "./model.ts";
import { columnOf } from "./state-rules.ts";
import { causeKey, getFinding, groupFindings, listFindings, orderedFindings, pageFindings } from "./store/findings.ts";
import type { FindingPage, FindingQuery } from "./verbs.ts";

const defaultLimit = 100;
const greatestLimit = 1000;

/** Keeps findings of records at one school. */
const schoolSql = (ctx: Context, collection: string): string => {
  const { table } = ctx.shapeOf(collection);
  return `EXISTS (SELECT FROM ${table} r WHERE r.school_year = f.school_year AND r.batch_id = f.batch_id
    AND r.row_number = f.row_number AND r.${columnOf(ctx, collection, "school")} = ?)`;
};

const reading = async <T>(
  ctx: Context,
  actor: Actor,
  query: SubmissionKey,
  what: string,
  read: (tx: Tx) => Promise<T>,
) => {
  authorize(actor, "submission.view", { district: query.district });
  getCollection(ctx, query.collection);
  return asReader(ctx, actor, async (tx) => {
    await recordEvent(tx, {
      actor: actor.account,
      action: what,
      organization: `district:${query.district}`,
      details: { collection: query.collection, year: query.year },
    });
    return read(tx);
  });
};

/** For verbs that go on in the same transaction, and have asked the policy already. */
export const findingsIn = (ctx: Context, tx: Tx, query: FindingQuery, page: { offset: number; limit: number }) =>
  pageFindings(tx, query, page, schoolSql(ctx, query.collection));

export const findings = (ctx: Context, actor: Actor, query: FindingQuery): Promise<FindingPage> =>
  reading(ctx, actor, query, "findings.read", async (tx) => {
    const limit = Math.max(1, Math.min(query.limit ?? defaultLimit, greatestLimit));
    const offset = Math.max(0, query.offset ?? 0);
    const directory = await ctx.directoryOf(query.year);
    const { total, rows } = await findingsIn(ctx, tx, query, { offset, limit });
    return { total, offset, limit, findings: rows.map((row) => findingView(directory, row)) };
  });

export const findingGroups = (ctx: Context, actor: Actor, query: FindingQuery): Promise<FindingGroup[]> =>
  reading(ctx, actor, query, "findings.read", async (tx) => {
    const directory = await ctx.directoryOf(query.year);
    const groups = await groupFindings(tx, query, schoolSql(ctx, query.collection));
    const rows = await listFindings(
      tx,
      groups.flatMap((group) => group.firstIds),
    );
    const byId = new Map(rows.map((row) => [row.id, findingView(directory, row)]));
    return groups.map(({ firstIds, value, ...group }) => ({
      ...group,
      key: causeKey([group.ruleId, group.element, value]),
      value: value ?? undefined,
      first: firstIds.flatMap((id) => byId.get(id) ?? []),
    }));
  });

export const finding = async (ctx: Context, actor: Actor, findingId: string): Promise<Finding> => {
  const row = await asReader(ctx, actor, (tx) => getFinding(tx, findingId));
  return reading(ctx, actor, row, "findings.read", async () => findingView(await ctx.directoryOf(row.year), row));
};

/** All findings that match, in pages: sorted once, so that a page costs the same wherever it stands. */
export const everyFinding = (ctx: Context, actor: Actor, query: FindingQuery): Promise<AsyncIterable<Finding[]>> =>
  reading(ctx, actor, query, "findings.read", async (tx) => {
    const directory = await ctx.directoryOf(query.year);
    const ids = await orderedFindings(tx, query, schoolSql(ctx, query.collection));
    const pages = async function* () {
      for (let from = 0; from < ids.length; from += greatestLimit) {
        const next = ids.slice(from, from + greatestLimit);
        const rows = await asReader(ctx, actor, (page) => listFindings(page, next));
        yield rows.map((row) => findingView(directory, row));
      }
    };
    return pages();
  });

const header = [
  "row",
  "column",
  "element",
  "rule_id",
  "severity",
  "value",
  "message",
  "remedy",
  "id",
  "scope",
  "state",
  "subject",
  "file",
  "batch",
  "explanation",
  "settle_with",
];

export const findingsCsv = async (ctx: Context, actor: Actor, query: FindingQuery): Promise<AsyncIterable<Buffer>> => {
  const pages = await everyFinding(ctx, actor, query);
  const parts = async function* () {
    yield Buffer.from(writeCsv(header, []));
    for await (const page of pages) yield Buffer.from(withoutHeader(writeCsv(header, page.map(csvRow))));
  };
  return parts();
};

const withoutHeader = (csv: string) => csv.slice(csv.indexOf("\n") + 1);

/** Texts as a spreadsheet shows them: what a file held must not run there. */
const csvRow = (f: Finding) => cellsOf(f).map((cell) => (typeof cell === "string" ? shownCell(cell) : cell));

const cellsOf = (f: Finding) => [
  f.row ?? "",
  f.column,
  f.element,
  f.ruleId,
  f.severity,
  f.value,
  f.message,
  f.remedy,
  f.id,
  f.scope,
  f.state,
  f.subject,
  f.fileName ?? "",
  f.batchId ?? "",
  f.explanation?.text ?? "",
  f.counterparts
    .map(({ districtName, contact }) => `${districtName}: ${contact.name}, ${contact.phone}, ${contact.email}`)
    .join("; "),
];
