/* attendance_status: what the mark for one day says */

CREATE TYPE attendance_status;

CREATE FUNCTION attendance_status_in(cstring) RETURNS attendance_status
	AS 'MODULE_PATHNAME', 'attendance_status_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_in(cstring) IS 'reads an attendance status from text';

CREATE FUNCTION attendance_status_out(attendance_status) RETURNS cstring
	AS 'MODULE_PATHNAME', 'attendance_status_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_out(attendance_status) IS 'writes an attendance status as text';

CREATE FUNCTION attendance_status_recv(internal) RETURNS attendance_status
	AS 'MODULE_PATHNAME', 'attendance_status_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_recv(internal) IS 'reads an attendance status from binary';

CREATE FUNCTION attendance_status_send(attendance_status) RETURNS bytea
	AS 'MODULE_PATHNAME', 'attendance_status_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_send(attendance_status) IS
'writes an attendance status as binary';

CREATE TYPE attendance_status (
	INPUT = attendance_status_in,
	OUTPUT = attendance_status_out,
	RECEIVE = attendance_status_recv,
	SEND = attendance_status_send,
	INTERNALLENGTH = 1,
	PASSEDBYVALUE,
	ALIGNMENT = char
);
COMMENT ON TYPE attendance_status IS
'a mark for one day: present (P), remote (R), tardy (T), left_early (L), in_school_suspension (I), exempt (X), excused (E), unexcused (U), half_excused (e), half_unexcused (u), suspended (S) or unrecorded (?)';

CREATE FUNCTION attendance_status(text) RETURNS attendance_status
	AS 'MODULE_PATHNAME', 'attendance_status_from_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status(text) IS
'reads a letter, a name or an Ed-Fi attendance event category descriptor';

CREATE FUNCTION text(attendance_status) RETURNS text
	AS 'MODULE_PATHNAME', 'attendance_status_to_text'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION text(attendance_status) IS 'name of the status';

CREATE CAST (text AS attendance_status) WITH FUNCTION attendance_status(text);
COMMENT ON CAST (text AS attendance_status) IS 'reads a letter, a name or an Ed-Fi descriptor';

CREATE CAST (attendance_status AS text) WITH FUNCTION text(attendance_status) AS ASSIGNMENT;
COMMENT ON CAST (attendance_status AS text) IS 'name of the status';

CREATE FUNCTION attendance_status_eq(attendance_status, attendance_status) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_status_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_eq(attendance_status, attendance_status) IS
'are the statuses the same?';

CREATE FUNCTION attendance_status_ne(attendance_status, attendance_status) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_status_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_ne(attendance_status, attendance_status) IS
'do the statuses differ?';

CREATE FUNCTION attendance_status_lt(attendance_status, attendance_status) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_status_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_lt(attendance_status, attendance_status) IS
'comes before, in the order of the type';

CREATE FUNCTION attendance_status_le(attendance_status, attendance_status) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_status_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_le(attendance_status, attendance_status) IS
'comes before or is equal';

CREATE FUNCTION attendance_status_gt(attendance_status, attendance_status) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_status_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_gt(attendance_status, attendance_status) IS
'comes after, in the order of the type';

CREATE FUNCTION attendance_status_ge(attendance_status, attendance_status) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_status_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_ge(attendance_status, attendance_status) IS
'comes after or is equal';

CREATE FUNCTION attendance_status_cmp(attendance_status, attendance_status) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_status_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_cmp(attendance_status, attendance_status) IS
'order in which marks for one day are merged, the larger wins: unrecorded, exempt, present ... suspended';

CREATE FUNCTION attendance_status_hash(attendance_status) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_status_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_hash(attendance_status) IS 'hash value';

CREATE FUNCTION attendance_status_hash_extended(attendance_status, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'attendance_status_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_status_hash_extended(attendance_status, bigint) IS
'hash value with a seed';

CREATE OPERATOR = (
	LEFTARG = attendance_status, RIGHTARG = attendance_status,
	FUNCTION = attendance_status_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR = (attendance_status, attendance_status) IS 'are the statuses the same?';

CREATE OPERATOR <> (
	LEFTARG = attendance_status, RIGHTARG = attendance_status,
	FUNCTION = attendance_status_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (attendance_status, attendance_status) IS 'do the statuses differ?';

CREATE OPERATOR < (
	LEFTARG = attendance_status, RIGHTARG = attendance_status,
	FUNCTION = attendance_status_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (attendance_status, attendance_status) IS 'comes before, in the order of the type';

CREATE OPERATOR <= (
	LEFTARG = attendance_status, RIGHTARG = attendance_status,
	FUNCTION = attendance_status_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (attendance_status, attendance_status) IS 'comes before or is equal';

CREATE OPERATOR > (
	LEFTARG = attendance_status, RIGHTARG = attendance_status,
	FUNCTION = attendance_status_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (attendance_status, attendance_status) IS 'comes after, in the order of the type';

CREATE OPERATOR >= (
	LEFTARG = attendance_status, RIGHTARG = attendance_status,
	FUNCTION = attendance_status_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (attendance_status, attendance_status) IS 'comes after or is equal';

CREATE OPERATOR CLASS attendance_status_ops DEFAULT FOR TYPE attendance_status USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 attendance_status_cmp(attendance_status, attendance_status);
COMMENT ON OPERATOR CLASS attendance_status_ops USING btree IS 'order of attendance_status, for sorting and DISTINCT';
COMMENT ON OPERATOR FAMILY attendance_status_ops USING btree IS 'order of attendance_status';

CREATE OPERATOR CLASS attendance_status_ops DEFAULT FOR TYPE attendance_status USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 attendance_status_hash(attendance_status),
	FUNCTION 2 attendance_status_hash_extended(attendance_status, bigint);
COMMENT ON OPERATOR CLASS attendance_status_ops USING hash IS 'equality of attendance_status';
COMMENT ON OPERATOR FAMILY attendance_status_ops USING hash IS 'equality of attendance_status';
