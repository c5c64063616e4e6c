-- what a policy may say, and how it is written back
SELECT ''::match_policy;
SELECT t AS given, t::match_policy AS canonical
FROM (VALUES
	('objective=score'),
	('OBJECTIVE = Stable ; keep_existing=FALSE'),
	('fairness=bottleneck, same_school=preferred'),
	('keep=0.5; min_shared_slots=0; mentees_per_slot=1'),
	('schedule=50;traits=0;language=12.345')
) v (t);
SELECT t::match_policy = ''::match_policy AS same, t::match_policy <> ''::match_policy AS differs,
	t::match_policy::text::match_policy = t::match_policy AS round_trip
FROM (VALUES ('keep=200.000'), (';,;'), ('keep=201')) v (t);
SELECT p, count(*) FROM (VALUES ('keep=200'::match_policy), (''), ('keep=1')) v (p) GROUP BY p ORDER BY count(*);
SELECT opcname, amname, amvalidate(opc.oid)
FROM pg_opclass opc JOIN pg_am am ON am.oid = opcmethod
WHERE opcintype = 'match_policy'::regtype ORDER BY amname;
SELECT match_policy_hash(p) = match_policy_hash('') AS same_hash,
	match_policy_hash_extended(p, 0)::bit(32)::int = match_policy_hash(p) AS seed_0_is_the_plain_hash
FROM (VALUES ('keep=200'::match_policy)) v (p);
SELECT match_policy_send('');

CREATE FUNCTION pg_temp.error_of(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text;
	detail text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLSTATE, message, nullif(detail, ''));
END $$;
SELECT t AS given, pg_temp.error_of(format('SELECT %L::match_policy', t)) AS error
FROM (VALUES
	('goal=score'), ('objective'), ('objective='), ('objective=best'), ('=score'),
	('keep=-1'), ('keep=1.0001'), ('keep=1e3'), ('keep=NaN'), ('keep=1000001'),
	('min_shared_slots=113'), ('min_shared_slots=-1'), ('min_shared_slots=1.5'),
	('mentees_per_slot=0'), ('mentees_per_slot=1001'), ('schedule=1001'),
	('keep_existing=1'), ('fairness=leximin'), ('same_school=no'),
	('keep=1; keep=2'), ('fairness=bottleneck; objective=score'),
	('objective=stable; fairness=bottleneck'), ('keep=1 keep=2'), ('müde=1')
) v (t);
