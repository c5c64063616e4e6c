/*
 * peers.sql
 *		What a user of PostgreSQL could run instead of assign(), on the tables of
 *		instances.sh.  Each returns matched, priorities, scores.
 */

-- the obvious way: the highest priority first, then the best pair that is left
CREATE FUNCTION greedy(OUT matched bigint, OUT priorities bigint, OUT scores bigint)
LANGUAGE plpgsql AS $$
DECLARE
	candidate record;
	seats int[];
	done boolean[];
BEGIN
	matched := 0;
	priorities := 0;
	scores := 0;
	SELECT array_agg(capacity ORDER BY mentor_id) INTO seats FROM seat;
	SELECT array_agg(false) INTO done FROM rank;
	FOR candidate IN
		SELECT p.mentee_id, p.mentor_id, p.score, r.priority
		FROM pair AS p JOIN rank AS r USING (mentee_id)
		ORDER BY r.priority DESC, p.score DESC, p.mentee_id, p.mentor_id
	LOOP
		IF NOT done[candidate.mentee_id + 1] AND seats[candidate.mentor_id + 1] > 0 THEN
			done[candidate.mentee_id + 1] := true;
			seats[candidate.mentor_id + 1] := seats[candidate.mentor_id + 1] - 1;
			matched := matched + 1;
			priorities := priorities + candidate.priority;
			scores := scores + candidate.score;
		END IF;
	END LOOP;
END $$;

-- pgRouting's flow: source 0, mentees from 1, mentors behind them, then the sink;
-- a unit of priority costs more than all scores together
CREATE FUNCTION routed(OUT matched bigint, OUT priorities bigint, OUT scores bigint)
LANGUAGE plpgsql AS $$
DECLARE
	mentees bigint := (SELECT count(*) FROM rank);
	mentors bigint := (SELECT count(*) FROM seat);
	arcs text;
BEGIN
	arcs := format($arcs$
		SELECT row_number() OVER ()::bigint AS id, source, target, capacity, cost FROM (
			SELECT 0::bigint AS source, 1 + mentee_id::bigint AS target, 1::bigint AS capacity, 0::float8 AS cost
			FROM rank
			UNION ALL
			SELECT 1 + p.mentee_id, 1 + %1$s + p.mentor_id, 1,
				((1000 * %1$s + 1) * ((SELECT max(priority) FROM rank) - r.priority) + 1000 - p.score)::float8
			FROM pair AS p JOIN rank AS r USING (mentee_id)
			UNION ALL
			SELECT 1 + %1$s + mentor_id, 1 + %1$s + %2$s, capacity, 0 FROM seat WHERE capacity > 0) AS arc
		$arcs$, mentees, mentors);
	SELECT count(*), sum(r.priority), sum(p.score) INTO matched, priorities, scores
	FROM pgr_maxFlowMinCost(arcs, 0::bigint, 1 + mentees + mentors) AS f
	JOIN rank AS r ON r.mentee_id = f.source - 1
	JOIN pair AS p ON p.mentee_id = r.mentee_id AND p.mentor_id = f.target - 1 - mentees
	WHERE f.flow > 0;
END $$;
