-- What a load works with: which files there are, what stands in their columns,
-- and what is wrong.  All of it is gone when the transaction ends.  No value of
-- a row ever becomes part of a statement; names of files and columns come from
-- load_csv.sql and load_oneroster.sql alone.
SET LOCAL client_min_messages = warning;

CREATE TEMP TABLE load_file (
	file text PRIMARY KEY,
	place int GENERATED ALWAYS AS IDENTITY,
	needed boolean NOT NULL,
	present boolean NOT NULL DEFAULT false,
	broken boolean NOT NULL DEFAULT false	-- not all of it could be read
) ON COMMIT DROP;
CREATE TEMP TABLE load_column (
	file text NOT NULL,
	column_name text NOT NULL,
	place int GENERATED ALWAYS AS IDENTITY,
	kind text NOT NULL,
	needed text NOT NULL,		-- '' no, 'column' only the column, 'value'
	instead text,				-- expression that stands in for no value
	PRIMARY KEY (file, column_name)
) ON COMMIT DROP;
-- columns that name a row, and conditions between columns
CREATE TEMP TABLE load_key (
	file text NOT NULL,
	columns text[] NOT NULL
) ON COMMIT DROP;
CREATE TEMP TABLE load_rule (
	file text NOT NULL,
	column_name text NOT NULL,
	holds text NOT NULL,
	what text NOT NULL
) ON COMMIT DROP;
CREATE TEMP TABLE load_fault (
	file text NOT NULL,
	row_no bigint,
	column_name text,
	what text NOT NULL
) ON COMMIT DROP;
-- keys that a column may name: of the files, and of what is stored
CREATE TEMP TABLE load_id (
	kind text NOT NULL,
	key text NOT NULL,
	id bigint,
	PRIMARY KEY (kind, key)
) ON COMMIT DROP;
CREATE TEMP TABLE load_count (
	place int GENERATED ALWAYS AS IDENTITY,
	relation text NOT NULL,
	added bigint NOT NULL,
	changed bigint NOT NULL,
	removed bigint NOT NULL
) ON COMMIT DROP;

-- yyyy-mm-dd of a day that exists; NULL for anything else
CREATE FUNCTION pg_temp.as_date(field text) RETURNS date
LANGUAGE sql IMMUTABLE AS $$
SELECT CASE
	WHEN field ~ '^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN
		CASE WHEN right(field, 2)::int <=
				extract(day FROM make_date(left(field, 4)::int, substr(field, 6, 2)::int, 1)
						+ interval '1 month - 1 day')
			THEN make_date(left(field, 4)::int, substr(field, 6, 2)::int, right(field, 2)::int)
		END
	END
$$;
-- the type may live in a schema that this role cannot name
CREATE FUNCTION pg_temp.as_status(field text) RETURNS mentorship.own_attendance_mark.status%TYPE
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	status mentorship.own_attendance_mark.status%TYPE;
BEGIN
	status := field;
	RETURN status;
EXCEPTION WHEN data_exception THEN
	RETURN NULL;
END
$$;
CREATE TEMP TABLE load_status ON COMMIT DROP AS
SELECT NULL::text AS word, pg_temp.as_status(NULL) AS status LIMIT 0;
CREATE UNIQUE INDEX ON load_status (word);

