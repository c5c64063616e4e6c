-- The files of format csv have the columns of their relations.
DO $$
DECLARE
	f record;
BEGIN
	FOR f IN SELECT file, replace(file, '.csv', '') AS relation
		FROM pg_temp.load_file WHERE present ORDER BY place
	LOOP
		CALL pg_temp.convert_file(f.file, f.relation);
	END LOOP;
END
$$;
