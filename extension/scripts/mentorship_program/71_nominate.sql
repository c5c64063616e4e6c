--
-- What a coordinator does, from here on: functions that check, say clearly
-- what is wrong, and write.  They write as role mentorship_definer, which row
-- security binds by session_user as it binds everybody.
--

CREATE FUNCTION require_given(parameter text, given boolean) RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT given THEN
		RAISE EXCEPTION 'argument "%" must not be null or blank', parameter
			USING ERRCODE = 'null_value_not_allowed';
	END IF;
END
$$;
COMMENT ON FUNCTION require_given(text, boolean) IS
'refuses a call that leaves out an argument it needs';

CREATE FUNCTION require_school(a_school bigint) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
BEGIN
	IF a_school NOT IN (SELECT visible_schools()) THEN
		RAISE EXCEPTION 'school % is not one of yours', a_school
			USING ERRCODE = 'no_data_found',
				HINT = 'Table school_access says which schools a login works for.';
	END IF;
END
$$;
COMMENT ON FUNCTION require_school(bigint) IS
'refuses a school that the login does not see, whether there is one or not';

CREATE FUNCTION require_staff(a_staff bigint) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM staff WHERE staff_id = a_staff) THEN
		RAISE EXCEPTION 'employee % does not work at a school of yours', a_staff
			USING ERRCODE = 'no_data_found',
				HINT = 'Employees come from the district''s tables staff and staff_assignment.';
	END IF;
END
$$;
COMMENT ON FUNCTION require_staff(bigint) IS
'refuses an employee whom the login does not see';

CREATE FUNCTION require_enrolled(a_student bigint, a_day date) RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	found_school	bigint;
BEGIN
	SELECT e.school_id INTO found_school
	FROM enrolment AS e
	WHERE e.student_id = a_student
		AND daterange(e.entry_date, e.exit_date, '[]') @> a_day
	ORDER BY e.entry_date DESC, e.school_id
	LIMIT 1;
	IF found_school IS NULL THEN
		RAISE EXCEPTION 'student % is not enrolled at a school of yours on %', a_student, a_day
			USING ERRCODE = 'no_data_found',
				HINT = 'Check the number of the student and the day; enrolment comes from the district.';
	END IF;
	PERFORM require_school(found_school);
	RETURN found_school;
END
$$;
COMMENT ON FUNCTION require_enrolled(bigint, date) IS
'school of a student on a day, the latest entry where there are two; refuses a student who has none there';

CREATE FUNCTION nominate(student_id bigint, reason text,
	nominated_by bigint DEFAULT NULL, nominated_on date DEFAULT as_of()) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	at_school	bigint;
	standing	record;
	made		bigint;
BEGIN
	PERFORM require_given('student_id', nominate.student_id IS NOT NULL);
	PERFORM require_given('reason', btrim(nominate.reason) <> '');
	PERFORM require_given('nominated_on', nominate.nominated_on IS NOT NULL);
	at_school := require_enrolled(nominate.student_id, nominate.nominated_on);
	PERFORM require_staff(nominate.nominated_by)
		WHERE nominate.nominated_by IS NOT NULL;
	-- two nominations of one student at a time wait for each other
	PERFORM pg_advisory_xact_lock(hashtextextended('mentorship.nomination', nominate.student_id));
	SELECT n.nomination_id, n.nominated_on INTO standing
	FROM nomination AS n
	WHERE n.student_id = nominate.student_id
		AND n.school_id = at_school AND n.withdrawn_on IS NULL
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'student % is nominated already', nominate.student_id
			USING ERRCODE = 'unique_violation',
				DETAIL = format('Nomination %s stands since %s.',
								standing.nomination_id, standing.nominated_on),
				HINT = 'Take it back with withdraw_nomination() to make a new one.';
	END IF;
	INSERT INTO nomination (student_id, school_id, nominated_by, nominated_on, reason)
	VALUES (nominate.student_id, at_school, nominate.nominated_by,
			nominate.nominated_on, btrim(nominate.reason))
	RETURNING nomination_id INTO made;
	RETURN made;
END
$$;
COMMENT ON FUNCTION nominate(bigint, text, bigint, date) IS
'wants a mentor for a student, at the school of that day; returns the number of the nomination';

CREATE FUNCTION withdraw_nomination(nomination_id bigint, withdrawn_on date DEFAULT as_of()) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	n	record;
BEGIN
	PERFORM require_given('nomination_id', withdraw_nomination.nomination_id IS NOT NULL);
	PERFORM require_given('withdrawn_on', withdraw_nomination.withdrawn_on IS NOT NULL);
	SELECT * INTO n FROM nomination AS x
	WHERE x.nomination_id = withdraw_nomination.nomination_id
		AND x.school_id IN (SELECT visible_schools())
	FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no nomination % at a school of yours', withdraw_nomination.nomination_id
			USING ERRCODE = 'no_data_found';
	END IF;
	IF n.withdrawn_on IS NOT NULL THEN
		RAISE EXCEPTION 'nomination % was taken back on %', n.nomination_id, n.withdrawn_on
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	IF withdraw_nomination.withdrawn_on < n.nominated_on THEN
		RAISE EXCEPTION 'nomination % cannot be taken back on %', n.nomination_id, withdraw_nomination.withdrawn_on
			USING ERRCODE = 'invalid_parameter_value',
				DETAIL = format('It was made on %s.', n.nominated_on);
	END IF;
	UPDATE nomination SET withdrawn_on = withdraw_nomination.withdrawn_on
	WHERE nomination_id = n.nomination_id;
END
$$;
COMMENT ON FUNCTION withdraw_nomination(bigint, date) IS
'takes a nomination back from a day on; a live pairing goes on';

CREATE FUNCTION describe_mentee(student_id bigint, availability availability DEFAULT NULL,
	traits traits DEFAULT NULL, languages text[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	PERFORM require_given('student_id', describe_mentee.student_id IS NOT NULL);
	IF describe_mentee.student_id NOT IN (SELECT visible_students()) THEN
		RAISE EXCEPTION 'student % is not at a school of yours', describe_mentee.student_id
			USING ERRCODE = 'no_data_found';
	END IF;
	INSERT INTO mentee_profile AS f (student_id, availability, traits, languages)
	VALUES (describe_mentee.student_id, describe_mentee.availability,
			describe_mentee.traits, describe_mentee.languages)
	ON CONFLICT ON CONSTRAINT mentee_profile_pkey DO UPDATE
	SET availability = coalesce(excluded.availability, f.availability),
		traits = coalesce(excluded.traits, f.traits),
		languages = coalesce(excluded.languages, f.languages);
END
$$;
COMMENT ON FUNCTION describe_mentee(bigint, availability, traits, text[]) IS
'notes what a match needs to know of a student; what is NULL stays as it was';
