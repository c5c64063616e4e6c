--
-- Does the programme keep its promise?  All of it is computed from the log of
-- meetings.  A pair answers for the school days on which it lived.
--

CREATE VIEW pair_month AS
WITH month AS MATERIALIZED (
	-- once for each school, not for each of its pairs
	SELECT x.school_id, date_trunc('month', x.day::timestamp)::date AS month,
		count(*) AS school_days, array_agg(x.day) FILTER (WHERE x.day <= as_of()) AS days_so_far
	FROM calendar_date AS x
	JOIN year_in_force AS y ON x.day BETWEEN y.first_day AND y.last_day
	WHERE x.instructional
	GROUP BY x.school_id, 2
)
SELECT d.pairing_id, d.school_id, d.student_id, d.mentor_id, d.month, d.complete,
	d.promised, n.meetings,
	CASE WHEN d.promised = 0 THEN NULL
		WHEN n.meetings >= d.promised THEN 'Proficient'
		WHEN 2 * n.meetings >= d.promised THEN 'Developmental'
		ELSE 'Needs improvement' END AS grade
FROM (SELECT p.pairing_id, p.school_id, p.student_id, p.mentor_id, k.month,
		k.month + interval '1 month' <= as_of() + 1 AS complete,
		floor(st.meetings_per_month * c.lived / k.school_days::numeric)::int AS promised
	  FROM pairing AS p
	  CROSS JOIN setting_in_force AS st
	  JOIN month AS k ON k.school_id = p.school_id
	  CROSS JOIN LATERAL (
		SELECT count(*) AS lived
		FROM unnest(k.days_so_far) AS d (day)
		WHERE daterange(p.started_on, p.ended_on) @> d.day) AS c
	  WHERE p.started_on <= as_of() AND c.lived > 0) AS d
CROSS JOIN LATERAL (
	SELECT count(*)::int AS meetings
	FROM meeting AS m
	WHERE m.pairing_id = d.pairing_id AND m.met_on >= d.month
		AND m.met_on < d.month + interval '1 month' AND m.met_on <= as_of()) AS n;
COMMENT ON VIEW pair_month IS
'meetings of each pair in each month of the school year up to as_of(), against the promise';
COMMENT ON COLUMN pair_month.pairing_id IS 'the pairing, live or closed';
COMMENT ON COLUMN pair_month.school_id IS 'school at which they meet';
COMMENT ON COLUMN pair_month.student_id IS 'the mentee';
COMMENT ON COLUMN pair_month.mentor_id IS 'the mentor';
COMMENT ON COLUMN pair_month.month IS 'first day of the month';
COMMENT ON COLUMN pair_month.complete IS 'false for the month that still runs on as_of()';
COMMENT ON COLUMN pair_month.promised IS
'meetings promised: those of a month, for the share of its school days on which the pair lived up to as_of(), rounded down';
COMMENT ON COLUMN pair_month.meetings IS 'meetings held';
COMMENT ON COLUMN pair_month.grade IS
'Proficient: the promise kept; Developmental: at least half of it; Needs improvement: less.  NULL where nothing was promised yet';

CREATE VIEW pair_fidelity AS
SELECT p.pairing_id, p.school_id, p.mentor_id, p.student_id, p.started_on,
	CASE WHEN x.continues IS NULL THEN due.first_contact_due END AS first_contact_due,
	f.first_met_on,
	CASE WHEN x.continues IS NOT NULL THEN NULL
		WHEN f.first_met_on IS NOT NULL THEN f.first_met_on <= due.first_contact_due
		WHEN due.first_contact_due < as_of() THEN false END AS first_contact_in_time,
	f.last_met_on,
	as_of() - greatest(f.last_met_on, p.started_on) AS days_without_contact,
	as_of() - greatest(f.last_met_on, p.started_on) >= st.no_contact_days AS no_contact,
	t.months, t.months_kept, t.promised, t.meetings, t.grade
FROM live_pairing AS p
JOIN pairing AS x USING (pairing_id)
CROSS JOIN setting_in_force AS st
CROSS JOIN LATERAL (
	SELECT greatest(p.started_on + 2, min(c.day)) AS first_contact_due
	FROM calendar_date AS c
	WHERE c.school_id = p.school_id AND c.instructional AND c.day > p.started_on) AS due
CROSS JOIN LATERAL (
	-- a pair that was closed and opened again is one relationship
	SELECT min(m.met_on) AS first_met_on, max(m.met_on) AS last_met_on
	FROM meeting AS m
	JOIN pairing AS q ON q.pairing_id = m.pairing_id
	WHERE q.student_id = p.student_id AND q.mentor_id = p.mentor_id
		AND m.met_on <= as_of()
		AND (q.pairing_id = p.pairing_id OR x.continues IS NOT NULL)) AS f
CROSS JOIN LATERAL (
	SELECT count(*) FILTER (WHERE g.grade IS NOT NULL)::int AS months,
		count(*) FILTER (WHERE g.grade = 'Proficient')::int AS months_kept,
		coalesce(sum(g.promised), 0)::int AS promised,
		coalesce(sum(g.meetings), 0)::int AS meetings,
		(array_agg(g.grade ORDER BY g.month DESC)
			FILTER (WHERE g.complete AND g.grade IS NOT NULL))[1] AS grade
	FROM pair_month AS g
	WHERE g.pairing_id = p.pairing_id) AS t;
