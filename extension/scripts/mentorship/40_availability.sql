/* availability: the weekly slots in which somebody is free to meet */

CREATE TYPE availability;

CREATE FUNCTION availability_in(cstring) RETURNS availability
	AS 'MODULE_PATHNAME', 'availability_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_in(cstring) IS 'reads availability from text';

CREATE FUNCTION availability_out(availability) RETURNS cstring
	AS 'MODULE_PATHNAME', 'availability_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_out(availability) IS 'writes availability as text';

CREATE FUNCTION availability_recv(internal) RETURNS availability
	AS 'MODULE_PATHNAME', 'availability_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_recv(internal) IS 'reads availability from binary';

CREATE FUNCTION availability_send(availability) RETURNS bytea
	AS 'MODULE_PATHNAME', 'availability_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_send(availability) IS 'writes availability as binary';

CREATE TYPE availability (
	INPUT = availability_in,
	OUTPUT = availability_out,
	RECEIVE = availability_recv,
	SEND = availability_send,
	INTERNALLENGTH = 14,
	ALIGNMENT = char
);
COMMENT ON TYPE availability IS
'free slots of a week, such as "Mon:before,P3,lunch Thu:P1-P4,after"; nothing free is "none"';

CREATE FUNCTION availability(weekday integer, slot text) RETURNS availability
	AS 'MODULE_PATHNAME', 'availability_make'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability(integer, text) IS
'one weekly slot: ISO weekday (1 = Monday) and before, P1 to P12, lunch, after or evening';

CREATE FUNCTION slot_count(availability) RETURNS integer
	AS 'MODULE_PATHNAME', 'availability_slot_count'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION slot_count(availability) IS 'number of free slots in the week';

