-- $1 = a file that was found
UPDATE pg_temp.load_file SET present = true WHERE file = $1
