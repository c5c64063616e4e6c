--
-- Rights.  Nobody but the owner deletes, and only functions write.
--

DO $$
DECLARE
	r	record;
BEGIN
	-- the owner of a table is bound as well, should it be no superuser
	FOR r IN SELECT DISTINCT polrelid::pg_catalog.regclass AS t FROM pg_catalog.pg_policy AS p
		JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
		WHERE c.relnamespace = 'mentorship'::pg_catalog.regnamespace
	LOOP
		EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', r.t);
		EXECUTE pg_catalog.format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', r.t);
	END LOOP;

	FOR r IN SELECT s AS name FROM mentorship.source_names() AS s
	LOOP
		EXECUTE pg_catalog.format('ALTER VIEW mentorship.source_%s OWNER TO mentorship_source', r.name);
		EXECUTE pg_catalog.format('ALTER VIEW mentorship.%s OWNER TO mentorship_source', r.name);
		EXECUTE pg_catalog.format('GRANT SELECT, INSERT, UPDATE, DELETE ON mentorship.own_%s TO mentorship_source', r.name);
	END LOOP;

	-- vanished_source compares with rows that nobody else may read
	FOR r IN SELECT c.oid::pg_catalog.regclass AS v FROM pg_catalog.pg_class AS c
		WHERE c.relnamespace = 'mentorship'::pg_catalog.regnamespace AND c.relkind = 'v'
			AND c.relowner <> 'mentorship_source'::pg_catalog.regrole
	LOOP
		EXECUTE pg_catalog.format('ALTER VIEW %s SET (security_barrier)', r.v);
		IF r.v <> 'mentorship.vanished_source'::pg_catalog.regclass THEN
			EXECUTE pg_catalog.format('ALTER VIEW %s OWNER TO mentorship_definer', r.v);
		END IF;
	END LOOP;

	FOR r IN SELECT p.oid::pg_catalog.regprocedure AS f,
			p.prosecdef AND p.proname NOT IN ('sees_all_schools', 'visible_schools',
				'visible_students', 'known_students', 'visible_staff', 'pairs_anywhere',
				'pairing_capacity', 'mentor_capacity', 'require_source',
				'refresh', 'forget_records', 'note_changed', 'note_mark_change',
				'note_source_change', 'note_truncation') AS definers
		FROM pg_catalog.pg_proc AS p
		JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
			AND d.objid = p.oid AND d.deptype = 'e'
		JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
			AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
		WHERE e.extname = 'mentorship_program'
	LOOP
		EXECUTE pg_catalog.format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', r.f);
		IF r.definers THEN
			EXECUTE pg_catalog.format('ALTER FUNCTION %s OWNER TO mentorship_definer', r.f);
			EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO mentorship_coordinator', r.f);
		ELSE
			EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO mentorship_definer', r.f);
		END IF;
	END LOOP;
END
$$;

GRANT USAGE ON SCHEMA mentorship
	TO mentorship_analyst, mentorship_coordinator, mentorship_job, mentorship_definer,
		mentorship_source, mentorship_loader;

-- row security is asked in the name of whoever reads
GRANT EXECUTE ON FUNCTION visible_schools(), visible_students(), known_students(),
	visible_staff(), sees_all_schools()
	TO mentorship_analyst, mentorship_coordinator, mentorship_job;
-- so are the functions in a view
GRANT EXECUTE ON FUNCTION as_of(), t_975(bigint), source_names()
	TO mentorship_analyst, mentorship_coordinator, mentorship_job;
GRANT EXECUTE ON FUNCTION pairs_anywhere(bigint, date)
	TO mentorship_analyst, mentorship_coordinator;

-- the definer: what the views read and the functions write
GRANT SELECT ON ALL TABLES IN SCHEMA mentorship TO mentorship_definer;
REVOKE ALL ON school_access, source_id FROM mentorship_definer;
GRANT INSERT ON nomination, mentee_profile, mentor, training_session,
	training_attendance, pairing, meeting, referral, match_proposal
	TO mentorship_definer;
