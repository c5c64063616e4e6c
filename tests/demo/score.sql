--
-- The risk list by scorecard card.  A score is a sum of named points; a
-- student whose features are not known has none, which is not good news.
--
\set ON_ERROR_STOP on
\pset footer off
SELECT coalesce(score::text, 'not evaluable') AS score, count(*) AS students
FROM (SELECT risk_score(:'card'::scorecard, f) AS score
	  FROM mentorship.risk_feature AS f) AS r
GROUP BY r.score
ORDER BY r.score DESC NULLS LAST;
