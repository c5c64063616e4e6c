/*
 * certificate.sql
 *		How many of the conditions fail that prove an assignment optimal (see
 *		docs/matching.md), on the tables pair, seat and rank: 0 is a proof.
 */
CREATE TEMP TABLE result AS SELECT * FROM assign('TABLE pair', 'TABLE seat', 'TABLE rank');
CREATE TEMP TABLE price AS SELECT * FROM assign_certificate('TABLE pair', 'TABLE seat', 'TABLE rank');
ANALYZE result;
ANALYZE price;
WITH mentee AS (
	SELECT id, priority_price AS a, score_price AS u, priority
	FROM price JOIN rank ON mentee_id = id WHERE side = 'mentee'),
mentor AS (
	SELECT id, priority_price AS alpha, score_price AS v, capacity
	FROM price JOIN seat ON mentor_id = id WHERE side = 'mentor'),
conditions (holds) AS (
	SELECT (SELECT count(*) FROM result) =
		(SELECT count(*) FROM result JOIN pair USING (mentee_id, mentor_id) WHERE result.score = pair.score)
	UNION ALL SELECT (SELECT count(*) = count(DISTINCT mentee_id) FROM result)
	UNION ALL SELECT 0 = (SELECT count(*) FROM
		(SELECT mentor_id, count(*) AS n FROM result GROUP BY 1) AS used JOIN mentor ON id = mentor_id WHERE n > capacity)
	UNION ALL SELECT (SELECT count(*) FROM mentee) = (SELECT count(*) FROM rank)
		AND (SELECT count(*) FROM mentor) = (SELECT count(*) FROM seat)
	UNION ALL SELECT 0 = (SELECT count(*) FROM pair
		JOIN mentee ON mentee.id = mentee_id JOIN mentor ON mentor.id = mentor_id
		WHERE a + alpha < priority OR (a + alpha = priority AND u + v < score))
	UNION ALL SELECT 0 = (SELECT count(*) FROM mentee WHERE a < 0 OR (a = 0 AND u < 0))
		+ (SELECT count(*) FROM mentor WHERE alpha < 0 OR (alpha = 0 AND v < 0))
	UNION ALL SELECT (SELECT sum(priority) FROM result JOIN rank USING (mentee_id)) =
		(SELECT sum(a) FROM mentee) + (SELECT sum(capacity * alpha) FROM mentor)
	UNION ALL SELECT (SELECT sum(score) FROM result) =
		(SELECT sum(u) FROM mentee) + (SELECT sum(capacity * v) FROM mentor))
SELECT count(*) FROM conditions WHERE holds IS NOT TRUE;
