--
-- From nominations to pairs: propose, review, accept.  Live pairs are no part
-- of it: whoever has a mentor keeps him, and his seat is taken.  Behaviour is
-- no part of it either: the students who miss most come first, that is all.
--

CREATE VIEW waiting_mentee AS
SELECT m.mentee_id, m.school_id, m.availability, m.traits, m.languages,
	1 + coalesce(floor(100 * a.rate), 0)::int AS priority,
	ARRAY(SELECT x.mentor_id
		  FROM match_proposal AS x
		  WHERE x.student_id = m.mentee_id AND x.decision = 'declined'
			  AND x.proposed_on <= as_of()
		  ORDER BY x.mentor_id) AS excluded_mentor_ids
FROM match_mentee AS m
LEFT JOIN year_in_force AS y ON true
LEFT JOIN student_attendance AS a ON a.student_id = m.mentee_id
	AND a.school_year = y.school_year
WHERE m.current_mentor_id IS NULL;
COMMENT ON VIEW waiting_mentee IS
'nominated students without a mentor on as_of(), in the shape that match_mentors reads';
COMMENT ON COLUMN waiting_mentee.mentee_id IS 'the student';
COMMENT ON COLUMN waiting_mentee.school_id IS 'school of the student';
COMMENT ON COLUMN waiting_mentee.availability IS 'weekly free slots';
COMMENT ON COLUMN waiting_mentee.traits IS 'interests and personality';
COMMENT ON COLUMN waiting_mentee.languages IS 'languages spoken';
COMMENT ON COLUMN waiting_mentee.priority IS
'1 and the whole percents of this year''s days missed';
COMMENT ON COLUMN waiting_mentee.excluded_mentor_ids IS
'mentors declined for this student before';

CREATE VIEW free_mentor AS
SELECT m.mentor_id,
	greatest(0, least(m.capacity, 2 * slot_count(m.availability))
				- pairs_anywhere(m.mentor_id, as_of())) AS capacity,
	m.school_ids, m.availability, m.traits, m.languages, m.trained_on
FROM active_mentor AS m
CROSS JOIN setting_in_force AS st
WHERE m.trained_on IS NOT NULL OR st.untrained_may_mentor;
COMMENT ON VIEW free_mentor IS
'mentors on as_of() whom a proposal may name, with the seats they have left, in the shape that match_mentors reads; untrained ones only where the settings allow it';
COMMENT ON COLUMN free_mentor.mentor_id IS 'the mentor';
COMMENT ON COLUMN free_mentor.capacity IS
'free seats, all schools together: capacity, but no more than two students for each free weekly slot, less the pairs there are';
COMMENT ON COLUMN free_mentor.school_ids IS 'schools at which the mentor works';
COMMENT ON COLUMN free_mentor.availability IS 'weekly free slots';
COMMENT ON COLUMN free_mentor.traits IS 'interests and personality';
COMMENT ON COLUMN free_mentor.languages IS 'languages spoken';
COMMENT ON COLUMN free_mentor.trained_on IS 'day of the last training';

CREATE FUNCTION match_waiting(mentees text, mentors text, policy match_policy,
	OUT mentee_id bigint, OUT mentor_id bigint, OUT score float8,
	OUT shared_slots availability, OUT shared_traits text[], OUT kept boolean,
	OUT reason text) RETURNS SETOF record
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT m.mentee_id, m.mentor_id, m.score, m.shared_slots, m.shared_traits,
		m.kept, m.reason
	FROM match_mentors(mentees, mentors, policy) AS m;
END;
COMMENT ON FUNCTION match_waiting(text, text, match_policy) IS
'match_mentors(), wherever extension mentorship lives';

CREATE FUNCTION match_words(shared_slots availability, shared_traits text[]) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN concat_ws('; ',
	CASE WHEN slot_count(shared_slots) > 0
		THEN format('%s weekly time%s when both are free', slot_count(shared_slots),
					CASE WHEN slot_count(shared_slots) > 1 THEN 's' END) END,
	CASE WHEN cardinality(shared_traits) > 0
		THEN format('both like %s', array_to_string(shared_traits, ', ')) END);
COMMENT ON FUNCTION match_words(availability, text[]) IS
'why two people were matched, in words for the printed page';

CREATE FUNCTION propose_matches(school_id bigint, as_of date DEFAULT as_of(),
	policy match_policy DEFAULT '') RETURNS SETOF match_proposal
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
SET mentorship.as_of = ''
AS $$
#variable_conflict use_column
BEGIN
	PERFORM require_given('school_id', propose_matches.school_id IS NOT NULL);
	PERFORM require_given('as_of', propose_matches.as_of IS NOT NULL);
	PERFORM require_given('policy', propose_matches.policy IS NOT NULL);
	PERFORM require_school(propose_matches.school_id);
	-- for this call alone: the function's own SET brings the caller's back
	PERFORM set_config('mentorship.as_of', propose_matches.as_of::text, true);
	RETURN QUERY
	INSERT INTO match_proposal AS x (proposed_on, student_id, mentor_id, score,
		shared_slots, shared_traits, kept, reason)
	SELECT propose_matches.as_of, m.mentee_id, m.mentor_id, m.score,
		m.shared_slots, m.shared_traits, m.kept, m.reason
	FROM match_waiting(
		format('SELECT * FROM mentorship.waiting_mentee WHERE school_id = %s',
			   propose_matches.school_id),
		format('SELECT * FROM mentorship.free_mentor WHERE %s = ANY (school_ids)',
			   propose_matches.school_id),
		propose_matches.policy) AS m
	ORDER BY m.mentee_id
	ON CONFLICT ON CONSTRAINT match_proposal_pkey DO UPDATE
	SET mentor_id = excluded.mentor_id, score = excluded.score,
		shared_slots = excluded.shared_slots,
		shared_traits = excluded.shared_traits, kept = excluded.kept,
		reason = excluded.reason
	-- what somebody decided stands
	WHERE x.decision IS NULL
	RETURNING x.*;
