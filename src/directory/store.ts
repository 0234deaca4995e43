// All SQL of the directory.
import type { Db, SchoolYear, Tx } from "../platform/index.ts";
import type { Directory, District, Sau, School, Town } from "./model.ts";

export const findDirectory = async (db: Db | Tx, year: SchoolYear): Promise<Directory | undefined> => {
  const saus = await db.query<Sau>("SELECT number, name FROM directory.sau WHERE year = $1 ORDER BY number", [year]);
  if (saus.rows.length === 0) return undefined;
  const districts = await db.query<District>(
    `SELECT d.number, d.name, d.sau, d.kind,
       COALESCE((SELECT json_agg(t.number ORDER BY t.number) FROM directory.town t
                 WHERE t.year = d.year AND t.district = d.number), '[]') AS towns,
       json_build_object('name', d.contact_name, 'email', d.contact_email, 'phone', d.contact_phone) AS contact
     FROM directory.district d WHERE d.year = $1 ORDER BY d.number`,
    [year],
  );
  const towns = await db.query<Town>(
    "SELECT number, name, district FROM directory.town WHERE year = $1 ORDER BY number",
    [year],
  );
  const schools = await db.query<{ school: School }>(
    `SELECT json_strip_nulls(json_build_object(
       'number', number, 'name', name, 'district', district, 'sau', sau, 'kind', kind, 'level', level, 'grades', grades,
       'opens', opens, 'closes', closes, 'activeFrom', active_from, 'activeTo', active_to,
       'halfDaysInSession', half_days_in_session, 'required', required, 'county', county)) AS school
     FROM directory.school WHERE year = $1 ORDER BY number`,
    [year],
  );
  return {
    year,
    saus: saus.rows,
    districts: districts.rows,
    towns: towns.rows,
    schools: schools.rows.map((row) => row.school),
  };
};

/** Serializes imports of one year until the end of the transaction. */
export const lockYear = async (tx: Tx, year: SchoolYear): Promise<void> => {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('directory.import'), $1)", [year]);
};

/** Whether the year's directory is made of what rosters said, and of no published table. */
export const isRosterYear = async (tx: Tx, year: SchoolYear): Promise<boolean> =>
  (await tx.query("SELECT 1 FROM directory.roster_year WHERE year = $1", [year])).rowCount === 1;

export const markRosterYear = async (tx: Tx, year: SchoolYear): Promise<void> => {
  await tx.query("INSERT INTO directory.roster_year (year) VALUES ($1) ON CONFLICT DO NOTHING", [year]);
};

/** Makes the year's rows equal to `directory`. Schools it lacks are closed on `closedOn`, with what they belong to kept. */
export const replaceYear = async (tx: Tx, directory: Directory, closedOn: string): Promise<void> => {
  const { year } = directory;
  // What is imported is published, until rosters mark it as theirs.
  await tx.query("DELETE FROM directory.roster_year WHERE year = $1", [year]);
  const rows = JSON.stringify({
    ...directory,
    districts: directory.districts.map(({ contact, ...district }) => ({
      ...district,
      contact_name: contact.name,
      contact_email: contact.email,
      contact_phone: contact.phone,
    })),
  });
  for (const statement of [upsertSaus, upsertDistricts, upsertTowns, upsertSchools])
    await tx.query(statement, [year, rows]);
  await tx.query(
    `UPDATE directory.school s SET active_to = $3, required = false
     WHERE s.year = $1 AND s.active_to IS NULL AND NOT EXISTS (${listed("schools", "s.number")})`,
    [year, rows, closedOn],
  );
  await tx.query(`DELETE FROM directory.town t WHERE t.year = $1 AND NOT EXISTS (${listed("towns", "t.number")})`, [
    year,
    rows,
  ]);
  await tx.query(
    `DELETE FROM directory.district d WHERE d.year = $1 AND NOT EXISTS (${listed("districts", "d.number")})
       AND NOT EXISTS (SELECT FROM directory.school s WHERE s.year = d.year AND s.district = d.number)`,
    [year, rows],
  );
  await tx.query(
    `DELETE FROM directory.sau u WHERE u.year = $1 AND NOT EXISTS (${listed("saus", "u.number")})
       AND NOT EXISTS (SELECT FROM directory.district d WHERE d.year = u.year AND d.sau = u.number)`,
    [year, rows],
  );
};

const listed = (list: string, number: string): string =>
  `SELECT FROM jsonb_to_recordset($2::jsonb->'${list}') AS x(number int) WHERE x.number = ${number}`;

const upsertSaus = `
  INSERT INTO directory.sau (year, number, name)
  SELECT $1, number, name FROM jsonb_to_recordset($2::jsonb->'saus') AS x(number int, name text)
  ON CONFLICT (year, number) DO UPDATE SET name = EXCLUDED.name`;

const upsertDistricts = `
  INSERT INTO directory.district (year, number, name, sau, kind, contact_name, contact_email, contact_phone)
  SELECT $1, number, name, sau, kind, contact_name, contact_email, contact_phone
  FROM jsonb_to_recordset($2::jsonb->'districts')
    AS x(number int, name text, sau int, kind text, contact_name text, contact_email text, contact_phone text)
  ON CONFLICT (year, number) DO UPDATE SET name = EXCLUDED.name, sau = EXCLUDED.sau, kind = EXCLUDED.kind,
    contact_name = EXCLUDED.contact_name, contact_email = EXCLUDED.contact_email, contact_phone = EXCLUDED.contact_phone`;

const upsertTowns = `
  INSERT INTO directory.town (year, number, name, district)
  SELECT $1, number, name, district FROM jsonb_to_recordset($2::jsonb->'towns') AS x(number int, name text, district int)
  ON CONFLICT (year, number) DO UPDATE SET name = EXCLUDED.name, district = EXCLUDED.district`;

const upsertSchools = `
  INSERT INTO directory.school (year, number, name, district, sau, kind, level, grades, opens, closes, active_from, active_to,
    half_days_in_session, required, county)
  SELECT $1, number, name, district, sau, kind, level, ARRAY(SELECT jsonb_array_elements_text(grades)), opens, closes,
    "activeFrom", "activeTo", "halfDaysInSession", required, county
  FROM jsonb_to_recordset($2::jsonb->'schools')
    AS x(number int, name text, district int, sau int, kind text, level text, grades jsonb, opens date, closes date,
      "activeFrom" date, "activeTo" date, "halfDaysInSession" int, required boolean, county text)
  ON CONFLICT (year, number) DO UPDATE SET name = EXCLUDED.name, district = EXCLUDED.district, sau = EXCLUDED.sau,
    kind = EXCLUDED.kind, level = EXCLUDED.level, grades = EXCLUDED.grades, opens = EXCLUDED.opens, closes = EXCLUDED.closes,
    active_from = EXCLUDED.active_from, active_to = EXCLUDED.active_to, required = EXCLUDED.required,
    half_days_in_session = EXCLUDED.half_days_in_session, county = EXCLUDED.county`;
