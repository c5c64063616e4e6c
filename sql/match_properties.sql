/*
 * What holds for every match: random programmes under random policies, looked
 * at in plain SQL.
 */
CREATE FUNCTION pg_temp.hash(VARIADIC parts int[]) RETURNS int LANGUAGE sql IMMUTABLE AS
	$$ SELECT abs(hashtextextended(parts::text, 7) % 1000000)::int $$;
CREATE FUNCTION pg_temp.pick(options text[], VARIADIC parts int[]) RETURNS text LANGUAGE sql IMMUTABLE AS
	$$ SELECT options[1 + pg_temp.hash(VARIADIC parts) % cardinality(options)] $$;
-- free in each of 20 slots with so much of ten; now and then not known
CREATE FUNCTION pg_temp.week(share int, VARIADIC parts int[]) RETURNS availability LANGUAGE sql IMMUTABLE AS
	$$ SELECT CASE WHEN pg_temp.hash(VARIADIC parts) % 20 > 0 THEN
			coalesce(availability_agg(availability(d, s)) FILTER (WHERE pg_temp.hash(VARIADIC parts || d || ascii(s)) % 10 < share), 'none') END
		FROM generate_series(1, 5) d, unnest('{before,Lunch,P3,after}'::text[]) s $$;

CREATE TEMP TABLE programme AS
SELECT k, 1 + pg_temp.hash(1, k) % 24 AS n, 1 + pg_temp.hash(2, k) % 8 AS m,
	pg_temp.pick('{participation,participation,score,stable}', 3, k) AS objective,
	pg_temp.hash(4, k) % 4 = 0 AS bottleneck, pg_temp.hash(5, k) % 3 > 0 AS keep_existing,
	(pg_temp.hash(6, k) % 3) * 30 AS keep, pg_temp.hash(7, k) % 4 AS min_shared,
	1 + pg_temp.hash(8, k) % 3 AS per_slot, pg_temp.hash(9, k) % 4 = 0 AS preferred,
	1 + pg_temp.hash(10, k) % 4 AS schools, 1 + pg_temp.hash(11, k) % 5 AS share
FROM generate_series(1, 400) k;
UPDATE programme SET bottleneck = false WHERE objective <> 'participation';
CREATE TEMP TABLE mentee AS
SELECT k, 10 * i AS mentee_id, 1 + pg_temp.hash(20, k, i) % schools AS school_id, pg_temp.week(share, 21, k, i) AS availability,
	pg_temp.pick('{"art,chess","chess:-1","art:2,go",""}', 22, k, i)::traits AS traits,
	string_to_array(pg_temp.pick('{en,es,"en,es"}', 23, k, i), ',') AS languages,
	pg_temp.hash(24, k, i) % 4 AS priority, nullif(pg_temp.hash(25, k, i) % (2 * m), 0) AS current_mentor_id,
	CASE WHEN pg_temp.hash(26, k, i) % 4 = 0 THEN array(SELECT j FROM generate_series(1, m) j WHERE pg_temp.hash(27, k, i, j) % 2 = 0) END AS excluded_mentor_ids
FROM programme, generate_series(1, n) i;
CREATE TEMP TABLE mentor AS
SELECT k, j AS mentor_id, pg_temp.hash(30, k, j) % 5 AS capacity,
	array(SELECT s FROM generate_series(1, schools) s WHERE pg_temp.hash(31, k, j, s) % 2 = 0) AS school_ids,
	pg_temp.week(share, 32, k, j) AS availability, pg_temp.pick('{art,"chess,go:0.3","go,art:-2"}', 33, k, j)::traits AS traits,
	string_to_array(pg_temp.pick('{EN,fr}', 34, k, j), ',') AS languages
FROM programme, generate_series(1, m) j;
CREATE FUNCTION pg_temp.policy_of(p programme) RETURNS match_policy LANGUAGE sql AS $$
	SELECT format('objective=%s; fairness=%s; keep_existing=%s; keep=%s; min_shared_slots=%s; mentees_per_slot=%s; same_school=%s',
		p.objective, CASE WHEN p.bottleneck THEN 'bottleneck' ELSE 'none' END, p.keep_existing::text, p.keep, p.min_shared,
		p.per_slot, CASE WHEN p.preferred THEN 'preferred' ELSE 'required' END)::match_policy
$$;
CREATE TEMP TABLE matched AS
SELECT k, r.* FROM programme p, LATERAL match_mentors(format('SELECT * FROM mentee WHERE k = %s', k),
	format('SELECT * FROM mentor WHERE k = %s', k), pg_temp.policy_of(p)) r;

