/* attendance_agg: rows to records; the state is a record, so partial results can be stored, sent and merged */

-- not strict: rows with NULL are skipped, and there is no state before the first
-- mark; the state is changed in place
CREATE FUNCTION attendance_agg_transfn(attendance, date, attendance_status) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_agg_transfn'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION attendance_agg_transfn(attendance, date, attendance_status) IS
'transition function of attendance_agg(date, attendance_status)';

CREATE FUNCTION attendance_agg_minutes_transfn(attendance, date, attendance_status, integer, integer) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_agg_minutes_transfn'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION attendance_agg_minutes_transfn(attendance, date, attendance_status, integer, integer) IS
'transition function of attendance_agg(date, attendance_status, integer, integer)';

CREATE FUNCTION attendance_agg_combine(attendance, attendance) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_agg_combine'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION attendance_agg_combine(attendance, attendance) IS
'transition function of attendance_agg(attendance) and combine function';

CREATE FUNCTION attendance_agg_finalfn(attendance) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_agg_finalfn'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_agg_finalfn(attendance) IS
'final function of attendance_agg(): the record without the slack of a state';

CREATE AGGREGATE attendance_agg(day date, status attendance_status) (
	SFUNC = attendance_agg_transfn,
	STYPE = attendance,
	SSPACE = 320,
	COMBINEFUNC = attendance_agg_combine,
	FINALFUNC = attendance_agg_finalfn,
	FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE attendance_agg(date, attendance_status) IS
'record of the marks in any order; of two marks for one day the more absent wins; NULL is skipped';

CREATE AGGREGATE attendance_agg(day date, status attendance_status, minutes_missed integer, minutes_scheduled integer) (
	SFUNC = attendance_agg_minutes_transfn,
	STYPE = attendance,
	SSPACE = 320,
	COMBINEFUNC = attendance_agg_combine,
	FINALFUNC = attendance_agg_finalfn,
	FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE attendance_agg(date, attendance_status, integer, integer) IS
'record of the marks with minutes; a mark has none where one of the numbers is NULL';

CREATE AGGREGATE attendance_agg(attendance) (
	SFUNC = attendance_agg_combine,
	STYPE = attendance,
	SSPACE = 320,
	COMBINEFUNC = attendance_agg_combine,
	FINALFUNC = attendance_agg_finalfn,
	FINALFUNC_MODIFY = READ_ONLY,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE attendance_agg(attendance) IS
'records merged into one, as by ||; NULL is skipped';
