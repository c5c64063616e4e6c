-- match_mentors(): people from two queries, matched
CREATE TEMP TABLE mentee (mentee_id int, school_id int, availability availability, traits traits,
	languages text[], priority smallint, current_mentor_id bigint, excluded_mentor_ids int[]);
CREATE TEMP TABLE mentor (mentor_id bigint, capacity int, school_ids bigint[], availability availability,
	traits traits, languages varchar[]);
INSERT INTO mentor VALUES
	(11, 1, '{1}', 'Mon:before,P1-P4 Thu:after', 'chess, science:2', '{en,es}'),
	(12, 2, '{1,2}', 'Mon:P3 Tue:lunch', 'reading', '{en}'),
	(13, 5, '{2}', 'Fri:P1', 'football', '{en}');
INSERT INTO mentee VALUES
	(1, 1, 'Mon:P1-P4', 'science, chess:0.5', '{ES}', 3, NULL, NULL),
	(2, 1, 'Mon:P3-P6', 'reading:3', '{en}', 1, NULL, NULL),
	(3, 2, 'Mon:P3 Fri:P1', NULL, '{pt}', 2, NULL, '{13}'),
	(4, 2, 'Fri:P1-P3', 'football, music', '{en}', 1, NULL, '{}'),
	(5, 3, 'Mon:P1', 'chess', '{en}', 5, NULL, NULL),
	(6, 2, 'Fri:P1', 'chess', '{en}', 5, NULL, '{12,13}'),
	(7, 1, 'Wed:P1', 'chess', '{en}', 5, NULL, NULL),
	(8, 1, NULL, 'chess', '{en}', 5, NULL, NULL),
	(9, 1, 'Mon:P3', 'chess', '{en}', 1, NULL, NULL);
SELECT * FROM match_mentors('TABLE mentee', 'TABLE mentor') ORDER BY mentee_id;
-- in the select list, part of it, and from other queries
SELECT (match_mentors('SELECT * FROM mentee WHERE mentee_id < 3', 'TABLE mentor')).mentor_id;
SELECT mentee_id FROM match_mentors('TABLE mentee', 'TABLE mentor') LIMIT 1;
SELECT count(*) FROM mentee m, LATERAL match_mentors(format('SELECT * FROM mentee WHERE mentee_id = %s', m.mentee_id), 'TABLE mentor') r
WHERE r.mentee_id = m.mentee_id;

-- ids alone are enough; nothing is known, so nothing is scored or refused
SELECT * FROM match_mentors('SELECT 1 AS mentee_id UNION ALL SELECT 2', 'SELECT 7 AS mentor_id, 1 AS capacity');
SELECT * FROM match_mentors('TABLE mentee', 'SELECT 1 AS mentor_id WHERE false') WHERE mentee_id = 1;
SELECT count(*) FROM match_mentors('SELECT 1 AS mentee_id WHERE false', 'TABLE mentor');
SELECT count(*) FROM match_mentors('SELECT 1 AS mentee_id WHERE false', 'SELECT 1 AS mentor_id WHERE false');

-- by participation both are matched, by score the better pair stands alone
-- (points by shared slots: 1-21 5 and 1-22 1 slot, 2-21 4 slots, 2-22 none)
CREATE TEMP TABLE two AS
SELECT 1 AS mentee_id, 'Mon:P1-P5 Fri:P1'::availability AS availability, NULL::int AS current_mentor_id
UNION ALL SELECT 2, 'Mon:P1-P4', NULL;
CREATE TEMP TABLE other AS
SELECT 21 AS mentor_id, 'Mon:P1-P5'::availability AS availability UNION ALL SELECT 22, 'Fri:P1';
SELECT p, r.mentee_id, r.mentor_id, r.score, r.kept, r.reason
FROM unnest('{objective=participation,objective=score,objective=stable}'::match_policy[]) p,
	match_mentors('TABLE two', 'TABLE other', p) r;
