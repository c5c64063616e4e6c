-- the school year to which the day belongs; between two years, none
SELECT CASE WHEN as_of BETWEEN first_day AND last_day THEN school_year END AS school_year
FROM mentorship.report_heading
