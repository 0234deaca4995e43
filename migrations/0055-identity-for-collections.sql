-- What collections may know of the registry: of a number that a district sent, whether it is dealt, which one holds in its place,
-- the birth date, sex and race kept with it. Never a name, a person or a request; never a number that was not asked about.

-- Whether a number was ever dealt or imported. Until then the registry cannot judge any.
CREATE FUNCTION identity.in_use() RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM identity.number n WHERE NOT EXISTS (SELECT FROM identity.undealt u WHERE u.number = n.number))
$$;
REVOKE ALL ON FUNCTION identity.in_use() FROM PUBLIC;

-- One row for each text asked about that has ten digits; none at all while the registry is not in use. state: known (dealt or
-- imported), mistyped (a digit is wrong: no number of the registry can be so), unknown. A number that lies in stock is unknown
-- like any other. Facts that wait for settling are the newer ones. Whoever asks may have turned nested loops off, which are the
-- quickest here.
CREATE FUNCTION identity.number_state(asked text[])
  RETURNS TABLE (number text, state text, birth_date date, sex text, race_ethnicity text, superseded_by text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_nestloop = on ROWS 1000 AS $$
  SELECT a.number,
    CASE
      WHEN n.number IS NOT NULL AND u.number IS NULL THEN 'known'
      WHEN a.number LIKE '0%' OR NOT identity.check_digit_holds(a.number) THEN 'mistyped'
      ELSE 'unknown'
    END,
    CASE WHEN w.number IS NULL THEN f.birth_date ELSE w.birth_date END,
    CASE WHEN w.number IS NULL THEN f.sex ELSE w.sex END,
    CASE WHEN w.number IS NULL THEN f.race_ethnicity ELSE w.race_ethnicity END,
    CASE WHEN s.number IS NOT NULL THEN identity.number_head(a.number) END
  FROM (SELECT DISTINCT unnest(asked) AS number) a
  LEFT JOIN identity.number n ON n.number = a.number
  LEFT JOIN identity.undealt u ON u.number = a.number
  LEFT JOIN identity.number_fact f ON f.number = a.number
  LEFT JOIN identity.unsettled w ON w.number = a.number
  LEFT JOIN identity.superseded_number s ON s.number = a.number
  WHERE a.number ~ '^[0-9]{10}$' AND identity.in_use()
$$;
REVOKE ALL ON FUNCTION identity.number_state(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.number_state(text[]) TO rollbook_app;

-- What reports count by, and no more: the people of a district may ask it of the numbers that they sent.
CREATE FUNCTION identity.number_group(asked text[]) RETURNS TABLE (number text, sex text, race_ethnicity text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.number, s.sex, s.race_ethnicity FROM identity.number_state(asked) s WHERE s.state = 'known'
$$;
REVOKE ALL ON FUNCTION identity.number_group(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.number_group(text[]) TO rollbook_app, rollbook_reader;
