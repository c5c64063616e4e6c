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

SELECT t AS given, pg_temp.error_of(format('SELECT %L::truancy_rule', t)) AS error
FROM (VALUES
	(''), ('nevada'), ('florida nevada'), ('florida or'), ('florida, ohio'), ('15'), ('é'),
	('0 unexcused days in record'), ('-1 unexcused days in record'), ('1.5 unexcused days in record'), ('36526 U parts in record'),
	('0 U hours in record'), ('0.001 U hours in record'), ('876600.01 U hours in record'), ('NaN U hours in record'),
	('3 truant days in record'), ('3 X days in record'), ('3 U? days in record'), ('3 Ué days in record'),
	('3 U weeks in record'), ('3 U occasions in record'), ('3 U occasions over 1440 minutes in record'),
	('3 U days'), ('3 U days within record'), ('3 U days in year'), ('3 U days in 90 days'),
	('3 U days in 0 calendar days'), ('3 U days in 36526 school days'),
	('3 U days in 1 calendar month'), ('3 U days in 1201 calendar months'),
	('3 U days in record at 6 hours a day'), ('3 U hours in record at 25 hours a day'), ('3 U hours in record at 6.333 hours a day'),
	('3 U hours in record at 380.5 minutes a day'), ('3 U hours in record at 6 lessons a day'), ('3 U hours in record at 6 hours')
) v (t);
SELECT pg_temp.error_of(format('SELECT %L::truancy_rule', string_agg(k || ' U days in record', ' or '))) AS too_many FROM generate_series(1, 17) k;
SELECT length((string_agg(k || ' U days in record', ' or ')::truancy_rule)::text) AS just_enough FROM generate_series(1, 16) k;

-- damaged binary input
SET client_min_messages = error;
DO $$
DECLARE
	file text := current_setting('data_directory') || '/truancy_bad.bin';
	bad bytea;
	clause bytea := '\x0000000f0a00' || '\x0002005a00000000'::bytea;
	head bytea := '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000';
BEGIN
	CREATE TEMP TABLE broken (t truancy_rule);
	FOREACH bad IN ARRAY ARRAY[
		'\x0101'::bytea || clause,	-- a good one, for comparison
		'\x', '\x01', '\x0100', '\x0101', '\x0201'::bytea || clause, '\x0111'::bytea || clause, '\x0101'::bytea || clause || '\x00', '\x0102'::bytea || clause,
		'\x0102'::bytea || clause || clause,	-- a clause twice
		'\x0101'::bytea || overlay(clause PLACING '\x00000000'::bytea FROM 1),	-- a count of 0
		'\x0101'::bytea || overlay(clause PLACING '\xffffffff'::bytea FROM 1),
		'\x0101'::bytea || overlay(clause PLACING '\x0000'::bytea FROM 5),	-- no kind
		'\x0101'::bytea || overlay(clause PLACING '\x0a01'::bytea FROM 5),	-- dots
		'\x0101'::bytea || overlay(clause PLACING '\x8a00'::bytea FROM 5),	-- a reserved status
		'\x0101'::bytea || overlay(clause PLACING '\x04'::bytea FROM 7),	-- unit
		'\x0101'::bytea || overlay(clause PLACING '\x06'::bytea FROM 8),	-- window
		'\x0101'::bytea || overlay(clause PLACING '\x00'::bytea FROM 8),	-- the record has no length
		'\x0101'::bytea || overlay(clause PLACING '\x0000'::bytea FROM 9),	-- no days
		'\x0101'::bytea || overlay(clause PLACING '\x001e'::bytea FROM 11),	-- minutes of no occasion
		'\x0101'::bytea || overlay(clause PLACING '\x0f3c'::bytea FROM 13),	-- a length of the day where none is asked
		'\x0101'::bytea || overlay(overlay(clause PLACING '\x02'::bytea FROM 7) PLACING '\x0f3d'::bytea FROM 13)	-- 390.1 minutes
	]
	LOOP
		PERFORM lo_from_bytea(4244, head || '\x0001'::bytea || int4send(length(bad)) || bad || '\xffff'::bytea);
		PERFORM lo_export(4244, file);
		PERFORM lo_unlink(4244);
		RAISE INFO '%: %', bad, pg_temp.error_of(format('COPY broken FROM %L (FORMAT binary)', file));
	END LOOP;
END $$;
SELECT t FROM broken;