-- mentee 1 lives with 22; he moves for 32 points, and makes way for nobody.
-- 5 slots with 21 are worth 40, the two other pairs 8 + keep + 32
UPDATE two SET current_mentor_id = 22 WHERE mentee_id = 1;
SELECT keep, r.mentee_id, r.mentor_id, r.score, r.kept
FROM unnest('{0,0.001}'::numeric[]) keep,
	match_mentors('TABLE two', 'TABLE other', format('objective=score; keep=%s', keep)::match_policy) r;
-- a newcomer, however urgent, does not take the seat of a live pair
UPDATE two SET current_mentor_id = CASE mentee_id WHEN 1 THEN 21 END;
SELECT p, r.mentee_id, r.mentor_id, r.kept, r.reason
FROM unnest('{keep=0,keep_existing=false; keep=0}'::match_policy[]) p,
	match_mentors('SELECT *, mentee_id AS priority FROM two', 'SELECT mentor_id, availability FROM other WHERE mentor_id = 21', p) r;

-- fairness: the worst pair first
SELECT p, sum(r.score), min(r.score)
FROM unnest('{fairness=none,fairness=bottleneck}'::match_policy[]) p,
	match_mentors($$SELECT 1 AS mentee_id, 'Mon:P1-P5 Fri:P1-P2'::availability AS availability UNION ALL SELECT 2, 'Mon:P1-P3 Fri:P1'$$,
		$$SELECT 1 AS mentor_id, 'Mon:P1-P5'::availability AS availability UNION ALL SELECT 2, 'Fri:P1-P2'$$, p) r
GROUP BY p ORDER BY 2 DESC;

-- same school preferred counts as much as all the rest
SELECT mentor_id, score, reason FROM match_mentors(
	$$SELECT 1 AS mentee_id, 7 AS school_id, 'Mon:P1-P5'::availability AS availability$$,
	$$SELECT 1 AS mentor_id, '{8}'::int[] AS school_ids, 'Mon:P1-P5'::availability AS availability UNION ALL SELECT 2, '{9,7}', 'Mon:P5'$$,
	'same_school=preferred');

-- a mentor's time bounds his seats
SELECT p, count(r.mentor_id)
FROM unnest('{mentees_per_slot=1,mentees_per_slot=2,mentees_per_slot=3,mentees_per_slot=9,min_shared_slots=0; mentees_per_slot=1}'::match_policy[]) p,
	match_mentors($$SELECT i AS mentee_id, 'Mon:P1'::availability AS availability FROM generate_series(1, 12) i$$,
		$$SELECT 1 AS mentor_id, 10 AS capacity, 'Mon:P1-P3'::availability AS availability$$, p) r
GROUP BY p ORDER BY 2;

/*
 * Brute force: every assignment of small random problems under random
 * policies, with the rules written in plain SQL.
 */
CREATE FUNCTION pg_temp.hash(VARIADIC parts int[]) RETURNS int LANGUAGE sql IMMUTABLE AS
	$$ SELECT abs(hashtextextended(parts::text, 0) % 1000000)::int $$;
CREATE FUNCTION pg_temp.pick(options text[], VARIADIC parts int[]) RETURNS text LANGUAGE sql IMMUTABLE AS
	$$ SELECT options[1 + pg_temp.hash(VARIADIC parts) % cardinality(options)] $$;
CREATE FUNCTION pg_temp.week(VARIADIC parts int[]) RETURNS availability LANGUAGE sql IMMUTABLE AS
	$$ SELECT coalesce(availability_agg(availability(d, 'P1')), 'none') FROM generate_series(1, 6) d
		WHERE pg_temp.hash(VARIADIC parts || d) % 10 < 6 $$;
