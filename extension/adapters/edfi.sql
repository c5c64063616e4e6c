--
-- Bind the source relations of extension mentorship_program to the tables of
-- an Ed-Fi ODS on PostgreSQL (Data Standard 4.0 or later).
--
--   psql -v scope=school|homeroom|any_section [OPTION]... -f edfi.sql
--
--   -v ods=SCHEMA		schema of the ODS tables (default edfi)
--   -v ids=unique|usi	students and employees are numbered by their unique id,
--						where that is a number (default), or by the USI of this ODS
--   -v also=NAMESPACES	namespaces of the district, separated by commas, such as
--						uri://district.example, that use the codes of uri://ed-fi.org
--   -v unmarked=STATUS	what a school day without an event means (default present)
--   -v pass_mark=N		least numeric grade that passes; without it, a course with
--						a numeric grade alone is neither passed nor failed
--
-- Nothing is copied: schema mentorship_edfi gets a view for each source, which
-- is then bound with mentorship.bind_source().  One transaction; run it again to
-- change an option.  docs/edfi.md says what each view reads.
--
\set ON_ERROR_STOP on
\set QUIET on
\if :{?scope}
\else
	\warn 'edfi.sql: the scope is missing: psql -v scope=school|homeroom|any_section -f edfi.sql'
	SELECT 1 / 0 AS "set scope";
\endif
\if :{?ods}
\else
	\set ods edfi
\endif
\if :{?ids}
\else
	\set ids unique
\endif
\if :{?also}
\else
	\set also ''
\endif
\if :{?unmarked}
\else
	\set unmarked present
\endif
\if :{?pass_mark}
\else
	\set pass_mark ''
\endif
\pset footer off

BEGIN;

SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT pg_catalog.set_config('search_path',
	pg_catalog.format('pg_catalog, %I, pg_temp', n.nspname), true) AS search_path
FROM pg_catalog.pg_extension AS x
JOIN pg_catalog.pg_namespace AS n ON n.oid = x.extnamespace
WHERE x.extname = 'mentorship' \gset edfi_

\set edfi_schema mentorship_edfi
\ir edfi_ods/guard.sql
CREATE SCHEMA IF NOT EXISTS mentorship_edfi;
COMMENT ON SCHEMA mentorship_edfi IS
'views of an Ed-Fi ODS that the sources of extension mentorship_program are bound to';
\ir edfi_codes.sql
\ir edfi_ods/descriptors.sql
\ir edfi_ods/schools.sql
\ir edfi_ods/people.sql
\ir edfi_ods/attendance.sql
\ir edfi_ods/results.sql
\ir edfi_ods/bind.sql
\ir edfi_ods/told.sql

COMMIT;
