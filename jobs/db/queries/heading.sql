-- what every report says of itself
SELECT district_name, meetings_per_month, no_contact_days, as_of, school_year,
	first_day, last_day, smallest_count, closed_on, goal_share
FROM mentorship.report_heading