-- all pairs of people of a programme, with what the rules say of each
CREATE TEMP TABLE pair AS
SELECT k, mentee_id, mentor_id, same, excluded, shared, current_mentor_id IS NOT DISTINCT FROM mentor_id AND permitted AS live,
	permitted, schedule, trait, language, school, greatest(schedule + trait + language + school, 0) AS score, e.priority
FROM mentee e JOIN mentor o USING (k) JOIN programme USING (k),
	LATERAL (SELECT school_id = ANY (school_ids) AS same, mentor_id = ANY (coalesce(excluded_mentor_ids, '{}')) AS excluded,
		coalesce(slot_count(e.availability & o.availability), 0) AS shared) r,
	LATERAL (SELECT (same OR preferred) AND NOT excluded AND shared >= min_shared AS permitted,
		40 * least(shared, 5) / 5.0 AS schedule, round((40 * coalesce(trait_similarity(e.traits, o.traits), 0))::numeric, 6) AS trait,
		CASE WHEN EXISTS (SELECT lower(unnest(e.languages)) INTERSECT SELECT lower(unnest(o.languages))) THEN 20 ELSE 0 END AS language,
		CASE WHEN preferred AND same THEN 100 ELSE 0 END AS school) s;
CREATE INDEX ON pair (k, mentee_id, mentor_id);
CREATE TEMP TABLE seat AS
SELECT k, mentor_id, seats, CASE WHEN keep_existing THEN greatest(seats - live, 0) ELSE seats END AS open, live, seats < by_time AS by_capacity
FROM mentor o JOIN programme USING (k),
	LATERAL (SELECT CASE WHEN availability IS NULL AND min_shared = 0 THEN 1000 ELSE per_slot * coalesce(slot_count(availability), 0) END AS by_time) b,
	LATERAL (SELECT least(capacity, by_time) AS seats) s,
	LATERAL (SELECT count(*)::int AS live FROM pair WHERE (pair.k, pair.mentor_id) = (o.k, o.mentor_id) AND pair.live) l;
CREATE INDEX ON seat (k, mentor_id);
ANALYZE;

-- the programmes are worth looking at
SELECT count(DISTINCT k) AS programmes, count(*) > 4000 AS mentees, count(mentor_id) > 1000 AS matched,
	count(*) FILTER (WHERE kept) > 200 AS kept, count(*) FILTER (WHERE reason LIKE 'no mentor%') > 100 AS no_mentor,
	count(*) FILTER (WHERE reason LIKE 'excluded%') > 20 AS excluded, count(*) FILTER (WHERE reason LIKE 'no shared%') > 300 AS no_slot,
	count(*) FILTER (WHERE reason LIKE 'capacity%') > 500 AS capacity
FROM matched;
SELECT count(*) > 100 AS bounded_by_time FROM seat WHERE NOT by_capacity;

-- every mentee comes back once, and nobody else
SELECT count(*) AS lost_or_doubled FROM (SELECT k, mentee_id FROM mentee EXCEPT ALL SELECT k, mentee_id FROM matched) x;
SELECT count(*) AS invented FROM (SELECT k, mentee_id FROM matched EXCEPT ALL SELECT k, mentee_id FROM mentee) x;
-- each has a seat of his own: within the capacity, and within the weekly slots
SELECT count(*) AS without_seat
FROM (SELECT k, mentor_id, row_number() OVER (PARTITION BY k, mentor_id) AS number FROM matched WHERE mentor_id IS NOT NULL) t
	LEFT JOIN (SELECT k, mentor_id, number FROM seat, generate_series(1, seats) number) s USING (k, mentor_id, number)
WHERE s.k IS NULL;
SELECT count(*) FILTER (WHERE taken > capacity) AS over_capacity,
	count(*) FILTER (WHERE taken > per_slot * slot_count(availability)) AS over_time,
	count(*) FILTER (WHERE taken = capacity) > 300 AS many_full, count(*) FILTER (WHERE taken = per_slot * slot_count(availability) AND taken < capacity) > 20 AS full_by_time
FROM (SELECT k, mentor_id, count(*) AS taken FROM matched WHERE mentor_id IS NOT NULL GROUP BY 1, 2) u
	JOIN mentor USING (k, mentor_id) JOIN programme USING (k) WHERE availability IS NOT NULL OR min_shared > 0;
