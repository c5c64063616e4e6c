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

SELECT left(t, 40) AS given, pg_temp.error_of(format('SELECT %L::scorecard', t)) AS error
FROM (VALUES
	(''), ('  '), ('point'), ('"points"'), ('1'), ('; points'), ('balfanz2'), ('points a >=1:1'), ('points, a'),
	('points;;'), ('points; a'), ('points; a; b *1'), ('points; a >=1'), ('points; a >=1:'), ('points; a >=:1'),
	('points; a = 1'), ('points; a => 1:1'), ('points; a ==1:1'), ('points; a 1:1'), ('points; a >=1:1 x'), ('points; a >=1;1'),
	('points; a >=1e2:1'), ('points; a >=1.2.3:1'), ('points; a >=10%:1'), ('points; a >=.:1'), ('points; a >=-:1'), ('points; a >=NaN:1'),
	('points; a >=1234567890123456:1'), ('points; a *0.00000000000000000000001'), ('points; a *1.234567890123456'),
	('points; a >=0.2:4 >=0.1:2'), ('points; a >=0.1:2 >=0.1:3'), ('points; a >1:1 >=1:2'), ('points; a <1:1 <2:2'), ('points; a >=1:1 <0:5 >=1:2'),
	('points; a *'), ('points; a * x'), ('points; a *1 >=1:1'), ('points; a >=1:1 *1'), ('points; a *1 maximum 3'), ('points; a *1 max'), ('points; a *1 max 1 max 2'), ('points; a *1 min 2 max 1'), ('points; a >=1:1 max 2'),
	('points; a *1; A *2'), ('points; a *1; "a" *2'), ('points; base=1; base=2'), ('points; base'), ('points; base 1'), ('points; base='), ('points; base=x'), ('points; "base" *1'), ('points; max *1'),
	('points; missing a=0'), ('points; a *1; missing'), ('points; a *1; missing a'), ('points; a *1; missing a=0; missing a=1'), ('points; a *1; missing b=0'), ('points; a *1; missing a=none'), ('points; a *1; missing a=1 2'),
	('points; "a *1'), ('points; "" *1'), ('points; a" *1'), ('points; "' || repeat('x', 64) || '" *1'), ('points; ' || repeat('é', 40) || ' *1'), ('points; 1a *1'), ('points; a-b *1'), ('points; a.b *1'),
	('balfanz; absence_rate >=0.1:1'), ('balfanz; base=1; base=2'), ('balfanz and more')
) v (t);
SELECT pg_temp.error_of(format('SELECT %L::scorecard', 'points; ' || string_agg(format('f%s *1', k), '; '))) AS too_many_features FROM generate_series(1, 101) k;
SELECT pg_temp.error_of(format('SELECT %L::scorecard', 'points; f ' || string_agg(format('>=%s:1', k), ' '))) AS too_many_terms FROM generate_series(1, 501) k;

-- damaged binary input
SET client_min_messages = error;
DO $$
DECLARE
	file text := current_setting('data_directory') || '/card_bad.bin';
	bad bytea;
	head bytea := '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000';
BEGIN
	CREATE TEMP TABLE broken (c scorecard);
	FOREACH bad IN ARRAY ARRAY['\x'::bytea, '\x01', '\x00' || 'points'::bytea, '\x02' || 'points'::bytea, '\x01' || 'points; a'::bytea, '\x01' || 'points; a *1'::bytea || '\x00', '\x01' || 'POINTS;a*1.0'::bytea]
	LOOP
		PERFORM lo_from_bytea(4244, head || '\x0001'::bytea || int4send(length(bad)) || bad || '\xffff'::bytea);
		PERFORM lo_export(4244, file);
		PERFORM lo_unlink(4244);
		RAISE INFO '%: %', encode(bad, 'escape'), pg_temp.error_of(format('COPY broken FROM %L (FORMAT binary)', file));
	END LOOP;
END $$;
SELECT c FROM broken;

-- a row that does not have what the card asks for
CREATE TYPE pg_temp.no_columns AS ();
SELECT pg_temp.error_of(q) FROM (VALUES
	($$SELECT risk_score('points; absence_rate >=0.1:1', f) FROM (SELECT 0.1 AS attendance_rate, 1 AS incidents) f$$),
	($$SELECT risk_score('points; a *1', ROW(1, 2))$$),
	($$SELECT risk_score('points; a *1', ROW()::pg_temp.no_columns)$$),
	($$SELECT risk_score('points; a *1', f) FROM (SELECT 1 AS "A") f$$),
	($$SELECT risk_score('points; a *1', f) FROM (SELECT 1 AS a, 2 AS a) f$$),
	($$SELECT risk_score('points; a *1', f) FROM (SELECT '1'::text AS a) f$$),
	($$SELECT risk_score('points; a *1; missing a=0', f) FROM (SELECT NULL::date AS a) f$$),
	($$SELECT risk_score('points; a *1', f) FROM (SELECT ARRAY[1] AS a) f$$),
	($$SELECT risk_score('points; a *1', f) FROM (SELECT '$1'::money AS a) f$$),
	($$SELECT risk_score('points; a *1', f) FROM (SELECT 1e400 AS a) f$$),
	($$SELECT risk_score('points; a *1', 5)$$),
	($$SELECT risk_reasons('points; a *1', f) FROM (SELECT 1 AS b) f$$),
	($$SELECT risk_score('points; a *1; missing a=7', f) FROM (SELECT 1 AS b) f$$)
) v (q);
