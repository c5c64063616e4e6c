\pset format unaligned
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
CREATE TABLE r AS SELECT k, k % 3 = 0 AS y, k % 5 AS a, (k * 7 % 11) * 1.5 AS b FROM generate_series(1, 60) k;
-- rows that no fit can be made of
SELECT training, ridge, pg_temp.error_of(format('SELECT risk_fit(%L, %L)', training, ridge)) AS error FROM (VALUES
	('SELECT y, a FROM r WHERE false', 1), ('SELECT NULL::bool, a FROM r', 1), ('SELECT y, NULL::int AS a FROM r', 1), ('SELECT y, ''NaN''::float8 AS a FROM r', 1),
	('SELECT true, a FROM r', 1), ('SELECT false, a FROM r', 1),
	('SELECT y, a, 0.1 AS same FROM r', 1), ('SELECT y, a, 0.1::float8 AS same FROM r', 0), ('SELECT y, a, a > 100 AS same FROM r', 1), ('SELECT y, a * 1e-200::float8 AS a FROM r', 1),
	('SELECT y, a, ''Infinity''::float8 AS far FROM r', 1), ('SELECT y, CASE WHEN k = 7 THEN ''-Infinity''::float4 ELSE k END AS far, a FROM r', 1),
	('SELECT y, CASE WHEN k = 7 THEN 1e400 ELSE k END AS far, a FROM r', 1), ('SELECT y, CASE WHEN k = 7 THEN 1e101::float8 ELSE k END AS far, a FROM r', 1),
	('SELECT y, a, b, 2 * a - b AS ab FROM r', 0), ('SELECT y, a, a AS again FROM r', 0), ('SELECT k % 2 = 0, k, a, b FROM r WHERE k <= 3', 0),
	('SELECT k > 30, k FROM r', 0), ('SELECT k > 30, a, k * 1.5 AS kk FROM r', 0), ('SELECT k % 3 = 0, a, k % 6 = 0 AS sure FROM r', 0),
	('SELECT y, a FROM r', -1), ('SELECT y, a FROM r', 'NaN'), ('SELECT y, a FROM r', 'Infinity'), ('SELECT y, a FROM r', '-Infinity'), ('SELECT y, a FROM r', 1e101),
	('SELECT y, b * 1e-30::float8 AS b FROM r', 0)) v (training, ridge);
-- a ridge above 0 has an answer for dependent features and partial separation
SELECT pg_temp.error_of(format('SELECT risk_fit(%L)', training)) AS error FROM (VALUES
	('SELECT y, a, b, 2 * a - b AS ab FROM r'), ('SELECT y, a, a AS again FROM r'), ('SELECT k % 3 = 0, a, k % 6 = 0 AS sure FROM r')) v (training);
SELECT count(DISTINCT round(coefficient::numeric, 10)) AS shared_alike FROM risk_fit_terms('SELECT y, a, a AS again FROM r') WHERE feature <> 'base';
-- columns
SELECT left(training, 60) AS training, pg_temp.error_of(format('SELECT risk_fit(%L)', training)) AS error FROM (VALUES
	('SELECT y FROM r'), ('SELECT a, b FROM r'), ('SELECT y, ''x''::text AS note FROM r'), ('SELECT y, now() AS day, a FROM r'), ('SELECT y, a, b AS a FROM r'),
	('SELECT y, a AS base FROM r'), ('SELECT y, ARRAY[a] AS list FROM r'), ('SELECT y, a FROM nowhere'), ('SELECT y, a FROM'), (''), ('SELECT 1; SELECT 2'),
	('UPDATE r SET a = 0'), ('UPDATE r SET a = 0 RETURNING y, a'), ('SELECT y, a FROM r) AS q (y, x0); DROP TABLE r; --'), ('SELECT y, a / (k - 30) AS a FROM r'),
	('SELECT y, ' || (SELECT string_agg('a + ' || j || ' AS a' || j, ', ') FROM generate_series(1, 65) j) || ' FROM r')) v (training);
SELECT pg_temp.error_of(q) FROM (VALUES ('SELECT risk_fit(NULL)'), ('SELECT risk_fit(''SELECT y, a FROM r'', NULL)'), ('SELECT * FROM risk_fit_terms(NULL)'), ('SELECT * FROM risk_fit_terms(''SELECT y FROM r'')')) v (q);
-- a query that yields other rows each time
SELECT pg_temp.error_of($$SELECT risk_fit('SELECT y, a FROM r, generate_series(1, 500) WHERE k > random() * 30')$$);

