--
-- Whom rows of ours name has to be in the source: as a foreign key would say
-- it, if one could lead to a view.  It is asked when a row is written.  What
-- the district drops later stays here, and view vanished_source tells of it.
--

CREATE FUNCTION require_source() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	named	text;
	source	text;
	absent	bigint;
BEGIN
	-- a restore fills tables in any order, and before rebind(): pg_dump sets this
	IF NOT current_setting('check_function_bodies')::boolean THEN
		RETURN NULL;
	END IF;
	FOR i IN 0 .. TG_NARGS - 1 BY 2
	LOOP
		named := TG_ARGV[i];
		source := TG_ARGV[i + 1];
		-- a row that names whom it named before may be changed
		EXECUTE format('SELECT n.id
			FROM (SELECT %1$I FROM added %4$s) AS n (id)
			WHERE n.id IS NOT NULL
				AND NOT EXISTS (SELECT FROM mentorship.source_%2$s AS s WHERE s.%3$I = n.id)
			ORDER BY n.id LIMIT 1', named, source, source || '_id',
			CASE TG_OP WHEN 'UPDATE' THEN format('EXCEPT SELECT %I FROM removed', named) END)
		INTO absent;
		IF absent IS NOT NULL THEN
			RAISE EXCEPTION '% % is not in source "%"',
				CASE source WHEN 'staff' THEN 'employee' ELSE source END, absent, source
				USING ERRCODE = 'foreign_key_violation', SCHEMA = TG_TABLE_SCHEMA,
					TABLE = TG_TABLE_NAME, COLUMN = named,
					DETAIL = format('Column "%s" of table "%s" names it.', named, TG_TABLE_NAME);
		END IF;
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION require_source() IS
'refuses rows that name a student, school or employee whom the source does not have';

DO $$
DECLARE
	r	record;
BEGIN
	FOR r IN
		SELECT *
		FROM (VALUES
			('own_calendar_date', 'school_id, school'),
			('own_enrolment', 'student_id, student, school_id, school'),
			('own_attendance_mark', 'student_id, student, school_id, school'),
			('own_course_result', 'student_id, student, school_id, school'),
			('own_incident', 'student_id, student, school_id, school'),
			('own_staff_assignment', 'staff_id, staff, school_id, school'),
			('nomination', 'student_id, student, school_id, school, nominated_by, staff'),
			('mentee_profile', 'student_id, student'),
			('mentor', 'mentor_id, staff'),
			('pairing', 'student_id, student, school_id, school'),
			('referral', 'student_id, student, school_id, school, referred_by, staff'),
			('match_proposal', 'student_id, student'),
			('school_access', 'school_id, school')
		) AS v (of_table, keys)
	LOOP
		EXECUTE pg_catalog.format('CREATE TRIGGER source_insert AFTER INSERT ON mentorship.%I
			REFERENCING NEW TABLE AS added
			FOR EACH STATEMENT EXECUTE FUNCTION mentorship.require_source(%s)', r.of_table, r.keys);
		EXECUTE pg_catalog.format('CREATE TRIGGER source_update AFTER UPDATE ON mentorship.%I
			REFERENCING OLD TABLE AS removed NEW TABLE AS added
			FOR EACH STATEMENT EXECUTE FUNCTION mentorship.require_source(%s)', r.of_table, r.keys);
		EXECUTE pg_catalog.format('COMMENT ON TRIGGER source_insert ON mentorship.%I IS
			''whom a new row names is in the source''', r.of_table);
		EXECUTE pg_catalog.format('COMMENT ON TRIGGER source_update ON mentorship.%I IS
			''whom a row is changed to name is in the source''', r.of_table);
	END LOOP;
END
$$;

CREATE VIEW vanished_source AS
SELECT n.kept_in, n.kept_id, n.source, n.source_id
FROM (
	SELECT 'nomination' AS kept_in, nomination_id AS kept_id, 'student' AS source,
		student_id AS source_id, school_id FROM nomination
	UNION ALL
	SELECT 'nomination', nomination_id, 'school', school_id, school_id FROM nomination
	UNION ALL
	SELECT 'nomination', nomination_id, 'staff', nominated_by, school_id FROM nomination
	UNION ALL
	SELECT 'mentee_profile', student_id, 'student', student_id, NULL FROM mentee_profile
	UNION ALL
	SELECT 'mentor', mentor_id, 'staff', mentor_id, NULL FROM mentor
	UNION ALL
	SELECT 'pairing', pairing_id, 'student', student_id, school_id FROM pairing
	UNION ALL
	SELECT 'pairing', pairing_id, 'school', school_id, school_id FROM pairing
	UNION ALL
	SELECT 'referral', referral_id, 'student', student_id, school_id FROM referral
	UNION ALL
	SELECT 'referral', referral_id, 'school', school_id, school_id FROM referral
	UNION ALL
	SELECT 'referral', referral_id, 'staff', referred_by, school_id FROM referral
	UNION ALL
	SELECT DISTINCT 'match_proposal', student_id, 'student', student_id, NULL::bigint FROM match_proposal
	UNION ALL
	SELECT DISTINCT 'school_access', school_id, 'school', school_id, NULL::bigint FROM school_access
) AS n
WHERE n.source_id IS NOT NULL
	AND CASE n.source
		WHEN 'student' THEN NOT EXISTS (SELECT FROM source_student AS s WHERE s.student_id = n.source_id)
		WHEN 'school' THEN NOT EXISTS (SELECT FROM source_school AS s WHERE s.school_id = n.source_id)
		ELSE NOT EXISTS (SELECT FROM source_staff AS s WHERE s.staff_id = n.source_id) END
	AND (sees_all_schools() OR n.school_id IN (SELECT visible_schools()));
COMMENT ON VIEW vanished_source IS
'rows of the programme whose student, school or employee is no longer in the source: they are kept, but no report shows them';
COMMENT ON COLUMN vanished_source.kept_in IS 'table that keeps the row';
COMMENT ON COLUMN vanished_source.kept_id IS
'number of the row; of match_proposal the student, of school_access the school';
COMMENT ON COLUMN vanished_source.source IS 'source that no longer has it';
COMMENT ON COLUMN vanished_source.source_id IS 'whom the row names';
