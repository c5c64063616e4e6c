/* scorecard: a risk score as a sum of named parts */

CREATE TYPE scorecard;

CREATE FUNCTION scorecard_in(cstring) RETURNS scorecard
	AS 'MODULE_PATHNAME', 'scorecard_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION scorecard_in(cstring) IS 'reads a scorecard from text';

CREATE FUNCTION scorecard_out(scorecard) RETURNS cstring
	AS 'MODULE_PATHNAME', 'scorecard_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION scorecard_out(scorecard) IS 'writes a scorecard as text';

CREATE FUNCTION scorecard_recv(internal) RETURNS scorecard
	AS 'MODULE_PATHNAME', 'scorecard_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION scorecard_recv(internal) IS 'reads a scorecard from binary';

CREATE FUNCTION scorecard_send(scorecard) RETURNS bytea
	AS 'MODULE_PATHNAME', 'scorecard_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION scorecard_send(scorecard) IS 'writes a scorecard as binary';

CREATE TYPE scorecard (
	INPUT = scorecard_in,
	OUTPUT = scorecard_out,
	RECEIVE = scorecard_recv,
	SEND = scorecard_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE scorecard IS
'a risk score as a sum of named parts: "points; absence_rate >=0.1:2 >=0.2:4", "logistic; base=-3.2; absence_rate *8.1", or the preset balfanz or check_and_connect';

CREATE FUNCTION scorecard_eq(scorecard, scorecard) RETURNS boolean
	AS 'MODULE_PATHNAME', 'scorecard_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION scorecard_eq(scorecard, scorecard) IS 'are the scorecards the same?';

CREATE FUNCTION scorecard_ne(scorecard, scorecard) RETURNS boolean
	AS 'MODULE_PATHNAME', 'scorecard_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION scorecard_ne(scorecard, scorecard) IS 'do the scorecards differ?';

CREATE FUNCTION scorecard_hash(scorecard) RETURNS integer
	AS 'MODULE_PATHNAME', 'scorecard_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION scorecard_hash(scorecard) IS 'hash value';

CREATE FUNCTION scorecard_hash_extended(scorecard, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'scorecard_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION scorecard_hash_extended(scorecard, bigint) IS 'hash value with a seed';

CREATE OPERATOR = (
	LEFTARG = scorecard, RIGHTARG = scorecard,
	FUNCTION = scorecard_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES
);
COMMENT ON OPERATOR = (scorecard, scorecard) IS 'are the scorecards the same?';

CREATE OPERATOR <> (
	LEFTARG = scorecard, RIGHTARG = scorecard,
	FUNCTION = scorecard_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (scorecard, scorecard) IS 'do the scorecards differ?';

CREATE OPERATOR CLASS scorecard_ops DEFAULT FOR TYPE scorecard USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 scorecard_hash(scorecard),
	FUNCTION 2 scorecard_hash_extended(scorecard, bigint);
COMMENT ON OPERATOR CLASS scorecard_ops USING hash IS 'equality of scorecards';
COMMENT ON OPERATOR FAMILY scorecard_ops USING hash IS 'equality of scorecards';

CREATE FUNCTION scorecard_terms(scorecard, OUT feature text, OUT threshold text,
		OUT coefficient double precision) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'scorecard_terms'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION scorecard_terms(scorecard) IS
'the terms of a scorecard: the base unless it is 0, then each threshold with its points or each coefficient';

-- not strict: a feature that is NULL may have a default
CREATE FUNCTION risk_score_values(card scorecard, VARIADIC features "any") RETURNS double precision
	AS 'MODULE_PATHNAME', 'risk_score_values'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION risk_score_values(scorecard, "any") IS
'score of values in the order of the card''s features; what the planner makes of risk_score() where it can';

CREATE FUNCTION risk_score_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'risk_score_support'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION risk_score_support(internal) IS
'planner support: scores columns without building rows';

-- STABLE: they read the names of the row's columns
CREATE FUNCTION risk_score(card scorecard, features record) RETURNS double precision
	AS 'MODULE_PATHNAME', 'risk_score'
	LANGUAGE C STABLE STRICT PARALLEL SAFE SUPPORT risk_score_support;
COMMENT ON FUNCTION risk_score(scorecard, record) IS
'score of a row: its columns are the features, found by name; NULL where a feature without a default is NULL';

CREATE FUNCTION risk_reasons(card scorecard, features record, OUT feature text,
		OUT value double precision, OUT points double precision) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'risk_reasons'
	LANGUAGE C STABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION risk_reasons(scorecard, record) IS
'what a score is the sum of (for a logistic card, the sum before the logistic function): the base unless it is 0, then each feature with its value and points';
