// A finding as a person reads it: in a conflict with the other district's contact.
import type { Directory } from "../directory/index.ts";
import { schoolRef } from "./batch-view.ts";
import type { Counterpart, Explanation, Finding } from "./model.ts";
import type { FindingRow } from "./store/findings.ts";

export const findingView = (directory: Directory, row: FindingRow): Finding => ({
  id: row.id,
  ruleId: row.ruleId,
  scope: row.scope,
  severity: row.severity,
  state: row.state,
  batchId: row.batchId ?? undefined,
  fileName: row.fileName ?? undefined,
  row: row.row ?? undefined,
  column: row.column,
  element: row.element,
  value: row.value,
  message: row.message,
  remedy: row.remedy,
  subject: row.subject,
  explanation: explanationOf(row),
  counterparts: counterpartsOf(directory, row),
});

const explanationOf = (row: FindingRow): Explanation | undefined =>
  row.explanationId === null || row.explainedAt === null
    ? undefined
    : { id: row.explanationId, text: row.explanationText ?? "", by: row.explainedBy ?? "", at: row.explainedAt };

/** Only who holds the other record and where, never what it says: a district sees no other district's student data. */
const counterpartsOf = (directory: Directory, row: FindingRow): Counterpart[] =>
  (row.detail.others ?? []).flatMap(({ district, school }) => {
    const found = directory.districts.find(({ number }) => number === district);
    if (!found) return [];
    const at = school === undefined ? undefined : schoolRef(directory, school);
    return [{ district, districtName: found.name, school: at, contact: found.contact }];
  });
