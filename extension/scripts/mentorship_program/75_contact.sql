--
-- The log of meetings, and needs that are passed on.
--

CREATE FUNCTION log_meeting(pairing_id bigint, met_on date, slot text,
	minutes int DEFAULT NULL, activity text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	p		pairing;
	made	bigint;
BEGIN
	p := require_pairing(log_meeting.pairing_id);
	PERFORM require_given('met_on', log_meeting.met_on IS NOT NULL);
	PERFORM require_given('slot', log_meeting.slot IS NOT NULL);
	IF log_meeting.met_on < p.started_on OR log_meeting.met_on > p.ended_on THEN
		RAISE EXCEPTION 'pairing % was not open on %', p.pairing_id, log_meeting.met_on
			USING ERRCODE = 'invalid_parameter_value',
				DETAIL = format('It began on %s and ended on %s.', p.started_on,
								coalesce(p.ended_on::text, 'no day yet'));
	END IF;
	IF log_meeting.met_on > as_of() THEN
		RAISE EXCEPTION 'the meeting on % is still to come', log_meeting.met_on
			USING ERRCODE = 'invalid_parameter_value',
				DETAIL = format('Today is %s.', as_of()),
				HINT = 'Log a meeting when it was held.';
	END IF;
	IF log_meeting.slot !~ '^(before|lunch|after|evening|P([1-9]|1[0-2]))$' THEN
		RAISE EXCEPTION 'slot "%" is not known', left(log_meeting.slot, 20)
			USING ERRCODE = 'invalid_parameter_value',
				HINT = 'Slots are before, P1 to P12, lunch, after and evening.';
	END IF;
	IF log_meeting.minutes NOT BETWEEN 1 AND 480 THEN
		RAISE EXCEPTION 'a meeting lasts 1 to 480 minutes, not %', log_meeting.minutes
			USING ERRCODE = 'invalid_parameter_value';
	END IF;
	INSERT INTO meeting (pairing_id, met_on, slot, minutes, activity)
	VALUES (p.pairing_id, log_meeting.met_on, log_meeting.slot,
			log_meeting.minutes, nullif(btrim(log_meeting.activity), ''))
	RETURNING meeting_id INTO made;
	RETURN made;
EXCEPTION
	WHEN unique_violation THEN
		RAISE EXCEPTION 'the meeting of pairing % on % (%) is in the log already',
			log_meeting.pairing_id, log_meeting.met_on, log_meeting.slot
			USING ERRCODE = 'unique_violation';
END
$$;
COMMENT ON FUNCTION log_meeting(bigint, date, text, int, text) IS
'notes a meeting that was held; returns its number';

CREATE FUNCTION refer(student_id bigint, need text, referred_to text, referred_by bigint,
	referred_on date DEFAULT as_of()) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	at_school	bigint;
	made		bigint;
BEGIN
	PERFORM require_given('student_id', refer.student_id IS NOT NULL);
	PERFORM require_given('need', btrim(refer.need) <> '');
	PERFORM require_given('referred_by', refer.referred_by IS NOT NULL);
	PERFORM require_given('referred_on', refer.referred_on IS NOT NULL);
	IF coalesce(refer.referred_to NOT IN ('counsellor', 'administrator'), true) THEN
		RAISE EXCEPTION 'cannot refer to "%"', left(refer.referred_to, 20)
			USING ERRCODE = 'invalid_parameter_value',
				HINT = 'A need goes to a counsellor or to an administrator.';
	END IF;
	at_school := require_enrolled(refer.student_id, refer.referred_on);
	PERFORM require_staff(refer.referred_by);
	INSERT INTO referral (student_id, school_id, referred_by, referred_to, referred_on, need)
	VALUES (refer.student_id, at_school, refer.referred_by, refer.referred_to,
			refer.referred_on, btrim(refer.need))
	RETURNING referral_id INTO made;
	RETURN made;
END
$$;
COMMENT ON FUNCTION refer(bigint, text, text, bigint, date) IS
'passes a need that is too big for a mentor on to a counsellor or administrator; returns the number of the referral';

CREATE FUNCTION require_open_referral(a_referral bigint) RETURNS referral
LANGUAGE plpgsql
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	r	referral;
BEGIN
	SELECT * INTO r FROM referral AS x
	WHERE x.referral_id = a_referral AND x.school_id IN (SELECT visible_schools())
	FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no referral % at a school of yours', a_referral
			USING ERRCODE = 'no_data_found';
	END IF;
	IF r.status = 'closed' THEN
		RAISE EXCEPTION 'referral % was closed on %', r.referral_id, r.closed_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'Make a new one with refer().';
	END IF;
	RETURN r;
END
$$;
COMMENT ON FUNCTION require_open_referral(bigint) IS
'locks and returns a referral that is not closed, at a school of the login; refuses any other';

CREATE FUNCTION take_referral(referral_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	r	referral;
BEGIN
	r := require_open_referral(take_referral.referral_id);
	UPDATE referral SET status = 'in_progress' WHERE referral_id = r.referral_id;
END
$$;
COMMENT ON FUNCTION take_referral(bigint) IS
'notes that somebody works on a referral';

CREATE FUNCTION close_referral(referral_id bigint, outcome text, closed_on date DEFAULT as_of()) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	r	referral;
BEGIN
	PERFORM require_given('outcome', btrim(close_referral.outcome) <> '');
	PERFORM require_given('closed_on', close_referral.closed_on IS NOT NULL);
	r := require_open_referral(close_referral.referral_id);
	IF close_referral.closed_on < r.referred_on THEN
		RAISE EXCEPTION 'referral % cannot be closed on %', r.referral_id, close_referral.closed_on
			USING ERRCODE = 'invalid_parameter_value',
				DETAIL = format('It was made on %s.', r.referred_on);
	END IF;
	UPDATE referral
	SET status = 'closed', closed_on = close_referral.closed_on,
		outcome = btrim(close_referral.outcome)
	WHERE referral_id = r.referral_id;
END
$$;
COMMENT ON FUNCTION close_referral(bigint, text, date) IS
'notes how a referral ended';