GRANT UPDATE ON nomination, mentee_profile, mentor, pairing, referral, match_proposal
	TO mentorship_definer;

-- what is kept belongs to the role that reads the sources
GRANT SELECT, INSERT, UPDATE, DELETE ON kept_record, kept_student, record_change
	TO mentorship_source;
GRANT SELECT ON record_keeping, source_binding TO mentorship_source;
GRANT EXECUTE ON FUNCTION computed_records(bigint[]),
	unmarked_days(bigint), noted_marks(record_change[]), replace_marks(attendance, attendance),
	last_marks(attendance), written_marks(date, attendance_status, integer, integer),
	marked_record(attendance, attendance), is_other_record(attendance, attendance),
	forget_records(), sees_all_schools(), visible_schools(), visible_students()
	TO mentorship_source;
ALTER FUNCTION refresh(boolean) OWNER TO mentorship_source;
ALTER FUNCTION forget_records() OWNER TO mentorship_source;
ALTER FUNCTION note_changed(bigint[]) OWNER TO mentorship_source;
ALTER FUNCTION note_mark_change() OWNER TO mentorship_source;
ALTER FUNCTION note_source_change() OWNER TO mentorship_source;
ALTER FUNCTION note_truncation() OWNER TO mentorship_source;
GRANT EXECUTE ON FUNCTION refresh(boolean) TO mentorship_job, mentorship_loader;
GRANT EXECUTE ON FUNCTION note_changed(bigint[]) TO mentorship_loader;

-- the analyst reads tables and views
GRANT SELECT ON ALL TABLES IN SCHEMA mentorship TO mentorship_analyst;
REVOKE ALL ON school_access, source_id, kept_student, record_change FROM mentorship_analyst;

-- the coordinator too, but nothing of behaviour: it is not part of the program
GRANT SELECT ON ALL TABLES IN SCHEMA mentorship TO mentorship_coordinator;
REVOKE ALL ON school_access, source_id, kept_student, record_change, incident, risk_feature
	FROM mentorship_coordinator;

-- of a source all three read what is theirs to see, never all of it
DO $$
DECLARE
	s	pg_catalog.name;
BEGIN
	FOR s IN SELECT mentorship.source_names()
	LOOP
		EXECUTE pg_catalog.format('REVOKE ALL ON mentorship.own_%1$s, mentorship.source_%1$s
			FROM mentorship_definer, mentorship_analyst, mentorship_coordinator', s);
	END LOOP;
END
$$;

-- the loader writes what the district knows, and reads of it what its files
-- name; schools and people have a history, so it removes none of them
GRANT SELECT, INSERT, UPDATE, DELETE ON own_school_year, own_calendar_date, own_enrolment,
	own_attendance_mark, own_course_result, own_incident, own_staff_assignment
	TO mentorship_loader;
GRANT SELECT, INSERT, UPDATE ON own_school, own_student, own_staff TO mentorship_loader;
GRANT SELECT ON source_school_year, source_school, source_student, source_staff, source_binding
	TO mentorship_loader;
GRANT SELECT, INSERT ON source_id TO mentorship_loader;

-- the job reads what reports print, and nothing beneath it
GRANT SELECT ON binding_state TO mentorship_job;
DO $$
DECLARE
	r	record;
BEGIN
	FOR r IN SELECT c.oid::pg_catalog.regclass AS v FROM pg_catalog.pg_class AS c
		WHERE c.relnamespace = 'mentorship'::pg_catalog.regnamespace AND c.relkind = 'v'
			AND (c.relname LIKE 'report\_%' OR c.relname LIKE '%\_fidelity'
				 OR c.relname LIKE '%\_outcome' OR c.relname = 'meeting_plan')
	LOOP
		EXECUTE pg_catalog.format('GRANT SELECT ON %s TO mentorship_job', r.v);
	END LOOP;
END
$$;
