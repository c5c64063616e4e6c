--
-- What the district's information system knows: the own tables of the source
-- relations.  An adapter fills them, or bind_source() has a source read from
-- the warehouse instead.  Any other source may be bound while this one is not,
-- so that no foreign key can lead from one to another: 28_source_keys.sql has
-- what takes their place.
--

CREATE TABLE own_school_year (
	school_year text PRIMARY KEY,
	first_day date NOT NULL,
	last_day date NOT NULL,
	CHECK (first_day < last_day),
	EXCLUDE USING gist (daterange(first_day, last_day, '[]') WITH &&)
);
COMMENT ON TABLE own_school_year IS
'school years of the district; they do not overlap';
COMMENT ON COLUMN own_school_year.school_year IS
'name of the year as the district writes it, such as 2024-25';
COMMENT ON COLUMN own_school_year.first_day IS
'first day of the year, a school day or not';
COMMENT ON COLUMN own_school_year.last_day IS
'last day of the year, inclusive';

CREATE TABLE own_school (
	school_id bigint PRIMARY KEY,
	name text NOT NULL,
	unmarked_status attendance_status NOT NULL DEFAULT 'present'
);
COMMENT ON TABLE own_school IS 'schools of the district';
COMMENT ON COLUMN own_school.school_id IS 'number of the school in the source system';
COMMENT ON COLUMN own_school.name IS 'full name, as printed on reports';
COMMENT ON COLUMN own_school.unmarked_status IS
'what an enrolled school day without a mark means: present where only exceptions are recorded, unrecorded where every day must be marked';

CREATE TABLE own_calendar_date (
	school_id bigint NOT NULL,
	day date NOT NULL,
	instructional boolean NOT NULL,
	event text,
	PRIMARY KEY (school_id, day)
);
COMMENT ON TABLE own_calendar_date IS
'calendar of each school; a day without a row has no school';
COMMENT ON COLUMN own_calendar_date.school_id IS 'the school';
COMMENT ON COLUMN own_calendar_date.day IS 'the day';
COMMENT ON COLUMN own_calendar_date.instructional IS
'true for a school day, make-up days included';
COMMENT ON COLUMN own_calendar_date.event IS
'name of a holiday or special day, where it has one';

CREATE TABLE own_student (
	student_id bigint PRIMARY KEY,
	display_name text NOT NULL CHECK (display_name <> ''),
	sort_name text NOT NULL,
	home_language text
);
COMMENT ON TABLE own_student IS 'students, present and past';
COMMENT ON COLUMN own_student.student_id IS 'number of the student in the source system';
COMMENT ON COLUMN own_student.display_name IS
'name in the order and script its owner writes it';
COMMENT ON COLUMN own_student.sort_name IS 'name by which lists are sorted, family name first';
COMMENT ON COLUMN own_student.home_language IS
'language spoken at home as a BCP 47 tag such as vi, where known';

CREATE TABLE own_enrolment (
	student_id bigint NOT NULL,
	school_id bigint NOT NULL,
	grade_level smallint CHECK (grade_level BETWEEN -1 AND 13),
	entry_date date NOT NULL,
	exit_date date,
	PRIMARY KEY (student_id, school_id, entry_date),
	CHECK (exit_date >= entry_date)
);
CREATE INDEX own_enrolment_school_id_idx ON own_enrolment (school_id);
COMMENT ON TABLE own_enrolment IS
'spans in which a student belongs to a school; a transfer is two rows';
COMMENT ON COLUMN own_enrolment.student_id IS 'the student';
COMMENT ON COLUMN own_enrolment.school_id IS 'the school';
COMMENT ON COLUMN own_enrolment.grade_level IS
'grade: -1 prekindergarten, 0 kindergarten, 1 to 12, 13 ungraded; NULL if not known';
COMMENT ON COLUMN own_enrolment.entry_date IS 'first day in membership';
COMMENT ON COLUMN own_enrolment.exit_date IS
'last day in membership, inclusive; NULL while it goes on';

