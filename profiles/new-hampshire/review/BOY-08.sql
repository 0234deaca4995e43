/*---
id: BOY-08
title: "Record detail"
collection: BOY
audience: School staff
confirm: false
columns: [SASID, Birth date, Race, Status, School number, School, Grade, Entry, Entry code, Exit, Exit code, Town, District responsible, Half days present, Half days absent, Outcome, Diploma, Plans, Homeless, Graduation year, Military]
source: state manual 2007-08, chapter 3
---*/
SELECT r.sasid, r.date_of_birth, r.race, r.enrollment_status, r.school_nbr, s.name, coalesce(g.grade, r.grade::text),
  r.entry_date, r.entry_code, r.exit_date, r.exit_code, r.town_responsible, r.district_responsible,
  r.half_days_in_attendance, r.half_days_absent, r.promoted_indicator, r.diploma_type, r.post_grad_plans,
  r.homeless_code, r.original_grad_year, r.parent_military_status
FROM record r
LEFT JOIN school s ON s.number = r.school_nbr
LEFT JOIN grade_label g ON g.code = r.grade::text
ORDER BY r.school_nbr, r.grade, r.sasid, r.entry_date
