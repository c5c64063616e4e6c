--
-- The life of a pair.  A closed pairing stays closed with its reason; opened
-- again, it goes on in a row of its own that names the one before, so that an
-- answer for a day in between remains what it was.
--

CREATE FUNCTION require_pairing(a_pairing bigint) RETURNS pairing
LANGUAGE plpgsql
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	p	pairing;
BEGIN
	PERFORM require_given('pairing_id', a_pairing IS NOT NULL);
	SELECT * INTO p FROM pairing AS x
	WHERE x.pairing_id = a_pairing AND x.school_id IN (SELECT visible_schools())
	FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no pairing % at a school of yours', a_pairing
			USING ERRCODE = 'no_data_found',
				HINT = 'View live_pairing lists the pairs.';
	END IF;
	RETURN p;
END
$$;
COMMENT ON FUNCTION require_pairing(bigint) IS
'locks and returns a pairing at a school of the login; refuses any other';

CREATE FUNCTION close_pairing(pairing_id bigint, reason text, ended_on date DEFAULT as_of()) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	p		pairing;
	last_met	date;
BEGIN
	PERFORM require_given('reason', btrim(close_pairing.reason) <> '');
	PERFORM require_given('ended_on', close_pairing.ended_on IS NOT NULL);
	p := require_pairing(close_pairing.pairing_id);
	IF p.ended_on IS NOT NULL THEN
		RAISE EXCEPTION 'pairing % was closed on %', p.pairing_id, p.ended_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'reopen_pairing() opens it again.';
	END IF;
	SELECT max(m.met_on) INTO last_met FROM meeting AS m WHERE m.pairing_id = p.pairing_id;
	IF close_pairing.ended_on < greatest(p.started_on, last_met) THEN
		RAISE EXCEPTION 'pairing % cannot be closed on %', p.pairing_id, close_pairing.ended_on
			USING ERRCODE = 'invalid_parameter_value',
				DETAIL = format('It began on %s; they last met on %s.', p.started_on,
								coalesce(last_met::text, 'no day yet'));
	END IF;
	UPDATE pairing AS x
	SET ended_on = close_pairing.ended_on, end_reason = btrim(close_pairing.reason)
	WHERE x.pairing_id = p.pairing_id;
END
$$;
COMMENT ON FUNCTION close_pairing(bigint, text, date) IS
'closes a pairing with a reason; ended_on is the first day on which it is over';

CREATE FUNCTION reopen_pairing(pairing_id bigint, started_on date DEFAULT as_of()) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	p		pairing;
	made	bigint;
BEGIN
	PERFORM require_given('started_on', reopen_pairing.started_on IS NOT NULL);
	p := require_pairing(reopen_pairing.pairing_id);
	IF p.ended_on IS NULL
		OR EXISTS (SELECT FROM pairing AS n WHERE n.continues = p.pairing_id) THEN
		RAISE EXCEPTION 'pairing % is open', p.pairing_id
			USING ERRCODE = 'object_not_in_prerequisite_state',
				DETAIL = CASE WHEN p.ended_on IS NULL THEN 'It was never closed.'
					ELSE (SELECT format('Pairing %s continues it.', n.pairing_id)
						  FROM pairing AS n WHERE n.continues = p.pairing_id) END;
	END IF;
	IF reopen_pairing.started_on < p.ended_on THEN
		RAISE EXCEPTION 'pairing % cannot be opened again on %', p.pairing_id, reopen_pairing.started_on
			USING ERRCODE = 'invalid_parameter_value',
				DETAIL = format('It was closed on %s.', p.ended_on);
	END IF;
	IF NOT EXISTS (SELECT FROM mentor AS m
				   WHERE m.mentor_id = p.mentor_id
					   AND coalesce(m.left_on > reopen_pairing.started_on, true)) THEN
		RAISE EXCEPTION 'mentor % is not in the program on %', p.mentor_id, reopen_pairing.started_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'change_mentor() takes a mentor back.';
	END IF;
	IF require_enrolled(p.student_id, reopen_pairing.started_on) <> p.school_id THEN
		RAISE EXCEPTION 'student % is at another school on %', p.student_id, reopen_pairing.started_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'Nominate the student there.';
	END IF;
	INSERT INTO pairing (student_id, mentor_id, school_id, started_on,
		shared_slots, match_reason, continues)
	VALUES (p.student_id, p.mentor_id, p.school_id, reopen_pairing.started_on,
			p.shared_slots, p.match_reason, p.pairing_id)
	RETURNING pairing_id INTO made;
	RETURN made;