-- how a field of each kind reads: when it is right, what to say when it is
-- not, and its value; %1$s is the column
CREATE TEMP TABLE load_kind (
	kind text PRIMARY KEY,
	file text,					-- that defines it, where it names rows
	holds text NOT NULL,
	what text NOT NULL,
	value text NOT NULL
) ON COMMIT DROP;
INSERT INTO pg_temp.load_kind (kind, holds, what, value) VALUES
	('text', 'length(%1$s) <= 10000', 'is too long', 'regexp_replace(%1$s, ''\s+'', '' '', ''g'')'),
	('key', 'length(%1$s) <= 255', 'is too long', '%1$s'),
	('id', '%1$s ~ ''^(0|[1-9][0-9]{0,17})$''', 'is not a whole number of at most 18 digits',
	 '%1$s::bigint'),
	('date', 'pg_temp.as_date(%1$s) IS NOT NULL', 'is not a date written YYYY-MM-DD',
	 'pg_temp.as_date(%1$s)'),
	('boolean', 'lower(%1$s) IN (''true'', ''false'', ''t'', ''f'', ''yes'', ''no'', ''1'', ''0'')',
	 'is neither true nor false', 'lower(%1$s) IN (''true'', ''t'', ''yes'', ''1'')'),
	('grade', '%1$s ~ ''^(-1|[0-9]|1[0-3])$''', 'is not a grade from -1 to 13', '%1$s::smallint'),
	('minutes', '%1$s ~ ''^([0-9]{1,3}|1[0-3][0-9]{2}|14[0-3][0-9]|1440)$''',
	 'is not a number of minutes in a day', '%1$s::int'),
	('status', 'EXISTS (SELECT FROM pg_temp.load_status AS k WHERE k.word = %1$s AND k.status IS NOT NULL)',
	 'is not an attendance status',
	 '(SELECT k.status FROM pg_temp.load_status AS k WHERE k.word = %1$s)'),
	('role', '%1$s IN (''teacher'', ''aide'', ''counsellor'', ''administrator'', ''other'')',
	 'is none of teacher, aide, counsellor, administrator, other', '%1$s');

