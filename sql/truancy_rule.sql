-- truancy rules as values
CREATE TEMP TABLE preset (name text PRIMARY KEY);
INSERT INTO preset VALUES ('florida'), ('texas'), ('ohio'), ('california'), ('connecticut'), ('south_carolina'), ('wisconsin');
SELECT name, name::truancy_rule AS clauses FROM preset ORDER BY name;

-- any case, blanks, singular; a preset among clauses; a clause given twice is one
SELECT t AS given, t::truancy_rule AS rule
FROM (VALUES
	('  15   Unexcused DAYS in 90 calendar days '), ('1 absent day in record'), ('1 excused part in 1 school day'),
	('3 uU days consecutive'), ('3 SUEue days consecutive'), ('3 TUu parts in calendar month'), ('2 T parts in 2 calendar months'),
	('6.50 U hours consecutive'), ('30 U hours in record at 6.50 hours a day'), ('30 U hours in record at 380 minutes a day'),
	('30 U hours in record at 7.25 hours a day'), ('3 tardy occasions over 30 minutes in 20 school days at 6 hours a day'),
	('South-Carolina'), ('wisconsin OR florida'), ('wisconsin or 5 Uu parts in record or wisconsin')
) v (t);

-- text is a fixed point
SELECT count(*) FROM preset WHERE name::truancy_rule::text::truancy_rule::text <> name::truancy_rule::text;

-- equality, order, hash
SELECT 'florida'::truancy_rule = '15 Uu days in 90 calendar days' AS same, 'florida'::truancy_rule <> 'texas' AS other,
	'1 U days in record or 2 U days in record'::truancy_rule = '2 U days in record or 1 U days in record' AS other_order;
SELECT count(*) AS pairs, count(*) FILTER (WHERE (a < b)::int + (a = b)::int + (a > b)::int = 1) AS trichotomy,
	count(*) FILTER (WHERE (a <= b) = (a < b OR a = b) AND (a >= b) = (b <= a) AND (a <> b) = NOT (a = b)) AS agree,
	count(*) FILTER (WHERE (a = b) = (truancy_rule_hash(a) = truancy_rule_hash(b)
		AND truancy_rule_hash_extended(a, 7) = truancy_rule_hash_extended(b, 7))) AS hashed
FROM (SELECT p.name::truancy_rule a, q.name::truancy_rule b FROM preset p, preset q) v;
SELECT truancy_rule_cmp('florida', 'florida'), truancy_rule_cmp('florida', 'ohio'), truancy_rule_cmp('ohio', 'florida');
CREATE TEMP TABLE policy (school int, rule truancy_rule);
INSERT INTO policy SELECT k, (ARRAY['florida', 'ohio', '15 unexcused days in 90 calendar days']::truancy_rule[])[k % 3 + 1]
FROM generate_series(1, 30) k;
SELECT rule, count(*) FROM policy GROUP BY rule ORDER BY rule;
SELECT count(*) FROM policy p JOIN policy q USING (rule);
CREATE INDEX ON policy (rule);
CREATE INDEX ON policy USING hash (rule);
SET enable_seqscan = off;
SELECT count(*) FROM policy WHERE rule = 'florida';
RESET enable_seqscan;

-- binary round trip
SELECT truancy_rule_send('3 UuT occasions over 30 minutes in record');
SET client_min_messages = error;
DO $$
DECLARE
	file text := current_setting('data_directory') || '/truancy_rule.bin';
BEGIN
	CREATE TEMP TABLE back (LIKE policy);
	EXECUTE format('COPY policy TO %L (FORMAT binary)', file);
	EXECUTE format('COPY back FROM %L (FORMAT binary)', file);
END $$;
RESET client_min_messages;
SELECT count(*), count(*) FILTER (WHERE p.rule = b.rule AND p.rule::text = b.rule::text) AS same
FROM policy p JOIN back b USING (school);

-- NULL in, NULL out
SELECT NULL::truancy_rule, NULL::text::truancy_rule;
