-- input and canonical output, which reads as itself
SELECT t AS given, t::scorecard AS canonical, t::scorecard::text::scorecard = t::scorecard AS same
FROM (VALUES
	('points; base=0; absence_rate >=0.10:2 >=0.20:4; failed_courses >=1:1'),
	('logistic; base=-3.2; absence_rate *8.1; incidents *0.35 max 10; missing incidents=0'),
	('points'), ('LOGISTIC'), (' points ; '), ('points;base=1.50'),
	('points;a>=1:1>=2:3;b<5:1<=3:2.5;c>0:-1'),
	('points; missing a=0; a >= 1 : 1; base = 2'),
	('points; Absence_Rate *2; "Failed Courses" >=1:1; "say ""hi""" >=1:1; "missing" *1; "max" *1; missing "max"=-1'),
	('points; a *1 max 10 min -10; b *1 min 0'),
	('points; a >=1:1 >1:2; b <=1:1 <1:2; c <10:1 >=90:2'),
	('points; a >=123456789012345:0.0000000000000000000001'),
	('points; größe >=1:1; "Größe" >=2:1; _x$1 *1'),
	('balfanz'), ('Check-and-Connect'), (' BALFANZ ;'),
	('balfanz; base=1; missing failed_math=0; missing failed_english=0; tardy_days >=10:0.5')
) v (t);

-- terms
SELECT * FROM scorecard_terms('points; absence_rate >=0.10:2 >=0.20:4; credits <0.8:1');
SELECT * FROM scorecard_terms('logistic; base=-3.2; absence_rate *8.1; incidents *0.35 max 10; moves *-1 min 0 max 3');
SELECT * FROM scorecard_terms('points');
SELECT count(*) AS terms, sum(coefficient) FROM scorecard_terms('check_and_connect');

-- equality is that of the canonical text
SELECT a, b, a = b AS eq, a <> b AS ne, scorecard_hash(a) = scorecard_hash(b) AS same_hash
FROM (VALUES
	('points; a >=1.0:2'::scorecard, 'points;base=0; A >= 1:2.00;'::scorecard),
	('points; a >=1:2', 'logistic; a >=1:2'),
	('points; a *1; b *1', 'points; b *1; a *1')
) v (a, b);
SELECT count(DISTINCT c::text), count(*) FROM (SELECT c FROM (VALUES ('points'::scorecard), ('points;'), ('logistic')) v (c) GROUP BY c) w;
SELECT count(*) FROM (VALUES ('points'::scorecard)) v (c) WHERE scorecard_hash(c) <> scorecard_hash_extended(c, 0)::bit(32)::int;
SELECT opcname, amname, amvalidate(opc.oid)
FROM pg_opclass opc JOIN pg_am am ON am.oid = opcmethod
WHERE opcintype = 'scorecard'::regtype ORDER BY amname;

-- the greatest card: 100 features, 500 terms
SELECT count(*), max(threshold) FROM (SELECT string_agg(format('f%s >=1:1 >=2:2 >=3:3 >=4:4 >=5:5', k), '; ') FROM generate_series(1, 100) k) v (t),
	scorecard_terms(('points; ' || t)::scorecard);

-- stored compressed, and in binary
CREATE TEMP TABLE card (k int, c scorecard);
INSERT INTO card SELECT 1, ('points; ' || string_agg(format('feature_number_%s >=1:1', k), '; '))::scorecard FROM generate_series(1, 100) k;
INSERT INTO card VALUES (2, 'balfanz'), (3, 'logistic'), (4, 'points; größe *1'), (5, NULL);
SELECT k, pg_column_size(c) < length(c::text) AS compressed FROM card WHERE k = 1;
SELECT scorecard_send('points; a *2');
DO $$
DECLARE
	file text := current_setting('data_directory') || '/card.bin';
BEGIN
	EXECUTE format('COPY card TO %L (FORMAT binary)', file);
	CREATE TEMP TABLE card_again (k int, c scorecard);
	EXECUTE format('COPY card_again FROM %L (FORMAT binary)', file);
END $$;
SELECT count(*) AS cards, count(*) FILTER (WHERE a.c IS DISTINCT FROM b.c) AS different FROM card a FULL JOIN card_again b USING (k);

-- every function is described, and marked as what it is
SELECT p.proname, p.provolatile, p.proparallel, p.proisstrict, obj_description(p.oid, 'pg_proc') IS NOT NULL AS described
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
WHERE p.proname ~ '^(scorecard|risk_(score|reasons))' ORDER BY 1;
