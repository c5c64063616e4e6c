-- the first faults in the order of the files, and how many there are
SELECT f.file, f.row_no, f.column_name, f.what, count(*) OVER () AS faults
FROM pg_temp.load_fault AS f
LEFT JOIN pg_temp.load_file AS l USING (file)
LEFT JOIN pg_temp.load_column AS c USING (file, column_name)
ORDER BY l.place, f.row_no NULLS FIRST, c.place NULLS FIRST, f.what
LIMIT 20
