// The door of the warehouse: certified records as immutable snapshots without names, and the engine that counts them.
export type { DirectoryRef, Snapshot, SnapshotColumn } from "./model.ts";
export type { QueryOptions, Relations, Warehouse, WarehouseOptions } from "./warehouse.ts";
