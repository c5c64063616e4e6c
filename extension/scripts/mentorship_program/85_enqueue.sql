--
-- A run of the program: its beginning and end, what failed in it, and the
-- mails it queues.  Everything here is for role mentorship_job.
--

CREATE FUNCTION begin_run(command text, as_of date, program_version text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	made	bigint;
BEGIN
	INSERT INTO report_run (command, as_of, program_version)
	VALUES (begin_run.command, coalesce(begin_run.as_of, as_of()), begin_run.program_version)
	RETURNING run_id INTO made;
	RETURN made;
END
$$;
COMMENT ON FUNCTION begin_run(text, date, text) IS
'notes that a run begins, for as_of() if no day is given; returns its number';

CREATE FUNCTION note_reports(run_id bigint, written int, failed int) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
BEGIN ATOMIC
	UPDATE report_run AS r
	SET reports_written = r.reports_written + note_reports.written,
		reports_failed = r.reports_failed + note_reports.failed
	WHERE r.run_id = note_reports.run_id AND r.ended_at IS NULL;
END;
COMMENT ON FUNCTION note_reports(bigint, int, int) IS
'adds to the reports that a run has written and failed to make';

CREATE FUNCTION note_failure(run_id bigint, stage text, kind text, scope_id bigint,
	sqlstate text, reason text) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
BEGIN ATOMIC
	INSERT INTO report_run_failure (run_id, stage, kind, scope_id, sqlstate, reason)
	VALUES (note_failure.run_id, note_failure.stage, note_failure.kind, note_failure.scope_id,
			note_failure.sqlstate, left(note_failure.reason, 500));
END;
COMMENT ON FUNCTION note_failure(bigint, text, text, bigint, text, text) IS
'notes what failed in a run; the kind and number of the report, where it was one';

CREATE FUNCTION end_run(run_id bigint, exit_status int) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
BEGIN ATOMIC
	UPDATE report_run AS r
	SET ended_at = clock_timestamp(), exit_status = end_run.exit_status
	WHERE r.run_id = end_run.run_id AND r.ended_at IS NULL;
END;
COMMENT ON FUNCTION end_run(bigint, int) IS
'notes that a run ends, and what it tells its caller';

CREATE FUNCTION report_file_name(kind text, scope_id bigint, as_of date) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN to_char(as_of::timestamp, 'YYYY-MM-DD')
	|| CASE kind WHEN 'mentor' THEN '/mentors/mentor-' || scope_id
		WHEN 'school' THEN '/schools/school-' || scope_id
		WHEN 'mentees' THEN '/schools/school-' || scope_id || '-mentees' END
	|| '.pdf';
COMMENT ON FUNCTION report_file_name(text, bigint, date) IS
'where the program keeps a report below the folder of all reports: made of numbers alone';

CREATE FUNCTION report_message_id(kind text, scope_id bigint, staff_id bigint, as_of date)
	RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN left(encode(sha256(convert_to(
	concat_ws(' ', kind, scope_id, staff_id, to_char(as_of::timestamp, 'YYYY-MM-DD')), 'UTF8')), 'hex'), 32);
COMMENT ON FUNCTION report_message_id(text, bigint, bigint, date) IS
'left side of a Message-ID, from report, recipient and day';

-- whether a row of report_recipient is due follows from the day asked about,
-- the school calendar and what was queued for other days; never from a clock
CREATE FUNCTION due_recipient(as_of date)
	RETURNS TABLE (recipient_id bigint, kind text, scope_id bigint, staff_id bigint,
				   address text, students bigint[], refusal text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	IF as_of() <> due_recipient.as_of THEN
		RAISE EXCEPTION 'the views answer for %, not for %', as_of(), due_recipient.as_of
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	RETURN QUERY
	WITH told AS (
		SELECT 'mentor' AS kind, p.mentor_id AS scope_id,
			array_agg(p.student_id ORDER BY p.student_id) AS students
		FROM live_pairing AS p
		JOIN enrolment_in_force AS e ON e.student_id = p.student_id
		WHERE p.mentor_id IN (SELECT a.mentor_id FROM active_mentor AS a)
		GROUP BY p.mentor_id
		UNION ALL
		SELECT k.kind, e.school_id, array_agg(n.student_id ORDER BY n.student_id)
		FROM mentee_in_force AS n
		JOIN enrolment_in_force AS e ON e.student_id = n.student_id
		CROSS JOIN (VALUES ('school'), ('mentees')) AS k (kind)
		GROUP BY k.kind, e.school_id
	), eve AS (
		SELECT DISTINCT m.mentor_id
		FROM meeting_plan AS m
		WHERE m.place = 1 AND m.tell_on = due_recipient.as_of
			AND EXISTS (SELECT FROM report_recipient AS r
						WHERE r.frequency = 'meeting_eve' AND r.active)
	)
	SELECT r.recipient_id, r.kind, r.scope_id, r.staff_id,
		coalesce(r.address, s.email), coalesce(t.students, '{}'),
		coalesce(x.refusal,
				 CASE WHEN coalesce(r.address, s.email) IS NULL THEN 'no address' END)
	FROM report_recipient AS r
	LEFT JOIN told AS t ON t.kind = r.kind AND t.scope_id = r.scope_id
	LEFT JOIN staff AS s ON s.staff_id = r.staff_id
	CROSS JOIN LATERAL (SELECT recipient_refusal(r.kind, r.scope_id, r.staff_id,
												 coalesce(t.students, '{}')) AS refusal) AS x
	WHERE r.active
		AND extract(isodow FROM due_recipient.as_of) = ANY (r.weekdays)
		-- a mentor who has no mentee, or left, has nothing to read
		AND (r.kind = 'school' OR t.students IS NOT NULL
			 OR r.scope_id <> r.staff_id AND x.refusal IS NOT NULL)
		AND (r.without_school
			 -- what points at the wrong report is told at once
			 OR r.scope_id <> r.staff_id AND x.refusal IS NOT NULL
			 OR EXISTS (SELECT FROM calendar_date AS c
						WHERE c.day = due_recipient.as_of AND c.instructional
							AND (r.kind <> 'mentor' AND c.school_id = r.scope_id
								 OR r.kind = 'mentor' AND c.school_id IN (
									SELECT a.school_id FROM staff_assignment AS a
									WHERE a.staff_id = r.scope_id))))
		AND CASE r.frequency
			WHEN 'daily' THEN true
			WHEN 'meeting_eve' THEN r.scope_id IN (SELECT e.mentor_id FROM eve AS e)
			ELSE NOT EXISTS (
				SELECT FROM report_outbox AS o
				WHERE o.recipient_id = r.recipient_id AND o.as_of <> due_recipient.as_of
					AND o.state NOT IN ('failed', 'dead')
					AND date_trunc(CASE r.frequency WHEN 'weekly' THEN 'week' ELSE 'month' END,
								   o.as_of::timestamp)
						= date_trunc(CASE r.frequency WHEN 'weekly' THEN 'week' ELSE 'month' END,
									 due_recipient.as_of::timestamp))
			END
	ORDER BY r.recipient_id;
END
$$;
COMMENT ON FUNCTION due_recipient(date) IS
'rows of report_recipient that are due on the day as_of(), with the students their report tells of, and why it may not go to them where it may not';

CREATE FUNCTION due_reports(as_of date)
	RETURNS TABLE (kind text, scope_id bigint, file_name text, recipients int)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	PERFORM set_config('mentorship.as_of', due_reports.as_of::text, true);
	RETURN QUERY
	SELECT d.kind, d.scope_id, report_file_name(d.kind, d.scope_id, due_reports.as_of),
		count(*)::int
	FROM due_recipient(due_reports.as_of) AS d
	WHERE d.refusal IS NULL
	GROUP BY d.kind, d.scope_id
	ORDER BY d.kind, d.scope_id;
END
$$;
COMMENT ON FUNCTION due_reports(date) IS
'reports that somebody is due to get by mail, and where the program looks for them';

CREATE FUNCTION enqueue_reports(run_id bigint, as_of date, kinds text[], scope_ids bigint[],
	file_sha256s text[], message_domain text)
	RETURNS TABLE (recipient_id bigint, kind text, scope_id bigint, staff_id bigint,
				   outcome text, reason text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	-- one at a time: of two that insert the same mail at the same moment, one
	-- would fail by its Message-ID before it could see that there is nothing to do
	PERFORM pg_advisory_xact_lock(hashtextextended('mentorship.enqueue_reports', 0));
	PERFORM set_config('mentorship.as_of', enqueue_reports.as_of::text, true);
	RETURN QUERY
	WITH file AS (
		SELECT f.kind, f.scope_id, f.sha256
		FROM unnest(enqueue_reports.kinds, enqueue_reports.scope_ids,
					enqueue_reports.file_sha256s) AS f (kind, scope_id, sha256)
	), due AS MATERIALIZED (
		SELECT d.*, f.sha256,
			coalesce(d.refusal, CASE WHEN f.sha256 IS NULL THEN 'no file' END) AS fault
		FROM due_recipient(enqueue_reports.as_of) AS d
		LEFT JOIN file AS f ON f.kind = d.kind AND f.scope_id = d.scope_id
	), queued AS (
		INSERT INTO report_outbox AS o (run_id, kind, scope_id, staff_id, recipient_id, as_of,
			message_id, students, file_name, file_sha256)
		SELECT enqueue_reports.run_id, d.kind, d.scope_id, d.staff_id, d.recipient_id,
			enqueue_reports.as_of,
			report_message_id(d.kind, d.scope_id, d.staff_id, enqueue_reports.as_of)
				|| '@' || enqueue_reports.message_domain,
			d.students, report_file_name(d.kind, d.scope_id, enqueue_reports.as_of), d.sha256
		FROM due AS d
		WHERE d.fault IS NULL
		ORDER BY d.recipient_id
		ON CONFLICT (kind, scope_id, staff_id, as_of) DO UPDATE
		-- written again since: the mail carries the file of today.  What failed
		-- without a word of the server may be well now
		SET file_sha256 = excluded.file_sha256, students = excluded.students,
			state = CASE o.state WHEN 'failed' THEN 'queued' ELSE o.state END,
			state_since = CASE o.state WHEN 'failed' THEN now() ELSE o.state_since END,
			next_try_at = CASE o.state WHEN 'failed' THEN now() ELSE o.next_try_at END,
			response_text = CASE o.state WHEN 'failed' THEN NULL ELSE o.response_text END
		WHERE o.state IN ('queued', 'uncertain')
				AND (o.file_sha256, o.students) IS DISTINCT FROM (excluded.file_sha256, excluded.students)
			OR o.state = 'failed' AND o.response_code IS NULL
		RETURNING o.recipient_id, o.kind, o.scope_id, o.staff_id,
			CASE WHEN o.xmax = 0 THEN 'queued' ELSE 'changed' END AS outcome, NULL AS reason
	), refused AS (
		INSERT INTO report_run_failure AS x (run_id, stage, kind, scope_id, staff_id, reason)
		SELECT enqueue_reports.run_id, 'mail', d.kind, d.scope_id, d.staff_id, d.fault
		FROM due AS d
		WHERE d.fault IS NOT NULL
		ORDER BY d.recipient_id
		RETURNING x.kind, x.scope_id, x.staff_id, x.reason
	), counted AS (
		UPDATE report_run AS r
		SET mails_queued = r.mails_queued + (SELECT count(*) FROM queued AS q WHERE q.outcome = 'queued'),
			mails_failed = r.mails_failed + (SELECT count(*) FROM refused)
		WHERE r.run_id = enqueue_reports.run_id
	)
	SELECT q.recipient_id, q.kind, q.scope_id, q.staff_id, q.outcome, q.reason
	FROM queued AS q
	UNION ALL
	SELECT d.recipient_id, d.kind, d.scope_id, d.staff_id, 'refused', d.fault
	FROM due AS d
	WHERE d.fault IS NOT NULL
	ORDER BY 1;
END
$$;
COMMENT ON FUNCTION enqueue_reports(bigint, date, text[], bigint[], text[], text) IS
'queues the mails that are due, for the files whose SHA-256 is given; safe to call again; returns who was queued, whose mail was changed, and who was refused and why';
