/* truancy_rule: when a student counts as truant, and the days on which it came to that */

CREATE TYPE truancy_rule;

CREATE FUNCTION truancy_rule_in(cstring) RETURNS truancy_rule
	AS 'MODULE_PATHNAME', 'truancy_rule_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_in(cstring) IS 'reads a truancy rule from text';

CREATE FUNCTION truancy_rule_out(truancy_rule) RETURNS cstring
	AS 'MODULE_PATHNAME', 'truancy_rule_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_out(truancy_rule) IS 'writes a truancy rule as text';

CREATE FUNCTION truancy_rule_recv(internal) RETURNS truancy_rule
	AS 'MODULE_PATHNAME', 'truancy_rule_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_recv(internal) IS 'reads a truancy rule from binary';

CREATE FUNCTION truancy_rule_send(truancy_rule) RETURNS bytea
	AS 'MODULE_PATHNAME', 'truancy_rule_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_send(truancy_rule) IS 'writes a truancy rule as binary';

CREATE TYPE truancy_rule (
	INPUT = truancy_rule_in,
	OUTPUT = truancy_rule_out,
	RECEIVE = truancy_rule_recv,
	SEND = truancy_rule_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE truancy_rule IS
'clauses joined by "or", such as "15 unexcused days in 90 calendar days", or a preset: florida, texas, ohio, california, connecticut, south_carolina, wisconsin';

CREATE FUNCTION truant(attendance, rule truancy_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_truant'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truant(attendance, truancy_rule) IS
'was the threshold of any clause reached?  NULL where the record has no school day with a mark that counts';

CREATE FUNCTION truancy_events(attendance, rule truancy_rule,
	OUT clause text, OUT first_day date, OUT reached_on date, OUT amount numeric) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'attendance_truancy_events'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 3;
COMMENT ON FUNCTION truancy_events(attendance, truancy_rule) IS
'each time a clause''s threshold was reached: the first day counted, the day it was reached, and what was counted by then; in the order of these days';

CREATE FUNCTION truancy_rule_eq(truancy_rule, truancy_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'truancy_rule_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_eq(truancy_rule, truancy_rule) IS 'are the clauses the same, in the same order?';

CREATE FUNCTION truancy_rule_ne(truancy_rule, truancy_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'truancy_rule_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_ne(truancy_rule, truancy_rule) IS 'do the clauses or their order differ?';

CREATE FUNCTION truancy_rule_lt(truancy_rule, truancy_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'truancy_rule_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_lt(truancy_rule, truancy_rule) IS 'comes before, in the order of the type';

CREATE FUNCTION truancy_rule_le(truancy_rule, truancy_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'truancy_rule_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_le(truancy_rule, truancy_rule) IS 'comes before or is equal';

CREATE FUNCTION truancy_rule_gt(truancy_rule, truancy_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'truancy_rule_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_gt(truancy_rule, truancy_rule) IS 'comes after, in the order of the type';

CREATE FUNCTION truancy_rule_ge(truancy_rule, truancy_rule) RETURNS boolean
	AS 'MODULE_PATHNAME', 'truancy_rule_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_ge(truancy_rule, truancy_rule) IS 'comes after or is equal';

CREATE FUNCTION truancy_rule_cmp(truancy_rule, truancy_rule) RETURNS integer
	AS 'MODULE_PATHNAME', 'truancy_rule_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_cmp(truancy_rule, truancy_rule) IS
'order of the type: by its bytes, for sorting only; the number of clauses comes first';

CREATE FUNCTION truancy_rule_hash(truancy_rule) RETURNS integer
	AS 'MODULE_PATHNAME', 'truancy_rule_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_hash(truancy_rule) IS 'hash value';

CREATE FUNCTION truancy_rule_hash_extended(truancy_rule, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'truancy_rule_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION truancy_rule_hash_extended(truancy_rule, bigint) IS 'hash value with a seed';

CREATE OPERATOR = (
	LEFTARG = truancy_rule, RIGHTARG = truancy_rule,
	FUNCTION = truancy_rule_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR = (truancy_rule, truancy_rule) IS 'are the clauses the same, in the same order?';

CREATE OPERATOR <> (
	LEFTARG = truancy_rule, RIGHTARG = truancy_rule,
	FUNCTION = truancy_rule_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (truancy_rule, truancy_rule) IS 'do the clauses or their order differ?';

CREATE OPERATOR < (
	LEFTARG = truancy_rule, RIGHTARG = truancy_rule,
	FUNCTION = truancy_rule_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (truancy_rule, truancy_rule) IS 'comes before, in the order of the type';

CREATE OPERATOR <= (
	LEFTARG = truancy_rule, RIGHTARG = truancy_rule,
	FUNCTION = truancy_rule_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (truancy_rule, truancy_rule) IS 'comes before or is equal';

CREATE OPERATOR > (
	LEFTARG = truancy_rule, RIGHTARG = truancy_rule,
	FUNCTION = truancy_rule_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (truancy_rule, truancy_rule) IS 'comes after, in the order of the type';

CREATE OPERATOR >= (
	LEFTARG = truancy_rule, RIGHTARG = truancy_rule,
	FUNCTION = truancy_rule_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (truancy_rule, truancy_rule) IS 'comes after or is equal';

CREATE OPERATOR CLASS truancy_rule_ops DEFAULT FOR TYPE truancy_rule USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 truancy_rule_cmp(truancy_rule, truancy_rule);
COMMENT ON OPERATOR CLASS truancy_rule_ops USING btree IS 'order of truancy rules, for sorting and DISTINCT';
COMMENT ON OPERATOR FAMILY truancy_rule_ops USING btree IS 'order of truancy rules';

CREATE OPERATOR CLASS truancy_rule_ops DEFAULT FOR TYPE truancy_rule USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 truancy_rule_hash(truancy_rule),
	FUNCTION 2 truancy_rule_hash_extended(truancy_rule, bigint);
COMMENT ON OPERATOR CLASS truancy_rule_ops USING hash IS 'equality of truancy rules';
COMMENT ON OPERATOR FAMILY truancy_rule_ops USING hash IS 'equality of truancy rules';
