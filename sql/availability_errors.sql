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

SELECT left(t, 20) AS given, pg_temp.error_of(format('SELECT %L::availability', t)) AS error
FROM (VALUES
	('Mon'), ('Mon:'), ('Mon:,P1'), ('Mon:P1,'), ('Mon P1'), (':P1'), (','),
	('Mum:P1'), ('Mond:P1'), ('8:P1'), ('0:P1'), ('Mon:P0'), ('Mon:P13'), ('Mon:P01'),
	('Mon:noon'), ('Mon:lunch-after'), ('Mon:before-P3'), ('Mon:P4-P1'), ('Mon:P1-P1'),
	('Mon:P1-'), ('Mon:P1-P2-P3'), ('Fri-Mon:P1'), ('Mon-Mon:P1'), ('Mon-:P1'),
	('none Mon:P1'), ('none,'), ('nonesuch'), ('Mon:P1;Tue:P1'), ('Mon:P1 und so weiter'),
	('Müller:P1'), ('Mon:Pé'), ('Mon:' || repeat('x', 200))
) v (t);

SELECT pg_temp.error_of(format('SELECT availability(%L::int, %L)', d, s)) AS error
FROM (VALUES (0, 'P1'), (8, 'P1'), (-2147483648, 'P1'), (1, 'P13'), (1, ''), (1, 'P1 '), (1, 'P1-P2')) v (d, s);
SELECT availability(NULL, 'P1') IS NULL AND availability(1, NULL) IS NULL AS strict;

-- damaged binary input
SET client_min_messages = error;
DO $$
DECLARE
	file text := current_setting('data_directory') || '/availability_bad.bin';
	bad bytea;
	head bytea := '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000';
BEGIN
	CREATE TEMP TABLE broken (a availability);
	FOREACH bad IN ARRAY ARRAY['\x'::bytea, '\x01', '\x01'::bytea || decode(repeat('00', 13), 'hex'),
		'\x00'::bytea || decode(repeat('00', 14), 'hex'), '\x02'::bytea || decode(repeat('ff', 14), 'hex'),
		'\x01'::bytea || decode(repeat('ff', 15), 'hex'), '\x01'::bytea || decode(repeat('ff', 14), 'hex')]
	LOOP
		PERFORM lo_from_bytea(4242, head || '\x0001'::bytea || int4send(length(bad)) || bad || '\xffff'::bytea);
		PERFORM lo_export(4242, file);
		PERFORM lo_unlink(4242);
		RAISE INFO '% bytes from %: %', length(bad), substr(bad, 1, 1),
			pg_temp.error_of(format('COPY broken FROM %L (FORMAT binary)', file));
	END LOOP;
END $$;
SELECT a, slot_count(a) FROM broken;
