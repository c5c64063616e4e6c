--
-- Match the students who wait for a mentor, live pairs beside them, and accept
-- what the matching proposes.  Variable card: the scorecard behind the
-- priorities.
--
\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
BEGIN;

-- the risk list of today, for the query that match_mentors runs
CREATE TEMP TABLE risk_list ON COMMIT DROP AS
SELECT f.student_id, risk_score(:'card'::scorecard, f) AS score
FROM mentorship.risk_feature AS f;

INSERT INTO mentorship.match_proposal (proposed_on, student_id, mentor_id, score,
	shared_slots, shared_traits, kept, reason)
SELECT mentorship.as_of(), m.mentee_id, m.mentor_id, m.score, m.shared_slots,
	m.shared_traits, m.kept, m.reason
FROM match_mentors(
	'SELECT m.mentee_id, m.school_id, m.availability, m.traits, m.languages,
		 m.current_mentor_id, 1 + coalesce(r.score, 0)::int AS priority
	 FROM mentorship.match_mentee AS m
	 LEFT JOIN pg_temp.risk_list AS r ON r.student_id = m.mentee_id',
	'SELECT mentor_id, capacity, school_ids, availability, traits, languages
	 FROM mentorship.active_mentor') AS m;

INSERT INTO mentorship.pairing (student_id, mentor_id, school_id, started_on,
	shared_slots, match_reason)
SELECT x.student_id, x.mentor_id, e.school_id, x.proposed_on, x.shared_slots,
	-- for the printed page, in words; the proposal keeps the sum of the score
	concat_ws('; ',
		CASE WHEN slot_count(x.shared_slots) > 0
			THEN format('%s weekly time%s when both are free', slot_count(x.shared_slots),
						CASE WHEN slot_count(x.shared_slots) > 1 THEN 's' END) END,
		CASE WHEN cardinality(x.shared_traits) > 0
			THEN format('both like %s', array_to_string(x.shared_traits, ', ')) END)
FROM mentorship.match_proposal AS x
JOIN mentorship.enrolment_in_force AS e USING (student_id)
WHERE x.proposed_on = mentorship.as_of() AND x.mentor_id IS NOT NULL
	AND NOT EXISTS (SELECT FROM mentorship.live_pairing AS p
					WHERE p.student_id = x.student_id)
ORDER BY x.student_id;

SELECT count(*) FILTER (WHERE kept) AS "pairs kept",
	count(*) FILTER (WHERE mentor_id IS NOT NULL AND NOT kept) AS "new pairs",
	count(*) FILTER (WHERE mentor_id IS NULL) AS "without a mentor"
FROM mentorship.match_proposal
WHERE proposed_on = mentorship.as_of();
COMMIT;
