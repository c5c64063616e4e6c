--
-- Attendance as of one day.  The record of a student is the school's calendar,
-- clipped to the enrolment, with the marks laid over it.
--

CREATE VIEW year_in_force AS
SELECT school_year, first_day, last_day
FROM school_year
WHERE first_day <= as_of()
ORDER BY first_day DESC
LIMIT 1;
COMMENT ON VIEW year_in_force IS
'the school year of as_of(), or the last one before it; no row before the first year';
COMMENT ON COLUMN year_in_force.school_year IS 'name of the year';
COMMENT ON COLUMN year_in_force.first_day IS 'its first day';
COMMENT ON COLUMN year_in_force.last_day IS 'its last day, inclusive';

CREATE VIEW school_calendar AS
SELECT c.school_id, y.school_year,
	attendance_agg(c.day, s.unmarked_status) AS calendar,
	count(*)::int AS school_days
FROM calendar_date AS c
JOIN school AS s USING (school_id)
JOIN school_year AS y ON c.day BETWEEN y.first_day AND y.last_day
WHERE c.instructional AND y.first_day <= as_of()
GROUP BY c.school_id, y.school_year;
COMMENT ON VIEW school_calendar IS
'school days of each school and year, the whole year, as a record in which every day is unmarked';
COMMENT ON COLUMN school_calendar.school_id IS 'the school';
COMMENT ON COLUMN school_calendar.school_year IS 'the year';
COMMENT ON COLUMN school_calendar.calendar IS
'its school days, each with the status an unmarked day has at this school';
COMMENT ON COLUMN school_calendar.school_days IS 'number of school days in the whole year';

-- which enrolments' kept values hold
CREATE VIEW enrolment_kept AS
SELECT e.student_id, e.school_id, e.grade_level, e.entry_date, e.exit_date,
	f.student_id IS NOT NULL AND c.student_id IS NULL AND s.school_id IS NULL
		AND (SELECT r.keeps FROM record_keeping AS r)
		AND NOT EXISTS (SELECT FROM record_change AS a
						WHERE a.students IS NULL AND a.school_id IS NULL) AS holds
FROM enrolment AS e
LEFT JOIN kept_student AS f ON f.student_id = e.student_id
LEFT JOIN (SELECT DISTINCT unnest(students) AS student_id FROM record_change) AS c
	ON c.student_id = e.student_id
LEFT JOIN (SELECT DISTINCT school_id FROM record_change WHERE students IS NULL) AS s
	ON s.school_id = e.school_id
WHERE e.entry_date <= as_of();
COMMENT ON VIEW enrolment_kept IS
'enrolments begun by as_of(), and whether what is kept of them holds';
COMMENT ON COLUMN enrolment_kept.student_id IS 'the student';
COMMENT ON COLUMN enrolment_kept.school_id IS 'the school';
COMMENT ON COLUMN enrolment_kept.grade_level IS 'the grade';
COMMENT ON COLUMN enrolment_kept.entry_date IS 'first day';
COMMENT ON COLUMN enrolment_kept.exit_date IS 'last day, inclusive; NULL while it goes on';
COMMENT ON COLUMN enrolment_kept.holds IS
'true where nothing changed since the last refresh';

-- Three ways to one answer: the value that is kept, where it holds; else the
-- calendar with the marks over it, read student by student where others are
-- kept, and all at once where none is.  The calendar is that of each enrolment
-- by itself, so that one student's record costs one school's calendar.
CREATE VIEW enrolment_record AS
SELECT e.student_id, e.school_id, e.entry_date, y.school_year, e.grade_level,
	CASE WHEN e.holds THEN k.record * daterange(NULL, as_of(), '[]')
		ELSE overlay_marks(c.calendar * daterange(e.entry_date, least(e.exit_date, as_of()), '[]'),
						   coalesce(m.marks, b.marks, 'empty'::attendance)) END AS record
FROM enrolment_kept AS e
JOIN school_year AS y
	ON daterange(e.entry_date, e.exit_date, '[]') && daterange(y.first_day, y.last_day, '[]')
	AND y.first_day <= as_of()
