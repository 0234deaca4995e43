// Addresses of the workbench's screens, in one place, so that a link cannot name a page that no route serves.
import type { SubmissionKey } from "../model.ts";
import type { FindingQuery } from "../verbs.ts";

export const submissionPath = ({ collection, year, district }: SubmissionKey): string =>
  `/collections/${encodeURIComponent(collection)}/${year}/${district}`;

export const uploadPath = (key: SubmissionKey): string => `${submissionPath(key)}/upload`;
export const certifyPath = (key: SubmissionKey): string => `${submissionPath(key)}/certify`;
export const reviewPath = (key: SubmissionKey, reportId?: string): string =>
  `${submissionPath(key)}/review${reportId === undefined ? "" : `/${encodeURIComponent(reportId)}`}`;
export const batchPath = (batchId: string): string => `/batches/${batchId}`;
export const withdrawPath = (batchId: string): string => `${batchPath(batchId)}/withdraw`;
export const recordPath = (batchId: string, row: number): string => `/batches/${batchId}/records/${row}`;
export const findingPath = (findingId: string): string => `/findings/${findingId}`;
export const progressPath = (collection: string, year: number): string =>
  `/progress/${encodeURIComponent(collection)}/${year}`;

type FindingFilter = Partial<Omit<FindingQuery, keyof SubmissionKey>>;

/** The findings grid of a submission; a filter that is empty is left out. */
export function findingsPath(key: SubmissionKey, filter: FindingFilter = {}, page = "findings"): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && value !== "" && value !== 0) query.set(name, String(value));
  }
  const text = query.toString();
  return `${submissionPath(key)}/${page}${text ? `?${text}` : ""}`;
}
