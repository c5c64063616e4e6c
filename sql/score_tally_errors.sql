-- what the type and its aggregates refuse, and how they say so
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
SELECT t AS given, pg_temp.error_of(format('SELECT %L::score_tally', t)) AS error
FROM (VALUES ('x'), ('1'), ('1:'), ('1:1'), ('1:1/'), (':1/1'), ('1:-1/0'), ('1:1/1,'), (',1:1/1'), ('1:1/1 2:1/1'), ('NaN:1/0'), ('nan:1/0'), ('inf:1/0'),
	('0x1:1/0'), ('1 :1/0'), ('1e:1/0'), ('1.2.3:1/0'), ('--1:1/0'), ('1:1.5/0'), ('1:2147483648/0'), ('1:99999999999999999999/0'), ('1:2147483647/0, 2:1/0'), ('1:1/2147483647, 1:0/1')) v (t);
SELECT pg_temp.error_of(q) FROM (VALUES
	($$SELECT roc_auc('NaN'::float8, true)$$),
	($$SELECT brier_score(1.5, true)$$), ($$SELECT brier_score(-0.1, true)$$), ($$SELECT brier_score('Infinity'::float8, true)$$),
	($$SELECT score_tally_agg(t) FROM (VALUES ('1:2147483647/0'::score_tally), ('1:1/0')) v (t)$$),
	($$SELECT score_tally_transfn(NULL, 1, true)$$), ($$SELECT score_tally_combine('1:1/0', '1:1/0')$$)) v (q);
-- damaged binary input
SET client_min_messages = error;
DO $$
DECLARE
	file text := current_setting('data_directory') || '/tally_bad.bin';
	bad bytea;
	head bytea := '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000';
	half bytea := '\x3fe00000000000000000000100000002';
	one bytea := '\x3ff00000000000000000000100000000';
BEGIN
	CREATE TEMP TABLE broken (t score_tally);
	FOREACH bad IN ARRAY ARRAY['\x'::bytea, '\x02', '\x01000000', '\x0100000000', '\x0100000001', '\x01ffffffff', '\x0100000002' || half, '\x0100000001' || half || '\x00',
		'\x0100000002' || half || one, '\x0100000002' || one || half, '\x0100000002' || one || one,
		'\x01000000017ff80000000000000000000100000000'::bytea, '\x010000000180000000000000000000000100000000'::bytea, '\x01000000013ff00000000000000000000000000000'::bytea,
		'\x01000000013ff0000000000000ffffffff00000000'::bytea]
	LOOP
		PERFORM lo_from_bytea(4245, head || '\x0001'::bytea || int4send(length(bad)) || bad || '\xffff'::bytea);
		PERFORM lo_export(4245, file);
		PERFORM lo_unlink(4245);
		RAISE INFO '%: %', bad, pg_temp.error_of(format('COPY broken FROM %L (FORMAT binary)', file));
	END LOOP;
END $$;
SELECT t FROM broken;
