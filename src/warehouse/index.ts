// The door of the warehouse: certified records as immutable snapshots without names, and the engine that counts them.
export type { ResultRow, Staged } from "./engine.ts";
export type { DirectoryRef, Snapshot } from "./model.ts";
export { type Succession, successionsHash } from "./successions.ts";
export {
  openWarehouse,
  type Relations,
  type Warehouse,
  type WarehouseOptions,
} from "./warehouse.ts";
