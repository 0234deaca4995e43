// The bytes of an audit event, version 1: what is hashed into the tree and written to the export. One event has one
// encoding for ever: canonical JSON (canonical-json.ts) of one flat object, UTF-8, without a line break.
import { canonicalJson } from "./canonical-json.ts";

/** An event as the database gives it; `at` in UTC with microseconds, `details` the text of the JSON. */
export type EventRow = {
  id: number;
  at: string | null;
  actor: string;
  action: string;
  organization: string | null;
  subject: string | null;
  details: string;
};

const text = (value: string | null): string => JSON.stringify(value);

/** The keys are in canonical order already. Throws SyntaxError where `details` is no JSON. */
export const encodeEvent = ({ id, at, actor, action, organization, subject, details }: EventRow): Buffer =>
  Buffer.from(
    `{"action":${text(action)},"actor":${text(actor)},"at":${text(at)},"details":${canonicalJson(details)},"id":${id},` +
      `"organization":${text(organization)},"subject":${text(subject)},"version":1}`,
  );
