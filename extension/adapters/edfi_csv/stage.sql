--
-- Read the files as text, each row with its line number (the header is line
-- 1; a quoted line break would make the number a row number).  HEADER MATCH
-- refuses a file with other columns.  \copy does not interpolate variables,
-- hence the change of folder.
--
CREATE TEMP TABLE edfi_school (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	school_id text, name text, short_name text, address text, city text,
	state text, postal_code text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_session (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	school_id text, session_name text, school_year text, term text,
	begin_date text, end_date text, total_instructional_days text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_calendar_date (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	date text, calendar_event text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_student (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	student_id text, prefix text, first_name text, middle_name text,
	last_name text, generation text, sex text, birth_date text,
	hispanic_latino text, race text, economic_disadvantaged text,
	school_food_services text, lep text, home_language text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_student_school (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	student_id text, school_id text, entry_date text, entry_grade_level text,
	exit_withdraw_date text, exit_withdraw_type text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_student_section (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	student_id text, school_id text, local_course_code text, school_year text,
	term text, class_period text, location text, begin_date text, end_date text,
	homeroom text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_section_attendance_event (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	student_id text, event_date text, event_type text, category text,
	reason text, school_id text, local_course_code text,
	school_year text, term text, class_period text, location text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_course (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	course_code text, title text, subject_area text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_course_transcript (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	student_record text, course_code text, school_id text, attempt_result text,
	credits_attempted text, credits_earned text, grade_level text,
	final_letter text, final_numeric text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_discipline_incident (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	incident_id text, school_id text, incident_date text, incident_time text,
	location text, behavior_code text, behavior_category text,
	reporter_name text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_student_discipline_incident (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	student_id text, incident_id text, participation text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_staff (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	staff_id text, prefix text, first_name text, middle_name text,
	last_name text, sex text, birth_date text, email text,
	highest_education text, years_experience text, is_teacher text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_staff_assignment (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	staff_id text, education_organization_id text, staff_classification text,
	position_title text, begin_date text) ON COMMIT DROP;
CREATE TEMP TABLE edfi_teacher_school (
	line bigint GENERATED ALWAYS AS IDENTITY (START WITH 2), rejected text, passed_over text,
	staff_id text, school_id text, grade_levels text, subjects text) ON COMMIT DROP;

\set edfi_here `pwd`
\cd :source
\copy pg_temp.edfi_school (school_id, name, short_name, address, city, state, postal_code) FROM 'school.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_session (school_id, session_name, school_year, term, begin_date, end_date, total_instructional_days) FROM 'session.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_calendar_date (date, calendar_event) FROM 'calendar_date.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_student (student_id, prefix, first_name, middle_name, last_name, generation, sex, birth_date, hispanic_latino, race, economic_disadvantaged, school_food_services, lep, home_language) FROM 'student.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_student_school (student_id, school_id, entry_date, entry_grade_level, exit_withdraw_date, exit_withdraw_type) FROM 'student_school.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_student_section (student_id, school_id, local_course_code, school_year, term, class_period, location, begin_date, end_date, homeroom) FROM 'student_section.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_section_attendance_event (student_id, event_date, event_type, category, reason, school_id, local_course_code, school_year, term, class_period, location) FROM 'section_attendance_event.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_course (course_code, title, subject_area) FROM 'course.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_course_transcript (student_record, course_code, school_id, attempt_result, credits_attempted, credits_earned, grade_level, final_letter, final_numeric) FROM 'course_transcript.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_discipline_incident (incident_id, school_id, incident_date, incident_time, location, behavior_code, behavior_category, reporter_name) FROM 'discipline_incident.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_student_discipline_incident (student_id, incident_id, participation) FROM 'student_discipline_incident.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_staff (staff_id, prefix, first_name, middle_name, last_name, sex, birth_date, email, highest_education, years_experience, is_teacher) FROM 'staff.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_staff_assignment (staff_id, education_organization_id, staff_classification, position_title, begin_date) FROM 'staff_assignment.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy pg_temp.edfi_teacher_school (staff_id, school_id, grade_levels, subjects) FROM 'teacher_school.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\cd :edfi_here
ANALYZE pg_temp.edfi_student_section;
ANALYZE pg_temp.edfi_section_attendance_event;
