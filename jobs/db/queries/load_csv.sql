-- The files of "mentorship load csv": one for each source relation, with its
-- columns.  Each file may be absent: then the relation stays as it is.
INSERT INTO pg_temp.load_file (file, needed) VALUES
	('school_year.csv', false), ('school.csv', false), ('calendar_date.csv', false),
	('student.csv', false), ('enrolment.csv', false), ('attendance_mark.csv', false),
	('course_result.csv', false), ('incident.csv', false), ('staff.csv', false),
	('staff_assignment.csv', false);
INSERT INTO pg_temp.load_kind (kind, file, holds, what, value)
SELECT k.kind, k.file,
	format('EXISTS (SELECT FROM pg_temp.load_id AS k WHERE k.kind = %L AND k.key = %%1$s)', k.kind),
	format('is not a known %s', k.word), '%1$s::bigint'
FROM (VALUES ('school', 'school.csv', 'school'), ('student', 'student.csv', 'student'),
		('staff', 'staff.csv', 'employee')) AS k (kind, file, word);
INSERT INTO pg_temp.load_column (file, column_name, kind, needed, instead) VALUES
	('school_year.csv', 'school_year', 'key', 'value', NULL),
	('school_year.csv', 'first_day', 'date', 'value', NULL),
	('school_year.csv', 'last_day', 'date', 'value', NULL),
	('school.csv', 'school_id', 'id', 'value', NULL),
	('school.csv', 'name', 'text', 'value', NULL),
	('school.csv', 'unmarked_status', 'status', '', '''present'''),
	('student.csv', 'student_id', 'id', 'value', NULL),
	('student.csv', 'display_name', 'text', 'value', NULL),
	('student.csv', 'sort_name', 'text', '', 's.display_name'),
	('student.csv', 'home_language', 'key', '', NULL),
	('enrolment.csv', 'student_id', 'student', 'value', NULL),
	('enrolment.csv', 'school_id', 'school', 'value', NULL),
	('enrolment.csv', 'grade_level', 'grade', 'column', NULL),
	('enrolment.csv', 'entry_date', 'date', 'value', NULL),
	('enrolment.csv', 'exit_date', 'date', 'column', NULL),
	('staff.csv', 'staff_id', 'id', 'value', NULL),
	('staff.csv', 'display_name', 'text', 'value', NULL),
	('staff.csv', 'sort_name', 'text', '', 's.display_name'),
	('staff.csv', 'email', 'key', '', NULL),
	('staff_assignment.csv', 'staff_id', 'staff', 'value', NULL),
	('staff_assignment.csv', 'school_id', 'school', 'value', NULL),
	('staff_assignment.csv', 'role', 'role', 'value', NULL),
	('staff_assignment.csv', 'title', 'text', '', NULL);
INSERT INTO pg_temp.load_key (file, columns) VALUES
	('school_year.csv', '{school_year}'), ('school.csv', '{school_id}'),
	('student.csv', '{student_id}'),
	('enrolment.csv', '{student_id,school_id,entry_date}'),
	('staff.csv', '{staff_id}'), ('staff_assignment.csv', '{staff_id,school_id}');
INSERT INTO pg_temp.load_rule (file, column_name, holds, what) VALUES
	('school_year.csv', 'last_day', 'pg_temp.as_date(s.last_day) > pg_temp.as_date(s.first_day)',
	 'is not after first_day'),
	('school_year.csv', 'first_day',
	 'NOT EXISTS (SELECT FROM pg_temp.stage_school_year AS o WHERE o.row_no < s.row_no
		AND pg_temp.as_date(o.first_day) <= pg_temp.as_date(s.last_day)
		AND pg_temp.as_date(s.first_day) <= pg_temp.as_date(o.last_day))',
	 'lies in a school year above'),
	('enrolment.csv', 'exit_date', 'pg_temp.as_date(s.exit_date) >= pg_temp.as_date(s.entry_date)',
	 'is before entry_date');
