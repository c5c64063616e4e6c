--
-- Load an Ed-Fi district in CSV into the source relations of extension
-- mentorship_program.
--
--   psql -v source=DIR [-v scope=any_class|homeroom] -f load.sql
--
-- DIR holds one file for each Ed-Fi entity; docs/edfi.md lists the files and
-- columns read.  One transaction: a file that is missing or has other columns
-- stops the load and leaves nothing behind.  A row that cannot be used is left
-- out, counted and told with its reason; no row is lost silently.  The load
-- expects a programme without source rows.
--
\set ON_ERROR_STOP on
\set QUIET on
\if :{?source}
\else
	\warn 'load.sql: the folder is missing: psql -v source=DIR -f load.sql'
	SELECT 1 / 0 AS "set source";
\endif
\if :{?scope}
\else
	\set scope any_class
\endif
\pset footer off

BEGIN;

-- notices of "IF EXISTS" would only hide what matters
SET LOCAL client_min_messages = warning;
-- dates in the files are ISO, and our types may live in any schema
SET LOCAL datestyle = 'ISO, YMD';
SELECT pg_catalog.set_config('search_path',
	pg_catalog.format('pg_catalog, %I, pg_temp', n.nspname), true) AS search_path
FROM pg_catalog.pg_extension AS x
JOIN pg_catalog.pg_namespace AS n ON n.oid = x.extnamespace
WHERE x.extname = 'mentorship' \gset edfi_

\ir guard.sql
\ir helpers.sql
\set edfi_schema pg_temp
\ir ../edfi_codes.sql
\ir stage.sql
\ir schools.sql
\ir students.sql
\ir attendance.sql
\ir results.sql
\ir staff.sql
\ir told.sql

COMMIT;