-- where live pairs are kept, newcomers have open seats only
SELECT count(*) FILTER (WHERE newcomers > open) AS over_open, count(*) FILTER (WHERE open < seats) > 100 AS some_held
FROM (SELECT k, mentor_id, count(*) AS newcomers FROM matched JOIN programme USING (k)
	WHERE keep_existing AND NOT EXISTS (SELECT FROM pair l WHERE (l.k, l.mentee_id) = (matched.k, matched.mentee_id) AND l.live)
	GROUP BY 1, 2) u JOIN seat USING (k, mentor_id);
-- and nobody of a live pair is left without a mentor while there are seats for all of them
SELECT count(*) FILTER (WHERE r.mentor_id IS NULL) AS lost_a_mentor, count(*) > 100 AS many
FROM matched r JOIN programme p USING (k) JOIN pair l USING (k, mentee_id)
WHERE keep_existing AND objective <> 'stable' AND l.live AND NOT EXISTS (SELECT FROM seat s WHERE s.k = p.k AND s.live > seats);
-- the answer does not depend on the order of the rows: 100 shuffles of the ten largest
SELECT count(*) AS shuffles, count(*) FILTER (WHERE difference) AS differences
FROM (SELECT * FROM programme ORDER BY n * m DESC, k LIMIT 10) p, generate_series(1, 100) s,
	LATERAL (SELECT bool_or(a::text IS DISTINCT FROM r) AS difference FROM (
		SELECT row_number() OVER () AS place, a FROM match_mentors(format('SELECT * FROM mentee WHERE k = %s ORDER BY hashint8extended(mentee_id, %s)', p.k, s),
			format('SELECT * FROM mentor WHERE k = %s ORDER BY hashint8extended(mentor_id, %s)', p.k, s), pg_temp.policy_of(p)) a) x
		FULL JOIN (SELECT row_number() OVER () AS place, (mentee_id, mentor_id, score, shared_slots, shared_traits, kept, reason)::text AS r FROM matched WHERE matched.k = p.k) y USING (place)) d;
-- no forbidden pair, and what is said of a pair is so
SELECT count(*) FILTER (WHERE NOT permitted) AS forbidden,
	count(*) FILTER (WHERE r.kept <> live) AS other_kept,
	count(*) FILTER (WHERE r.score::numeric <> p.score) AS other_score,
	count(*) FILTER (WHERE slot_count(r.shared_slots) <> p.shared) AS other_slot_count
FROM matched r JOIN pair p USING (k, mentee_id, mentor_id);
-- shared slots are slots of both, shared traits are traits of both
SELECT count(*) FILTER (WHERE NOT (r.shared_slots <@ e.availability AND r.shared_slots <@ o.availability)) AS not_of_both,
	count(*) FILTER (WHERE r.shared_traits <> shared_traits(e.traits, o.traits)) AS other_traits
FROM matched r JOIN mentee e USING (k, mentee_id) JOIN mentor o USING (k, mentor_id);
-- the parts that the reason names are those of the rules, and add up
SELECT count(*) FILTER (WHERE reason !~ '^(kept: )?score [\d.]+ = schedule [\d.]+ \(\d+ shared slots?\) \+ traits -?[\d.]+ \+ language [\d.]+( \+ school [\d.]+)?(, not below 0)?$') AS other_form,
	count(*) FILTER (WHERE (substring(reason FROM 'schedule ([\d.]+)')::numeric, substring(reason FROM 'traits (-?[\d.]+)')::numeric, substring(reason FROM 'language ([\d.]+)')::numeric,
		coalesce(substring(reason FROM 'school ([\d.]+)')::numeric, 0)) <> (schedule, trait, language, school)) AS other_parts,
	count(*) FILTER (WHERE substring(reason FROM 'score ([\d.]+)')::numeric <> greatest(schedule + trait + language + school, 0)) AS other_sum,
	count(*) FILTER (WHERE (reason LIKE 'kept:%') <> kept) AS other_kept
FROM matched JOIN pair USING (k, mentee_id, mentor_id);
-- who has no mentor has one reason, the first of the four that is true
SELECT count(*) FILTER (WHERE mentor_id IS NULL AND reason !~ '^(no mentor at school|excluded|no shared slot|capacity)') AS no_reason,
	count(*) FILTER (WHERE (mentor_id IS NULL) = (reason ~ '^(kept: )?score')) AS both,
	count(*) FILTER (WHERE mentor_id IS NULL AND (score, shared_slots, shared_traits) IS DISTINCT FROM (NULL::float8, NULL::availability, NULL::text[])) AS something_of_nobody
