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
	RETURN concat_ws(' | ', SQLSTATE, message, nullif(detail, ''), nullif(left(hint, 30), ''));
END $$;

SELECT left(t, 40) AS given, pg_temp.error_of(format('SELECT %L::attendance_rule', t)) AS error
FROM (VALUES
	(''), (' '), (';'), ('federal'), ('edfacts kipp'), ('edfacts; kipp'), ('edfacts;'), ('edfacts; ;min_days=1'), ('min_days=10; edfacts'), ('edfacts='), ('=10'),
	('min_days'), ('min_days='), ('min_days=ten'), ('min_days=-1'), ('min_days=36526'), ('min_days=2147483648'), ('min_days=18446744073709551616'), ('min_days=10 days'), ('min_days=1=2'),
	('min_days=1;min_days=2'), ('side=both'), ('partial=half'), ('excused=yes'), ('tardy=absent'), ('suspension=half_or_more'),
	('threshold=10'), ('threshold=0%'), ('threshold=0/10'), ('threshold=100.0001%'), ('threshold=11/10'), ('threshold=1/0'), ('threshold=10.00001%'), ('threshold=10,5%'), ('threshold=.1%'), ('threshold=10.%'),
	('threshold=1e-1'), ('threshold=1/1000001'), ('threshold=1/2147483648'), ('threshold=-10%'), ('threshold=1/10%'), ('threshold= 10 %'), ('threshold=%'), ('thréshold=10%'), ('min_days=१०'), (repeat('x', 100) || '=1')
) v (t);
SELECT left(pg_temp.error_of(format('SELECT %L::attendance_rule', repeat('min_days=1;', 10000000))), 100) AS long_text;

-- damaged binary input: every cut, and every field out of range
CREATE TEMP TABLE broken (r attendance_rule);
CREATE FUNCTION pg_temp.receive(bad bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	file text := current_setting('data_directory') || '/rule_bad.bin';
BEGIN
	PERFORM lo_from_bytea(4245, '\x5047434f50590aff0d0a000000000000000000'::bytea || '\x0001'::bytea || int4send(length(bad)) || bad || '\xffff'::bytea);
	PERFORM lo_export(4245, file);
	PERFORM lo_unlink(4245);
	RETURN pg_temp.error_of(format('COPY broken FROM %L (FORMAT binary)', file));
END $$;
SELECT pg_temp.receive(substr(b, 1, k)) AS error, count(*)
FROM (SELECT attendance_rule_send('edfacts') || '\x00' AS b) v, generate_series(0, length(b)) k GROUP BY 1 ORDER BY 1;
SELECT byte, value, pg_temp.receive(set_byte(attendance_rule_send('edfacts'), byte, value)) AS error
FROM (VALUES (0, 2), (1, 255), (4, 0), (4, 11), (4, 2), (5, 255), (8, 0), (9, 255), (10, 0), (11, 2), (12, 3), (13, 3), (17, 3)) v (byte, value);
SELECT * FROM broken;