EXCEPTION
	WHEN exclusion_violation THEN
		RAISE EXCEPTION 'student % has another mentor', p.student_id
			USING ERRCODE = 'exclusion_violation',
				HINT = 'Close that pairing first, or leave this one closed.';
END
$$;
COMMENT ON FUNCTION reopen_pairing(bigint, date) IS
'opens a closed pairing again; returns the number of the pairing that continues it';

CREATE FUNCTION roll_over(school_id bigint, on_day date DEFAULT as_of())
RETURNS TABLE (pairing_id bigint, student_id bigint, mentor_id bigint,
	outcome text, continued_by bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	p			pairing;
	now_at		bigint;
	with_mentor	boolean;
BEGIN
	PERFORM require_given('school_id', roll_over.school_id IS NOT NULL);
	PERFORM require_given('on_day', roll_over.on_day IS NOT NULL);
	PERFORM require_school(roll_over.school_id);
	IF NOT EXISTS (SELECT FROM enrolment AS e
				   WHERE e.school_id = roll_over.school_id
					   AND daterange(e.entry_date, e.exit_date, '[]') @> roll_over.on_day) THEN
		RAISE EXCEPTION 'nobody is enrolled at school % on %', roll_over.school_id, roll_over.on_day
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'Load the enrolment of the new year first: who is not in it loses the mentor.';
	END IF;
	FOR p IN
		SELECT x.* FROM pairing AS x
		WHERE x.school_id = roll_over.school_id AND x.ended_on IS NULL
			AND x.started_on < roll_over.on_day
		ORDER BY x.mentor_id, x.pairing_id
		FOR UPDATE
	LOOP
		SELECT e.school_id INTO now_at
		FROM enrolment AS e
		WHERE e.student_id = p.student_id
			AND daterange(e.entry_date, e.exit_date, '[]') @> roll_over.on_day
		ORDER BY e.entry_date DESC, e.school_id LIMIT 1;
		with_mentor := EXISTS (SELECT FROM mentor AS m
							   JOIN staff_assignment AS a ON a.staff_id = m.mentor_id
							   WHERE m.mentor_id = p.mentor_id AND a.school_id = now_at
								   AND coalesce(m.left_on > roll_over.on_day, true));
		pairing_id := p.pairing_id;
		student_id := p.student_id;
		mentor_id := p.mentor_id;
		continued_by := NULL;
		outcome := CASE WHEN now_at IS NULL THEN 'Student left'
			WHEN NOT with_mentor AND now_at = p.school_id THEN 'Mentor left'
			WHEN now_at = p.school_id THEN 'kept'
			WHEN with_mentor AND now_at IN (SELECT visible_schools())
				THEN 'Moved to another school together'
			ELSE 'Student moved to another school' END;
		IF outcome <> 'kept' THEN
			PERFORM close_pairing(p.pairing_id, outcome, roll_over.on_day);
		END IF;
		IF outcome = 'Moved to another school together' THEN
			INSERT INTO pairing (student_id, mentor_id, school_id, started_on,
				shared_slots, match_reason, continues)
			VALUES (p.student_id, p.mentor_id, now_at, roll_over.on_day,
					p.shared_slots, p.match_reason, p.pairing_id)
			RETURNING pairing.pairing_id INTO continued_by;
		END IF;
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION roll_over(bigint, date) IS
'takes the pairs of a school into a new year: they go on, at a new school if both moved there, and are closed with a reason where the student or the mentor is gone';
