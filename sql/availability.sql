-- input and canonical output
SELECT t AS given, t::availability AS canonical, slot_count(t::availability)
FROM (VALUES
	('Mon:before,P3,lunch Thu:P1-P4,after'),
	('none'), (' None '), (''), ('  '),
	('Mon:P1'), ('mon:p1'), ('MONDAY:p1'), ('1:P1'), ('7:evening'),
	('Mon:P1,P2'), ('Mon:P1,P2,P3'), ('Mon:P1-P2'), ('Mon:P3,P2,P1,P2'),
	('Mon:P1-P3,P5-P6,P8-P12'), ('Mon:P12,lunch,after'),
	('Thu:P1 Mon:P2 Thu:P2'),
	('Mon-Fri:lunch'), ('Mon - Wed : P1 - P3 , lunch'),
	('Tue: P1,' || chr(10) || ' P2' || chr(9) || 'Wed:P1'),
	('Mon-Sun:before,P1-P12,lunch,after,evening')
) v (t);

SELECT availability(1, 'before'), availability(4, 'p12'), availability(7, 'Evening');
SELECT * FROM slots('Thu:P1-P3,after Mon:before,lunch');
SELECT * FROM slots('none');

-- every slot on its own survives text, binary and the week's order
SELECT count(*) AS slots,
	count(*) FILTER (WHERE a::text::availability = a) AS same_by_text,
	count(*) FILTER (WHERE slot_count(a) = 1) AS single,
	count(*) FILTER (WHERE (SELECT (s.weekday, s.slot) = (d, n) FROM slots(a) s)) AS same_slot,
	count(DISTINCT a) AS distinct_values
FROM generate_series(1, 7) d,
	unnest('{before,P1,P2,P3,P4,P5,P6,P7,P8,P9,P10,P11,P12,lunch,after,evening}'::text[]) n,
	LATERAL (SELECT availability(d, n)) v (a);

-- operators
SELECT a | b AS either, a & b AS both, a - b AS without, a && b AS overlaps,
	a @> b AS contains, a <@ b AS contained, a = b AS eq, a <> b AS ne
FROM (VALUES
	('Mon:P1-P4'::availability, 'Mon:P3-P6'::availability),
	('Mon:P1-P4', 'Mon:P2'),
	('Mon:P2', 'Mon:P1-P4'),
	('Mon:P1', 'Tue:P1'),
	('Mon:P1', 'Mon:P1'),
	('none', 'none'),
	('Sun:evening', 'none')
) v (a, b);

-- the laws of sets, over all pairs of a varied sample
CREATE TEMP TABLE week AS
SELECT k, (SELECT availability_agg(availability(d, 'P' || p))
	FROM generate_series(1, 7) d, generate_series(1, 12) p
	WHERE hashint4(k * 100 + d * 13 + p) % 3 = 0) AS a
FROM generate_series(1, 40) k;
INSERT INTO week VALUES (0, 'none');
SELECT count(*) AS pairs,
	bool_and((x.a | y.a) = (y.a | x.a)) AS union_commutes,
	bool_and((x.a & y.a) = (y.a & x.a)) AS intersection_commutes,
	bool_and((x.a - y.a) | (x.a & y.a) = x.a) AS parts_make_the_whole,
	bool_and((x.a && y.a) = (slot_count(x.a & y.a) > 0)) AS overlap_is_a_shared_slot,
	bool_and((x.a @> y.a) = (x.a | y.a = x.a)) AS containment_is_absorption,
	bool_and(slot_count(x.a | y.a) + slot_count(x.a & y.a)
		= slot_count(x.a) + slot_count(y.a)) AS counts_add_up,
	bool_and((x.a < y.a)::int + (x.a = y.a)::int + (x.a > y.a)::int = 1) AS order_is_total
FROM week x, week y;

-- order: at the earliest slot in which two differ, the one without it is first
SELECT a FROM (VALUES ('Sun:evening'::availability), ('Mon:before'), ('none'),
	('Mon:P1'), ('Mon:before,P1'), ('Tue:before')) v (a) ORDER BY a;

-- index support
SELECT opcname, amname, amvalidate(opc.oid)
FROM pg_opclass opc JOIN pg_am am ON am.oid = opcmethod
WHERE opcintype = 'availability'::regtype ORDER BY amname;
SELECT count(*), count(DISTINCT a) FROM (SELECT a FROM week UNION ALL SELECT a FROM week) v;
CREATE INDEX ON week (a);
CREATE INDEX ON week USING hash (a);
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT k FROM week WHERE a = 'none';
SELECT count(*) FROM week x JOIN week y USING (a);
RESET enable_seqscan;
RESET enable_bitmapscan;
SELECT count(*) FROM week WHERE availability_hash(a) <> availability_hash_extended(a, 0)::bit(32)::int;

-- aggregate
SELECT availability_agg(a) FROM (VALUES ('Mon:P1'::availability), (NULL), ('Tue:P1-P2'), ('Mon:P2')) v (a);
SELECT availability_agg(a) FROM (VALUES (NULL::availability), (NULL)) v (a);
SELECT availability_agg(a) FROM week WHERE false;
SELECT availability_agg(a) FROM week WHERE k = 0;
SELECT d, availability_agg(availability(d, 'P' || p)) OVER (PARTITION BY d ORDER BY p)
FROM generate_series(1, 2) d, generate_series(1, 3) p;
-- in parallel, the same
CREATE TABLE pg_temp_week AS
SELECT k, availability(1 + k % 7, 'P' || (1 + k % 12)) AS a FROM generate_series(1, 20000) k WHERE k % 12 < 11;
ALTER TABLE pg_temp_week SET (parallel_workers = 2);
SELECT availability_agg(a) AS serial FROM pg_temp_week \gset
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT availability_agg(a) FROM pg_temp_week;
SELECT availability_agg(a) = :'serial' AS same, slot_count(availability_agg(a)) FROM pg_temp_week;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE pg_temp_week;

-- binary form: a version byte and 14 bytes of slots, the first slot first
SELECT availability_send('Mon:before'), availability_send('Sun:evening'), availability_send('none');

-- every function and operator is described; the I/O and set functions are pure
SELECT p.oid::regprocedure
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
WHERE (p.proname ~ '^(availability|slot)')
	AND (obj_description(p.oid, 'pg_proc') IS NULL OR p.provolatile <> 'i' OR p.proparallel <> 's'
		OR (p.prokind = 'f' AND NOT p.proisstrict));
