-- Entry and exit dates outside the school year, which starts on 1 July.
SELECT r.batch_id, r.row_number, r.sasid AS subject, d.name || ' ' || d.day AS value, NULL::jsonb AS detail
FROM (
  SELECT * FROM record r, parameter p
  WHERE r.entry_date < make_date(p.year - 1, 7, 1) OR r.entry_date > make_date(p.year, 6, 30)
    OR r.exit_date < make_date(p.year - 1, 7, 1) OR r.exit_date > make_date(p.year, 6, 30)
) r
CROSS JOIN LATERAL (VALUES ('EntryDate', r.entry_date), ('ExitDate', r.exit_date)) d(name, day)
WHERE d.day NOT BETWEEN make_date(r.year - 1, 7, 1) AND make_date(r.year, 6, 30)
