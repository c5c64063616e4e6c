--
-- What users read of the sources.  No relation of a warehouse has policies
-- that know our logins, so these views choose the rows themselves: what a
-- school wrote is the school's; the whole record of a student is for the
-- school to which the student belongs now.  Who sees all schools sees rows of
-- no school as well.  School years, schools and their calendars say nothing of
-- a person.
--

DO $$
DECLARE
	r		record;
	own		pg_catalog.regclass;
	v		pg_catalog.text;
	said	pg_catalog.text;
	record_of_student CONSTANT pg_catalog.text :=
		'school_id IN (SELECT visible_schools()) OR student_id IN (SELECT visible_students())';
BEGIN
	FOR r IN
		SELECT *
		FROM (VALUES
			('school_year', NULL), ('school', NULL), ('calendar_date', NULL),
			('student', 'student_id IN (SELECT known_students())'),
			('enrolment', record_of_student),
			('attendance_mark', record_of_student),
			('course_result', record_of_student),
			('incident', record_of_student),
			('staff', 'staff_id IN (SELECT visible_staff())'),
			('staff_assignment', 'school_id IN (SELECT visible_schools())')
		) AS v (source, filter)
	LOOP
		own := pg_catalog.format('mentorship.own_%s', r.source);
		v := pg_catalog.format('mentorship.%s', r.source);
		said := pg_catalog.obj_description(own, 'pg_class');
		EXECUTE pg_catalog.format('CREATE VIEW %s AS SELECT * FROM mentorship.source_%s', v, r.source)
			|| coalesce(' WHERE (SELECT sees_all_schools()) OR ' || r.filter, '');
		IF r.filter IS NOT NULL THEN
			EXECUTE pg_catalog.format('ALTER VIEW %s SET (security_barrier)', v);
		END IF;
		EXECUTE pg_catalog.format('COMMENT ON VIEW %s IS %L', v, said);
		EXECUTE pg_catalog.format('COMMENT ON TABLE %s IS %L', own,
			said || pg_catalog.format('; the own table, read while source %s is not bound', r.source));
		PERFORM mentorship.describe_columns(r.source::pg_catalog.name, v::pg_catalog.regclass);
	END LOOP;
END
$$;
