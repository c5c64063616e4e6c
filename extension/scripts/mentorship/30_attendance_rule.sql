/* attendance_rule: when a day is absent and a student chronically so */

CREATE TYPE attendance_rule;

CREATE FUNCTION attendance_rule_in(cstring) RETURNS attendance_rule
	AS 'MODULE_PATHNAME', 'attendance_rule_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_in(cstring) IS 'reads an absence rule from text';

CREATE FUNCTION attendance_rule_out(attendance_rule) RETURNS cstring
	AS 'MODULE_PATHNAME', 'attendance_rule_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_out(attendance_rule) IS 'writes an absence rule as text';

CREATE FUNCTION attendance_rule_recv(internal) RETURNS attendance_rule
	AS 'MODULE_PATHNAME', 'attendance_rule_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_recv(internal) IS 'reads an absence rule from binary';

CREATE FUNCTION attendance_rule_send(attendance_rule) RETURNS bytea
	AS 'MODULE_PATHNAME', 'attendance_rule_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_send(attendance_rule) IS 'writes an absence rule as binary';

CREATE TYPE attendance_rule (
	INPUT = attendance_rule_in,
	OUTPUT = attendance_rule_out,
	RECEIVE = attendance_rule_recv,
	SEND = attendance_rule_send,
	INTERNALLENGTH = 20,
	ALIGNMENT = int4
);
COMMENT ON TYPE attendance_rule IS
'definition of absence: edfacts, california, new_jersey, connecticut, edu_wh or kipp, and key=value pairs, such as "edfacts; min_days=20"';

CREATE FUNCTION attendance_rule_eq(attendance_rule, attendance_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_rule_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_eq(attendance_rule, attendance_rule) IS 'are the rules the same?';

CREATE FUNCTION attendance_rule_ne(attendance_rule, attendance_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_rule_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_ne(attendance_rule, attendance_rule) IS 'do the rules differ?';

CREATE FUNCTION attendance_rule_lt(attendance_rule, attendance_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_rule_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_lt(attendance_rule, attendance_rule) IS 'comes before, in the order of the type';

CREATE FUNCTION attendance_rule_le(attendance_rule, attendance_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_rule_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_le(attendance_rule, attendance_rule) IS 'comes before or is equal';

CREATE FUNCTION attendance_rule_gt(attendance_rule, attendance_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_rule_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_gt(attendance_rule, attendance_rule) IS 'comes after, in the order of the type';

CREATE FUNCTION attendance_rule_ge(attendance_rule, attendance_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_rule_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_ge(attendance_rule, attendance_rule) IS 'comes after or is equal';

CREATE FUNCTION attendance_rule_cmp(attendance_rule, attendance_rule) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_rule_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_cmp(attendance_rule, attendance_rule) IS
'order of the type: by threshold, then by the other keys';

CREATE FUNCTION attendance_rule_hash(attendance_rule) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_rule_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_hash(attendance_rule) IS 'hash value';

CREATE FUNCTION attendance_rule_hash_extended(attendance_rule, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'attendance_rule_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_rule_hash_extended(attendance_rule, bigint) IS 'hash value with a seed';

CREATE OPERATOR = (
	LEFTARG = attendance_rule, RIGHTARG = attendance_rule,
	FUNCTION = attendance_rule_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR = (attendance_rule, attendance_rule) IS 'are the rules the same?';

CREATE OPERATOR <> (
	LEFTARG = attendance_rule, RIGHTARG = attendance_rule,
	FUNCTION = attendance_rule_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (attendance_rule, attendance_rule) IS 'do the rules differ?';

CREATE OPERATOR < (
	LEFTARG = attendance_rule, RIGHTARG = attendance_rule,
	FUNCTION = attendance_rule_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (attendance_rule, attendance_rule) IS 'comes before, in the order of the type';

CREATE OPERATOR <= (
	LEFTARG = attendance_rule, RIGHTARG = attendance_rule,
	FUNCTION = attendance_rule_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (attendance_rule, attendance_rule) IS 'comes before or is equal';

CREATE OPERATOR > (
	LEFTARG = attendance_rule, RIGHTARG = attendance_rule,
	FUNCTION = attendance_rule_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (attendance_rule, attendance_rule) IS 'comes after, in the order of the type';

CREATE OPERATOR >= (
	LEFTARG = attendance_rule, RIGHTARG = attendance_rule,
	FUNCTION = attendance_rule_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (attendance_rule, attendance_rule) IS 'comes after or is equal';

CREATE OPERATOR CLASS attendance_rule_ops DEFAULT FOR TYPE attendance_rule USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 attendance_rule_cmp(attendance_rule, attendance_rule);
COMMENT ON OPERATOR CLASS attendance_rule_ops USING btree IS 'order of attendance_rule, for sorting and DISTINCT';
COMMENT ON OPERATOR FAMILY attendance_rule_ops USING btree IS 'order of attendance_rule';

CREATE OPERATOR CLASS attendance_rule_ops DEFAULT FOR TYPE attendance_rule USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 attendance_rule_hash(attendance_rule),
	FUNCTION 2 attendance_rule_hash_extended(attendance_rule, bigint);
COMMENT ON OPERATOR CLASS attendance_rule_ops USING hash IS 'equality of attendance_rule';
COMMENT ON OPERATOR FAMILY attendance_rule_ops USING hash IS 'equality of attendance_rule';
