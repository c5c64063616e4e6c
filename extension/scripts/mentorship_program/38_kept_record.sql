--
-- Attendance values that are kept.  What an enrolment's record of a school year
-- says is worked out once and kept; refresh() brings up to date what changed
-- since.  Three tables say what holds:
--	kept_record		the values, each of the whole year: a view clips it at as_of()
--	kept_student	whose values were worked out: all enrolments, all years
--	record_change	what changed since, written by whoever changes it, in the same
--					transaction
-- A value holds if its student is in the second table and nothing in the third
-- one touches it.  Views compute all others from the sources, so that an answer
-- is the same before and after a refresh.  Nothing here is in a dump: a restored
-- database keeps nothing until its first refresh.
--

CREATE TABLE kept_record (
	student_id bigint NOT NULL,
	school_id bigint NOT NULL,
	entry_date date NOT NULL,
	school_year text NOT NULL,
	record attendance NOT NULL,
	PRIMARY KEY (student_id, school_id, entry_date, school_year)
) WITH (fillfactor = 70);
COMMENT ON TABLE kept_record IS
'attendance of each enrolment and school year, the whole year, as of the last refresh; view enrolment_record knows which of it still holds';
COMMENT ON COLUMN kept_record.student_id IS 'the student';
COMMENT ON COLUMN kept_record.school_id IS 'the school';
COMMENT ON COLUMN kept_record.entry_date IS 'first day of the enrolment';
COMMENT ON COLUMN kept_record.school_year IS 'the year';
COMMENT ON COLUMN kept_record.record IS
'the enrolment''s school days with their marks, later ones as well';

CREATE TABLE kept_student (
	student_id bigint PRIMARY KEY
);
COMMENT ON TABLE kept_student IS 'students whose records are kept';
COMMENT ON COLUMN kept_student.student_id IS 'the student';

-- rows are added, never merged: a refresh takes away what it has seen, and
-- leaves what was being written meanwhile
CREATE TABLE record_change (
	student_id bigint,
	school_id bigint,
	day date
);
CREATE INDEX record_change_student_id_idx ON record_change (student_id);
COMMENT ON TABLE record_change IS
'what changed in the sources of attendance since the last refresh';
COMMENT ON COLUMN record_change.student_id IS
'the student; NULL: every student of the school';
COMMENT ON COLUMN record_change.school_id IS
'the school; NULL: every school of the student, or of all students';
COMMENT ON COLUMN record_change.day IS 'day of a mark; NULL: all days';

CREATE VIEW record_keeping AS
SELECT coalesce((SELECT s.changes_noted FROM program_setting AS s), false)
	OR NOT EXISTS (SELECT FROM source_binding AS b
				   WHERE b.source IN ('school_year', 'school', 'calendar_date', 'enrolment',
									  'attendance_mark')) AS keeps;
COMMENT ON VIEW record_keeping IS
'whether attendance values are kept: where a source of theirs is bound, only if program_setting says that its changes are noted';
COMMENT ON COLUMN record_keeping.keeps IS 'true where they are';

--
-- What the values are
--

CREATE FUNCTION computed_records(of_students bigint[])
RETURNS TABLE (student_id bigint, school_id bigint, entry_date date, school_year text,
	record attendance)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT e.student_id, e.school_id, e.entry_date, y.school_year,
		overlay_marks(c.calendar * daterange(e.entry_date, e.exit_date, '[]'),
					  coalesce(m.marks, 'empty'::attendance))
	FROM source_enrolment AS e
	JOIN source_school_year AS y
		ON daterange(e.entry_date, e.exit_date, '[]') && daterange(y.first_day, y.last_day, '[]')
	JOIN (SELECT d.school_id, x.school_year, attendance_agg(d.day, s.unmarked_status) AS calendar
		  FROM source_calendar_date AS d
		  JOIN source_school AS s USING (school_id)
		  JOIN source_school_year AS x ON d.day BETWEEN x.first_day AND x.last_day
		  WHERE d.instructional
		  GROUP BY d.school_id, x.school_year) AS c
		ON c.school_id = e.school_id AND c.school_year = y.school_year
	LEFT JOIN (SELECT a.student_id, a.school_id,
					attendance_agg(a.day, a.status, a.minutes_missed, a.minutes_scheduled) AS marks
				FROM source_attendance_mark AS a
				WHERE of_students IS NULL OR a.student_id = ANY (of_students)
				GROUP BY a.student_id, a.school_id) AS m
		ON m.student_id = e.student_id AND m.school_id = e.school_id
	WHERE of_students IS NULL OR e.student_id = ANY (of_students);
END;
COMMENT ON FUNCTION computed_records(bigint[]) IS
'records of these students, of all for NULL, from the sources';