CREATE TEMP TABLE cases AS
SELECT k, pg_temp.hash(20, k) % 5 AS n, pg_temp.hash(21, k) % 4 AS m,
	pg_temp.hash(22, k) % 3 = 0 AS by_score, pg_temp.hash(23, k) % 2 = 0 AS keep_existing,
	(pg_temp.hash(24, k) % 3) * 20 AS keep, pg_temp.hash(25, k) % 3 AS min_shared,
	1 + pg_temp.hash(26, k) % 2 AS per_slot, pg_temp.hash(27, k) % 4 = 0 AS preferred,
	pg_temp.hash(22, k) % 3 = 1 AS bottleneck
FROM generate_series(1, 600) k;
CREATE TEMP TABLE case_mentee AS
SELECT k, 10 * i AS mentee_id, i, 1 + pg_temp.hash(30, k, i) % 2 AS school_id, pg_temp.week(31, k, i) AS availability,
	pg_temp.pick('{"art,chess","chess:-1","art:2,go",""}', 32, k, i)::traits AS traits,
	string_to_array(pg_temp.pick('{en,es,"en,es"}', 33, k, i), ',') AS languages,
	pg_temp.hash(34, k, i) % 3 AS priority, nullif(pg_temp.hash(35, k, i) % 5, 0) AS current_mentor_id,
	CASE WHEN pg_temp.hash(36, k, i) % 3 = 0 THEN ARRAY[1 + pg_temp.hash(37, k, i) % 3] END AS excluded_mentor_ids
FROM cases, generate_series(1, n) i;
CREATE TEMP TABLE case_mentor AS
SELECT k, j AS mentor_id, pg_temp.hash(40, k, j) % 3 AS capacity,
	CASE pg_temp.hash(41, k, j) % 3 WHEN 0 THEN '{1}'::int[] WHEN 1 THEN '{2}' ELSE '{2,1}' END AS school_ids,
	pg_temp.week(42, k, j) AS availability, pg_temp.pick('{art,"chess,go:0.3","go,art:-2"}', 43, k, j)::traits AS traits,
	string_to_array(pg_temp.pick('{EN,fr}', 44, k, j), ',') AS languages
FROM cases, generate_series(1, m) j;
-- permitted pairs, and what they are worth
CREATE TEMP TABLE case_pair AS
SELECT k, mentee_id, i, mentor_id, current_mentor_id IS NOT DISTINCT FROM mentor_id AS live,
	greatest(0, shared * 40.0 / 5 + round((40 * coalesce(trait_similarity(e.traits, o.traits), 0))::numeric, 6)
		+ CASE WHEN language THEN 20 ELSE 0 END + CASE WHEN preferred AND same THEN 100 ELSE 0 END) AS score
FROM case_mentee e JOIN case_mentor o USING (k) JOIN cases USING (k),
	LATERAL (SELECT least(slot_count(e.availability & o.availability), 5) AS shared,
		school_id = ANY (school_ids) AS same,
		EXISTS (SELECT lower(unnest(e.languages)) INTERSECT SELECT lower(unnest(o.languages))) AS language) l
WHERE (same OR preferred) AND mentor_id <> ALL (coalesce(excluded_mentor_ids, '{}')) AND shared >= min_shared;
CREATE TEMP TABLE case_seat AS
SELECT k, mentor_id, seats, CASE WHEN keep_existing THEN seats - least(seats, live) ELSE seats END AS open
FROM case_mentor o JOIN cases USING (k),
	LATERAL (SELECT least(capacity, per_slot * slot_count(availability)) AS seats) s,
	LATERAL (SELECT count(*) AS live FROM case_pair p WHERE p.k = o.k AND p.mentor_id = o.mentor_id AND p.live) l;
CREATE TEMP TABLE case_option AS
SELECT k, i, mentor_id, score + CASE WHEN live THEN keep ELSE 0 END AS points, score,
	keep_existing AND EXISTS (SELECT FROM case_pair l WHERE (l.k, l.i) = (p.k, p.i) AND l.live) AS incumbent,
	priority
