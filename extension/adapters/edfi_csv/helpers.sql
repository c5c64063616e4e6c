--
-- Typed reading of text that may be anything: NULL means "does not read as
-- that", never an error that would hide which row it was.
--

CREATE FUNCTION pg_temp.as_id(field text) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN field ~ '^[0-9]{1,18}$' THEN field::bigint END;

-- yyyy-mm-dd of a day that exists
CREATE FUNCTION pg_temp.as_date(field text) RETURNS date
LANGUAGE sql IMMUTABLE
RETURN CASE
	WHEN field ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN
		CASE WHEN right(field, 2)::int <=
				extract(day FROM make_date(left(field, 4)::int, substr(field, 6, 2)::int, 1)
						+ interval '1 month - 1 day')
			THEN make_date(left(field, 4)::int, substr(field, 6, 2)::int, right(field, 2)::int)
		END
	END;

-- a field without surrounding white space; NULL if nothing is left
CREATE FUNCTION pg_temp.clean(field text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN nullif(regexp_replace(btrim(field, E' \t\r\n'), '\s+', ' ', 'g'), '');

-- the attendance status that an event category means
CREATE FUNCTION pg_temp.as_status(category text) RETURNS attendance_status
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
	RETURN category::attendance_status;
EXCEPTION WHEN data_exception THEN
	RETURN NULL;
END
$$;

-- What became of the rows of each file.  In a staging table, column rejected
-- says why a row cannot be used, passed_over why a sound row is not needed.
CREATE TEMP TABLE edfi_told (
	place int GENERATED ALWAYS AS IDENTITY,
	file text NOT NULL,
	rows_read bigint NOT NULL,
	used bigint NOT NULL,
	passed_over bigint NOT NULL,
	rejected bigint NOT NULL
) ON COMMIT DROP;
CREATE TEMP TABLE edfi_reason (
	file text NOT NULL,
	line bigint NOT NULL,
	fate text NOT NULL,
	reason text NOT NULL
) ON COMMIT DROP;
CREATE TEMP TABLE edfi_note (
	place int GENERATED ALWAYS AS IDENTITY,
	note text NOT NULL
) ON COMMIT DROP;

-- reject every row but the first of those that agree in key, a list of
-- expressions written in these scripts
CREATE PROCEDURE pg_temp.reject_repeats(stage regclass, key text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('UPDATE %1$s AS s SET rejected = ''repeats an earlier row''
		FROM (SELECT line, row_number() OVER (PARTITION BY %2$s ORDER BY line) AS nth
			  FROM %1$s WHERE rejected IS NULL AND passed_over IS NULL) AS d
		WHERE d.line = s.line AND d.nth > 1', stage, key);
END
$$;

-- count the rows of a staging table that was judged, and keep the reasons
CREATE PROCEDURE pg_temp.tell(stage regclass, file text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('INSERT INTO pg_temp.edfi_told (file, rows_read, used, passed_over, rejected)
		SELECT %L, count(*),
			count(*) FILTER (WHERE rejected IS NULL AND passed_over IS NULL),
			count(*) FILTER (WHERE rejected IS NULL AND passed_over IS NOT NULL),
			count(rejected)
		FROM %s', file, stage);
	EXECUTE format('INSERT INTO pg_temp.edfi_reason (file, line, fate, reason)
		SELECT %L, line, CASE WHEN rejected IS NULL THEN ''passed over'' ELSE ''rejected'' END,
			coalesce(rejected, passed_over)
		FROM %s WHERE coalesce(rejected, passed_over) IS NOT NULL', file, stage);
END
$$;
