/*
 * dump.sql
 *		One line for each table of the programme: how many rows it has and the
 *		md5 of their sorted text, in a session whose settings cannot matter.
 */
SET datestyle = 'ISO, YMD';
SET extra_float_digits = 1;
SET bytea_output = 'hex';
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, E''\n'' ORDER BY t::text COLLATE "C")) FROM mentorship.%I AS t',
			  regexp_replace(c.relname, '^own_', ''), c.relname)
FROM pg_catalog.pg_class AS c
WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind = 'r'
ORDER BY c.relname COLLATE "C"
\gexec