COMMENT ON VIEW pair_fidelity IS
'how each live pair keeps the promise on as_of(), from the log of meetings';
COMMENT ON COLUMN pair_fidelity.pairing_id IS 'the pairing';
COMMENT ON COLUMN pair_fidelity.school_id IS 'school at which they meet';
COMMENT ON COLUMN pair_fidelity.mentor_id IS 'the mentor';
COMMENT ON COLUMN pair_fidelity.student_id IS 'the mentee';
COMMENT ON COLUMN pair_fidelity.started_on IS 'first day';
COMMENT ON COLUMN pair_fidelity.first_contact_due IS
'48 hours after the start, or the next school day where there was none in between; NULL for a pair that was opened again';
COMMENT ON COLUMN pair_fidelity.first_met_on IS 'day of the first meeting';
COMMENT ON COLUMN pair_fidelity.first_contact_in_time IS
'whether they met by then; NULL while that is not decided';
COMMENT ON COLUMN pair_fidelity.last_met_on IS 'day of the last meeting';
COMMENT ON COLUMN pair_fidelity.days_without_contact IS
'calendar days since then, or since the start where there was no meeting';
COMMENT ON COLUMN pair_fidelity.no_contact IS
'alarm: as many days as the settings call too many, or more';
COMMENT ON COLUMN pair_fidelity.months IS 'months of this year for which a meeting was promised';
COMMENT ON COLUMN pair_fidelity.months_kept IS 'of these, months in which the promise was kept';
COMMENT ON COLUMN pair_fidelity.promised IS 'meetings promised this year';
COMMENT ON COLUMN pair_fidelity.meetings IS 'meetings held this year';
COMMENT ON COLUMN pair_fidelity.grade IS
'grade of the last complete month, see pair_month; NULL before there is one';

CREATE VIEW mentor_fidelity AS
SELECT f.mentor_id, f.school_id, count(*)::int AS pairs,
	sum(f.months)::int AS months, sum(f.months_kept)::int AS months_kept,
	round(sum(f.months_kept)::numeric / nullif(sum(f.months), 0), 6) AS kept_share,
	sum(f.promised)::int AS promised, sum(f.meetings)::int AS meetings,
	count(f.first_contact_in_time)::int AS first_contacts,
	count(*) FILTER (WHERE f.first_contact_in_time)::int AS first_contacts_in_time,
	max(f.days_without_contact) AS days_without_contact,
	count(*) FILTER (WHERE f.no_contact)::int AS no_contact
FROM pair_fidelity AS f
GROUP BY f.mentor_id, f.school_id;
COMMENT ON VIEW mentor_fidelity IS
'pair_fidelity summed for each mentor and school';
COMMENT ON COLUMN mentor_fidelity.mentor_id IS 'the mentor';
COMMENT ON COLUMN mentor_fidelity.school_id IS 'the school';
COMMENT ON COLUMN mentor_fidelity.pairs IS 'live pairs';
COMMENT ON COLUMN mentor_fidelity.months IS 'months of these pairs for which a meeting was promised';
COMMENT ON COLUMN mentor_fidelity.months_kept IS 'of these, months in which the promise was kept';
COMMENT ON COLUMN mentor_fidelity.kept_share IS 'their share; NULL without months';
COMMENT ON COLUMN mentor_fidelity.promised IS 'meetings promised this year';
COMMENT ON COLUMN mentor_fidelity.meetings IS 'meetings held this year';
COMMENT ON COLUMN mentor_fidelity.first_contacts IS 'first contacts that were due';
COMMENT ON COLUMN mentor_fidelity.first_contacts_in_time IS 'of these, made within 48 hours';
COMMENT ON COLUMN mentor_fidelity.days_without_contact IS 'of the pair without contact for longest';
COMMENT ON COLUMN mentor_fidelity.no_contact IS 'pairs with the alarm';

CREATE VIEW school_fidelity AS
SELECT f.school_id, count(*)::int AS mentors, sum(f.pairs)::int AS pairs,
	sum(f.months)::int AS months, sum(f.months_kept)::int AS months_kept,
	round(sum(f.months_kept)::numeric / nullif(sum(f.months), 0), 6) AS kept_share,
	sum(f.promised)::int AS promised, sum(f.meetings)::int AS meetings,
	sum(f.first_contacts)::int AS first_contacts,
	sum(f.first_contacts_in_time)::int AS first_contacts_in_time,
	max(f.days_without_contact) AS days_without_contact,
	sum(f.no_contact)::int AS no_contact
FROM mentor_fidelity AS f
GROUP BY f.school_id;
COMMENT ON VIEW school_fidelity IS
'pair_fidelity summed for each school with live pairs';
COMMENT ON COLUMN school_fidelity.school_id IS 'the school';
COMMENT ON COLUMN school_fidelity.mentors IS 'mentors with live pairs';
COMMENT ON COLUMN school_fidelity.pairs IS 'live pairs';
COMMENT ON COLUMN school_fidelity.months IS 'months of these pairs for which a meeting was promised';
COMMENT ON COLUMN school_fidelity.months_kept IS 'of these, months in which the promise was kept';
COMMENT ON COLUMN school_fidelity.kept_share IS 'their share; NULL without months';
COMMENT ON COLUMN school_fidelity.promised IS 'meetings promised this year';
COMMENT ON COLUMN school_fidelity.meetings IS 'meetings held this year';
COMMENT ON COLUMN school_fidelity.first_contacts IS 'first contacts that were due';
COMMENT ON COLUMN school_fidelity.first_contacts_in_time IS 'of these, made within 48 hours';
COMMENT ON COLUMN school_fidelity.days_without_contact IS 'of the pair without contact for longest';
COMMENT ON COLUMN school_fidelity.no_contact IS 'pairs with the alarm';
