-- What is wrong with a file as such; $1 = file, $2 = row or NULL, $3 = column or
-- NULL, $4 = what
WITH f AS (
	UPDATE pg_temp.load_file SET broken = true WHERE file = $1
)
INSERT INTO pg_temp.load_fault (file, row_no, column_name, what)
VALUES ($1, $2::bigint, $3, $4)
