/*
 * table.sql
 *		One row for each student and school day of the last year of the loaded
 *		sample district, in two physical orders: as a district's nightly load
 *		leaves it (by day) and clustered by student; and an aggregate that does
 *		nothing with a day and a status, as the floor for one that does.
 */
CREATE FUNCTION pairs_step(bigint, date, attendance_status) RETURNS bigint
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8inc_float8_float8';
CREATE AGGREGATE pairs(date, attendance_status) (
	SFUNC = pairs_step, STYPE = bigint, INITCOND = '0', COMBINEFUNC = int8pl,
	PARALLEL = SAFE
);
CREATE TABLE by_day AS
SELECT r.student_id, d.day, d.status
FROM mentorship.student_record AS r
CROSS JOIN LATERAL days(r.record) AS d
WHERE r.school_year = (SELECT max(school_year) FROM mentorship.school_year)
	-- days that no run looks at would have to be filtered by every peer
	AND d.status NOT IN ('unrecorded', 'exempt')
ORDER BY d.day, r.student_id;
CREATE TABLE by_student AS SELECT * FROM by_day ORDER BY student_id, day;
CREATE TABLE records AS
SELECT student_id, attendance_agg(day, status) AS record FROM by_student GROUP BY student_id;
VACUUM ANALYZE;
