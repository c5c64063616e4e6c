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

SELECT left(t, 30) AS given, pg_temp.error_of(format('SELECT %L::attendance', t)) AS error
FROM (VALUES
	(''), ('  '), (':'), ('-'), ('2'), ('2024-08-26'), ('2024-08-26:'), ('2024-08-26: P'), ('2024-08-26 P'),
	('24-08-26:P'), ('12024-08-26:P'), ('2024-8-26:P'), ('2024/08/26:P'), ('2024-02-30:P'), ('2023-02-29:P'),
	('0000-01-01:P'), ('2024-00-01:P'), ('2024-13-01:P'), ('0044-03-15 BC:P'), ('infinity:P'), ('-infinity:P'),
	('9999-12-31:PP'), ('9999-12-31:P.'), ('2024-08-26:PQ'), ('2024-08-26:Pp'), ('2024-08-26:Pé'), ('é'), ('2024-08-26:P P'),
	('emptyish'), ('empty P'), ('empt'), ('2024-08-26:.(1/2)'), ('2024-08-26:(1/2)'), ('2024-08-26:u('), ('2024-08-26:u()'),
	('2024-08-26:u(1)'), ('2024-08-26:u(1/)'), ('2024-08-26:u(/2)'), ('2024-08-26:u(1/2'), ('2024-08-26:u(2/1)'), ('2024-08-26:u(0/0)'),
	('2024-08-26:u(1/1441)'), ('2024-08-26:u(-1/2)'), ('2024-08-26:u(1/2)(1/2)'), ('2024-08-26:u( 1/2)'), ('2024-08-26:u(1.5/2)'),
	('2024-08-26:u(2147483648/4294967296)'), ('2024-08-26:u(18446744073709551616/1)'), ('99999999999999999999999999-01-01:P')
) v (t);

-- every beginning of a value is a value or a clean error
SELECT DISTINCT left(pg_temp.error_of(format('SELECT %L::attendance', left(t, k))), 60) AS error
FROM unnest(ARRAY['2024-08-26:PPPPP..PPUUP', '2024-08-26:u(195/390)T(10/390)', '  empty  ', '0001-01-01:S..(']) t, generate_series(0, 32) k
ORDER BY 1;

-- a record spans a hundred years at most, however it is made
SELECT longest_streak(('1950-01-01:' || repeat('U', 36525))::attendance) AS longest_possible,
	pg_temp.error_of($q$SELECT ('1950-01-01:' || repeat('U', 36526))::attendance$q$) AS one_too_many,
	pg_temp.error_of($q$SELECT ('1950-01-01:P' || repeat('.', 36524) || 'P')::attendance$q$) AS gap;
SELECT first_day(a), last_day(a) FROM (SELECT '1950-01-01:P'::attendance || '2049-12-31:P') x (a);
SELECT pg_temp.error_of($q$SELECT '1950-01-01:P'::attendance || '2050-01-01:P'$q$) AS merged;
SELECT pg_temp.error_of($q$SELECT attendance_agg(d, 'P') FROM unnest('{1950-01-01,2050-01-01}'::date[]) d$q$) AS aggregated,
	pg_temp.error_of($q$SELECT attendance_agg(attendance(d, 'P')) FROM unnest('{2050-01-01,1950-01-01}'::date[]) d$q$) AS combined;
SELECT d, pg_column_size(attendance_agg(x, 'P')) AS bytes
FROM (VALUES ('{1950-01-01,2049-12-31}'::date[]), ('{2049-12-31,1950-01-01}'), ('{2000-01-01,1950-01-01,2049-12-31}'),
	('{9999-12-31,9999-12-01}'), ('{0001-01-01,0001-02-01}')) v (d), unnest(d) x
GROUP BY d ORDER BY d;

-- days that no school year has
SELECT d, pg_temp.error_of(format('SELECT attendance(%L, ''P'')', d)) AS made,
	pg_temp.error_of(format('SELECT attendance_agg(%L::date, ''P'')', d)) AS aggregated
FROM unnest('{infinity,-infinity,0001-12-31 BC,4713-01-01 BC,10000-01-01,5874897-12-31}'::date[]) d;
-- ... nor does the slack behind the last possible day let one in
SELECT pg_temp.error_of($q$SELECT attendance_agg(d, 'P') FROM unnest('{9999-12-31,10000-01-01}'::date[]) d$q$) AS after_the_end,
	pg_temp.error_of($q$SELECT attendance_agg(d, 'P') FROM unnest('{0001-01-02,0001-01-01,0001-12-31 BC}'::date[]) d$q$) AS before_the_beginning;

-- minutes
SELECT m, s, pg_temp.error_of(format('SELECT attendance(''2024-08-26'', ''P'', %s, %s)', m, s)) AS error
FROM (VALUES (-1, 10), (11, 10), (0, 0), (0, -1), (1, 1441), (2147483647, 2147483647), (-2147483648, 1), (10, 10)) v (m, s);
SELECT pg_temp.error_of($q$SELECT attendance_agg('2024-08-26', 'P', 11, 10)$q$) AS aggregated;

