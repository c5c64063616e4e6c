/*
 * A year of matching: in September everybody at once, and then again and again
 * from the pairs that live, as students are added and mentors come and go.
 */
CREATE FUNCTION pg_temp.hash(VARIADIC parts int[]) RETURNS int LANGUAGE sql IMMUTABLE AS
	$$ SELECT abs(hashtextextended(parts::text, 9) % 1000000)::int $$;
CREATE FUNCTION pg_temp.week(VARIADIC parts int[]) RETURNS availability LANGUAGE sql IMMUTABLE AS
	$$ SELECT availability_agg(availability(d, 'P' || p)) FROM generate_series(1, 5) d, generate_series(1, 4) p
		WHERE pg_temp.hash(VARIADIC parts || d || p) % 10 < 3 $$;
CREATE FUNCTION pg_temp.likes(VARIADIC parts int[]) RETURNS traits LANGUAGE sql IMMUTABLE AS
	$$ SELECT string_agg((array['art', 'chess', 'science', 'music', 'reading', 'football'])[1 + pg_temp.hash(VARIADIC parts || x) % 6], ', ')::traits FROM generate_series(1, 2) x $$;
CREATE TEMP TABLE mentee AS
SELECT i AS mentee_id, 1 + pg_temp.hash(1, i) % 3 AS school_id, pg_temp.week(2, i) AS availability, pg_temp.likes(3, i) AS traits,
	1 + pg_temp.hash(4, i) % 3 AS priority, NULL::int AS current_mentor_id FROM generate_series(1, 240) i;
CREATE TEMP TABLE mentor AS
SELECT j AS mentor_id, 1 + pg_temp.hash(10, j) % 4 AS capacity, ARRAY[1 + pg_temp.hash(11, j) % 3] AS school_ids, pg_temp.week(12, j) AS availability, pg_temp.likes(13, j) AS traits
FROM generate_series(1, 80) j;
CREATE TEMP TABLE answer (round text, policy text, mentee_id bigint, mentor_id bigint, score float8, kept boolean, reason text);
CREATE FUNCTION pg_temp.solve(round text, policy text DEFAULT '') RETURNS void LANGUAGE sql AS $$
	INSERT INTO answer SELECT round, solve.policy, mentee_id, mentor_id, score, kept, reason
	FROM match_mentors('TABLE mentee', 'TABLE mentor', solve.policy::match_policy)
$$;
-- the pairs live from now on
CREATE FUNCTION pg_temp.accept(round text) RETURNS void LANGUAGE sql AS $$
	UPDATE mentee SET current_mentor_id = a.mentor_id FROM answer a WHERE (a.round, a.policy, a.mentee_id) = (accept.round, '', mentee.mentee_id)
$$;

-- September: seats are short
SELECT pg_temp.solve('September');
SELECT count(*) AS mentees, count(mentor_id) BETWEEN 150 AND 220 AS matched, count(*) FILTER (WHERE kept) AS kept FROM answer;
SELECT pg_temp.accept('September');
-- the same people again: nothing moves
SELECT pg_temp.solve('again');
SELECT count(*) AS moved FROM (SELECT mentee_id, mentor_id FROM answer WHERE round = 'again' EXCEPT SELECT mentee_id, mentor_id FROM answer WHERE round = 'September') x;

