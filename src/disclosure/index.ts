// The door of disclosure: the only way from counted cells to a table that may be shown. Pure, no I/O.
export { protect, protectTogether } from "./protect.ts";
export { assertProtected, type Cell, type ProtectedTable, SUPPRESSED } from "./protected-table.ts";
export type { Dimension, Grain, LinkedTable, Measure, Row, SuppressionPolicy, Table } from "./table.ts";
export { INTERNAL_POLICY, TOTAL } from "./table.ts";
