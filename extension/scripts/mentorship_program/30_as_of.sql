--
-- One date for every answer.  All views tell the state at the close of the
-- day as_of(), which a session sets by SET mentorship.as_of = '2025-01-15'.
-- Only the day it asks about depends on this setting, never what it may see.
--

CREATE FUNCTION as_of() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(nullif(current_setting('mentorship.as_of', true), '')::date,
				current_date);
COMMENT ON FUNCTION as_of() IS
'day that the views answer for: setting mentorship.as_of, or today';

CREATE VIEW setting_in_force AS
SELECT coalesce(s.district_name, 'School District') AS district_name,
	coalesce(s.meetings_per_month, 2) AS meetings_per_month,
	coalesce(s.no_contact_days, 15) AS no_contact_days,
	coalesce(s.goal_share, 0.05) AS goal_share,
	coalesce(s.smallest_count, 10) AS smallest_count,
	coalesce(s.untrained_may_mentor, false) AS untrained_may_mentor
FROM (VALUES (true)) AS always (only_row)
LEFT JOIN program_setting AS s USING (only_row);
COMMENT ON VIEW setting_in_force IS
'settings of the programme, defaults included; always one row';
COMMENT ON COLUMN setting_in_force.district_name IS 'name printed on reports';
COMMENT ON COLUMN setting_in_force.meetings_per_month IS
'the promise: meetings of a pair in a month';
COMMENT ON COLUMN setting_in_force.no_contact_days IS
'calendar days without a meeting after which a pair is reported';
COMMENT ON COLUMN setting_in_force.goal_share IS
'goal: at most this share of enrolled days missed';
COMMENT ON COLUMN setting_in_force.smallest_count IS
'counts of students below this are hidden';
COMMENT ON COLUMN setting_in_force.untrained_may_mentor IS
'true where mentors without training are proposed, too';