FROM matched;
SELECT count(*) FILTER (WHERE starts_with(reason, expected) IS NOT TRUE) AS other_reasons, count(DISTINCT expected) AS expected
FROM matched r JOIN programme USING (k), LATERAL (SELECT CASE
	WHEN NOT bool_or(same OR preferred) THEN 'no mentor at school'
	WHEN NOT bool_or((same OR preferred) AND NOT p.excluded) THEN 'excluded'
	WHEN NOT bool_or((same OR preferred) AND NOT p.excluded AND shared >= min_shared) THEN 'no shared slot'
	ELSE 'capacity' END AS expected FROM pair p WHERE (p.k, p.mentee_id) = (r.k, r.mentee_id)) x
WHERE r.mentor_id IS NULL;

/*
 * The shortage behind each "capacity".  The mentors that it names could be the
 * mentee's, or are linked to those through people who compete; all of their
 * seats that are open to him are taken.
 */
CREATE TEMP TABLE shortage AS
SELECT k, mentee_id, objective, keep_existing, string_to_array(substring(reason FROM 'mentors? ([\d, ]+)$'), ', ')::int[] AS mentors,
	substring(reason FROM '(\d+) mentees? competes? for')::int AS competing, substring(reason FROM 'for (\d+) seats?')::int AS seats,
	regexp_replace(regexp_replace(reason, '\d+', 'N', 'g'), 'N(, N)+', 'N...') COLLATE "C" AS words
FROM matched JOIN programme USING (k) WHERE reason LIKE 'capacity%';
SELECT words FROM shortage GROUP BY 1 ORDER BY 1;
SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT FROM pair p WHERE (p.k, p.mentee_id) = (s.k, s.mentee_id) AND permitted AND p.mentor_id = ANY (s.mentors))) AS none_of_his,
	count(*) FILTER (WHERE EXISTS (SELECT FROM pair p WHERE (p.k, p.mentee_id) = (s.k, s.mentee_id) AND permitted AND p.mentor_id <> ALL (s.mentors)) AND objective <> 'participation') AS not_all_of_his,
	count(*) FILTER (WHERE competing <= seats) AS no_shortage,
	count(*) FILTER (WHERE seats > (SELECT sum(t.seats) FROM seat t WHERE t.k = s.k AND t.mentor_id = ANY (s.mentors))) AS seats_that_are_not,
	count(*) FILTER (WHERE competing IS NOT NULL) > 200 AS many
FROM shortage s;
-- no seat with a mentor of his is empty and open to him (under "score" one may
-- be, if it adds nothing)
SELECT count(*) AS empty_seat
FROM shortage s JOIN pair p USING (k, mentee_id) JOIN seat t USING (k, mentor_id) JOIN programme USING (k),
	LATERAL (SELECT count(*) AS taken, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM pair l WHERE (l.k, l.mentee_id) = (r.k, r.mentee_id) AND l.live)) AS newcomers
		FROM matched r WHERE (r.k, r.mentor_id) = (s.k, p.mentor_id)) u
WHERE p.permitted AND taken < t.seats AND (NOT s.keep_existing OR newcomers < t.open) AND (s.objective <> 'score' OR p.score > 0);
-- one more seat with any of those who are named matches one more mentee
CREATE TEMP TABLE more AS
SELECT DISTINCT k, mentor_id FROM shortage JOIN seat USING (k)
WHERE mentor_id = ANY (mentors) AND competing IS NOT NULL AND by_capacity;
SELECT count(*) > 100 AS many, count(*) FILTER (WHERE after <> before + 1) AS does_not_help
FROM more x JOIN programme p USING (k),
	LATERAL (SELECT count(mentor_id) AS after FROM match_mentors(format('SELECT * FROM mentee WHERE k = %s', x.k),
		format('SELECT mentor_id, school_ids, availability, traits, languages, capacity + (mentor_id = %s)::int AS capacity FROM mentor WHERE k = %s',
			x.mentor_id, x.k), pg_temp.policy_of(p))) a,
	LATERAL (SELECT count(mentor_id) AS before FROM matched r WHERE r.k = x.k) b;

/*
 * Blocking pairs.  blocking_pairs() looks for a seat that is empty or held by
 * somebody who ranks lower; here the mentor chooses among all who would come, as
 * many as he has seats for.
 */
CREATE TEMP TABLE blocking AS
SELECT k, r.* FROM programme p, LATERAL blocking_pairs(format('SELECT * FROM mentee WHERE k = %s', k),
	format('SELECT * FROM mentor WHERE k = %s', k), pg_temp.policy_of(p)) r;
CREATE TEMP TABLE worth AS
SELECT k, mentee_id, mentor_id, permitted, score, score + CASE WHEN live THEN keep ELSE 0 END AS points, incumbent,
	CASE WHEN incumbent THEN 0 ELSE priority END AS priority
