/* score_tally: how often each score went with an outcome; what a score is worth */

CREATE TYPE score_tally;

CREATE FUNCTION score_tally_in(cstring) RETURNS score_tally
	AS 'MODULE_PATHNAME', 'score_tally_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_tally_in(cstring) IS 'reads a tally from text';

CREATE FUNCTION score_tally_out(score_tally) RETURNS cstring
	AS 'MODULE_PATHNAME', 'score_tally_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_tally_out(score_tally) IS 'writes a tally as text';

CREATE FUNCTION score_tally_recv(internal) RETURNS score_tally
	AS 'MODULE_PATHNAME', 'score_tally_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_tally_recv(internal) IS 'reads a tally from binary';

CREATE FUNCTION score_tally_send(score_tally) RETURNS bytea
	AS 'MODULE_PATHNAME', 'score_tally_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_tally_send(score_tally) IS 'writes a tally as binary';

CREATE TYPE score_tally (
	INPUT = score_tally_in,
	OUTPUT = score_tally_out,
	RECEIVE = score_tally_recv,
	SEND = score_tally_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE score_tally IS
'rows by score, with and without the outcome, such as "0.25:1/3, 0.5:2/0"; the state of roc_auc and its like';

CREATE FUNCTION score_tally_eq(score_tally, score_tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'score_tally_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_tally_eq(score_tally, score_tally) IS 'are the tallies the same?';

CREATE FUNCTION score_tally_ne(score_tally, score_tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'score_tally_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_tally_ne(score_tally, score_tally) IS 'do the tallies differ?';

CREATE OPERATOR = (
	LEFTARG = score_tally, RIGHTARG = score_tally,
	FUNCTION = score_tally_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (score_tally, score_tally) IS 'are the tallies the same?';

CREATE OPERATOR <> (
	LEFTARG = score_tally, RIGHTARG = score_tally,
	FUNCTION = score_tally_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (score_tally, score_tally) IS 'do the tallies differ?';

CREATE FUNCTION roc_auc(score_tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'score_tally_roc_auc'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION roc_auc(score_tally) IS
'probability that a row with the outcome scores higher than one without, ties counting half';

CREATE FUNCTION average_precision(score_tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'score_tally_average_precision'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION average_precision(score_tally) IS
'mean, over the rows with the outcome, of the share with it among all that score as high or higher';

CREATE FUNCTION brier_score(score_tally) RETURNS double precision
	AS 'MODULE_PATHNAME', 'score_tally_brier'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION brier_score(score_tally) IS 'mean squared distance of a probability from the outcome';

-- not strict: a state may be NULL, and a NULL row is skipped
CREATE FUNCTION score_tally_transfn(score_tally, double precision, boolean) RETURNS score_tally
	AS 'MODULE_PATHNAME', 'score_tally_transfn'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION score_tally_transfn(score_tally, double precision, boolean) IS 'transition function: counts a row';

CREATE FUNCTION score_tally_combine(score_tally, score_tally) RETURNS score_tally
	AS 'MODULE_PATHNAME', 'score_tally_combine'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION score_tally_combine(score_tally, score_tally) IS 'combine function: adds up two tallies';

CREATE FUNCTION score_tally_finalfn(score_tally) RETURNS score_tally
	AS 'MODULE_PATHNAME', 'score_tally_finalfn'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_tally_finalfn(score_tally) IS 'final function: the state as a value';

CREATE AGGREGATE score_tally_agg(score double precision, outcome boolean) (
	SFUNC = score_tally_transfn,
	STYPE = score_tally,
	FINALFUNC = score_tally_finalfn,
	COMBINEFUNC = score_tally_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_tally_agg(double precision, boolean) IS
'counts rows by score and outcome; rows with a NULL are skipped';

CREATE AGGREGATE score_tally_agg(score_tally) (
	SFUNC = score_tally_combine,
	STYPE = score_tally,
	FINALFUNC = score_tally_finalfn,
	COMBINEFUNC = score_tally_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_tally_agg(score_tally) IS 'adds up tallies, such as those of shards or months';

CREATE AGGREGATE roc_auc(score double precision, outcome boolean) (
	SFUNC = score_tally_transfn,
	STYPE = score_tally,
	FINALFUNC = roc_auc,
	COMBINEFUNC = score_tally_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE roc_auc(double precision, boolean) IS
'probability that a row with the outcome scores higher than one without, ties counting half; rows with a NULL are skipped';

CREATE AGGREGATE average_precision(score double precision, outcome boolean) (
	SFUNC = score_tally_transfn,
	STYPE = score_tally,
	FINALFUNC = average_precision,
	COMBINEFUNC = score_tally_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE average_precision(double precision, boolean) IS
'mean, over the rows with the outcome, of the share with it among all that score as high or higher; rows with a NULL are skipped';

CREATE AGGREGATE brier_score(score double precision, outcome boolean) (
	SFUNC = score_tally_transfn,
	STYPE = score_tally,
	FINALFUNC = brier_score,
	COMBINEFUNC = score_tally_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE brier_score(double precision, boolean) IS
'mean squared distance of a probability from the outcome; rows with a NULL are skipped';