-- January: twelve more students, more urgent than all before; three mentors
-- leave, six come, and every fifth student has another timetable
INSERT INTO mentee
SELECT i, 1 + pg_temp.hash(1, i) % 3, pg_temp.week(2, i), pg_temp.likes(3, i), 9, NULL FROM generate_series(241, 252) i;
DELETE FROM mentor WHERE mentor_id IN (SELECT current_mentor_id FROM mentee WHERE current_mentor_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 3);
INSERT INTO mentor
SELECT j, 3, ARRAY[1 + pg_temp.hash(11, j) % 3], pg_temp.week(12, j), pg_temp.likes(13, j) FROM generate_series(81, 86) j;
UPDATE mentee SET availability = pg_temp.week(5, mentee_id) WHERE pg_temp.hash(6, mentee_id) % 5 = 0;
-- pairs live as long as the two are both there and may still meet
CREATE TEMP VIEW live AS
SELECT mentee_id, mentor_id FROM mentee e JOIN mentor o ON mentor_id = current_mentor_id WHERE e.availability && o.availability;
SELECT pg_temp.solve('January');
-- who has a mentor has him still, all others have free seats
SELECT count(*) > 120 AS live, count(*) FILTER (WHERE a.mentor_id IS DISTINCT FROM l.mentor_id OR NOT kept) AS lost
FROM live l JOIN answer a USING (mentee_id) WHERE round = 'January';
SELECT count(*) AS others, count(mentor_id) > 10 AS matched, count(*) FILTER (WHERE kept) AS kept
FROM answer a WHERE round = 'January' AND NOT EXISTS (SELECT FROM live l WHERE l.mentee_id = a.mentee_id);
SELECT count(*) AS over FROM (SELECT mentor_id, count(*) AS n FROM answer WHERE round = 'January' GROUP BY 1) u JOIN mentor USING (mentor_id) WHERE n > capacity;
-- the others fare as if live pairs were set aside, and their seats with them
CREATE TEMP VIEW waiting AS SELECT * FROM mentee WHERE mentee_id NOT IN (SELECT mentee_id FROM live);
CREATE TEMP VIEW vacancy AS
SELECT mentor_id, least(capacity, 2 * slot_count(availability)) - (SELECT count(*) FROM live l WHERE l.mentor_id = m.mentor_id) AS capacity, school_ids, availability, traits FROM mentor m;
SELECT count(*) AS differences FROM (
	(SELECT mentee_id, mentor_id, score FROM answer WHERE round = 'January' AND mentee_id NOT IN (SELECT mentee_id FROM live)
	EXCEPT ALL SELECT mentee_id, mentor_id, score FROM match_mentors('SELECT mentee_id, school_id, availability, traits, priority FROM waiting', 'TABLE vacancy'))
	UNION ALL
	(SELECT mentee_id, mentor_id, score FROM match_mentors('SELECT mentee_id, school_id, availability, traits, priority FROM waiting', 'TABLE vacancy')
	EXCEPT ALL SELECT mentee_id, mentor_id, score FROM answer WHERE round = 'January')) x;
-- the urgent come first where there is a seat: none of them waits for a mentor
-- whom another newcomer, less urgent, was given
SELECT count(*) AS passed_over FROM answer a JOIN mentee m USING (mentee_id), answer b JOIN mentee n USING (mentee_id) JOIN mentor o USING (mentor_id)
WHERE a.round = 'January' AND b.round = 'January' AND m.priority = 9 AND a.mentor_id IS NULL
	AND NOT b.kept AND n.priority < 9 AND m.school_id = ANY (o.school_ids) AND m.availability && o.availability;

-- the trap: by priority alone newcomers take the seats of live pairs, and a bonus
-- for live pairs does not help, since priorities come before scores
SELECT pg_temp.solve('January', p) FROM unnest('{keep_existing=false; keep=0,keep_existing=false; keep=200}'::text[]) p;
SELECT policy, count(*) FILTER (WHERE a.mentor_id IS NULL) > 0 AS left_without, count(*) FILTER (WHERE NOT kept) > 0 AS lost_theirs
FROM live l JOIN answer a USING (mentee_id) WHERE round = 'January' AND policy <> '' GROUP BY 1 ORDER BY 1;
SELECT count(DISTINCT n) = 1 AS as_many_matched FROM (SELECT count(mentor_id) AS n FROM answer WHERE round = 'January' GROUP BY policy) x;

-- with less than 200 points people of live pairs change where it gains as much
SELECT pg_temp.solve('January', 'keep=' || keep) FROM unnest('{0,5,20}'::int[]) keep;
CREATE TEMP TABLE change AS
SELECT keep, count(*) FILTER (WHERE a.mentor_id IS NULL) AS left_without, count(*) FILTER (WHERE NOT a.kept) AS changes,
	(SELECT sum(score) FROM answer s WHERE (s.round, s.policy) = ('January', p)) AS score