FROM pair JOIN programme USING (k),
	LATERAL (SELECT keep_existing AND EXISTS (SELECT FROM pair l WHERE (l.k, l.mentee_id) = (pair.k, pair.mentee_id) AND l.live) AS incumbent) i;
CREATE INDEX ON worth (k, mentee_id, mentor_id);
ANALYZE worth;
CREATE TEMP TABLE wanted AS
SELECT w.k, w.mentee_id, w.mentor_id, w.score::float8, r.mentor_id AS given_mentor_id, r.score AS given_score, displaced AS displaced_mentee_id
FROM worth w JOIN matched r USING (k, mentee_id) JOIN seat s ON (s.k, s.mentor_id) = (w.k, w.mentor_id)
	LEFT JOIN worth g ON (g.k, g.mentee_id, g.mentor_id) = (w.k, w.mentee_id, r.mentor_id),
	LATERAL (SELECT count(*) FILTER (WHERE incumbent) AS incumbents, count(*) AS all_of_them,
			count(*) FILTER (WHERE above) AS ranks_above, count(*) FILTER (WHERE above AND NOT incumbent) AS newcomers_above
		FROM (SELECT x.incumbent, (x.incumbent, x.priority, x.points, -x.mentee_id) > (w.incumbent, w.priority, w.points, -w.mentee_id) AS above
			FROM worth x JOIN matched y USING (k, mentee_id, mentor_id) WHERE (x.k, x.mentor_id) = (w.k, w.mentor_id)) t) c,
	LATERAL (SELECT CASE WHEN w.incumbent THEN s.seats ELSE least(s.open, s.seats - incumbents) END AS places) p,
	LATERAL (SELECT CASE WHEN CASE WHEN w.incumbent THEN all_of_them ELSE all_of_them - incumbents END >= places THEN
		(SELECT x.mentee_id FROM worth x JOIN matched y USING (k, mentee_id, mentor_id)
		WHERE (x.k, x.mentor_id) = (w.k, w.mentor_id) AND (w.incumbent OR NOT x.incumbent)
		ORDER BY x.incumbent, x.priority, x.points, -x.mentee_id LIMIT 1) END AS displaced) d
WHERE w.permitted AND w.mentor_id IS DISTINCT FROM r.mentor_id
	AND (r.mentor_id IS NULL OR (w.points, -w.mentor_id) > (g.points, -r.mentor_id))
	AND CASE WHEN w.incumbent THEN ranks_above ELSE newcomers_above END < places;
SELECT count(*) AS missed FROM (TABLE wanted EXCEPT ALL TABLE blocking) x;
SELECT count(*) AS not_so FROM (TABLE blocking EXCEPT ALL TABLE wanted) x;
-- a stable match has none, the others have some
SELECT objective, count(DISTINCT p.k) > 70 AS programmes, count(b.k) = 0 AS none, count(b.k) > 100 AS many, count(displaced_mentee_id) > 50 AS displacing,
	count(*) FILTER (WHERE given_mentor_id IS NULL AND b.k IS NOT NULL) > 10 AS of_the_unmatched
FROM programme p LEFT JOIN blocking b USING (k) GROUP BY 1 ORDER BY 1;
-- in the order of the mentees, then of the mentors
SELECT count(*) AS out_of_order FROM (SELECT (b.mentee_id, b.mentor_id) < lag((b.mentee_id, b.mentor_id)) OVER (PARTITION BY k ORDER BY b.ordinality) AS out_of_order
	FROM programme p, LATERAL blocking_pairs(format('SELECT * FROM mentee WHERE k = %s', k), format('SELECT * FROM mentor WHERE k = %s', k), pg_temp.policy_of(p)) WITH ORDINALITY b) x
WHERE out_of_order;

-- one to read: 2 and 11 would rather have each other
CREATE TEMP TABLE one AS SELECT * FROM (VALUES (1, 'Mon:P1'), (2, 'Mon:P1-P5 Fri:P1')) v (mentee_id, a);
SELECT b.* FROM unnest('{objective=participation,objective=stable}'::match_policy[]) p,
	blocking_pairs('SELECT mentee_id, a::availability AS availability FROM one',
		$$SELECT 11 AS mentor_id, 'Mon:P1-P5'::availability AS availability UNION ALL SELECT 12, 'Fri:P1'$$, p) b;
SELECT * FROM blocking_pairs('SELECT 1 AS mentee_id WHERE false', 'SELECT 1 AS mentor_id');
SELECT * FROM blocking_pairs(NULL, 'SELECT 1 AS mentor_id');
