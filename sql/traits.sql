-- input and canonical output
SELECT t AS given, t::traits AS canonical
FROM (VALUES
	('science:2, reading, chess:0.5'),
	(''), ('   '), ('reading'), ('Reading,READING , reading:1'),
	('board   games ,  Video' || chr(9) || 'Games'),
	('a:1.0,b:-0.50,c:+.25,d:100,e:-100,f:0.000001'),
	('chess:0, go:-0, reading'), ('chess:0'),
	('C++, R&D, "quoted", 3D-Druck'),
	('Müsik, ÉCHECS, Đá Bóng, МАТЕМАТИКА, ΣΟΦΟΣ, Ğarip, STRASSE, STRAẞE, 科学, القراءة')
) v (t);

-- case folds the same for accented letters; it does not fold accents away
SELECT 'ÜBUNG'::traits = 'übung'::traits AS umlaut, 'Ơ,Ư,Ộ'::traits = 'ộ,ư,ơ'::traits AS vietnamese,
	'ΣΟΦΟΣ'::traits = 'σοφος'::traits AS sigma, 'İ'::traits = 'i'::traits AS dotted_i,
	'é'::traits = 'e'::traits AS accent;

-- similarity: known angles
SELECT a, b, trait_similarity(a, b), trait_similarity(b, a) = trait_similarity(a, b) AS symmetric
FROM (VALUES
	('chess'::traits, 'chess'::traits),
	('chess', 'chess:0.001'),
	('chess', 'go'),
	('chess', 'chess:-2'),
	('a, b', 'a'),
	('a:3, b:4', 'a:4, b:3'),
	('a:3, b:4', 'a:3, b:4'),
	('a:1, b:-1', 'a:-1, b:1'),
	('a, b', 'a, b:-1'),
	('outgoing:-2, calm:1', 'outgoing:-1, calm:0.5'),
	('chess', ''),
	('', ''),
	('chess:0', 'chess')
) v (a, b);
SELECT trait_similarity(NULL, 'a') IS NULL AND shared_traits('a', NULL) IS NULL AS strict;

-- shared: positive in both, strongest product first, then in order of the tag
SELECT a, b, shared_traits(a, b)
FROM (VALUES
	('science:2, reading, chess:0.5'::traits, 'chess:3, science, drums'::traits),
	('c, b, a', 'a, b, c'),
	('a:1, b:2, c:3', 'a:1, b:2, c:3'),
	('a:-1, b:1, c:-1', 'a:-1, b:-1, c:1'),
	('a', 'b'),
	('', 'a')
) v (a, b);

-- joining: the right side's weight holds, as in hstore and jsonb
SELECT a || b AS joined FROM (VALUES
	('a, b:2'::traits, 'b:3, c'::traits),
	('a', ''), ('', 'a'), ('', ''),
	('a:1', 'a:-1'),
	('z, m', 'a, n')
) v (a, b);

SELECT * FROM trait_weights('science:2, reading, chess:-0.5');
SELECT * FROM trait_weights('');

-- against plain SQL on random traits: the cosine and what is shared
CREATE TEMP TABLE person AS
SELECT k, string_agg(format('t%s:%s', j, w), ',' ORDER BY hashint4(j * 31 + k))::traits AS t
FROM generate_series(1, 60) k, generate_series(1, 12) j,
	LATERAL (SELECT (abs(hashint4(k * 1000 + j) % 2001) - 1000) * 0.01) v (w)
