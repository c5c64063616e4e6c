-- Bring the source relations to what the files say, relation R from
-- pg_temp.new_R where that exists.  What becomes of rows that vanished is told
-- in docs/load.md.
CREATE TEMP TABLE load_relation (
	relation text PRIMARY KEY,
	place int GENERATED ALWAYS AS IDENTITY,
	keys text[] NOT NULL,
	scope_day text,				-- the file holds whole schools and years of this day
	scope_school boolean NOT NULL DEFAULT false		-- whole schools
) ON COMMIT DROP;
INSERT INTO pg_temp.load_relation (relation, keys, scope_day, scope_school) VALUES
	('school_year', '{school_year}', NULL, false),
	('school', '{school_id}', NULL, false),
	('calendar_date', '{school_id,day}', 'day', true),
	('student', '{student_id}', NULL, false),
	('enrolment', '{student_id,school_id,entry_date}', 'entry_date', true),
	('attendance_mark', '{student_id,school_id,day}', 'day', true),
	('course_result', '{student_id,school_id,course_code,term,ended_on}', 'ended_on', true),
	('incident', '{incident_id,student_id}', 'day', true),
	('staff', '{staff_id}', NULL, false),
	('staff_assignment', '{staff_id,school_id}', NULL, true);

-- a year that is stored and not in the file may not overlap one that is
CREATE PROCEDURE pg_temp.check_years()
LANGUAGE plpgsql AS $$
BEGIN
	IF to_regclass('pg_temp.new_school_year') IS NULL THEN
		RETURN;
	END IF;
	INSERT INTO pg_temp.load_fault (file, what)
	SELECT f.file,
		format('the year from %s to %s overlaps one that is stored and not in the file, from %s to %s',
			   n.first_day, n.last_day, y.first_day, y.last_day)
	FROM pg_temp.new_school_year AS n
	JOIN mentorship.own_school_year AS y
		ON y.first_day <= n.last_day AND n.first_day <= y.last_day
	CROSS JOIN pg_temp.load_file AS f
	WHERE f.file IN ('school_year.csv', 'academicSessions.csv')
		AND NOT EXISTS (SELECT FROM pg_temp.new_school_year AS o
						WHERE o.school_year = y.school_year);
END
$$;

-- Stored rows that the file ought to have and has not.  An enrolment that is
-- replaced by another one at the same school goes; otherwise the student has
-- left without a word, and it is closed.
CREATE FUNCTION pg_temp.remove_vanished(r pg_temp.load_relation, accept boolean)
RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
	target text := format('mentorship.own_%I', r.relation);
	fresh text := format('pg_temp.%I', 'new_' || r.relation);
	same_key text := (SELECT string_agg(format('n.%1$I = t.%1$I', k), ' AND ')
					  FROM unnest(r.keys) AS k);
	in_scope text := 'EXISTS (SELECT FROM load_scope AS s WHERE s.school_id = t.school_id'
		|| CASE WHEN r.scope_day IS NULL THEN ''
				ELSE format(' AND t.%I BETWEEN s.first_day AND s.last_day', r.scope_day) END || ')';
	vanished text := in_scope || format(' AND NOT EXISTS (SELECT FROM %s AS n WHERE %s)', fresh, same_key);
	stored bigint;
	gone bigint;
	closed bigint := 0;
