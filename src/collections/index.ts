// The door of collections: the road of a submission from a district's file to certified records.
export { checkCollectionsProfile } from "./check-profile.ts";
export { type CollectionsCommandContext, registerCollectionsCommands } from "./commands.ts";
export { createCollections } from "./create-collections.ts";
export type { Finding, SubmissionKey } from "./model.ts";
export { collectionsRoutes } from "./routes.tsx";
export { prepareCollections } from "./store/prepare.ts";
export type { BatchReceipt, CertifiedSubmission, Collections, SnapshotRef } from "./verbs.ts";