CREATE TABLE own_attendance_mark (
	student_id bigint NOT NULL,
	school_id bigint NOT NULL,
	day date NOT NULL,
	status attendance_status NOT NULL,
	minutes_missed int CHECK (minutes_missed BETWEEN 0 AND minutes_scheduled),
	minutes_scheduled int CHECK (minutes_scheduled BETWEEN 1 AND 1440),
	PRIMARY KEY (student_id, school_id, day),
	CHECK ((minutes_missed IS NULL) = (minutes_scheduled IS NULL))
);
COMMENT ON TABLE own_attendance_mark IS
'marks of the daily attendance record; days without a mark are read as school.unmarked_status';
COMMENT ON COLUMN own_attendance_mark.student_id IS 'the student';
COMMENT ON COLUMN own_attendance_mark.school_id IS 'the school that made the mark';
COMMENT ON COLUMN own_attendance_mark.day IS 'the day';
COMMENT ON COLUMN own_attendance_mark.status IS 'the mark';
COMMENT ON COLUMN own_attendance_mark.minutes_missed IS
'minutes missed, where the school counts them';
COMMENT ON COLUMN own_attendance_mark.minutes_scheduled IS
'minutes the student was scheduled for on that day';

CREATE TABLE own_course_result (
	student_id bigint NOT NULL,
	school_id bigint NOT NULL,
	course_code text NOT NULL,
	term text NOT NULL,
	course_title text NOT NULL,
	subject text,
	ended_on date NOT NULL,
	mark text,
	passed boolean,
	PRIMARY KEY (student_id, school_id, course_code, term, ended_on)
);
COMMENT ON TABLE own_course_result IS 'results of courses, one for each course and term';
COMMENT ON COLUMN own_course_result.student_id IS 'the student';
COMMENT ON COLUMN own_course_result.school_id IS 'the school';
COMMENT ON COLUMN own_course_result.course_code IS 'the district''s code of the course';
COMMENT ON COLUMN own_course_result.term IS 'term or grading period';
COMMENT ON COLUMN own_course_result.course_title IS 'title of the course';
COMMENT ON COLUMN own_course_result.subject IS
'math, english, science, social_studies or other; NULL if not known';
COMMENT ON COLUMN own_course_result.ended_on IS
'day the result became known; as-of answers look only at results up to their day';
COMMENT ON COLUMN own_course_result.mark IS 'the mark as printed on the report card';
COMMENT ON COLUMN own_course_result.passed IS 'whether it was passed; NULL if not known';

CREATE TABLE own_incident (
	incident_id bigint NOT NULL,
	student_id bigint NOT NULL,
	school_id bigint NOT NULL,
	day date NOT NULL,
	category text NOT NULL,
	PRIMARY KEY (incident_id, student_id)
);
COMMENT ON TABLE own_incident IS
'behaviour incidents, for risk features only: nothing here can touch a meeting or a pairing';
COMMENT ON COLUMN own_incident.incident_id IS 'number of the incident in the source system';
COMMENT ON COLUMN own_incident.student_id IS 'the student';
COMMENT ON COLUMN own_incident.school_id IS 'the school';
COMMENT ON COLUMN own_incident.day IS 'day of the incident';
COMMENT ON COLUMN own_incident.category IS 'category as the district names it';

CREATE TABLE own_staff (
	staff_id bigint PRIMARY KEY,
	display_name text NOT NULL CHECK (display_name <> ''),
	sort_name text NOT NULL,
	email text
);
COMMENT ON TABLE own_staff IS 'employees of the district';
COMMENT ON COLUMN own_staff.staff_id IS 'number of the employee in the source system';
COMMENT ON COLUMN own_staff.display_name IS 'name in the order and script its owner writes it';
COMMENT ON COLUMN own_staff.sort_name IS 'name by which lists are sorted, family name first';
COMMENT ON COLUMN own_staff.email IS 'address at work';

CREATE TABLE own_staff_assignment (
	staff_id bigint NOT NULL,
	school_id bigint NOT NULL,
	role text NOT NULL CHECK (role IN
		('teacher', 'aide', 'counsellor', 'administrator', 'other')),
	title text,
	PRIMARY KEY (staff_id, school_id)
);
COMMENT ON TABLE own_staff_assignment IS 'where an employee works, and as what';
COMMENT ON COLUMN own_staff_assignment.staff_id IS 'the employee';
COMMENT ON COLUMN own_staff_assignment.school_id IS 'the school';
COMMENT ON COLUMN own_staff_assignment.role IS
'teacher, aide, counsellor, administrator or other: any of them may mentor';
COMMENT ON COLUMN own_staff_assignment.title IS 'title of the position, as printed';

