-- What every object of the extension must keep so that distributed engines can
-- send it to other nodes.  Prints "rule: object" for each that does not.
WITH exception (name, why) AS (VALUES
	('match_mentors', 'runs queries'),
	('blocking_pairs', 'runs queries'),
	('assign', 'runs queries'),
	('assign_certificate', 'runs queries'),
	('risk_fit', 'runs queries'),
	('risk_fit_terms', 'runs queries'),
	('risk_audit', 'runs queries'),
	('risk_calibration', 'runs queries'),
	('risk_score', 'reads the names of a row''s columns'),
	('risk_reasons', 'reads the names of a row''s columns')
), within_node (label, why) AS (VALUES
	-- an array for each row would double the time of a pass; its sums travel as
	-- values, by logit_sums_agg(logit_sums)
	('logit_sums_agg(double precision[],boolean,"any")', 'runs within one node')
), member AS (
	SELECT classid, objid
	FROM pg_depend
	WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
		AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'mentorship')
), routine AS (
	SELECT p.*, p.oid::regprocedure::text AS label,
		p.provolatile = 'i' AND p.proparallel = 's' AS pure
	FROM member AS m JOIN pg_proc AS p ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
), aggregate AS (
	SELECT r.label, r.provariadic, r.proargtypes, a.*, t.typtype, t.typsend, t.typreceive
	FROM routine AS r JOIN pg_aggregate AS a ON a.aggfnoid = r.oid
		JOIN pg_type AS t ON t.oid = a.aggtranstype
), violation (rule, label) AS (
	SELECT 'function is not immutable', label FROM routine
	WHERE provolatile <> 'i' AND proname NOT IN (SELECT name FROM exception)
	UNION ALL
	SELECT 'function is not parallel safe', label FROM routine
	WHERE proparallel <> 's' AND proname NOT IN (SELECT name FROM exception WHERE why = 'runs queries')
	UNION ALL
	SELECT 'exception that needs none', label FROM routine
	WHERE pure AND proname IN (SELECT name FROM exception)
	UNION ALL
	-- the search_path of postgres_fdw's sessions is pg_catalog alone
	SELECT 'immutable function depends on the search_path', label
	FROM routine JOIN pg_language AS l ON l.oid = prolang
	WHERE provolatile = 'i' AND prokind <> 'a' AND lanname NOT IN ('c', 'internal') AND prosqlbody IS NULL
	UNION ALL
	SELECT 'aggregate has no combine function', label FROM aggregate
	WHERE aggcombinefn = 0
	UNION ALL
	SELECT 'aggregate''s state is no real type', label FROM aggregate
	WHERE typtype = 'p'
	UNION ALL
	SELECT 'aggregate''s state has no binary form', label FROM aggregate
	WHERE typtype <> 'p' AND (typsend = 0 OR typreceive = 0)
	UNION ALL
	SELECT 'aggregate is ordered, variadic or polymorphic', label FROM aggregate
	WHERE (aggkind <> 'n' OR provariadic <> 0
		OR EXISTS (SELECT FROM pg_type WHERE oid = ANY (proargtypes) AND typtype = 'p'))
		AND label NOT IN (SELECT w.label FROM within_node AS w)
	UNION ALL
	SELECT 'aggregate''s final function changes the state', label FROM aggregate
	WHERE aggfinalfn <> 0 AND aggfinalmodify <> 'r'
	UNION ALL
	-- whatever extension they belong to: nothing else looks at them
	SELECT 'aggregate is built on a function that is not pure', label
	FROM aggregate JOIN pg_proc AS p ON p.oid IN (aggtransfn, aggcombinefn, aggfinalfn)
	WHERE p.provolatile <> 'i' OR p.proparallel <> 's'
	UNION ALL
	SELECT 'type has no binary form', objid::regtype::text
	FROM member JOIN pg_type AS t ON classid = 'pg_type'::regclass AND objid = t.oid
	WHERE typtype = 'b' AND typcategory <> 'A' AND (typsend = 0 OR typreceive = 0)
)
SELECT rule || ': ' || label FROM violation ORDER BY 1;
