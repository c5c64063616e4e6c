-- the files to look for, and their columns
SELECT c.file, format('%I', c.column_name) AS quoted_name, c.column_name,
	pg_temp.stage_of(c.file) AS stage, (c.needed <> '')::int::bigint AS needed,
	f.needed::int::bigint AS file_needed
FROM pg_temp.load_column AS c
JOIN pg_temp.load_file AS f USING (file)
ORDER BY f.place, c.place
