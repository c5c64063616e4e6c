/*
 * district.sql
 *		Fill the empty tables of extension mentorship_program with a district
 *		that does not exist.
 *
 * Usage:
 *		psql -v seed=42 -v schools=3 -v students=400 -v year=2025 \
 *			 -f extension/sample/district.sql
 *
 * All variables may be left out; "positive" (on or off) says whether the last
 * school marks every pupil every day, and defaults to on up to 5,000 students.
 * The rows depend on these variables alone: not on the clock, the locale, the
 * plan, the machine or chance.  docs/sample-district.md tells what is in them.
 *
 * Everything runs in one transaction, with its helpers in a schema of its own
 * that is gone at the end; after an error nothing is left behind.
 */
\set ON_ERROR_STOP on
\set QUIET on

\if :{?seed}
\else
	\set seed 42
\endif
\if :{?schools}
\else
	\set schools 3
\endif
\if :{?students}
\else
	\set students 400
\endif
\if :{?year}
\else
	\set year 2025
\endif
\if :{?positive}
\else
	SELECT :'students'::int <= 5000 AS positive \gset
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';

CREATE SCHEMA sample_district;

-- the extension's types may live in any schema
SELECT concat_ws(', ', 'sample_district', 'mentorship',
				 quote_ident(n.nspname), 'pg_temp') AS sample_path
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
WHERE a.attrelid = 'mentorship.attendance_mark'::pg_catalog.regclass
	AND a.attname = 'status' \gset
SET LOCAL search_path = :sample_path;

CREATE TABLE param AS
SELECT :'seed'::bigint AS seed, :'schools'::int AS schools,
	:'students'::int AS students, :'year'::int AS year,
	:'positive'::boolean AS positive;

DO $$
DECLARE
	p	param%ROWTYPE;
BEGIN
	SELECT * INTO STRICT p FROM param;
	IF p.schools NOT BETWEEN 1 AND 1000 THEN
		RAISE EXCEPTION 'variable "schools" must be between 1 and 1000';
	END IF;
	IF p.students < 20 * p.schools THEN
		RAISE EXCEPTION 'variable "students" must be at least 20 for each school';
	END IF;
	IF p.year NOT BETWEEN 1990 AND 2100 THEN
		RAISE EXCEPTION 'variable "year" must be between 1990 and 2100';
	END IF;
	IF EXISTS (SELECT FROM mentorship.student)
		OR EXISTS (SELECT FROM mentorship.school)
		OR EXISTS (SELECT FROM mentorship.school_year)
		OR EXISTS (SELECT FROM mentorship.program_setting) THEN
		RAISE EXCEPTION 'schema "mentorship" already holds a district'
			USING HINT = 'The sample district wants the empty tables of a new database.';
	END IF;
END
$$;

\ir random.sql
\ir names.sql
\ir words.sql
\ir calendar.sql
\ir students.sql
\ir staff.sql
\ir programme.sql
\ir pairing.sql
\ir incidents.sql
\ir attendance.sql
\ir courses.sql
\ir contact.sql

DROP SCHEMA sample_district CASCADE;
COMMIT;
ANALYZE;
