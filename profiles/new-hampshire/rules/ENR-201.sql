-- Active schools of the district without any record.
SELECT NULL::uuid AS batch_id, NULL::integer AS row_number, s.number AS subject, s.name AS value, NULL::jsonb AS detail
FROM required_school s
WHERE NOT EXISTS (SELECT FROM record r WHERE r.school_nbr = s.number)