-- a day is what its mark says now, or an unmarked day of the school
CREATE FUNCTION adjusted_records(of_students bigint[], at_schools bigint[], on_days date[])
RETURNS TABLE (student_id bigint, school_id bigint, entry_date date, school_year text,
	record attendance)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT k.student_id, k.school_id, k.entry_date, k.school_year, n.record
	FROM (SELECT d.student_id, d.school_id,
			attendance_agg(d.day, coalesce(m.status, s.unmarked_status), m.minutes_missed,
						   m.minutes_scheduled) AS marks
		  FROM (SELECT DISTINCT u.student_id, u.school_id, u.day
				FROM unnest(of_students, at_schools, on_days) AS u (student_id, school_id, day)) AS d
		  JOIN source_school AS s ON s.school_id = d.school_id
		  LEFT JOIN source_attendance_mark AS m ON m.student_id = d.student_id
			AND m.school_id = d.school_id AND m.day = d.day
		  GROUP BY d.student_id, d.school_id) AS c
	JOIN kept_record AS k ON k.student_id = c.student_id AND k.school_id = c.school_id
	CROSS JOIN LATERAL (SELECT overlay_marks(k.record, c.marks) AS record OFFSET 0) AS n
	WHERE n.record IS DISTINCT FROM k.record;
END;
COMMENT ON FUNCTION adjusted_records(bigint[], bigint[], date[]) IS
'kept records that are others when these days are read again';

CREATE FUNCTION refresh(everything boolean DEFAULT false) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
	-- changes since the last refresh, row by row
	students	bigint[];
	schools		bigint[];
	days		date[];
	-- students whose records are worked out from the start
	whole		bigint[];
	-- of these alone the sources are read; NULL reads all, which is cheaper for many
	narrow		bigint[];
	adjusted	bigint;
BEGIN
	-- two at a time would do the same work
	PERFORM pg_advisory_xact_lock(7305808869229887077);
	IF NOT (SELECT keeps FROM record_keeping) THEN
		PERFORM forget_records();
		DELETE FROM record_change;
		RETURN 0;
	END IF;
	WITH taken AS (DELETE FROM record_change AS c RETURNING c.student_id, c.school_id, c.day)
	SELECT array_agg(t.student_id), array_agg(t.school_id), array_agg(t.day),
		everything OR coalesce(bool_or(t.student_id IS NULL AND t.school_id IS NULL), false)
	INTO students, schools, days, everything
	FROM taken AS t;
	IF everything THEN
		PERFORM forget_records();
	END IF;
	SELECT coalesce(array_agg(s.student_id), '{}') INTO whole
	FROM (SELECT e.student_id
		  FROM source_enrolment AS e
		  WHERE NOT EXISTS (SELECT FROM kept_student AS k WHERE k.student_id = e.student_id)
			OR e.school_id IN (SELECT t.school_id
							   FROM unnest(students, schools) AS t (student_id, school_id)
							   WHERE t.student_id IS NULL AND t.school_id IS NOT NULL)
		  UNION
		  SELECT t.student_id
		  FROM unnest(students, days) AS t (student_id, day)
		  WHERE t.student_id IS NOT NULL AND t.day IS NULL) AS s;
	IF cardinality(whole) > 0 THEN
		SELECT CASE WHEN 4 * cardinality(whole) < count(*) THEN whole END INTO narrow
		FROM source_enrolment;
		DELETE FROM kept_record AS k WHERE k.student_id = ANY (whole);
		INSERT INTO kept_record (student_id, school_id, entry_date, school_year, record)
		SELECT r.student_id, r.school_id, r.entry_date, r.school_year, r.record
		FROM computed_records(narrow) AS r
		WHERE r.student_id = ANY (whole);
		INSERT INTO kept_student (student_id) SELECT unnest(whole) ON CONFLICT DO NOTHING;
	END IF;
	SELECT array_agg(t.student_id), array_agg(t.school_id), array_agg(t.day)
	INTO students, schools, days
	FROM unnest(students, schools, days) AS t (student_id, school_id, day)
	WHERE t.day IS NOT NULL AND t.student_id <> ALL (whole);
	UPDATE kept_record AS k SET record = a.record
	FROM adjusted_records(students, schools, days) AS a
	WHERE k.student_id = a.student_id AND k.school_id = a.school_id
		AND k.entry_date = a.entry_date AND k.school_year = a.school_year;
	GET DIAGNOSTICS adjusted = ROW_COUNT;
	RETURN cardinality(whole) + adjusted;
END
$$;
COMMENT ON FUNCTION refresh(boolean) IS
'brings the kept attendance values up to date with what changed, or works all of them out anew; returns how many students and records it touched';

CREATE FUNCTION forget_records() RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	DELETE FROM kept_student;
	DELETE FROM kept_record;
END;
COMMENT ON FUNCTION forget_records() IS
'keeps no attendance value until the next refresh';

