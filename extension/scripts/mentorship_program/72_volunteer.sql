--
-- Volunteers and their training.
--

CREATE FUNCTION enrol_mentor(staff_id bigint, capacity int, availability availability,
	traits traits DEFAULT NULL, languages text[] DEFAULT NULL,
	joined_on date DEFAULT as_of()) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	PERFORM require_given('staff_id', enrol_mentor.staff_id IS NOT NULL);
	PERFORM require_given('capacity', enrol_mentor.capacity IS NOT NULL);
	PERFORM require_given('availability', enrol_mentor.availability IS NOT NULL);
	PERFORM require_given('joined_on', enrol_mentor.joined_on IS NOT NULL);
	PERFORM require_staff(enrol_mentor.staff_id);
	IF enrol_mentor.capacity NOT BETWEEN 1 AND 50 THEN
		RAISE EXCEPTION 'a mentor takes 1 to 50 students, not %', enrol_mentor.capacity
			USING ERRCODE = 'invalid_parameter_value';
	END IF;
	INSERT INTO mentor (mentor_id, capacity, availability, traits, languages, joined_on)
	VALUES (enrol_mentor.staff_id, enrol_mentor.capacity, enrol_mentor.availability,
			enrol_mentor.traits, enrol_mentor.languages, enrol_mentor.joined_on);
EXCEPTION
	WHEN unique_violation THEN
		RAISE EXCEPTION 'employee % is a mentor already, or was one', enrol_mentor.staff_id
			USING ERRCODE = 'unique_violation',
				HINT = 'Change capacity and free slots, or take the mentor back, with change_mentor().';
END
$$;
COMMENT ON FUNCTION enrol_mentor(bigint, int, availability, traits, text[], date) IS
'makes a volunteer of any role a mentor';

CREATE FUNCTION require_mentor(a_mentor bigint) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM mentor WHERE mentor_id = a_mentor) THEN
		RAISE EXCEPTION 'there is no mentor % at a school of yours', a_mentor
			USING ERRCODE = 'no_data_found',
				HINT = 'Make an employee a mentor with enrol_mentor().';
	END IF;
END
$$;
COMMENT ON FUNCTION require_mentor(bigint) IS
'refuses a mentor whom the login does not see';

CREATE FUNCTION change_mentor(mentor_id bigint, capacity int DEFAULT NULL,
	availability availability DEFAULT NULL, traits traits DEFAULT NULL,
	languages text[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	PERFORM require_given('mentor_id', change_mentor.mentor_id IS NOT NULL);
	PERFORM require_mentor(change_mentor.mentor_id);
	IF change_mentor.capacity NOT BETWEEN 0 AND 50 THEN
		RAISE EXCEPTION 'a mentor takes 0 to 50 students, not %', change_mentor.capacity
			USING ERRCODE = 'invalid_parameter_value';
	END IF;
	UPDATE mentor AS m
	SET capacity = coalesce(change_mentor.capacity, m.capacity),
		availability = coalesce(change_mentor.availability, m.availability),
		traits = coalesce(change_mentor.traits, m.traits),
		languages = coalesce(change_mentor.languages, m.languages),
		left_on = NULL
	WHERE m.mentor_id = change_mentor.mentor_id;
END
$$;
COMMENT ON FUNCTION change_mentor(bigint, int, availability, traits, text[]) IS
'changes a mentor, what is NULL stays as it was; one who had left is back';

CREATE FUNCTION release_mentor(mentor_id bigint, left_on date DEFAULT as_of()) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	m		record;
	most	int;
BEGIN
	PERFORM require_given('mentor_id', release_mentor.mentor_id IS NOT NULL);
	PERFORM require_given('left_on', release_mentor.left_on IS NOT NULL);
	PERFORM require_mentor(release_mentor.mentor_id);
	SELECT * INTO m FROM mentor AS x
	WHERE x.mentor_id = release_mentor.mentor_id FOR UPDATE;
	IF m.left_on IS NOT NULL OR release_mentor.left_on < m.joined_on THEN
		RAISE EXCEPTION 'mentor % is not in the program on %', m.mentor_id, release_mentor.left_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				DETAIL = format('Joined on %s, left on %s.', m.joined_on,
								coalesce(m.left_on::text, 'no day yet'));
	END IF;
	most := pairs_anywhere(m.mentor_id, release_mentor.left_on);
	IF most > 0 THEN
		RAISE EXCEPTION 'mentor % still has students on %', m.mentor_id, release_mentor.left_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				DETAIL = format('Pairs from that day on: %s.', most),
				HINT = 'Close them with close_pairing() first, so that nobody is left without a word.';
	END IF;
	UPDATE mentor SET left_on = release_mentor.left_on WHERE mentor_id = m.mentor_id;
END
$$;
COMMENT ON FUNCTION release_mentor(bigint, date) IS
'notes the day a mentor leaves; refused while students are paired with the mentor';

CREATE FUNCTION add_training(held_on date, part text, title text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	made	bigint;
BEGIN
	PERFORM require_given('held_on', add_training.held_on IS NOT NULL);
	PERFORM require_given('title', btrim(add_training.title) <> '');
	IF coalesce(add_training.part NOT IN ('start', 'middle', 'end'), true) THEN
		RAISE EXCEPTION 'part of the year "%" is not known', add_training.part
			USING ERRCODE = 'invalid_parameter_value',
				HINT = 'Training is at the start, in the middle or at the end: start, middle, end.';
	END IF;
	INSERT INTO training_session (held_on, part, title)
	VALUES (add_training.held_on, add_training.part, btrim(add_training.title))
	RETURNING training_session_id INTO made;
	RETURN made;
END
$$;
COMMENT ON FUNCTION add_training(date, text, text) IS
'adds a training session; returns its number';

CREATE FUNCTION attend_training(training_session_id bigint, VARIADIC mentor_ids bigint[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	noted	int;
BEGIN
	IF NOT EXISTS (SELECT FROM training_session AS t
				   WHERE t.training_session_id = attend_training.training_session_id) THEN
		RAISE EXCEPTION 'there is no training session %', attend_training.training_session_id
			USING ERRCODE = 'no_data_found',
				HINT = 'Add one with add_training().';
	END IF;
	PERFORM require_mentor(x) FROM unnest(attend_training.mentor_ids) AS x;
	INSERT INTO training_attendance (training_session_id, mentor_id)
	SELECT DISTINCT attend_training.training_session_id, x
	FROM unnest(attend_training.mentor_ids) AS x
	ON CONFLICT DO NOTHING;
	GET DIAGNOSTICS noted = ROW_COUNT;
	RETURN noted;
END
$$;
COMMENT ON FUNCTION attend_training(bigint, bigint[]) IS
'notes who came to a session; returns how many were not noted before';
