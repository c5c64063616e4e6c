/* match_policy: how mentees and mentors are to be matched */

CREATE TYPE match_policy;

CREATE FUNCTION match_policy_in(cstring) RETURNS match_policy
	AS 'MODULE_PATHNAME', 'match_policy_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION match_policy_in(cstring) IS 'reads a match policy from text';

CREATE FUNCTION match_policy_out(match_policy) RETURNS cstring
	AS 'MODULE_PATHNAME', 'match_policy_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION match_policy_out(match_policy) IS 'writes a match policy with all its keys';

CREATE FUNCTION match_policy_recv(internal) RETURNS match_policy
	AS 'MODULE_PATHNAME', 'match_policy_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION match_policy_recv(internal) IS 'reads a match policy from binary';

CREATE FUNCTION match_policy_send(match_policy) RETURNS bytea
	AS 'MODULE_PATHNAME', 'match_policy_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION match_policy_send(match_policy) IS 'writes a match policy as binary';

CREATE TYPE match_policy (
	INPUT = match_policy_in,
	OUTPUT = match_policy_out,
	RECEIVE = match_policy_recv,
	SEND = match_policy_send,
	INTERNALLENGTH = 28,
	ALIGNMENT = int4
);
COMMENT ON TYPE match_policy IS
'how to match: "key=value" separated by ";" or ",", such as "objective=score; keep=50"; the empty text is the default';

CREATE FUNCTION match_policy_eq(match_policy, match_policy) RETURNS boolean
	AS 'MODULE_PATHNAME', 'match_policy_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION match_policy_eq(match_policy, match_policy) IS 'do the two say the same?';

CREATE FUNCTION match_policy_ne(match_policy, match_policy) RETURNS boolean
	AS 'MODULE_PATHNAME', 'match_policy_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION match_policy_ne(match_policy, match_policy) IS 'do the two differ?';

CREATE FUNCTION match_policy_hash(match_policy) RETURNS integer
	AS 'MODULE_PATHNAME', 'match_policy_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION match_policy_hash(match_policy) IS 'hash value';

CREATE FUNCTION match_policy_hash_extended(match_policy, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'match_policy_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION match_policy_hash_extended(match_policy, bigint) IS 'hash value with a seed';

CREATE OPERATOR = (
	LEFTARG = match_policy, RIGHTARG = match_policy,
	FUNCTION = match_policy_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES
);
COMMENT ON OPERATOR = (match_policy, match_policy) IS 'do the two say the same?';

CREATE OPERATOR <> (
	LEFTARG = match_policy, RIGHTARG = match_policy,
	FUNCTION = match_policy_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (match_policy, match_policy) IS 'do the two differ?';

CREATE OPERATOR CLASS match_policy_ops DEFAULT FOR TYPE match_policy USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 match_policy_hash(match_policy),
	FUNCTION 2 match_policy_hash_extended(match_policy, bigint);
COMMENT ON OPERATOR CLASS match_policy_ops USING hash IS 'equality of match policies';
COMMENT ON OPERATOR FAMILY match_policy_ops USING hash IS 'equality of match policies';