-- kinds and lengths
SELECT kind, pg_temp.error_of(format('SELECT count_days(''empty'', %L)', kind)) AS error
FROM unnest('{"",absence,X,?,.,UX,U S,Present!,i,é,"absent "}'::text[]) kind;
SELECT pg_temp.error_of($q$SELECT * FROM streaks('empty', 'nonsense')$q$) AS streaks,
	pg_temp.error_of($q$SELECT longest_streak('empty', 'nonsense')$q$) AS longest,
	pg_temp.error_of($q$SELECT current_streak('empty', 'nonsense')$q$) AS current;
SELECT pg_temp.error_of($q$SELECT streak_count('empty', 'absent', 0)$q$) AS zero,
	pg_temp.error_of($q$SELECT * FROM streaks('empty', 'absent', -2147483648)$q$) AS negative;

-- support functions are the aggregate's alone
SELECT pg_temp.error_of($q$SELECT attendance_agg_transfn('empty', '2024-08-26', 'P')$q$) AS transfn,
	pg_temp.error_of($q$SELECT attendance_agg_minutes_transfn('empty', '2024-08-26', 'P', 1, 2)$q$) AS minutes_transfn,
	pg_temp.error_of($q$SELECT attendance_agg_combine('empty', 'empty')$q$) AS combine;

-- 100 MB of text are refused at once, wherever the fault is
CREATE FUNCTION pg_temp.refused_quickly(value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	start timestamptz := clock_timestamp();
	state text := 'no error';
BEGIN
	BEGIN
		PERFORM value::attendance;
	EXCEPTION WHEN OTHERS THEN
		state := SQLSTATE;
	END;
	RETURN state || CASE WHEN clock_timestamp() - start > interval '5 seconds' THEN ' (slow)' ELSE '' END;
END $$;
SELECT pg_temp.refused_quickly(repeat('0', 100000000)) AS digits,
	pg_temp.refused_quickly('2024-08-26:' || repeat('P', 100000000)) AS marks,
	pg_temp.refused_quickly('2024-08-26:P' || repeat('.', 100000000) || 'P') AS dots,
	pg_temp.refused_quickly('2024-08-26:P(' || repeat('1', 100000000)) AS minutes,
	pg_temp.refused_quickly('2024-08-26:P' || repeat(' ', 100000000) || 'x') AS blanks;

-- damaged binary input: every cut, a byte too many, and every rule broken once
CREATE TEMP TABLE broken (a attendance);
CREATE FUNCTION pg_temp.receive(bad bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	file text := current_setting('data_directory') || '/attendance_bad.bin';
BEGIN
	PERFORM lo_from_bytea(4244, '\x5047434f50590aff0d0a000000000000000000'::bytea || '\x0001'::bytea || int4send(length(bad)) || bad || '\xffff'::bytea);
	PERFORM lo_export(4244, file);
	PERFORM lo_unlink(4244);
	RETURN pg_temp.error_of(format('COPY broken FROM %L (FORMAT binary)', file));
END $$;
SELECT pg_temp.receive(substr(b, 1, k)) AS error, count(*)
FROM (SELECT attendance_send('2024-08-26:P.u(195/390)T(1/2)') AS b) v, generate_series(0, length(b)) k
GROUP BY 1 ORDER BY 1;
SELECT what, pg_temp.receive(decode(replace(hex, ' ', ''), 'hex')) AS error
FROM (VALUES
	('as it should be', '01 0000232c 0003 0001 3090 0002 00c3 0186'),
	('a byte too many', '01 0000232c 0003 0001 3090 0002 00c3 0186 00'),
	('version 0', '00 0000232c 0003 0000 3030'), ('version 2', '02 0000232c 0003 0000 3030'),
	('too many days', '01 0000232c ffff 0000 3030'), ('too many minutes', '01 0000232c 0003 ffff 3030'),
	('more minutes than days', '01 0000232c 0001 0002 30 0000 0001 0002 0001 0001 0002'),
	('reserved status', '01 0000232c 0003 0000 3d30'), ('unused half byte', '01 0000232c 0003 0000 3033'),
	('dot at the beginning', '01 0000232c 0003 0000 0330'), ('dot at the end', '01 0000232c 0004 0000 3330'),
	('empty with a day', '01 0000232c 0000 0000'), ('before year 1', '01 80000000 0001 0000 30'), ('after year 9999', '01 7fffffff 0001 0000 30'),
	('last day after year 9999', '01 002c95d3 0002 0000 33'),
	('minutes on a dot', '01 0000232c 0003 0001 3030 0001 00c3 0186'), ('minutes beyond the end', '01 0000232c 0003 0001 3030 0003 00c3 0186'),
	('minutes twice', '01 0000232c 0003 0002 3030 0002 00c3 0186 0002 00c3 0186'), ('minutes out of order', '01 0000232c 0003 0002 3030 0002 00c3 0186 0000 00c3 0186'),
	('more missed than scheduled', '01 0000232c 0003 0001 3030 0002 0187 0186'), ('nothing scheduled', '01 0000232c 0003 0001 3030 0002 0000 0000'),
	('longer than a day', '01 0000232c 0003 0001 3030 0002 0000 05a1')
) v (what, hex);
SELECT * FROM broken;
