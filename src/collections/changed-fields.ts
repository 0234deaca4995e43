// Which elements differ between two versions of a record, as the file would write them. Pure.
import type { ElementColumn } from "../dictionary/index.ts";
import { cellText } from "./render-record.ts";
import type { StoredRecord } from "./store/records.ts";
import type { FieldChange } from "./verbs.ts";

export const changedFields = (
  columns: readonly ElementColumn[],
  before: StoredRecord,
  after: StoredRecord,
): FieldChange[] =>
  columns.flatMap((column) => {
    const old = cellText(column, before);
    const now = cellText(column, after);
    return old === now ? [] : [{ element: column.name, old, new: now }];
  });
