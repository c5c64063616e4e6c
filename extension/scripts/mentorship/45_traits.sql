/* traits: interests and personality as weighted tags */

CREATE TYPE traits;

CREATE FUNCTION traits_in(cstring) RETURNS traits
	AS 'MODULE_PATHNAME', 'traits_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_in(cstring) IS 'reads traits from text';

CREATE FUNCTION traits_out(traits) RETURNS cstring
	AS 'MODULE_PATHNAME', 'traits_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_out(traits) IS 'writes traits as text';

CREATE FUNCTION traits_recv(internal) RETURNS traits
	AS 'MODULE_PATHNAME', 'traits_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_recv(internal) IS 'reads traits from binary';

CREATE FUNCTION traits_send(traits) RETURNS bytea
	AS 'MODULE_PATHNAME', 'traits_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_send(traits) IS 'writes traits as binary';

CREATE TYPE traits (
	INPUT = traits_in,
	OUTPUT = traits_out,
	RECEIVE = traits_recv,
	SEND = traits_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE traits IS
'weighted tags, such as "science:2, reading, chess:0.5"; case is folded, the weight is 1 where none is written, nothing is the empty text';

CREATE FUNCTION trait_similarity(traits, traits) RETURNS double precision
	AS 'MODULE_PATHNAME', 'traits_similarity'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trait_similarity(traits, traits) IS
'cosine of the weights, -1 to 1; NULL where either has no traits';

CREATE FUNCTION shared_traits(traits, traits) RETURNS text[]
	AS 'MODULE_PATHNAME', 'traits_shared'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION shared_traits(traits, traits) IS
'the traits of positive weight in both, the strongest (product of the weights) first';

CREATE FUNCTION trait_weights(traits, OUT trait text, OUT weight numeric) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'traits_weights'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION trait_weights(traits) IS 'the traits one by one, in order of their bytes';

CREATE FUNCTION traits_concat(traits, traits) RETURNS traits
	AS 'MODULE_PATHNAME', 'traits_concat'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_concat(traits, traits) IS 'the traits of both; of a trait in both, the second''s weight';

CREATE FUNCTION traits_eq(traits, traits) RETURNS boolean
	AS 'MODULE_PATHNAME', 'traits_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_eq(traits, traits) IS 'are the traits and their weights the same?';

CREATE FUNCTION traits_ne(traits, traits) RETURNS boolean
	AS 'MODULE_PATHNAME', 'traits_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_ne(traits, traits) IS 'do traits or weights differ?';

CREATE FUNCTION traits_lt(traits, traits) RETURNS boolean
	AS 'MODULE_PATHNAME', 'traits_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_lt(traits, traits) IS 'comes before, in the order of the type';

CREATE FUNCTION traits_le(traits, traits) RETURNS boolean
	AS 'MODULE_PATHNAME', 'traits_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_le(traits, traits) IS 'comes before or is equal';

CREATE FUNCTION traits_gt(traits, traits) RETURNS boolean
	AS 'MODULE_PATHNAME', 'traits_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_gt(traits, traits) IS 'comes after, in the order of the type';

CREATE FUNCTION traits_ge(traits, traits) RETURNS boolean
	AS 'MODULE_PATHNAME', 'traits_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_ge(traits, traits) IS 'comes after or is equal';

CREATE FUNCTION traits_cmp(traits, traits) RETURNS integer
	AS 'MODULE_PATHNAME', 'traits_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_cmp(traits, traits) IS
'order of the type: by the traits in turn, of the same trait the smaller weight first';

CREATE FUNCTION traits_hash(traits) RETURNS integer
	AS 'MODULE_PATHNAME', 'traits_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_hash(traits) IS 'hash value';

CREATE FUNCTION traits_hash_extended(traits, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'traits_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION traits_hash_extended(traits, bigint) IS 'hash value with a seed';

CREATE OPERATOR || (
	LEFTARG = traits, RIGHTARG = traits,
	FUNCTION = traits_concat
);
COMMENT ON OPERATOR || (traits, traits) IS 'the traits of both; of a trait in both, the second''s weight';

CREATE OPERATOR = (
	LEFTARG = traits, RIGHTARG = traits,
	FUNCTION = traits_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR = (traits, traits) IS 'are the traits and their weights the same?';

CREATE OPERATOR <> (
	LEFTARG = traits, RIGHTARG = traits,
	FUNCTION = traits_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (traits, traits) IS 'do traits or weights differ?';

CREATE OPERATOR < (
	LEFTARG = traits, RIGHTARG = traits,
	FUNCTION = traits_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (traits, traits) IS 'comes before, in the order of the type';

CREATE OPERATOR <= (
	LEFTARG = traits, RIGHTARG = traits,
	FUNCTION = traits_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (traits, traits) IS 'comes before or is equal';

CREATE OPERATOR > (
	LEFTARG = traits, RIGHTARG = traits,
	FUNCTION = traits_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (traits, traits) IS 'comes after, in the order of the type';

CREATE OPERATOR >= (
	LEFTARG = traits, RIGHTARG = traits,
	FUNCTION = traits_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (traits, traits) IS 'comes after or is equal';

CREATE OPERATOR CLASS traits_ops DEFAULT FOR TYPE traits USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 traits_cmp(traits, traits);
COMMENT ON OPERATOR CLASS traits_ops USING btree IS 'order of traits, for sorting and DISTINCT';
COMMENT ON OPERATOR FAMILY traits_ops USING btree IS 'order of traits';

CREATE OPERATOR CLASS traits_ops DEFAULT FOR TYPE traits USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 traits_hash(traits),
	FUNCTION 2 traits_hash_extended(traits, bigint);
COMMENT ON OPERATOR CLASS traits_ops USING hash IS 'equality of traits';
COMMENT ON OPERATOR FAMILY traits_ops USING hash IS 'equality of traits';
