// All SQL of the warehouse in PostgreSQL: which snapshots there are and which hold as of a day.
import type { Db, SchoolYear, Tx } from "../platform/index.ts";
import type { DirectoryRef, Snapshot } from "./model.ts";

export const insertSnapshot = async (
  tx: Tx,
  snapshot: Omit<Snapshot, "id"> & { submissionId: string },
): Promise<string> => {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO warehouse.snapshot
       (collection, school_year, district, version, hash, records, data_hash, dictionary_version, submission_id, certified_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [
      snapshot.collection,
      snapshot.year,
      snapshot.district,
      snapshot.version,
      snapshot.hash,
      snapshot.records,
      snapshot.dataHash,
      snapshot.dictionaryVersion,
      snapshot.submissionId,
      snapshot.certifiedAt,
    ],
  );
  return rows[0]!.id;
};

/** The last version of each district certified before `before` (or ever), by district. */
export const listSnapshots = async (
  db: Db,
  collection: string,
  year: SchoolYear,
  before: string | null,
  zone: string,
): Promise<Snapshot[]> => {
  const { rows } = await db.query<Snapshot>(
    `SELECT DISTINCT ON (district)
            id, collection, school_year AS year, district, version, hash, records, data_hash AS "dataHash",
            dictionary_version AS "dictionaryVersion", certified_at AS "certifiedAt"
       FROM warehouse.snapshot
      WHERE collection = $1 AND school_year = $2
        AND ($3::date IS NULL OR certified_at < ($3::date + 1)::timestamp AT TIME ZONE $4)
      ORDER BY district, version DESC`,
    [collection, year, before, zone],
  );
  return rows;
};

const directoryColumns = `school_year AS year, schools_hash AS schools, districts_hash AS districts, saus_hash AS saus, taken_at AS "takenAt"`;

/** The directory as it stood at the end of that day. */
export const findDirectorySnapshot = async (
  db: Db,
  year: SchoolYear,
  before: string | null,
  zone: string,
): Promise<DirectoryRef | undefined> => {
  const { rows } = await db.query<DirectoryRef>(
    `SELECT ${directoryColumns}
       FROM warehouse.directory_snapshot
      WHERE school_year = $1 AND ($2::date IS NULL OR taken_at < ($2::date + 1)::timestamp AT TIME ZONE $3)
      ORDER BY taken_at DESC, id DESC LIMIT 1`,
    [year, before, zone],
  );
  return rows[0];
};

/** Hash of the directory last kept for the year. Two certifications at once may both keep it: the same files, one row too many. */
export const findDirectoryContents = async (tx: Tx, year: SchoolYear): Promise<string | undefined> => {
  const { rows } = await tx.query<{ contents_hash: string }>(
    "SELECT contents_hash FROM warehouse.directory_snapshot WHERE school_year = $1 ORDER BY taken_at DESC, id DESC LIMIT 1",
    [year],
  );
  return rows[0]?.contents_hash;
};

export const insertDirectorySnapshot = async (
  tx: Tx,
  directory: DirectoryRef & { contentsHash: string },
): Promise<void> => {
  await tx.query(
    `INSERT INTO warehouse.directory_snapshot (school_year, schools_hash, districts_hash, saus_hash, contents_hash, taken_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [directory.year, directory.schools, directory.districts, directory.saus, directory.contentsHash, directory.takenAt],
  );
};