-- the aggregate and its state
SELECT pg_temp.error_of(q) FROM (VALUES
	($$SELECT logit_sums_transfn(NULL, NULL, true, 1)$$), ($$SELECT logit_sums_combine(NULL, NULL)$$),
	($$SELECT logit_sums_agg(NULL, y, 'x'::text) FROM r$$), ($$SELECT logit_sums_agg(NULL, y, VARIADIC ARRAY[a, a]) FROM r$$),
	($$SELECT logit_sums_agg('{1,2}', y, a) FROM r$$), ($$SELECT logit_sums_agg('{0,0,0,0}', y, a) FROM r$$), ($$SELECT logit_sums_agg('{0,NaN,0,0}', y, a) FROM r$$),
	($$SELECT logit_sums_agg('{0,1,0,NULL}', y, a) FROM r$$), ($$SELECT logit_sums_agg('{{0,1,0,0}}', y, a) FROM r$$), ($$SELECT logit_sums_agg('{0,-1,0,0}', y, a) FROM r$$),
	($$SELECT logit_sums_agg(s) FROM (SELECT logit_sums_agg(NULL, y, a) FROM r WHERE k < 9 UNION ALL SELECT logit_sums_agg(NULL, y, a, b) FROM r) v (s)$$),
	($$SELECT logit_sums_agg(s) FROM (SELECT logit_sums_agg(NULL, y, a) FROM r UNION ALL SELECT logit_sums_agg(NULL, y, a, b) FROM r) v (s)$$),
	($$SELECT logit_sums_agg(s) FROM (SELECT logit_sums_agg('{0,1,0,0}', y, a) FROM r UNION ALL SELECT logit_sums_agg('{0,1,0,1}', y, a) FROM r) v (s)$$),
	($$SELECT logit_sums_agg(s) FROM (SELECT logit_sums_agg('{0,1,0,0}', y, a) FROM r UNION ALL SELECT logit_sums_agg(NULL, y, a) FROM r) v (s)$$)) v (q);
SELECT t AS given, pg_temp.error_of(format('SELECT %L::logit_sums', t)) AS error FROM (VALUES
	(''), ('x'), ('moments'), ('moments 0'), ('moments 65'), ('moments 1'), ('moments 1 2 1 0 0'), ('moments 1 2 1 0 2: 7 21 0 0 1 4'), ('moments 1 2 1 0 0: 7 21 0 0 1'), ('moments 1 2 1 0 0: 7 21 0 0 1 4 5'),
	('moments 1 2 1 0 0: 7 21 0 0 1 NaN'), ('moments 1 2 1 0 0: Infinity 21 0 0 1 4'), ('moments 1 -2 1 0 0: 7 21 0 0 1 4'), ('moments 1 1000000000001 1 0 0: 7 21 0 0 1 4'),
	('moments 1 1000000000000 1 0 0: 7 21 0 0 1 4'), ('moments  1 2 1 0 0: 7 21 0 0 1 4'), ('moments 1 2 1 0 0:7 21 0 0 1 4'), ('step 1 1 1 0 0: 0 0 0 0'),
	('step 1 1 1 0 0: 0 0 0 0 -1.4 0 -0.5 0.5 0.75 1.25 0 0 0 0 0 0 0 0'), ('step 1 1 1 0 0: 0 1 0 0 -1.4 0 -0.5 0.5 0.75 1.25 0 0 0 0 0 0 0 0'), ('moments 1 2 1 0 0: 7 21 0 0 1 4')) v (t);
-- damaged binary input
SET client_min_messages = error;
DO $$
DECLARE
	file text := current_setting('data_directory') || '/sums_bad.bin';
	head bytea := '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000';
	good bytea;
	bad bytea;
BEGIN
	SELECT logit_sums_send('moments 1 2 1 0 0: 7 21 0 0 1 4') INTO good;
	CREATE TEMP TABLE broken (t logit_sums);
	FOREACH bad IN ARRAY ARRAY['\x'::bytea, '\x02', '\x01', substr(good, 1, 36), substr(good, 1, 84), good || '\x00', set_byte(good, 0, 2), set_byte(good, 4, 2), set_byte(good, 8, 0),
		set_byte(good, 8, 65), set_byte(good, 8, 2), set_byte(good, 12, 2), set_byte(good, 13, 128), set_byte(good, 15, 1), set_byte(set_byte(good, 37, 127), 38, 240), set_byte(set_byte(good, 69, 127), 70, 248), good]
	LOOP
		PERFORM lo_from_bytea(4247, head || '\x0001'::bytea || int4send(length(bad)) || bad || '\xffff'::bytea);
		PERFORM lo_export(4247, file);
		PERFORM lo_unlink(4247);
		RAISE INFO '% bytes: %', length(bad), pg_temp.error_of(format('COPY broken FROM %L (FORMAT binary)', file));
	END LOOP;
END $$;
SELECT t FROM broken;
DROP TABLE r;
