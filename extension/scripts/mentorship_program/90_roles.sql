--
-- Roles.  They belong to the cluster: another database may have made them.
-- mentorship_definer owns the views and the coordinator's functions, so that
-- these work with its rights and no more; row security binds it by session_user
-- as it binds everybody.  mentorship_source alone reads the district's data, our
-- tables or the warehouse's, and owns the views that choose the rows of a login.
-- Nobody logs in as one of them.
--

DO $$
DECLARE
	r		record;
	found_one	record;
BEGIN
	FOR r IN
		SELECT *
		FROM (VALUES
			('mentorship_analyst', 'mentorship: reads everything of its schools'),
			('mentorship_coordinator', 'mentorship: runs the program at its schools'),
			('mentorship_job', 'mentorship: reads what reports print'),
			('mentorship_loader', 'mentorship: writes what the district''s systems know'),
			('mentorship_definer', 'mentorship: owns views and functions; nobody''s login'),
			('mentorship_source', 'mentorship: reads what the district knows; nobody''s login')
		) AS v (name, about)
	LOOP
		BEGIN
			EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN NOINHERIT', r.name);
			EXECUTE pg_catalog.format('COMMENT ON ROLE %I IS %L', r.name, r.about);
		EXCEPTION
			WHEN duplicate_object THEN
				NULL;
		END;
		SELECT * INTO found_one FROM pg_catalog.pg_roles WHERE rolname = r.name;
		IF found_one.rolsuper OR found_one.rolbypassrls THEN
			RAISE EXCEPTION 'role "%" passes row security by', r.name
				USING ERRCODE = 'invalid_role_specification',
					HINT = pg_catalog.format('Rename it, or ALTER ROLE %I NOSUPERUSER NOBYPASSRLS.', r.name);
		END IF;
	END LOOP;
END
$$;

--
-- Row security of the programme's tables; the views of the sources choose their
-- rows themselves.  program_setting, training_session and source_binding say
-- nothing of a person.
--

-- what a school wrote is the school's; the whole record of a student is for
-- the school to which the student belongs now
DO $$
DECLARE
	t	text;
BEGIN
	FOREACH t IN ARRAY ARRAY['nomination', 'pairing', 'referral']
	LOOP
		EXECUTE pg_catalog.format(
			'CREATE POLICY own_school ON mentorship.%I
				USING ((SELECT mentorship.sees_all_schools())
					   OR school_id IN (SELECT mentorship.visible_schools())
					   OR student_id IN (SELECT mentorship.visible_students()))
				WITH CHECK (school_id IN (SELECT mentorship.visible_schools()))', t);
		EXECUTE pg_catalog.format(
			'COMMENT ON POLICY own_school ON mentorship.%I IS
			''rows of the login''''s schools, and of their students wherever they were before''', t);
	END LOOP;
END
$$;

CREATE POLICY own_students ON mentee_profile
	USING ((SELECT sees_all_schools()) OR student_id IN (SELECT visible_students()));
COMMENT ON POLICY own_students ON mentee_profile IS
'students who belong to a school of the login now';
CREATE POLICY own_students ON match_proposal
	USING ((SELECT sees_all_schools()) OR student_id IN (SELECT visible_students()));
COMMENT ON POLICY own_students ON match_proposal IS
'students who belong to a school of the login now';
CREATE POLICY own_pairs ON meeting
	USING (pairing_id IN (SELECT p.pairing_id FROM pairing AS p))
	WITH CHECK (pairing_id IN (SELECT p.pairing_id FROM pairing AS p
							   WHERE p.school_id IN (SELECT visible_schools())));
COMMENT ON POLICY own_pairs ON meeting IS
'meetings of pairs that the login sees; written only at its schools';
CREATE POLICY own_staff ON mentor
	USING ((SELECT sees_all_schools()) OR mentor_id IN (SELECT visible_staff()));
COMMENT ON POLICY own_staff ON mentor IS
'mentors who work or mentored at a school of the login';
CREATE POLICY own_staff ON training_attendance
	USING ((SELECT sees_all_schools()) OR mentor_id IN (SELECT visible_staff()));
COMMENT ON POLICY own_staff ON training_attendance IS
'training of mentors whom the login sees';
-- what is kept is seen by whom the marks are seen; a refresh is of all
CREATE POLICY own_school ON kept_record
	USING ((SELECT sees_all_schools()) OR school_id IN (SELECT visible_schools())
		   OR student_id IN (SELECT visible_students()));
COMMENT ON POLICY own_school ON kept_record IS
'records at the login''s schools, and of their students wherever they were before';
CREATE POLICY all_rows ON kept_record TO mentorship_source
	USING (true) WITH CHECK (true);
COMMENT ON POLICY all_rows ON kept_record IS 'all rows, for the role that refreshes them';
