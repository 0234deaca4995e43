// Which current batches a new upload takes the place of. Pure.

export type CurrentBatch = { id: string; fileName: string; schools: readonly number[] };
export type Upload = { fileName: string; schools: readonly number[] };

/**
 * A file sent again under its name replaces itself; a file that holds every school of another batch replaces that
 * batch. Anything else is added. `choice`: "none" adds in any case, a batch id replaces just that batch.
 * Returns undefined when `choice` names a batch that is not current.
 */
export const replacedBy = (upload: Upload, current: readonly CurrentBatch[], choice?: string): string[] | undefined => {
  if (choice === "none") return [];
  if (choice !== undefined) return current.some((batch) => batch.id === choice) ? [choice] : undefined;
  const schools = new Set(upload.schools);
  return current
    .filter((batch) => batch.fileName === upload.fileName || batch.schools.every((school) => schools.has(school)))
    .map((batch) => batch.id);
};
