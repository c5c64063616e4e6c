-- what the type refuses, and how it says so
CREATE FUNCTION pg_temp.error_of(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, message, nullif(detail, ''), nullif(hint, ''));
END $$;

SELECT left(t, 30) AS given, pg_temp.error_of(format('SELECT %L::attendance_status', t)) AS error
FROM (VALUES
	(''), (' '), ('.'), ('p'), ('s'), ('é'), ('Absent'), ('present!'), ('leftearly'), ('left__early'),
	('present present'), ('#Tardy'), ('uri://ed-fi.org/AttendanceEventCategoryDescriptor#'),
	('uri://ed-fi.org/AttendanceEventCategoryDescriptor#Absent'),
	('uri://ed-fi.org/AttendanceEventCategoryDescriptor'), (repeat('ä', 100))
) v (t);
-- the casts say the same
SELECT pg_temp.error_of('SELECT ''gone''::text::attendance_status') AS from_text,
	pg_temp.error_of('SELECT ''gone''::varchar::attendance_status') AS from_varchar;
-- none is implicit
SELECT pg_temp.error_of('SELECT attendance(date ''2024-08-26'', ''P''::text)') AS not_implicit;

-- damaged binary input
DO $$
DECLARE
	file text := current_setting('data_directory') || '/status_bad.bin';
	bad bytea;
	head bytea := '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000';
BEGIN
	CREATE TEMP TABLE broken (s attendance_status);
	FOREACH bad IN ARRAY ARRAY['\x'::bytea, '\x00', '\x0d', '\xff', '\x0303', '\x0c']
	LOOP
		PERFORM lo_from_bytea(4243, head || '\x0001'::bytea || int4send(length(bad)) || bad || '\xffff'::bytea);
		PERFORM lo_export(4243, file);
		PERFORM lo_unlink(4243);
		RAISE INFO '%: %', bad, pg_temp.error_of(format('COPY broken FROM %L (FORMAT binary)', file));
	END LOOP;
END $$;
SELECT s FROM broken;
