/*
 * Matching.  These functions run the queries they are given, as the caller,
 * read-only: hence STABLE, PARALLEL RESTRICTED and a high cost.  They are not
 * STRICT, so that a NULL query is an error and not an empty answer.
 */

CREATE FUNCTION match_mentors(
	mentees text,
	mentors text,
	policy match_policy DEFAULT '',
	OUT mentee_id bigint,
	OUT mentor_id bigint,
	OUT score float8,
	OUT shared_slots availability,
	OUT shared_traits text[],
	OUT kept boolean,
	OUT reason text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'match_mentors'
	LANGUAGE C STABLE PARALLEL RESTRICTED COST 100000 ROWS 1000;
COMMENT ON FUNCTION match_mentors(text, text, match_policy) IS
'the best match of the mentees and mentors that two queries yield, run as the caller; every mentee once, with the reasons.  Score of a pair: schedule * min(shared slots, 5) / 5 + traits * cosine + language if one is shared, with the weights of the policy, never below 0';

CREATE FUNCTION blocking_pairs(
	mentees text,
	mentors text,
	policy match_policy DEFAULT '',
	OUT mentee_id bigint,
	OUT mentor_id bigint,
	OUT score float8,
	OUT given_mentor_id bigint,
	OUT given_score float8,
	OUT displaced_mentee_id bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'blocking_pairs'
	LANGUAGE C STABLE PARALLEL RESTRICTED COST 100000 ROWS 1000;
COMMENT ON FUNCTION blocking_pairs(text, text, match_policy) IS
'who would both rather have each other than what match_mentors() gives them for the same arguments: the mentor has an open seat, or ranks the mentee above displaced_mentee_id.  Mentees rank by score, mentors by priority, then score, ties by id; none with objective=stable';

CREATE FUNCTION assign(
	edges text,
	capacities text DEFAULT NULL,
	priorities text DEFAULT NULL,
	objective text DEFAULT 'participation',
	OUT mentee_id bigint,
	OUT mentor_id bigint,
	OUT score numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'assign'
	LANGUAGE C STABLE PARALLEL RESTRICTED COST 100000 ROWS 1000;
COMMENT ON FUNCTION assign(text, text, text, text) IS
'the best assignment over the pairs (mentee_id, mentor_id, score) that a query yields, run as the caller: largest sum of priorities, then of scores; or of scores alone';

CREATE FUNCTION assign_certificate(
	edges text,
	capacities text DEFAULT NULL,
	priorities text DEFAULT NULL,
	objective text DEFAULT 'participation',
	OUT side text,
	OUT id bigint,
	OUT priority_price bigint,
	OUT score_price numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'assign_certificate'
	LANGUAGE C STABLE PARALLEL RESTRICTED COST 100000 ROWS 1000;
COMMENT ON FUNCTION assign_certificate(text, text, text, text) IS
'prices of mentees and of mentors'' seats that prove what assign() returns for the same arguments to be the best';
