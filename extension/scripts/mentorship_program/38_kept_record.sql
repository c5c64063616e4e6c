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

-- every day may change every value: half of a page is for the next ones
CREATE TABLE kept_record (
	student_id bigint NOT NULL,
	school_id bigint NOT NULL,
	entry_date date NOT NULL,
	school_year text NOT NULL,
	record attendance NOT NULL,
	PRIMARY KEY (student_id, school_id, entry_date, school_year)
) WITH (fillfactor = 50);
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
-- leaves what was being written meanwhile.  A statement that writes marks notes
-- them school by school, not student by student, so that taking the notes of a
-- whole district's day away costs next to nothing.
CREATE TABLE record_change (
	change bigint GENERATED ALWAYS AS IDENTITY,
	school_id bigint,
	students bigint[],
	marks attendance[],
	removed boolean NOT NULL DEFAULT false,
	CHECK (cardinality(marks) = cardinality(students))
);
COMMENT ON TABLE record_change IS
'what changed in the sources of attendance since the last refresh';
COMMENT ON COLUMN record_change.change IS
'its number: of two changes of one mark the later one has the higher number, because it waited for the other';
COMMENT ON COLUMN record_change.school_id IS
'the school; NULL: every school of the students, or of all';
COMMENT ON COLUMN record_change.students IS
'the students; NULL: every student of the school';
COMMENT ON COLUMN record_change.marks IS
'the marks of each of them that were written or removed; NULL: anything may be another';
COMMENT ON COLUMN record_change.removed IS 'true: these days have no mark any more';

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

-- the marks of "later" in place of those of "marks"
CREATE FUNCTION replace_marks(marks attendance, later attendance) RETURNS attendance
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN overlay_marks(marks || later, later);
COMMENT ON FUNCTION replace_marks(attendance, attendance) IS
'marks of both records; where both have one, that of the second';

CREATE AGGREGATE last_marks(attendance) (
	SFUNC = replace_marks,
	STYPE = attendance
);
COMMENT ON AGGREGATE last_marks(attendance) IS
'marks of records given in the order in which they were written: the last one of each day';

CREATE FUNCTION unmarked_days(of_school bigint) RETURNS attendance
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT coalesce(attendance_agg(d.day, s.unmarked_status), 'empty')
	FROM source_calendar_date AS d
	JOIN source_school AS s USING (school_id)
	WHERE d.school_id = of_school AND d.instructional;
END;
COMMENT ON FUNCTION unmarked_days(bigint) IS
'school days of a school, each with the status an unmarked day has there';

-- a day whose mark was removed is what the school says of an unmarked one now
CREATE FUNCTION noted_marks(changes record_change[])
RETURNS TABLE (student_id bigint, school_id bigint, marks attendance)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT w.student_id, w.school_id, last_marks(w.marks) AS marks
	FROM (SELECT u.student_id, c.school_id,
			CASE WHEN c.removed THEN overlay_marks(u.marks, c.unmarked) ELSE u.marks END AS marks
		  FROM (SELECT n.change, n.school_id, n.students, n.marks, n.removed,
					CASE WHEN n.removed THEN unmarked_days(n.school_id) END AS unmarked
				FROM unnest(changes) AS n
				WHERE n.marks IS NOT NULL
				OFFSET 0) AS c
		  CROSS JOIN LATERAL unnest(c.students, c.marks) AS u (student_id, marks)
		  ORDER BY u.student_id, c.school_id, c.change) AS w
	GROUP BY w.student_id, w.school_id;
END;
COMMENT ON FUNCTION noted_marks(record_change[]) IS
'marks that changes note, one record for each student and school';

-- bound here, since the search path of a function does not lead to the type's own
CREATE FUNCTION marked_record(kept attendance, marks attendance) RETURNS attendance
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN overlay_marks(kept, marks);
COMMENT ON FUNCTION marked_record(attendance, attendance) IS 'the kept record with these marks';

CREATE FUNCTION is_other_record(kept attendance, marks attendance) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN overlay_marks(kept, marks) <> kept;
COMMENT ON FUNCTION is_other_record(attendance, attendance) IS
'whether the kept record is another with these marks';