CREATE FUNCTION slots(availability, OUT weekday integer, OUT slot text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'availability_slots'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION slots(availability) IS
'the free slots in the order of the week, with the ISO weekday (1 = Monday)';

CREATE FUNCTION availability_union(availability, availability) RETURNS availability
	AS 'MODULE_PATHNAME', 'availability_union'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_union(availability, availability) IS 'slots free in either';

CREATE FUNCTION availability_intersect(availability, availability) RETURNS availability
	AS 'MODULE_PATHNAME', 'availability_intersect'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_intersect(availability, availability) IS 'slots free in both';

CREATE FUNCTION availability_minus(availability, availability) RETURNS availability
	AS 'MODULE_PATHNAME', 'availability_minus'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_minus(availability, availability) IS 'slots free in the first but not in the second';

CREATE FUNCTION availability_overlaps(availability, availability) RETURNS boolean
	AS 'MODULE_PATHNAME', 'availability_overlaps'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_overlaps(availability, availability) IS 'is a slot free in both?';

CREATE FUNCTION availability_contains(availability, availability) RETURNS boolean
	AS 'MODULE_PATHNAME', 'availability_contains'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_contains(availability, availability) IS 'is every slot of the second free in the first?';

CREATE FUNCTION availability_contained(availability, availability) RETURNS boolean
	AS 'MODULE_PATHNAME', 'availability_contained'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_contained(availability, availability) IS 'is every slot of the first free in the second?';

CREATE FUNCTION availability_eq(availability, availability) RETURNS boolean
	AS 'MODULE_PATHNAME', 'availability_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_eq(availability, availability) IS 'are the same slots free?';

CREATE FUNCTION availability_ne(availability, availability) RETURNS boolean
	AS 'MODULE_PATHNAME', 'availability_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_ne(availability, availability) IS 'do the free slots differ?';

CREATE FUNCTION availability_lt(availability, availability) RETURNS boolean
	AS 'MODULE_PATHNAME', 'availability_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_lt(availability, availability) IS 'comes before, in the order of the type';

CREATE FUNCTION availability_le(availability, availability) RETURNS boolean
	AS 'MODULE_PATHNAME', 'availability_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_le(availability, availability) IS 'comes before or is equal';

CREATE FUNCTION availability_gt(availability, availability) RETURNS boolean
	AS 'MODULE_PATHNAME', 'availability_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_gt(availability, availability) IS 'comes after, in the order of the type';

CREATE FUNCTION availability_ge(availability, availability) RETURNS boolean
	AS 'MODULE_PATHNAME', 'availability_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_ge(availability, availability) IS 'comes after or is equal';

CREATE FUNCTION availability_cmp(availability, availability) RETURNS integer
	AS 'MODULE_PATHNAME', 'availability_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_cmp(availability, availability) IS 'order of the type: at the earliest slot in which two differ, the one without it comes first';

CREATE FUNCTION availability_hash(availability) RETURNS integer
	AS 'MODULE_PATHNAME', 'availability_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_hash(availability) IS 'hash value';

CREATE FUNCTION availability_hash_extended(availability, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'availability_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION availability_hash_extended(availability, bigint) IS 'hash value with a seed';

CREATE OPERATOR | (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_union,
	COMMUTATOR = |
);
COMMENT ON OPERATOR | (availability, availability) IS 'slots free in either';

CREATE OPERATOR & (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_intersect,
	COMMUTATOR = &
);
COMMENT ON OPERATOR & (availability, availability) IS 'slots free in both';

CREATE OPERATOR - (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_minus
);
COMMENT ON OPERATOR - (availability, availability) IS 'slots free in the first but not in the second';

CREATE OPERATOR && (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_overlaps,
	COMMUTATOR = &&,
	RESTRICT = contsel, JOIN = contjoinsel
);
COMMENT ON OPERATOR && (availability, availability) IS 'is a slot free in both?';

CREATE OPERATOR @> (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_contains,
	COMMUTATOR = <@,
	RESTRICT = contsel, JOIN = contjoinsel
);
COMMENT ON OPERATOR @> (availability, availability) IS 'is every slot of the second free in the first?';

CREATE OPERATOR <@ (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_contained,
	COMMUTATOR = @>,
	RESTRICT = contsel, JOIN = contjoinsel
);
COMMENT ON OPERATOR <@ (availability, availability) IS 'is every slot of the first free in the second?';

CREATE OPERATOR = (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR = (availability, availability) IS 'are the same slots free?';

CREATE OPERATOR <> (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (availability, availability) IS 'do the free slots differ?';

CREATE OPERATOR < (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (availability, availability) IS 'comes before, in the order of the type';

CREATE OPERATOR <= (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (availability, availability) IS 'comes before or is equal';

CREATE OPERATOR > (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (availability, availability) IS 'comes after, in the order of the type';

CREATE OPERATOR >= (
	LEFTARG = availability, RIGHTARG = availability,
	FUNCTION = availability_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (availability, availability) IS 'comes after or is equal';

CREATE OPERATOR CLASS availability_ops DEFAULT FOR TYPE availability USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 availability_cmp(availability, availability);
COMMENT ON OPERATOR CLASS availability_ops USING btree IS 'order of availability, for sorting and DISTINCT';
COMMENT ON OPERATOR FAMILY availability_ops USING btree IS 'order of availability';

CREATE OPERATOR CLASS availability_ops DEFAULT FOR TYPE availability USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 availability_hash(availability),
	FUNCTION 2 availability_hash_extended(availability, bigint);
COMMENT ON OPERATOR CLASS availability_ops USING hash IS 'equality of availability';
COMMENT ON OPERATOR FAMILY availability_ops USING hash IS 'equality of availability';

-- the state is the value itself: partial results can be stored, sent and merged
CREATE AGGREGATE availability_agg(availability) (
	SFUNC = availability_union,
	STYPE = availability,
	COMBINEFUNC = availability_union,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE availability_agg(availability) IS
'slots free in any of the values; NULL values are skipped, no value gives NULL';