LEFT JOIN kept_record AS k ON k.student_id = e.student_id AND k.school_id = e.school_id
	AND k.entry_date = e.entry_date AND k.school_year = y.school_year
LEFT JOIN LATERAL (
	SELECT x.calendar
	FROM school_calendar AS x
	WHERE x.school_id = e.school_id AND x.school_year = y.school_year AND NOT e.holds
	LIMIT 1) AS c ON true
LEFT JOIN LATERAL (
	SELECT attendance_agg(a.day, a.status, a.minutes_missed, a.minutes_scheduled) AS marks
	FROM attendance_mark AS a
	WHERE a.student_id = e.student_id AND a.school_id = e.school_id AND a.day <= as_of()
		AND NOT e.holds AND (SELECT keeps FROM record_keeping)) AS m ON true
LEFT JOIN (SELECT a.student_id, a.school_id,
				attendance_agg(a.day, a.status, a.minutes_missed, a.minutes_scheduled) AS marks
			FROM attendance_mark AS a
			WHERE a.day <= as_of() AND NOT (SELECT keeps FROM record_keeping)
			GROUP BY a.student_id, a.school_id) AS b
	ON b.student_id = e.student_id AND b.school_id = e.school_id
WHERE CASE WHEN e.holds THEN k.record IS NOT NULL ELSE c.calendar IS NOT NULL END;
COMMENT ON VIEW enrolment_record IS
'attendance of each enrolment and school year up to as_of()';
COMMENT ON COLUMN enrolment_record.student_id IS 'the student';
COMMENT ON COLUMN enrolment_record.school_id IS 'the school: it answers for these days only';
COMMENT ON COLUMN enrolment_record.entry_date IS 'first day of the enrolment';
COMMENT ON COLUMN enrolment_record.school_year IS 'the year';
COMMENT ON COLUMN enrolment_record.grade_level IS 'grade of the enrolment';
COMMENT ON COLUMN enrolment_record.record IS
'its school days with their marks';

CREATE VIEW student_record AS
SELECT student_id, school_year, attendance_agg(record) AS record
FROM enrolment_record
GROUP BY student_id, school_year;
COMMENT ON VIEW student_record IS
'attendance of each student and school year up to as_of(), all schools together: chronic absence follows the student';
COMMENT ON COLUMN student_record.student_id IS 'the student';
COMMENT ON COLUMN student_record.school_year IS 'the year';
COMMENT ON COLUMN student_record.record IS
'school days with their marks; where two schools have a mark for a day, the more absent one';

CREATE VIEW student_attendance AS
SELECT r.student_id, r.school_year, s.enrolled_days, s.absent_days, s.rate,
	s.chronic, s.band, s.longest_absence, s.current_absence, s.tardy_days,
	s.unrecorded_days
FROM student_record AS r
CROSS JOIN LATERAL attendance_summary(r.record) AS s;
COMMENT ON VIEW student_attendance IS
'what the record of each student and school year says under rule edfacts';
COMMENT ON COLUMN student_attendance.student_id IS 'the student';
COMMENT ON COLUMN student_attendance.school_year IS 'the year';
COMMENT ON COLUMN student_attendance.enrolled_days IS 'days that count, absent or not';
COMMENT ON COLUMN student_attendance.absent_days IS 'days absent';
COMMENT ON COLUMN student_attendance.rate IS 'share of days absent; NULL without days';
COMMENT ON COLUMN student_attendance.chronic IS
'chronically absent; NULL where too few days were enrolled to say';
COMMENT ON COLUMN student_attendance.band IS
'satisfactory, at_risk, moderate, severe or not evaluable';
COMMENT ON COLUMN student_attendance.longest_absence IS
'longest run of absence in school days';
COMMENT ON COLUMN student_attendance.current_absence IS
'run of absence that includes the last school day';
COMMENT ON COLUMN student_attendance.tardy_days IS 'days tardy';
COMMENT ON COLUMN student_attendance.unrecorded_days IS
'days that should have a mark but have none; they count neither way';