CREATE FUNCTION note_changed(students bigint[] DEFAULT NULL) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	INSERT INTO record_change (student_id)
	SELECT s FROM unnest(coalesce(students, '{NULL}'::bigint[])) AS s;
END;
COMMENT ON FUNCTION note_changed(bigint[]) IS
'notes that attendance of these students, or of all, changed in a bound source';

--
-- Noting changes of the own tables
--

-- a mark is a day of a student; a student with many is read whole
CREATE FUNCTION note_mark_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	EXECUTE format('INSERT INTO mentorship.record_change (student_id, school_id, day)
		SELECT s.student_id, s.school_id, d.day
		FROM (SELECT x.student_id, x.school_id,
				CASE WHEN count(*) > 20 THEN ARRAY[NULL]::date[] ELSE array_agg(DISTINCT x.day) END AS days
			  FROM (%s) AS x
			  GROUP BY x.student_id, x.school_id) AS s
		CROSS JOIN unnest(s.days) AS d (day)',
		CASE TG_OP WHEN 'INSERT' THEN 'TABLE added' WHEN 'DELETE' THEN 'TABLE removed'
			ELSE 'TABLE added UNION ALL TABLE removed' END);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION note_mark_change() IS 'notes the days whose marks were written';

CREATE FUNCTION note_source_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	touched	CONSTANT text := TG_ARGV[0];
	counts	CONSTANT text := TG_ARGV[1];
BEGIN
	EXECUTE format('INSERT INTO mentorship.record_change (%s)
		SELECT DISTINCT %s FROM (%s) AS x',
		CASE touched WHEN '' THEN 'student_id' ELSE touched END,
		CASE touched WHEN '' THEN 'NULL::bigint' ELSE touched END,
		CASE TG_OP
			WHEN 'INSERT' THEN 'TABLE added'
			WHEN 'DELETE' THEN 'TABLE removed'
			ELSE format('(SELECT %1$s FROM added EXCEPT SELECT %1$s FROM removed)
				UNION ALL (SELECT %1$s FROM removed EXCEPT SELECT %1$s FROM added)', counts)
		END);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION note_source_change() IS
'notes whom rows concern whose columns that count are others than they were';

CREATE FUNCTION note_truncation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	INSERT INTO mentorship.record_change (student_id) VALUES (NULL);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION note_truncation() IS 'notes that everything may be another';

DO $$
DECLARE
	r	record;
	f	text;
BEGIN
	FOR r IN
		SELECT *
		FROM (VALUES
			-- whom a row concerns, and the columns that count
			('school_year', '', 'school_year, first_day, last_day'),
			('school', 'school_id', 'school_id, unmarked_status'),
			('calendar_date', 'school_id', 'school_id, day, instructional'),
			('enrolment', 'student_id, school_id', 'student_id, school_id, entry_date, exit_date'),
			('attendance_mark', NULL, NULL)
		) AS v (source, touched, counts)
	LOOP
		f := CASE WHEN r.counts IS NULL THEN 'note_mark_change()'
			ELSE pg_catalog.format('note_source_change(%L, %L)', r.touched, r.counts) END;
		EXECUTE pg_catalog.format('CREATE TRIGGER record_insert AFTER INSERT ON mentorship.own_%1$I
			REFERENCING NEW TABLE AS added
			FOR EACH STATEMENT EXECUTE FUNCTION mentorship.%2$s', r.source, f);
		EXECUTE pg_catalog.format('CREATE TRIGGER record_update AFTER UPDATE ON mentorship.own_%1$I
			REFERENCING OLD TABLE AS removed NEW TABLE AS added
			FOR EACH STATEMENT EXECUTE FUNCTION mentorship.%2$s', r.source, f);
		EXECUTE pg_catalog.format('CREATE TRIGGER record_delete AFTER DELETE ON mentorship.own_%1$I
			REFERENCING OLD TABLE AS removed
			FOR EACH STATEMENT EXECUTE FUNCTION mentorship.%2$s', r.source, f);
		EXECUTE pg_catalog.format('CREATE TRIGGER record_truncate AFTER TRUNCATE ON mentorship.own_%I
			FOR EACH STATEMENT EXECUTE FUNCTION mentorship.note_truncation()', r.source);
		FOREACH f IN ARRAY '{insert,update,delete,truncate}'::text[]
		LOOP
			EXECUTE pg_catalog.format('ALTER TABLE mentorship.own_%I ENABLE ALWAYS TRIGGER %I',
				r.source, 'record_' || f);
			EXECUTE pg_catalog.format('COMMENT ON TRIGGER %I ON mentorship.own_%I IS
				''notes whose kept attendance values no longer hold''', 'record_' || f, r.source);
		END LOOP;
	END LOOP;
END
$$;
