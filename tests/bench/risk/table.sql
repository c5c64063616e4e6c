--
-- Students with 8 features and an outcome that depends on four of them.
-- Variable rows.
--
\set ON_ERROR_STOP on
SET client_min_messages = warning;
CREATE TABLE students AS
SELECT f.*, abs(hashint4(k + 8)) % 100000 / 100000.0
	< 1 / (1 + exp(-(-2 + 1.5 * x1 + 0.3 * x2 - 0.2 * x3 + 0.5 * x4))) AS y
FROM generate_series(1, :rows) AS k
CROSS JOIN LATERAL (SELECT
	abs(hashint4(k)) % 1000 / 1000.0::float8 AS x1,
	(abs(hashint4(k + 1)) % 7)::float8 AS x2,
	abs(hashint4(k + 2)) % 1000 / 100.0::float8 AS x3,
	(abs(hashint4(k + 3)) % 3)::float8 AS x4,
	abs(hashint4(k + 4)) % 1000 / 100.0::float8 AS x5,
	abs(hashint4(k + 5)) % 1000 / 100.0::float8 AS x6,
	abs(hashint4(k + 6)) % 1000 / 100.0::float8 AS x7,
	abs(hashint4(k + 7)) % 1000 / 100.0::float8 AS x8) AS f;
VACUUM (FREEZE, ANALYZE) students;
