// The signed login request as a printed form: who asked for what and why, what was signed, by whom and when.
import type { Content, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { recordEvent } from "../../audit/index.ts";
import { type Clock, Problem, renderPdf, withTransaction } from "../../platform/index.ts";
import { type AccountDeps, organizationOf } from "../accounts/deps.ts";
import { districtName, noPlaces, type Places, schoolName } from "../accounts/places.ts";
import { managedPart } from "../accounts/rights.ts";
import { momentOf } from "../grants/documents/moment.ts";
import type { Actor } from "../policy/actor.ts";
import { findRole } from "../policy/policy.ts";
import type { LoginRequest } from "./model.ts";
import * as store from "./store.ts";

/** PDF of an approved or refused request; of an open one the form to sign by hand. Printing it is an event. */
export const printForm = async (deps: AccountDeps, by: Actor, id: string, jurisdiction: string): Promise<Buffer> => {
  const request = await withTransaction(deps.db, async (tx) => {
    const found = await store.selectRequest(tx, managedPart(deps.policy, by), id, deps.clock.now());
    if (!found) throw new Problem("not-found");
    const organization = organizationOf(found.district);
    await recordEvent(tx, {
      actor: by.account,
      action: "login-request.printed",
      subject: `login-request:${id}`,
      organization,
    });
    return found;
  });
  const places = (await deps.places?.()) ?? noPlaces;
  const role = findRole(deps.policy, request.role)?.title ?? request.role;
  const byRole = findRole(deps.policy, request.decision?.byRole ?? "")?.title ?? request.decision?.byRole ?? "";
  return renderPdf(formDocument(request, { jurisdiction, role, byRole, places, clock: deps.clock }));
};

type Words = { jurisdiction: string; role: string; byRole: string; places: Places; clock: Clock };

const formDocument = (request: LoginRequest, words: Words): TDocumentDefinitions => ({
  pageSize: "LETTER",
  pageMargins: [54, 54, 54, 54],
  info: { title: `Login request of ${request.name}` },
  content: [
    { text: words.jurisdiction, color: "#555555" },
    { text: "Login request", fontSize: 20, bold: true, margin: [0, 2, 0, 2] },
    { text: districtName(words.places, request.district), fontSize: 13, margin: [0, 0, 0, 12] },
    table([
      ["Name", request.name],
      ["E-mail address", request.email],
      ["Role asked for", words.role],
      ["Schools", schoolWords(request, words.places)],
      ["Needed for", request.reason],
      ["Received", `${momentAt(words.clock, request.receivedAt)}, from network address ${request.remote}`],
    ]),
    ...decisionOf(request, words),
  ],
  footer: (page: number, pages: number) => ({
    columns: [
      { text: `Login request ${request.id}`, fontSize: 8, color: "#555555" },
      { text: `Page ${page} of ${pages}`, alignment: "right", fontSize: 8, color: "#555555" },
    ],
    margin: [54, 12, 54, 0],
  }),
  styles: { heading: { fontSize: 13, bold: true, margin: [0, 18, 0, 4] } },
});

const decisionOf = (request: LoginRequest, { byRole, clock }: Words): Content[] => {
  const { decision } = request;
  if (!decision)
    return [
      { text: "Decision", style: "heading" },
      { text: `This request is ${request.state}: nobody has signed it.` },
    ];
  const signed: [string, string][] = [
    ["Decided by", `${decision.byName}${byRole ? `, ${byRole}` : ""}`],
    ["Decided at", momentAt(clock, decision.at)],
  ];
  if (decision.refusal !== undefined)
    return [{ text: "Refused", style: "heading" }, { text: decision.refusal, margin: [0, 0, 0, 8] }, table(signed)];
  return [
    { text: "Statement of the district's administrator", style: "heading" },
    { text: decision.statement ?? "", lineHeight: 1.2 },
    { text: decision.signature ?? "", fontSize: 18, italics: true, margin: [0, 22, 0, 2] },
    { canvas: [{ type: "line", x1: 0, y1: 0, x2: 320, y2: 0, lineWidth: 0.7 }] },
    { text: "Signed by typing the full name while signed in", fontSize: 8.5, color: "#555555", margin: [0, 2, 0, 12] },
    table(signed),
  ];
};

const table = (rows: [string, string][]): Content => ({
  table: { widths: [120, "*"], body: rows.map(([name, value]) => [{ text: name, color: "#555555" }, value]) },
  layout: "lightHorizontalLines",
});

const schoolWords = ({ schools }: LoginRequest, places: Places): string =>
  schools.length === 0
    ? "The whole district"
    : schools.map((school) => `${schoolName(places, school)} (${school})`).join(", ");

const momentAt = (clock: Clock, at: Date): string => momentOf({ ...clock, now: () => at });
