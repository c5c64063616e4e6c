/* attendance: the record of one student, day by day */

CREATE TYPE attendance;

CREATE FUNCTION attendance_in(cstring) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_in(cstring) IS 'reads a record from text';

CREATE FUNCTION attendance_out(attendance) RETURNS cstring
	AS 'MODULE_PATHNAME', 'attendance_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_out(attendance) IS 'writes a record as text';

CREATE FUNCTION attendance_recv(internal) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_recv(internal) IS 'reads a record from binary';

CREATE FUNCTION attendance_send(attendance) RETURNS bytea
	AS 'MODULE_PATHNAME', 'attendance_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_send(attendance) IS 'writes a record as binary';

CREATE TYPE attendance (
	INPUT = attendance_in,
	OUTPUT = attendance_out,
	RECEIVE = attendance_recv,
	SEND = attendance_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE attendance IS
'record of one student, a letter per calendar day, such as "2024-08-26:PPPPP..PPUUP"; minutes as in "u(195/390)"; no marks are "empty"';

CREATE FUNCTION attendance(day date, status attendance_status) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_make'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance(date, attendance_status) IS 'record of one day';

-- not strict: a mark may lack minutes
CREATE FUNCTION attendance(day date, status attendance_status, minutes_missed integer, minutes_scheduled integer) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_make_minutes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION attendance(date, attendance_status, integer, integer) IS
'record of one day with minutes; without them where one of the numbers is NULL';

CREATE FUNCTION attendance_merge(attendance, attendance) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_merge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_merge(attendance, attendance) IS
'days of both; where both have a mark, the more absent one';

CREATE FUNCTION attendance_clip(attendance, daterange) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_clip'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_clip(attendance, daterange) IS 'the days inside the range';

CREATE FUNCTION overlay_marks(calendar attendance, marks attendance) RETURNS attendance
	AS 'MODULE_PATHNAME', 'attendance_overlay_marks'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION overlay_marks(attendance, attendance) IS
'the days of the calendar, each with its mark where there is one, else with its own status';

CREATE FUNCTION stray_days(calendar attendance, marks attendance) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_stray_days'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION stray_days(attendance, attendance) IS
'number of marks on days that are not in the calendar';

CREATE FUNCTION first_day(attendance) RETURNS date
	AS 'MODULE_PATHNAME', 'attendance_first_day'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_day(attendance) IS 'first day with a mark; NULL for the empty record';

CREATE FUNCTION last_day(attendance) RETURNS date
	AS 'MODULE_PATHNAME', 'attendance_last_day'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION last_day(attendance) IS 'last day with a mark; NULL for the empty record';

CREATE FUNCTION status_on(attendance, day date) RETURNS attendance_status
	AS 'MODULE_PATHNAME', 'attendance_status_on'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION status_on(attendance, date) IS 'mark of the day; NULL where there is none';

CREATE FUNCTION days(attendance, OUT day date, OUT status attendance_status) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'attendance_days'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 180;
COMMENT ON FUNCTION days(attendance) IS 'the marks in the order of days';

CREATE FUNCTION count_days(attendance, kind text) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_count_days'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION count_days(attendance, text) IS
'number of days of the kind: absent, unexcused, excused, suspended, present, tardy or a set of letters';

CREATE OPERATOR || (
	LEFTARG = attendance, RIGHTARG = attendance,
	FUNCTION = attendance_merge,
	COMMUTATOR = ||
);
COMMENT ON OPERATOR || (attendance, attendance) IS 'days of both; where both have a mark, the more absent one';

CREATE OPERATOR * (
	LEFTARG = attendance, RIGHTARG = daterange,
	FUNCTION = attendance_clip
);
COMMENT ON OPERATOR * (attendance, daterange) IS 'the days inside the range';

CREATE FUNCTION attendance_eq(attendance, attendance) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_eq(attendance, attendance) IS 'are the records the same?';

CREATE FUNCTION attendance_ne(attendance, attendance) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_ne(attendance, attendance) IS 'do the records differ?';

CREATE FUNCTION attendance_lt(attendance, attendance) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_lt(attendance, attendance) IS 'comes before, in the order of the type';

CREATE FUNCTION attendance_le(attendance, attendance) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_le(attendance, attendance) IS 'comes before or is equal';

CREATE FUNCTION attendance_gt(attendance, attendance) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_gt(attendance, attendance) IS 'comes after, in the order of the type';

CREATE FUNCTION attendance_ge(attendance, attendance) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_ge(attendance, attendance) IS 'comes after or is equal';

CREATE FUNCTION attendance_cmp(attendance, attendance) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_cmp(attendance, attendance) IS
'order of the type: the empty record, then by first day, then day by day, then by minutes';

CREATE FUNCTION attendance_hash(attendance) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_hash(attendance) IS 'hash value';

CREATE FUNCTION attendance_hash_extended(attendance, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'attendance_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_hash_extended(attendance, bigint) IS 'hash value with a seed';

CREATE OPERATOR = (
	LEFTARG = attendance, RIGHTARG = attendance,
	FUNCTION = attendance_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR = (attendance, attendance) IS 'are the records the same?';

CREATE OPERATOR <> (
	LEFTARG = attendance, RIGHTARG = attendance,
	FUNCTION = attendance_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (attendance, attendance) IS 'do the records differ?';

CREATE OPERATOR < (
	LEFTARG = attendance, RIGHTARG = attendance,
	FUNCTION = attendance_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (attendance, attendance) IS 'comes before, in the order of the type';

CREATE OPERATOR <= (
	LEFTARG = attendance, RIGHTARG = attendance,
	FUNCTION = attendance_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (attendance, attendance) IS 'comes before or is equal';

CREATE OPERATOR > (
	LEFTARG = attendance, RIGHTARG = attendance,
	FUNCTION = attendance_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (attendance, attendance) IS 'comes after, in the order of the type';

CREATE OPERATOR >= (
	LEFTARG = attendance, RIGHTARG = attendance,
	FUNCTION = attendance_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (attendance, attendance) IS 'comes after or is equal';

CREATE OPERATOR CLASS attendance_ops DEFAULT FOR TYPE attendance USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 attendance_cmp(attendance, attendance);
COMMENT ON OPERATOR CLASS attendance_ops USING btree IS 'order of attendance, for sorting and DISTINCT';
COMMENT ON OPERATOR FAMILY attendance_ops USING btree IS 'order of attendance';

CREATE OPERATOR CLASS attendance_ops DEFAULT FOR TYPE attendance USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 attendance_hash(attendance),
	FUNCTION 2 attendance_hash_extended(attendance, bigint);
COMMENT ON OPERATOR CLASS attendance_ops USING hash IS 'equality of attendance';
COMMENT ON OPERATOR FAMILY attendance_ops USING hash IS 'equality of attendance';
