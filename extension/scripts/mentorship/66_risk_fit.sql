/* logit_sums: one pass of logistic regression; fitting and auditing a score */

CREATE TYPE logit_sums;

CREATE FUNCTION logit_sums_in(cstring) RETURNS logit_sums
	AS 'MODULE_PATHNAME', 'logit_sums_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION logit_sums_in(cstring) IS 'reads sums from text';

CREATE FUNCTION logit_sums_out(logit_sums) RETURNS cstring
	AS 'MODULE_PATHNAME', 'logit_sums_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION logit_sums_out(logit_sums) IS 'writes sums as text';

CREATE FUNCTION logit_sums_recv(internal) RETURNS logit_sums
	AS 'MODULE_PATHNAME', 'logit_sums_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION logit_sums_recv(internal) IS 'reads sums from binary';

CREATE FUNCTION logit_sums_send(logit_sums) RETURNS bytea
	AS 'MODULE_PATHNAME', 'logit_sums_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION logit_sums_send(logit_sums) IS 'writes sums as binary';

CREATE TYPE logit_sums (
	INPUT = logit_sums_in,
	OUTPUT = logit_sums_out,
	RECEIVE = logit_sums_recv,
	SEND = logit_sums_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE logit_sums IS
'what one pass over the rows says to a logistic regression; sums of parts of the rows add up to those of the whole';

-- not strict: a state may be NULL, and a row with a NULL is counted as left out
CREATE FUNCTION logit_sums_transfn(logit_sums, double precision[], boolean, VARIADIC "any") RETURNS logit_sums
	AS 'MODULE_PATHNAME', 'logit_sums_transfn'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION logit_sums_transfn(logit_sums, double precision[], boolean, "any") IS 'transition function: adds a row';

CREATE FUNCTION logit_sums_combine(logit_sums, logit_sums) RETURNS logit_sums
	AS 'MODULE_PATHNAME', 'logit_sums_combine'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION logit_sums_combine(logit_sums, logit_sums) IS 'combine function: adds up two sums';

CREATE AGGREGATE logit_sums_agg(model double precision[], outcome boolean, VARIADIC features "any") (
	SFUNC = logit_sums_transfn,
	STYPE = logit_sums,
	COMBINEFUNC = logit_sums_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE logit_sums_agg(double precision[], boolean, "any") IS
'one pass of a logistic regression: moments of the features where the model is NULL, else likelihood, gradient and curvature at the model';

CREATE AGGREGATE logit_sums_agg(logit_sums) (
	SFUNC = logit_sums_combine,
	STYPE = logit_sums,
	COMBINEFUNC = logit_sums_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE logit_sums_agg(logit_sums) IS 'adds up sums of the same model, such as those of shards';

/*
 * These functions run the query they are given, as the caller, read-only: hence
 * STABLE, PARALLEL RESTRICTED and a high cost.  They are not STRICT, so that a
 * NULL query is an error and not an empty answer.
 */
CREATE FUNCTION risk_fit(training text, ridge double precision DEFAULT 1.0) RETURNS scorecard
	AS 'MODULE_PATHNAME', 'risk_fit'
	LANGUAGE C STABLE PARALLEL RESTRICTED COST 100000;
COMMENT ON FUNCTION risk_fit(text, double precision) IS
'logistic scorecard fitted to the rows of a query, run as the caller: the first column is the outcome, the others are features by name; minimises -log likelihood + ridge / 2 * sum of squared standardised coefficients';

CREATE FUNCTION risk_fit_terms(training text, ridge double precision DEFAULT 1.0,
		OUT feature text, OUT coefficient double precision, OUT std_error double precision,
		OUT odds_ratio double precision) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'risk_fit_terms'
	LANGUAGE C STABLE PARALLEL RESTRICTED COST 100000 ROWS 10;
COMMENT ON FUNCTION risk_fit_terms(text, double precision) IS
'the base and the coefficients that risk_fit finds, with standard errors and odds ratios';

CREATE FUNCTION risk_audit(query text, cutoff double precision, OUT grp text, OUT n bigint,
		OUT base_rate double precision, OUT flagged_share double precision,
		OUT "precision" double precision, OUT recall double precision,
		OUT false_positive_rate double precision, OUT false_negative_rate double precision,
		OUT auc double precision, OUT mean_score double precision, OUT brier double precision,
		OUT small boolean) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'risk_audit'
	LANGUAGE C STABLE PARALLEL RESTRICTED COST 100000 ROWS 20;
COMMENT ON FUNCTION risk_audit(text, double precision) IS
'what flagging every score of at least the cutoff does to each group of a query (score, outcome, grp), run as the caller; the last row, its group NULL, is everyone';

CREATE FUNCTION risk_calibration(query text, bands integer DEFAULT 10, OUT band integer,
		OUT from_score double precision, OUT to_score double precision, OUT n bigint,
		OUT mean_score double precision, OUT observed double precision, OUT small boolean)
		RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'risk_calibration'
	LANGUAGE C STABLE PARALLEL RESTRICTED COST 100000 ROWS 10;
COMMENT ON FUNCTION risk_calibration(text, integer) IS
'mean score and observed share of the outcome in equal bands of the scores of a query (score, outcome), run as the caller';
