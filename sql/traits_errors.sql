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

SELECT left(t, 20) AS given, pg_temp.error_of(format('SELECT %L::traits', t)) AS error
FROM (VALUES
	(','), ('a,'), (',a'), ('a,,b'), (':1'), ('a, :2'), ('a:'), ('a:,b'), ('a: '),
	('science; reading'), ('a' || chr(1) || 'b'), ('a' || chr(127)),
	('a:b'), ('a:1:2'), ('a:1e2'), ('a:1.'), ('a:.'), ('a:--1'), ('a:NaN'), ('a:infinity'), ('a:1 2'), ('a:0x1'),
	('a:100.000001'), ('a:-101'), ('a:1.0000001'), ('a:99999999999999999999999'),
	('a:1, A:2'), ('chess:0, chess'), ('é:1, É:2'),
	('日本語, 科学:x'),
	(repeat('x', 128)), (repeat('é', 64))
) v (t);
SELECT pg_temp.error_of(format('SELECT %L::traits', string_agg('t' || k, ','))) AS too_many FROM generate_series(1, 257) k;
SELECT pg_temp.error_of('SELECT a || b FROM (SELECT string_agg(''a'' || k, '','')::traits a, string_agg(''b'' || k, '','')::traits b FROM generate_series(1, 129) k) v') AS too_many_together;

-- the greatest there is
SELECT length(repeat('x', 127)::traits::text), length(repeat('é', 63)::traits::text) AS letters,
	(SELECT count(*) FROM trait_weights((SELECT string_agg('t' || k || ':-99.999999', ',') FROM generate_series(1, 256) k)::traits)) AS tags;
SELECT trait_similarity(t, t) FROM (SELECT string_agg('t' || k || ':100', ',')::traits FROM generate_series(1, 256) k) v (t);

-- damaged binary input
SET client_min_messages = error;
DO $$
DECLARE
	file text := current_setting('data_directory') || '/traits_bad.bin';
	bad bytea;
	head bytea := '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000';
BEGIN
	CREATE TEMP TABLE broken (t traits);
	FOREACH bad IN ARRAY ARRAY['\x'::bytea, '\x00', '\x02616263', '\x01612c', '\x016100', '\x01ff', '\x01613b62', '\x01', '\x0142202c61']
	LOOP
		PERFORM lo_from_bytea(4243, head || '\x0001'::bytea || int4send(length(bad)) || bad || '\xffff'::bytea);
		PERFORM lo_export(4243, file);
		PERFORM lo_unlink(4243);
		RAISE INFO '%: %', bad, pg_temp.error_of(format('COPY broken FROM %L (FORMAT binary)', file));
	END LOOP;
END $$;
SELECT t FROM broken;
