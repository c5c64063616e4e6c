--
-- Sending.  A mail is claimed, handed to the server, and settled by what the
-- server answered:
--
--   queued --claim--> (claimed) --mail_sending--> sending --settle--> sent,
--   queued again, failed, dead, uncertain
--
-- The claim is a lock of the session on the mail, so it ends with the session,
-- however that ends.  A mail in state "sending" whose lock is free belongs to
-- a run that died between handing it over and hearing the answer: uncertain.
-- Everything here is for role mentorship_job.
--

CREATE FUNCTION mail_lock_key(outbox_id bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN hashtextextended('mentorship.report_outbox ' || outbox_id, 0);
COMMENT ON FUNCTION mail_lock_key(bigint) IS 'advisory lock that stands for a claimed mail';

-- 5 minutes, 10, 20 ... and never more than 6 hours
CREATE FUNCTION mail_retry_delay(tries int) RETURNS interval
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN least(interval '5 minutes' * 2 ^ least(greatest(tries - 1, 0), 16), interval '6 hours');
COMMENT ON FUNCTION mail_retry_delay(int) IS
'how long a mail waits after so many attempts: 5 minutes, doubled each time, at most 6 hours';

-- with waits of six hours that is about three days
CREATE FUNCTION mail_tries_most() RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 18;
COMMENT ON FUNCTION mail_tries_most() IS 'attempts after which a mail is given up';

CREATE FUNCTION note_mail_failure(o report_outbox, run_id bigint, code int, reason text)
	RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, mentorship, pg_temp
BEGIN ATOMIC
	INSERT INTO report_run_failure (run_id, stage, kind, scope_id, staff_id, response_code, reason)
	VALUES (run_id, 'mail', (o).kind, (o).scope_id, (o).staff_id, code,
			left(coalesce(nullif(reason, ''), 'no reason given'), 500));
END;
COMMENT ON FUNCTION note_mail_failure(report_outbox, bigint, int, text) IS
'notes why a mail failed in a run';

CREATE FUNCTION note_delivery(o report_outbox, outcome text) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, mentorship, pg_temp
BEGIN ATOMIC
	INSERT INTO report_delivery (outbox_id, outcome, kind, scope_id, as_of, staff_id, address,
		students, purpose, message_id, file_sha256)
	SELECT (o).outbox_id, outcome, (o).kind, (o).scope_id, (o).as_of, (o).staff_id,
		coalesce(r.address, s.email, 'unknown'), (o).students,
		CASE (o).kind WHEN 'mentor' THEN 'mentoring the students'
			ELSE 'running the mentoring program of the school' END,
		(o).message_id, (o).file_sha256
	FROM report_recipient AS r
	LEFT JOIN staff AS s ON s.staff_id = r.staff_id
	WHERE r.recipient_id = (o).recipient_id;
END;
COMMENT ON FUNCTION note_delivery(report_outbox, text) IS
'adds a mail to the record of disclosure';

CREATE FUNCTION recover_mails(run_id bigint) RETURNS TABLE (outbox_id bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	o	report_outbox;
BEGIN
	-- what this session holds is not dead
	FOR o IN SELECT x.* FROM report_outbox AS x
		WHERE x.state = 'sending' AND x.claimed_by IS DISTINCT FROM pg_backend_pid()
		ORDER BY x.outbox_id FOR UPDATE SKIP LOCKED
	LOOP
		CONTINUE WHEN NOT pg_try_advisory_xact_lock(mail_lock_key(o.outbox_id));
		UPDATE report_outbox AS x
		SET state = 'uncertain', state_since = now(), claimed_by = NULL,
			response_text = 'the run ended before the server answered'
		WHERE x.outbox_id = o.outbox_id;
		PERFORM note_delivery(o, 'uncertain');
		PERFORM note_mail_failure(o, recover_mails.run_id, NULL, 'uncertain: an earlier run ended before the server answered');
		UPDATE report_run AS r SET mails_uncertain = r.mails_uncertain + 1
		WHERE r.run_id = recover_mails.run_id;
		outbox_id := o.outbox_id;
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION recover_mails(bigint) IS
'flags as uncertain what a dead run had handed to the server; returns those mails';

CREATE FUNCTION requeue_uncertain() RETURNS int
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	changed	int;
BEGIN
	UPDATE report_outbox AS o
	SET state = 'queued', state_since = now(), next_try_at = now(), response_text = NULL
	WHERE o.state = 'uncertain';
	GET DIAGNOSTICS changed = ROW_COUNT;
	RETURN changed;
END
$$;
COMMENT ON FUNCTION requeue_uncertain() IS
'queues again what is uncertain, under the same Message-ID; returns how many';

CREATE FUNCTION claim_mail()
	RETURNS TABLE (outbox_id bigint, kind text, scope_id bigint, staff_id bigint, as_of date,
				   address text, recipient_name text, district_name text, message_id text,
				   sent_at bigint, file_name text, file_sha256 text, refusal text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	o		report_outbox;
	after	bigint := 0;
BEGIN
	LOOP
		SELECT x.* INTO o FROM report_outbox AS x
		WHERE x.state = 'queued' AND x.next_try_at <= now() AND x.outbox_id > after
			-- a session's lock would not stop itself
			AND x.claimed_by IS DISTINCT FROM pg_backend_pid()
		ORDER BY x.outbox_id LIMIT 1 FOR UPDATE SKIP LOCKED;
		IF NOT FOUND THEN
			RETURN;
		END IF;
		EXIT WHEN pg_try_advisory_lock(mail_lock_key(o.outbox_id));
		after := o.outbox_id;
	END LOOP;
	SELECT o.outbox_id, o.kind, o.scope_id, o.staff_id, o.as_of,
		coalesce(r.address, s.email), s.display_name,
		(SELECT i.district_name FROM setting_in_force AS i), o.message_id,
		-- not after now, and the same at every attempt
		extract(epoch FROM least(o.as_of + time '12:00', o.queued_at AT TIME ZONE 'UTC'))::bigint,
		o.file_name, o.file_sha256,
		coalesce(recipient_refusal(o.kind, o.scope_id, o.staff_id, o.students),
				 CASE WHEN NOT coalesce(r.active, false) THEN 'not wanted any more'
					WHEN coalesce(r.address, s.email) IS NULL THEN 'no address' END)
	INTO claim_mail.outbox_id, claim_mail.kind, claim_mail.scope_id, claim_mail.staff_id,
		claim_mail.as_of, claim_mail.address, claim_mail.recipient_name,
		claim_mail.district_name, claim_mail.message_id, claim_mail.sent_at,
		claim_mail.file_name, claim_mail.file_sha256, claim_mail.refusal
	FROM (SELECT o.recipient_id, o.staff_id) AS x
	LEFT JOIN report_recipient AS r ON r.recipient_id = x.recipient_id
	LEFT JOIN staff AS s ON s.staff_id = x.staff_id;
	UPDATE report_outbox AS x SET claimed_by = pg_backend_pid()
	WHERE x.outbox_id = o.outbox_id;
	RETURN NEXT;
END
$$;
COMMENT ON FUNCTION claim_mail() IS
'claims the next mail that is due for this session, if there is one; tells why it may not be sent where it may not, as the tables stand now';

CREATE FUNCTION claimed_mail(a_mail bigint, handed_over boolean DEFAULT NULL)
	RETURNS report_outbox
LANGUAGE plpgsql
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	o	report_outbox;
BEGIN
	SELECT x.* INTO o FROM report_outbox AS x
	WHERE x.outbox_id = a_mail AND x.state IN ('queued', 'sending')
		AND x.claimed_by = pg_backend_pid()
	FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'mail % is not claimed by this session', a_mail
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	IF handed_over <> (o.state = 'sending') THEN
		RAISE EXCEPTION 'mail % was % to the server', a_mail,
				CASE o.state WHEN 'sending' THEN 'handed' ELSE 'not handed' END
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	RETURN o;
END
$$;
COMMENT ON FUNCTION claimed_mail(bigint, boolean) IS
'locks and returns a mail that this session has claimed; refuses any other, and one that was handed over, or was not, where that matters';

CREATE FUNCTION mail_sending(outbox_id bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	o		report_outbox;
	refusal	text;
BEGIN
	o := claimed_mail(mail_sending.outbox_id);
	refusal := recipient_refusal(o.kind, o.scope_id, o.staff_id, o.students);
	IF refusal IS NULL THEN
		UPDATE report_outbox AS x
		SET state = 'sending', state_since = now(), tries = x.tries + 1,
			response_code = NULL, response_text = NULL
		WHERE x.outbox_id = o.outbox_id;
	END IF;
	RETURN refusal;
END
$$;
COMMENT ON FUNCTION mail_sending(bigint) IS
'notes that all of a claimed mail goes to the server now; returns why it may not, and notes nothing, where it may not';

CREATE FUNCTION release_mail(outbox_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
BEGIN
	PERFORM claimed_mail(release_mail.outbox_id, false);
	UPDATE report_outbox AS x SET claimed_by = NULL WHERE x.outbox_id = release_mail.outbox_id;
	PERFORM pg_advisory_unlock(mail_lock_key(release_mail.outbox_id));
END
$$;
COMMENT ON FUNCTION release_mail(bigint) IS
'gives back a claimed mail that nothing was done about: it stays queued, and this was no attempt';

CREATE FUNCTION settle_mail(run_id bigint, outbox_id bigint, outcome text,
	response_code int, response_text text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	o			report_outbox;
	new_state	text := settle_mail.outcome;
	attempts	int;
BEGIN
	IF coalesce(settle_mail.outcome NOT IN ('sent', 'deferred', 'failed', 'uncertain'), true) THEN
		RAISE EXCEPTION 'outcome "%" is not known', left(settle_mail.outcome, 20)
			USING ERRCODE = 'invalid_parameter_value';
	END IF;
	o := claimed_mail(settle_mail.outbox_id,
					  CASE WHEN settle_mail.outcome IN ('sent', 'uncertain') THEN true END);
	attempts := o.tries + (o.state = 'queued')::int;
	IF settle_mail.outcome = 'deferred' THEN
		new_state := CASE WHEN attempts < mail_tries_most() THEN 'queued' ELSE 'dead' END;
	END IF;
	UPDATE report_outbox AS x
	SET state = new_state, state_since = now(), claimed_by = NULL, tries = attempts,
		next_try_at = CASE new_state WHEN 'queued' THEN now() + mail_retry_delay(attempts)
			ELSE x.next_try_at END,
		response_code = settle_mail.response_code,
		response_text = left(settle_mail.response_text, 500)
	WHERE x.outbox_id = o.outbox_id;
	IF settle_mail.outcome IN ('sent', 'uncertain') THEN
		PERFORM note_delivery(o, settle_mail.outcome);
	END IF;
	IF settle_mail.outcome <> 'sent' THEN
		PERFORM note_mail_failure(o, settle_mail.run_id, settle_mail.response_code,
								  concat_ws(': ', new_state, settle_mail.response_text));
	END IF;
	UPDATE report_run AS r
	SET mails_sent = r.mails_sent + (new_state = 'sent')::int,
		mails_deferred = r.mails_deferred + (new_state = 'queued')::int,
		mails_failed = r.mails_failed + (new_state IN ('failed', 'dead'))::int,
		mails_uncertain = r.mails_uncertain + (new_state = 'uncertain')::int
	WHERE r.run_id = settle_mail.run_id;
	PERFORM pg_advisory_unlock(mail_lock_key(o.outbox_id));
	RETURN new_state;
END
$$;
COMMENT ON FUNCTION settle_mail(bigint, bigint, text, int, text) IS
'notes what became of a claimed mail: sent, deferred (tried again later, or dead after too many times), failed or uncertain; returns its new state';

CREATE FUNCTION mail_backlog() RETURNS TABLE (queued int, uncertain int)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
BEGIN ATOMIC
	SELECT count(*) FILTER (WHERE o.state = 'queued')::int,
		count(*) FILTER (WHERE o.state = 'uncertain')::int
	FROM report_outbox AS o
	WHERE o.state IN ('queued', 'uncertain');
END;
COMMENT ON FUNCTION mail_backlog() IS
'mails that wait for a later run, and mails that wait for an operator';