WHERE hashint4(k * 77 + j) % 2 = 0
GROUP BY k;
CREATE TEMP TABLE weight AS SELECT k, w.* FROM person, trait_weights(t) w;
WITH expected AS (
	SELECT x.k AS a, y.k AS b,
		(SELECT sum(u.weight * v.weight) FROM weight u JOIN weight v USING (trait) WHERE u.k = x.k AND v.k = y.k)
			/ sqrt((SELECT sum(weight ^ 2) FROM weight u WHERE u.k = x.k) * (SELECT sum(weight ^ 2) FROM weight v WHERE v.k = y.k)) AS cosine,
		ARRAY(SELECT trait FROM weight u JOIN weight v USING (trait)
			WHERE u.k = x.k AND v.k = y.k AND u.weight > 0 AND v.weight > 0
			ORDER BY u.weight * v.weight DESC, trait COLLATE "C") AS shared
	FROM person x, person y)
SELECT count(*) AS pairs,
	count(*) FILTER (WHERE abs(coalesce(e.cosine, 0) - trait_similarity(x.t, y.t)::numeric) > 1e-12) AS different_cosine,
	count(*) FILTER (WHERE e.shared <> shared_traits(x.t, y.t)) AS different_shared,
	count(*) FILTER (WHERE a = b AND trait_similarity(x.t, y.t) <> 1) AS not_like_oneself
FROM expected e JOIN person x ON x.k = a JOIN person y ON y.k = b;

-- laws: text round-trips, order is total, joining is associative and idempotent
SELECT count(*) AS pairs,
	bool_and(x.t::text::traits = x.t) AS round_trip,
	bool_and((x.t < y.t)::int + (x.t = y.t)::int + (x.t > y.t)::int = 1) AS order_is_total,
	bool_and((x.t || y.t) || x.t = (y.t || x.t)) AS last_word_wins,
	bool_and(x.t || x.t = x.t) AS idempotent,
	bool_and(x.t || (y.t || x.t) = (x.t || y.t) || x.t) AS associative
FROM person x, person y;
SELECT t FROM (VALUES ('b'::traits), ('a:2'), (''), ('a, b'), ('a'), ('a:-1'), ('ab')) v (t) ORDER BY t;

-- index support
SELECT opcname, amname, amvalidate(opc.oid)
FROM pg_opclass opc JOIN pg_am am ON am.oid = opcmethod
WHERE opcintype = 'traits'::regtype ORDER BY amname;
CREATE INDEX ON person (t);
CREATE INDEX ON person USING hash (t);
SET enable_seqscan = off;
SELECT count(*) FROM person WHERE t = (SELECT t FROM person WHERE k = 7);
RESET enable_seqscan;
SELECT count(*) FROM person WHERE traits_hash(t) <> traits_hash_extended(t, 0)::bit(32)::int;
SELECT count(DISTINCT t) FROM (SELECT t FROM person UNION ALL SELECT t FROM person) v;

-- compressed, and out of line, it is the same value
CREATE TEMP TABLE big (t traits);
INSERT INTO big SELECT string_agg(repeat('long name ', 9) || j || ':' || j * 0.25, ',')::traits FROM generate_series(1, 256) j;
ALTER TABLE big ALTER t SET STORAGE external;
INSERT INTO big SELECT t || '' FROM big;
SELECT count(*), count(DISTINCT t), min(pg_column_size(t)) < max(pg_column_size(t)) AS compressed,
	min(trait_similarity(t, t)) FROM big;

-- binary form: a version byte and the canonical text
SELECT traits_send('science:2, reading'), traits_send('');
DO $$
DECLARE
	file text := current_setting('data_directory') || '/traits.bin';
BEGIN
	EXECUTE format('COPY person TO %L (FORMAT binary)', file);
	CREATE TEMP TABLE person_again (k int, t traits);
	EXECUTE format('COPY person_again FROM %L (FORMAT binary)', file);
END $$;
SELECT count(*) AS different FROM person p FULL JOIN person_again q USING (k) WHERE p.t IS DISTINCT FROM q.t;

-- every function is described and pure
SELECT p.oid::regprocedure
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
WHERE p.proname ~ 'trait'
	AND (obj_description(p.oid, 'pg_proc') IS NULL OR p.provolatile <> 'i' OR p.proparallel <> 's' OR NOT p.proisstrict);