END
$$;
COMMENT ON FUNCTION propose_matches(bigint, date, match_policy) IS
'proposes mentors to the students of a school who wait for one, stores and returns the proposals: with score, shared slots and reasons, and for the others why there is nobody';

CREATE FUNCTION decline_match(student_id bigint, reason text,
	proposed_on date DEFAULT as_of()) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	x	record;
BEGIN
	PERFORM require_given('student_id', decline_match.student_id IS NOT NULL);
	PERFORM require_given('reason', btrim(decline_match.reason) <> '');
	SELECT * INTO x FROM match_proposal AS p
	WHERE p.student_id = decline_match.student_id
		AND p.proposed_on = decline_match.proposed_on AND p.mentor_id IS NOT NULL
	FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'no mentor was proposed to student % on %',
			decline_match.student_id, decline_match.proposed_on
			USING ERRCODE = 'no_data_found';
	END IF;
	IF x.decision IS NOT NULL THEN
		RAISE EXCEPTION 'the proposal of % for student % was % already',
			x.proposed_on, x.student_id, x.decision
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	UPDATE match_proposal
	SET decision = 'declined', decision_reason = btrim(decline_match.reason)
	WHERE student_id = x.student_id AND proposed_on = x.proposed_on;
END
$$;
COMMENT ON FUNCTION decline_match(bigint, text, date) IS
'declines a proposal: the two are not proposed to each other again';

CREATE FUNCTION accept_matches(school_id bigint, proposed_on date DEFAULT as_of(),
	students bigint[] DEFAULT NULL, started_on date DEFAULT as_of())
RETURNS TABLE (student_id bigint, mentor_id bigint, pairing_id bigint, outcome text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	x		record;
	missing	bigint;
	broken	text;
BEGIN
	PERFORM require_given('school_id', accept_matches.school_id IS NOT NULL);
	PERFORM require_given('proposed_on', accept_matches.proposed_on IS NOT NULL);
	PERFORM require_given('started_on', accept_matches.started_on IS NOT NULL);
	PERFORM require_school(accept_matches.school_id);
	SELECT s INTO missing
	FROM unnest(accept_matches.students) AS s
	WHERE NOT EXISTS (SELECT FROM match_proposal AS p
					  WHERE p.student_id = s AND p.mentor_id IS NOT NULL
						  AND p.proposed_on = accept_matches.proposed_on)
	ORDER BY s LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'no mentor was proposed to student % on %', missing, accept_matches.proposed_on
			USING ERRCODE = 'no_data_found',
				HINT = 'Call propose_matches() first, or look at table match_proposal.';
	END IF;

	-- in the order of mentors, in which others lock them, too
	FOR x IN
		SELECT p.*
		FROM match_proposal AS p
		WHERE p.proposed_on = accept_matches.proposed_on
			AND p.mentor_id IS NOT NULL AND p.decision IS NULL AND NOT p.kept
			AND (accept_matches.students IS NULL OR p.student_id = ANY (accept_matches.students))
			AND EXISTS (SELECT FROM enrolment AS e
						WHERE e.student_id = p.student_id
							AND e.school_id = accept_matches.school_id
							AND daterange(e.entry_date, e.exit_date, '[]')
								@> accept_matches.started_on)
		ORDER BY p.mentor_id, p.student_id
	LOOP
		student_id := x.student_id;
		mentor_id := x.mentor_id;
		pairing_id := NULL;
		IF NOT EXISTS (SELECT FROM nomination AS n
					   WHERE n.student_id = x.student_id
						   AND n.nominated_on <= accept_matches.started_on
						   AND coalesce(n.withdrawn_on > accept_matches.started_on, true)) THEN
			outcome := 'nomination was taken back';
		ELSIF NOT EXISTS (SELECT FROM mentor AS m
						  WHERE m.mentor_id = x.mentor_id
							  AND m.joined_on <= accept_matches.started_on
							  AND coalesce(m.left_on > accept_matches.started_on, true)) THEN
			outcome := 'mentor is not in the program';
		ELSE
			BEGIN
				INSERT INTO pairing (student_id, mentor_id, school_id, started_on,
					shared_slots, match_reason)
				VALUES (x.student_id, x.mentor_id, accept_matches.school_id,
						accept_matches.started_on, x.shared_slots,
						match_words(x.shared_slots, x.shared_traits))
				RETURNING pairing.pairing_id INTO pairing_id;
				UPDATE match_proposal AS p SET decision = 'accepted'
				WHERE p.student_id = x.student_id AND p.proposed_on = x.proposed_on;
				outcome := 'paired';
			EXCEPTION
				WHEN exclusion_violation THEN
					outcome := 'has a mentor already';
				WHEN check_violation THEN
					GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
					pairing_id := NULL;
					outcome := CASE broken
						WHEN 'pairing_capacity' THEN 'mentor has no free seat'
						WHEN 'pairing_mentor_left' THEN 'mentor is not in the program' END;
					IF outcome IS NULL THEN
						RAISE;
					END IF;
			END;
		END IF;
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION accept_matches(bigint, date, bigint[], date) IS
'pairs the students of a school with the mentors proposed on a day, all of them or those named; each comes back with what became of it, so that one mentor who is full in the meantime stops nobody else';
