/* similar_changes: what became of those who had missed about as much */

CREATE FUNCTION similar_changes(others attendance[], started_on date[], until date[], before numeric[],
	within numeric, least_days integer,
	OUT place integer, OUT similar_students integer, OUT change_sum numeric, OUT change_square_sum numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'attendance_similar_changes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 500;
COMMENT ON FUNCTION similar_changes(attendance[], date[], date[], numeric[], numeric, integer) IS
'for each place in the arrays: how many of the others missed the same share of days (rule edfacts, within so much) before started_on as this one, with at least so many days before and from then until its end; and the sum of their changes, and of the squares of these, from which mean and deviation follow';
