// Which current batches a new upload takes the place of. Pure.

export type CurrentBatch = { id: string; fileName: string; schools: readonly number[] };
export type Upload = { fileName: string; schools: readonly number[] };

/**
 * A batch is replaced when all its schools are in the new file, or when it has the new file's name and shares a school
 * with it (or has no school at all). A name alone says nothing: exports of different schools are often named alike.
 * Anything else is added. `choice`: "none" adds in any case, a batch id replaces just that batch.
 * Returns undefined when `choice` names a batch that is not current.
 */
export const replacedBy = (upload: Upload, current: readonly CurrentBatch[], choice?: string): string[] | undefined => {
  if (choice === "none") return [];
  if (choice !== undefined) return current.some((batch) => batch.id === choice) ? [choice] : undefined;
  const schools = new Set(upload.schools);
  return current
    .filter(({ fileName, schools: held }) => {
      const shared = held.filter((school) => schools.has(school)).length;
      if (held.length > 0 && shared === held.length) return true;
      return fileName === upload.fileName && (shared > 0 || held.length === 0);
    })
    .map((batch) => batch.id);
};
