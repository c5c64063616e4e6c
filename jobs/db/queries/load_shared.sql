-- The files that both formats know, since OneRoster has no attendance: in each
-- the columns are those of the relation; schools and students are named as the
-- format names them.
INSERT INTO pg_temp.load_file (file, needed)
VALUES ('calendar_date.csv', false), ('attendance_mark.csv', false),
	('course_result.csv', false), ('incident.csv', false)
ON CONFLICT DO NOTHING;
INSERT INTO pg_temp.load_column (file, column_name, kind, needed, instead) VALUES
	('calendar_date.csv', 'school_id', 'school', 'value', NULL),
	('calendar_date.csv', 'day', 'date', 'value', NULL),
	('calendar_date.csv', 'instructional', 'boolean', 'value', NULL),
	('calendar_date.csv', 'event', 'text', '', NULL),
	('attendance_mark.csv', 'student_id', 'student', 'value', NULL),
	('attendance_mark.csv', 'school_id', 'school', 'value', NULL),
	('attendance_mark.csv', 'day', 'date', 'value', NULL),
	('attendance_mark.csv', 'status', 'status', 'value', NULL),
	('attendance_mark.csv', 'minutes_missed', 'minutes', '', NULL),
	('attendance_mark.csv', 'minutes_scheduled', 'minutes', '', NULL),
	('course_result.csv', 'student_id', 'student', 'value', NULL),
	('course_result.csv', 'school_id', 'school', 'value', NULL),
	('course_result.csv', 'course_code', 'key', 'value', NULL),
	('course_result.csv', 'term', 'key', 'value', NULL),
	('course_result.csv', 'course_title', 'text', 'value', NULL),
	('course_result.csv', 'subject', 'key', '', NULL),
	('course_result.csv', 'ended_on', 'date', 'value', NULL),
	('course_result.csv', 'mark', 'key', '', NULL),
	('course_result.csv', 'passed', 'boolean', '', NULL),
	('incident.csv', 'incident_id', 'id', 'value', NULL),
	('incident.csv', 'student_id', 'student', 'value', NULL),
	('incident.csv', 'school_id', 'school', 'value', NULL),
	('incident.csv', 'day', 'date', 'value', NULL),
	('incident.csv', 'category', 'text', 'value', NULL);
INSERT INTO pg_temp.load_key (file, columns) VALUES
	('calendar_date.csv', '{school_id,day}'),
	('attendance_mark.csv', '{student_id,school_id,day}'),
	('course_result.csv', '{student_id,school_id,course_code,term,ended_on}'),
	('incident.csv', '{incident_id,student_id}');
INSERT INTO pg_temp.load_rule (file, column_name, holds, what) VALUES
	('attendance_mark.csv', 'minutes_missed',
	 '(s.minutes_missed IS NULL) = (s.minutes_scheduled IS NULL)',
	 'and minutes_scheduled go together'),
	('attendance_mark.csv', 'minutes_scheduled',
	 'CASE WHEN s.minutes_scheduled ~ ''^[0-9]{1,4}$'' THEN s.minutes_scheduled::int > 0 END',
	 'is not a positive number'),
	('attendance_mark.csv', 'minutes_missed',
	 'CASE WHEN s.minutes_missed ~ ''^[0-9]{1,4}$'' AND s.minutes_scheduled ~ ''^[0-9]{1,4}$''
		THEN s.minutes_missed::int <= s.minutes_scheduled::int END',
	 'is more than minutes_scheduled');
CALL pg_temp.make_stages();