-- the table that a file is read into
CREATE FUNCTION pg_temp.stage_of(file text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
SELECT format('pg_temp.%I', 'stage_' || lower(replace(file, '.csv', '')))
$$;
CREATE PROCEDURE pg_temp.make_stages()
LANGUAGE plpgsql AS $$
DECLARE
	made text;
BEGIN
	FOR made IN
		SELECT format('CREATE TABLE %s (row_no bigint NOT NULL, row_fault text, row_fault_column text, %s)',
					  pg_temp.stage_of(c.file),
					  string_agg(format('%I text', c.column_name), ', ' ORDER BY c.place))
		FROM pg_temp.load_column AS c
		GROUP BY c.file
	LOOP
		EXECUTE made;
	END LOOP;
END
$$;

-- A value that is shown has no letters, so it is nobody's name.
CREATE FUNCTION pg_temp.shown(field text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN field ~ '^[0-9./:+ -]{1,20}$' THEN format('"%s" ', field) ELSE '' END
$$;

-- a file that cannot be read whole says nothing of what is known
CREATE FUNCTION pg_temp.is_broken(in_file text) RETURNS boolean
LANGUAGE sql STABLE AS $$
SELECT EXISTS (SELECT FROM pg_temp.load_file AS f WHERE f.file = in_file AND f.broken)
$$;

CREATE PROCEDURE pg_temp.read_statuses()
LANGUAGE plpgsql AS $$
DECLARE
	c record;
BEGIN
	FOR c IN SELECT file, column_name FROM pg_temp.load_column WHERE kind = 'status'
	LOOP
		EXECUTE format('INSERT INTO pg_temp.load_status (word, status)
			SELECT w.word, pg_temp.as_status(w.word)
			FROM (SELECT DISTINCT %I AS word FROM %s) AS w
			WHERE w.word IS NOT NULL
			ON CONFLICT DO NOTHING', c.column_name, pg_temp.stage_of(c.file));
	END LOOP;
END
$$;

-- every fault that the columns, keys and rules of the files know of
CREATE PROCEDURE pg_temp.check_files()
LANGUAGE plpgsql AS $$
DECLARE
	r record;
BEGIN
	CALL pg_temp.read_statuses();
	-- what the program could not read
	FOR r IN SELECT file FROM pg_temp.load_file WHERE present
	LOOP
		EXECUTE format('INSERT INTO pg_temp.load_fault (file, row_no, column_name, what)
			SELECT %L, row_no, row_fault_column, row_fault FROM %s WHERE row_fault IS NOT NULL',
			r.file, pg_temp.stage_of(r.file));
	END LOOP;
	FOR r IN
		SELECT c.file, c.column_name, pg_temp.stage_of(c.file) AS stage,
			format(k.holds, format('s.%I', c.column_name)) AS holds, k.what,
			c.needed = 'value' AND c.instead IS NULL AS needed,
			pg_temp.is_broken(k.file) AS unknown
		FROM pg_temp.load_column AS c
		JOIN pg_temp.load_file AS f USING (file)
		JOIN pg_temp.load_kind AS k USING (kind)
		WHERE f.present
	LOOP
		IF r.needed THEN
			EXECUTE format('INSERT INTO pg_temp.load_fault (file, row_no, column_name, what)
				SELECT %L, s.row_no, %L, ''is missing'' FROM %s AS s
				WHERE s.row_fault IS NULL AND s.%I IS NULL',
				r.file, r.column_name, r.stage, r.column_name);
		END IF;
		IF NOT r.unknown THEN
			EXECUTE format('INSERT INTO pg_temp.load_fault (file, row_no, column_name, what)
				SELECT %L, s.row_no, %L, pg_temp.shown(s.%I) || %L FROM %s AS s
				WHERE s.row_fault IS NULL AND s.%I IS NOT NULL AND NOT (%s)',
				r.file, r.column_name, r.column_name, r.what, r.stage, r.column_name, r.holds);
		END IF;
	END LOOP;
	FOR r IN
		SELECT k.file, k.columns[1] AS column_name, pg_temp.stage_of(k.file) AS stage,
			(SELECT string_agg(format('%I', c.name), ', ' ORDER BY c.n)
			 FROM unnest(k.columns) WITH ORDINALITY AS c (name, n)) AS columns
		FROM pg_temp.load_key AS k
		JOIN pg_temp.load_file AS f USING (file)
		WHERE f.present
	LOOP
		EXECUTE format('INSERT INTO pg_temp.load_fault (file, row_no, column_name, what)
			SELECT %L, d.row_no, %L, ''repeats row '' || d.first_row
			FROM (SELECT row_no, min(row_no) OVER (PARTITION BY %s) AS first_row
				  FROM %s WHERE row_fault IS NULL AND (%s) IS NOT NULL) AS d
			WHERE d.row_no <> d.first_row',
			r.file, r.column_name, r.columns, r.stage, format('ROW(%s)', r.columns));
	END LOOP;
	FOR r IN
		SELECT u.file, u.column_name, pg_temp.stage_of(u.file) AS stage, u.holds, u.what
		FROM pg_temp.load_rule AS u
		JOIN pg_temp.load_file AS f USING (file)
		WHERE f.present
	LOOP
		EXECUTE format('INSERT INTO pg_temp.load_fault (file, row_no, column_name, what)
			SELECT %L, s.row_no, %L, pg_temp.shown(s.%I) || %L FROM %s AS s
			WHERE s.row_fault IS NULL AND NOT (%s)',
			r.file, r.column_name, r.column_name, r.what, r.stage, r.holds);
	END LOOP;
END
$$;

-- the rows of a file whose columns are those of a source relation
CREATE PROCEDURE pg_temp.convert_file(in_file text, relation text)
LANGUAGE plpgsql AS $$
DECLARE
	names text;
	made text;
BEGIN
	EXECUTE format('CREATE TEMP TABLE %I (LIKE mentorship.own_%I) ON COMMIT DROP',
		'new_' || relation, relation);
	SELECT string_agg(format('%I', c.column_name), ', ' ORDER BY c.place),
		string_agg(CASE WHEN c.instead IS NULL THEN v.value
						ELSE format('coalesce(%s, %s)', v.value, c.instead) END,
				   ', ' ORDER BY c.place)
	INTO names, made
	FROM pg_temp.load_column AS c
	JOIN pg_temp.load_kind AS k USING (kind)
	CROSS JOIN LATERAL (SELECT format(k.value, format('s.%I', c.column_name)) AS value) AS v
	WHERE c.file = in_file;
	EXECUTE format('INSERT INTO pg_temp.%I (%s) SELECT %s FROM %s AS s',
		'new_' || relation, names, made, pg_temp.stage_of(in_file));
END
$$;