FROM unnest('{0,5,20,200}'::int[]) keep, LATERAL (SELECT CASE WHEN keep = 200 THEN '' ELSE 'keep=' || keep END) p (p),
	live l JOIN answer a USING (mentee_id) WHERE (a.round, a.policy) = ('January', p) GROUP BY keep, p;
SELECT keep, left_without, changes > 0 AS some_change FROM change ORDER BY keep;
-- each change is worth its price: for no keep would the changes of another be better
SELECT count(*) AS better_elsewhere FROM change a, change b WHERE round((b.score - a.keep * b.changes)::numeric, 6) > round((a.score - a.keep * a.changes)::numeric, 6);

-- the same problem by hand, for assign(): mentor 2j has the seats that live pairs
-- hold, 2j + 1 the open ones, and live pairs come before all others
CREATE TEMP TABLE edge AS
SELECT e.mentee_id, 2 * o.mentor_id + open AS mentor_id, 40 * least(slot_count(e.availability & o.availability), 5) / 5.0
	+ round((40 * trait_similarity(e.traits, o.traits))::numeric, 6) + CASE WHEN l.mentor_id = o.mentor_id THEN 5 ELSE 0 END AS score
FROM mentee e JOIN mentor o ON school_id = ANY (school_ids) AND e.availability && o.availability
	LEFT JOIN live l ON l.mentee_id = e.mentee_id, generate_series(0, 1) open
WHERE open = 1 OR l.mentee_id IS NOT NULL;
CREATE TEMP TABLE place AS
SELECT 2 * mentor_id + open AS mentor_id, CASE WHEN open = 1 THEN seats - held ELSE held END AS capacity
FROM mentor m, LATERAL (SELECT least(capacity, 2 * slot_count(availability)) AS seats) s,
	LATERAL (SELECT least(seats, count(*))::int AS held FROM live l WHERE l.mentor_id = m.mentor_id) h, generate_series(0, 1) open;
CREATE TEMP TABLE rank AS
SELECT mentee_id, CASE WHEN mentee_id IN (SELECT mentee_id FROM live) THEN 1000 ELSE priority END AS priority FROM mentee;
SELECT count(*) > 150 AS many, count(*) FILTER (WHERE a.mentor_id IS DISTINCT FROM b.mentor_id) AS differences
FROM (SELECT mentee_id, mentor_id / 2 AS mentor_id FROM assign('TABLE edge', 'TABLE place', 'TABLE rank')) b
	FULL JOIN (SELECT mentee_id, mentor_id FROM answer WHERE (round, policy) = ('January', 'keep=5') AND mentor_id IS NOT NULL) a USING (mentee_id);

-- from then on students come one by one, each more urgent than all before:
-- nobody who has a mentor loses him
SELECT pg_temp.accept('January');
CREATE TEMP TABLE step (number int, lost int, won int);
DO $$
BEGIN
	FOR i IN 253..272 LOOP
		INSERT INTO mentee VALUES (i, 1 + pg_temp.hash(1, i) % 3, pg_temp.week(2, i), pg_temp.likes(3, i), i, NULL);
		-- now and then somebody leaves, and a seat is free
		DELETE FROM mentee WHERE i % 2 = 0 AND mentee_id = (SELECT min(mentee_id) FROM live);
		PERFORM pg_temp.solve('step ' || i);
		INSERT INTO step
		SELECT i, count(*) FILTER (WHERE l.mentee_id IS NOT NULL AND a.mentor_id IS DISTINCT FROM l.mentor_id), count(*) FILTER (WHERE l.mentee_id IS NULL AND a.mentor_id IS NOT NULL)
		FROM answer a LEFT JOIN live l USING (mentee_id) WHERE round = 'step ' || i;
		PERFORM pg_temp.accept('step ' || i);
	END LOOP;
END $$;
SELECT count(*) AS steps, sum(lost) AS lost, sum(won) >= 8 AS won, max(won) <= 1 AS one_at_a_time FROM step;