BEGIN
	IF NOT r.scope_school THEN
		RETURN 0;
	END IF;
	DROP TABLE IF EXISTS pg_temp.load_scope;
	IF r.scope_day IS NULL THEN
		EXECUTE format('CREATE TEMP TABLE load_scope ON COMMIT DROP AS
			SELECT DISTINCT school_id FROM %s', fresh);
	ELSE
		EXECUTE format('CREATE TEMP TABLE load_scope ON COMMIT DROP AS
			SELECT DISTINCT n.school_id, y.first_day, y.last_day
			FROM %s AS n
			JOIN mentorship.source_school_year AS y ON n.%I BETWEEN y.first_day AND y.last_day',
			fresh, r.scope_day);
	END IF;
	ANALYZE pg_temp.load_scope;
	EXECUTE format('SELECT count(*), count(*) FILTER (WHERE %s) FROM %s AS t WHERE %s',
		vanished, target, in_scope) INTO stored, gone;
	IF gone > 20 AND gone > stored / 10 AND NOT accept THEN
		INSERT INTO pg_temp.load_fault (file, what)
		VALUES (r.relation, format('%s of the %s stored rows of these schools and years are missing from the files',
								   gone, stored));
		RETURN 0;
	END IF;
	IF r.relation = 'enrolment' THEN
		EXECUTE format('UPDATE %s AS t SET exit_date = greatest(t.entry_date, current_date - 1)
			WHERE t.exit_date IS NULL AND %s
				AND NOT EXISTS (SELECT FROM %s AS n
								WHERE n.student_id = t.student_id AND n.school_id = t.school_id)',
			target, vanished, fresh);
		GET DIAGNOSTICS closed = ROW_COUNT;
		vanished := vanished || format(' AND EXISTS (SELECT FROM %s AS n
			WHERE n.student_id = t.student_id AND n.school_id = t.school_id)', fresh);
	END IF;
	EXECUTE format('DELETE FROM %s AS t WHERE %s', target, vanished);
	GET DIAGNOSTICS gone = ROW_COUNT;
	RETURN gone + closed;
END
$$;

CREATE PROCEDURE pg_temp.apply_relation(r pg_temp.load_relation, accept boolean)
LANGUAGE plpgsql AS $$
DECLARE
	target text := format('mentorship.own_%I', r.relation);
	fresh text := format('pg_temp.%I', 'new_' || r.relation);
	same_key text := (SELECT string_agg(format('n.%1$I = t.%1$I', k), ' AND ')
					  FROM unnest(r.keys) AS k);
	names text;
	settings text;
	removed bigint;
	changed bigint := 0;
	added bigint;
BEGIN
	IF to_regclass(fresh) IS NULL THEN
		RETURN;
	END IF;
	SELECT string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum),
		string_agg(format('%1$I = n.%1$I', a.attname), ', ' ORDER BY a.attnum)
			FILTER (WHERE a.attname <> ALL (r.keys))
	INTO names, settings
	FROM pg_attribute AS a
	WHERE a.attrelid = fresh::regclass AND a.attnum > 0 AND NOT a.attisdropped;
	EXECUTE format('ANALYZE %s', fresh);
	removed := pg_temp.remove_vanished(r, accept);
	IF r.relation = 'school_year' THEN
		-- two years that move together must not meet on the way
		DELETE FROM mentorship.own_school_year AS t USING pg_temp.new_school_year AS n
		WHERE n.school_year = t.school_year AND t IS DISTINCT FROM n;
		GET DIAGNOSTICS changed = ROW_COUNT;
	ELSIF settings IS NOT NULL THEN
		EXECUTE format('UPDATE %s AS t SET %s FROM %s AS n WHERE %s AND t IS DISTINCT FROM n',
			target, settings, fresh, same_key);
		GET DIAGNOSTICS changed = ROW_COUNT;
	END IF;
	EXECUTE format('INSERT INTO %1$s (%2$s) SELECT %2$s FROM %3$s AS n
		WHERE NOT EXISTS (SELECT FROM %1$s AS t WHERE %4$s)', target, names, fresh, same_key);
	GET DIAGNOSTICS added = ROW_COUNT;
	IF r.relation = 'school_year' THEN
		added := added - changed;
	END IF;
	INSERT INTO pg_temp.load_count (relation, added, changed, removed)
	VALUES (r.relation, added, changed, removed);
END
$$;

CREATE PROCEDURE pg_temp.apply_all(accept boolean)
LANGUAGE plpgsql AS $$
DECLARE
	r pg_temp.load_relation;
BEGIN
	CALL pg_temp.check_years();
	FOR r IN SELECT * FROM pg_temp.load_relation ORDER BY place
	LOOP
		-- a fault ends the load, but all of one kind are told
		EXIT WHEN EXISTS (SELECT FROM pg_temp.load_fault WHERE file LIKE '%.csv');
		CALL pg_temp.apply_relation(r, accept);
	END LOOP;
END
$$;