CREATE FUNCTION refresh(everything boolean DEFAULT false) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
	-- bytes as they are stored; they are all in memory at a time
	notes_most	CONSTANT bigint := 64 * 1024 * 1024;
	changes		record_change[];
	beyond_marks boolean;
	-- students whose records are worked out from the start
	whole		bigint[] := '{}';
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
	-- where nothing is kept, or nobody refreshed for long, notes are of no use
	everything := everything OR NOT EXISTS (SELECT FROM kept_student)
		OR (SELECT coalesce(sum(pg_column_size(c.students) + coalesce(pg_column_size(c.marks), 0)), 0)
			FROM record_change AS c) > notes_most;
	WITH taken AS (DELETE FROM record_change AS c RETURNING c)
	SELECT array_agg(t.c) FILTER (WHERE NOT everything),
		everything OR coalesce(bool_or((t.c).students IS NULL AND (t.c).school_id IS NULL), false),
		bool_or((t.c).marks IS NULL)
	INTO changes, everything, beyond_marks
	FROM taken AS t;

	IF everything THEN
		PERFORM forget_records();
		INSERT INTO kept_record (student_id, school_id, entry_date, school_year, record)
		SELECT r.student_id, r.school_id, r.entry_date, r.school_year, r.record
		FROM computed_records(NULL) AS r;
		INSERT INTO kept_student (student_id) SELECT DISTINCT e.student_id FROM source_enrolment AS e;
		GET DIAGNOSTICS adjusted = ROW_COUNT;
		RETURN adjusted;
	END IF;

	IF beyond_marks THEN
		SELECT coalesce(array_agg(s.student_id), '{}') INTO whole
		FROM (SELECT e.student_id
			  FROM unnest(changes) AS c
			  JOIN source_enrolment AS e USING (school_id)
			  WHERE c.students IS NULL
			  UNION
			  SELECT u.student_id
			  FROM unnest(changes) AS c
			  CROSS JOIN LATERAL unnest(c.students) AS u (student_id)
			  WHERE c.marks IS NULL) AS s;
		SELECT CASE WHEN 4 * cardinality(whole) < count(*) THEN whole END INTO narrow
		FROM source_enrolment;
		DELETE FROM kept_record AS k WHERE k.student_id = ANY (whole);
		INSERT INTO kept_record (student_id, school_id, entry_date, school_year, record)
		SELECT r.student_id, r.school_id, r.entry_date, r.school_year, r.record
		FROM computed_records(narrow) AS r
		WHERE r.student_id = ANY (whole);
		INSERT INTO kept_student (student_id) SELECT unnest(whole) ON CONFLICT DO NOTHING;
	END IF;

	-- what the own table notes is of no account where another one is read
	UPDATE kept_record AS k SET record = marked_record(k.record, n.marks)
	FROM noted_marks(changes) AS n
	WHERE k.student_id = n.student_id AND k.school_id = n.school_id
		AND k.student_id <> ALL (whole)
		AND NOT EXISTS (SELECT FROM source_binding AS b WHERE b.source = 'attendance_mark')
		AND is_other_record(k.record, n.marks);
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
	INSERT INTO record_change (students) VALUES (note_changed.students);
END;
COMMENT ON FUNCTION note_changed(bigint[]) IS
'notes that attendance of these students, or of all, changed in a bound source';

--
-- Noting changes of the own tables
--

-- A trigger names its rows when it runs, and attendance_agg() may be in a schema
-- where the trigger's owner may not look.
CREATE AGGREGATE written_marks(day date, status attendance_status, minutes_missed integer,
		minutes_scheduled integer) (
	SFUNC = attendance_agg_minutes_transfn,
	STYPE = attendance,
	SSPACE = 320,
	FINALFUNC = attendance_agg_finalfn,
	FINALFUNC_MODIFY = READ_ONLY
);
COMMENT ON AGGREGATE written_marks(date, attendance_status, integer, integer) IS
'attendance_agg() of marks, for the triggers of the sources';

-- marks are noted as they are now, so that a refresh need not look for them
CREATE FUNCTION note_mark_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, mentorship, pg_temp
AS $$
DECLARE
	-- what was removed, and what was written, in this order
	rows		CONSTANT text[] := CASE TG_OP
		WHEN 'INSERT' THEN ARRAY[NULL, 'TABLE added']
		WHEN 'DELETE' THEN ARRAY['TABLE removed', NULL]
		ELSE ARRAY['SELECT * FROM removed AS r WHERE NOT EXISTS (SELECT FROM added AS a
			WHERE a.student_id = r.student_id AND a.school_id = r.school_id AND a.day = r.day)',
			'TABLE added'] END;
BEGIN
	-- in order, so that equal changes leave equal notes under every plan
	FOR i IN 1 .. 2
	LOOP
		CONTINUE WHEN rows[i] IS NULL;
		EXECUTE format('INSERT INTO record_change (school_id, students, marks, removed)
			SELECT m.school_id, array_agg(m.student_id), array_agg(m.marks), %L
			FROM (SELECT a.student_id, a.school_id,
					written_marks(a.day, a.status, a.minutes_missed, a.minutes_scheduled) AS marks
				  FROM (%s) AS a
				  GROUP BY a.student_id, a.school_id
				  ORDER BY a.school_id, a.student_id) AS m
			GROUP BY m.school_id ORDER BY m.school_id', i = 1, rows[i]);
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION note_mark_change() IS 'notes the marks that were removed and those that were written';

CREATE FUNCTION note_source_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	counts	CONSTANT text := TG_ARGV[1];
BEGIN
	EXECUTE format('INSERT INTO mentorship.record_change (school_id, students) %s',
		format(TG_ARGV[0], CASE TG_OP
			WHEN 'INSERT' THEN 'TABLE added'
			WHEN 'DELETE' THEN 'TABLE removed'
			ELSE format('(SELECT %1$s FROM added EXCEPT SELECT %1$s FROM removed)
				UNION ALL (SELECT %1$s FROM removed EXCEPT SELECT %1$s FROM added)', counts)
		END));
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
	INSERT INTO mentorship.record_change (students) VALUES (NULL);
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
			-- whom rows concern: school and students; and the columns that count
			('school_year', 'SELECT NULL::bigint, NULL::bigint[] FROM (%s) AS x LIMIT 1',
			 'school_year, first_day, last_day'),
			('school', 'SELECT DISTINCT x.school_id, NULL::bigint[] FROM (%s) AS x ORDER BY 1',
			 'school_id, unmarked_status'),
			('calendar_date', 'SELECT DISTINCT x.school_id, NULL::bigint[] FROM (%s) AS x ORDER BY 1',
			 'school_id, day, instructional'),
			('enrolment', 'SELECT NULL::bigint, array_agg(DISTINCT x.student_id) FROM (%s) AS x HAVING count(*) > 0',
			 'student_id, school_id, entry_date, exit_date'),
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
