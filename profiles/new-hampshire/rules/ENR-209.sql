-- Exits inside the district (W1, W2) without the re-entry (R1, R2) that belongs to them.
SELECT r.batch_id, r.row_number, r.sasid AS subject, r.exit_code AS value, NULL::jsonb AS detail
FROM record r
WHERE r.exit_code IN ('W1', 'W2')
  AND NOT EXISTS (
    SELECT FROM record n WHERE n.sasid = r.sasid AND n.entry_code IN ('R1', 'R2') AND n.entry_date >= r.exit_date
  )