FROM case_pair p JOIN cases USING (k) JOIN case_mentee e USING (k, i)
UNION ALL SELECT k, i, 1000, 0, NULL, false, NULL FROM case_mentee;
CREATE INDEX ON case_option (k, i);
CREATE INDEX ON case_seat (k, mentor_id);
ANALYZE case_option;
CREATE FUNCTION pg_temp.brute(k int, OUT mates int[], OUT total numeric) LANGUAGE sql AS $$
	WITH RECURSIVE tried (i, mates, newcomers, incumbents, priority, worst, points, score) AS (
		SELECT 0, '{}'::int[], '{}'::int[], 0, 0::numeric, 1e9::numeric, 0::numeric, 0::numeric
		UNION ALL
		SELECT t.i + 1, t.mates || o.mentor_id,
			CASE WHEN o.incumbent THEN t.newcomers ELSE t.newcomers || o.mentor_id END,
			t.incumbents + o.incumbent::int,
			t.priority + CASE WHEN o.priority IS NULL OR o.incumbent THEN 0 ELSE 100::numeric ^ o.priority END,
			least(t.worst, CASE WHEN o.mentor_id < 1000 THEN o.points END), t.points + o.points, t.score + coalesce(o.score, 0)
		FROM tried t JOIN case_option o ON o.k = brute.k AND o.i = t.i + 1
			LEFT JOIN case_seat s ON s.k = brute.k AND s.mentor_id = o.mentor_id
		WHERE o.mentor_id = 1000 OR
			((SELECT count(*) FROM unnest(t.mates) x WHERE x = o.mentor_id) < s.seats AND
			(o.incumbent OR (SELECT count(*) FROM unnest(t.newcomers) x WHERE x = o.mentor_id) < s.open)))
	SELECT t.mates, t.score FROM tried t, cases c WHERE c.k = brute.k AND t.i = c.n
	ORDER BY incumbents DESC, CASE WHEN NOT by_score THEN t.priority END DESC,
		CASE WHEN bottleneck THEN worst END DESC, points DESC, mates LIMIT 1
$$;
CREATE FUNCTION pg_temp.policy_of(c cases) RETURNS match_policy LANGUAGE sql AS $$
	SELECT format('objective=%s; fairness=%s; keep_existing=%s; keep=%s; min_shared_slots=%s; mentees_per_slot=%s; same_school=%s',
		CASE WHEN c.by_score THEN 'score' ELSE 'participation' END, CASE WHEN c.bottleneck THEN 'bottleneck' ELSE 'none' END,
		CASE WHEN c.keep_existing THEN 'true' ELSE 'false' END, c.keep, c.min_shared, c.per_slot,
		CASE WHEN c.preferred THEN 'preferred' ELSE 'required' END)::match_policy
$$;
CREATE TEMP TABLE solved AS
SELECT k, r.* FROM cases c, LATERAL match_mentors(format('SELECT * FROM case_mentee WHERE k = %s', k),
	format('SELECT * FROM case_mentor WHERE k = %s', k), pg_temp.policy_of(c)) r;
-- shuffled rows, the same answer
CREATE TEMP TABLE shuffled AS
SELECT k, r.* FROM cases c, LATERAL match_mentors(format('SELECT * FROM case_mentee WHERE k = %s ORDER BY hashint4(i)', k),
	format('SELECT * FROM case_mentor WHERE k = %s ORDER BY mentor_id DESC', k), pg_temp.policy_of(c)) r;
SELECT count(*) FROM (TABLE solved EXCEPT ALL TABLE shuffled) d;

SELECT count(*) AS cases, count(*) FILTER (WHERE b.mates <> s.mates) AS other_mates,
	count(*) FILTER (WHERE round(b.total, 6) <> round(s.total::numeric, 6)) AS other_scores
FROM cases c, pg_temp.brute(k) b,
	LATERAL (SELECT coalesce(array_agg(coalesce(mentor_id, 1000)::int ORDER BY mentee_id), '{}') AS mates,
		coalesce(sum(score), 0) AS total FROM solved WHERE k = c.k) s;
-- every mentee once; reasons as the rules have them
SELECT (SELECT count(*) FROM case_mentee) = count(*) AND count(*) = count(DISTINCT (k, mentee_id)) AS everybody_once FROM solved;
SELECT count(*) FILTER (WHERE left(reason, length(expected)) <> expected) AS other_reasons,
	count(DISTINCT expected) AS reasons_seen
FROM solved s JOIN cases c USING (k) JOIN case_mentee e USING (k, mentee_id), LATERAL (
	SELECT CASE WHEN s.mentor_id IS NOT NULL THEN CASE WHEN kept THEN 'kept: score ' ELSE 'score ' END
		WHEN NOT coalesce(bool_or(preferred OR school_id = ANY (school_ids)), false) THEN 'no mentor at school'
		WHEN NOT coalesce(bool_or((preferred OR school_id = ANY (school_ids)) AND o.mentor_id <> ALL (coalesce(excluded_mentor_ids, '{}'))), false) THEN 'excluded'
		WHEN NOT EXISTS (SELECT FROM case_pair p WHERE (p.k, p.mentee_id) = (s.k, s.mentee_id)) THEN 'no shared slot'
		ELSE 'capacity' END AS expected
	FROM case_mentor o WHERE o.k = s.k) x;
-- nobody is over his seats, no forbidden pair, what is shared is right
SELECT count(*) AS over FROM (SELECT k, mentor_id, count(*) AS n FROM solved GROUP BY 1, 2) u JOIN case_seat USING (k, mentor_id) WHERE n > seats;
SELECT count(*) AS forbidden FROM solved s LEFT JOIN case_pair p USING (k, mentee_id, mentor_id) WHERE s.mentor_id IS NOT NULL AND p.k IS NULL;
SELECT count(*) FILTER (WHERE s.shared_slots <> e.availability & o.availability) AS other_slots,
	count(*) FILTER (WHERE s.shared_traits <> shared_traits(e.traits, o.traits)) AS other_traits,
	count(*) FILTER (WHERE s.kept <> (e.current_mentor_id IS NOT DISTINCT FROM s.mentor_id)) AS other_kept,
	count(*) > 300 AS many, count(*) FILTER (WHERE kept) > 50 AS some_kept
FROM solved s JOIN case_mentee e USING (k, mentee_id) JOIN case_mentor o USING (k, mentor_id);

-- stable: no two who would both rather have each other
CREATE TEMP TABLE stable AS
SELECT k, r.* FROM cases c, LATERAL match_mentors(format('SELECT * FROM case_mentee WHERE k = %s', k),
	format('SELECT * FROM case_mentor WHERE k = %s', k), 'objective=stable; keep_existing=false; keep=0') r
WHERE NOT preferred AND NOT keep_existing AND min_shared = 1 AND per_slot = 2;
SELECT count(*) AS blocking
FROM stable s, case_pair p, case_seat t, case_mentee e
WHERE (p.k, p.mentee_id) = (s.k, s.mentee_id) AND (t.k, t.mentor_id) = (p.k, p.mentor_id) AND (e.k, e.mentee_id) = (s.k, s.mentee_id)
	AND (s.mentor_id IS NULL OR s.score < p.score::float8 OR (s.score = p.score::float8 AND p.mentor_id < s.mentor_id))
	AND t.seats > (SELECT count(*) FROM stable x JOIN case_mentee y USING (k, mentee_id)
		WHERE x.k = s.k AND x.mentor_id = p.mentor_id
			AND (y.priority, x.score, -x.mentee_id) > (e.priority, p.score::float8, -s.mentee_id));
SELECT count(*) > 20 AS enough FROM stable WHERE mentor_id IS NOT NULL;
