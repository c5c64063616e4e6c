/*
 * programme.sql
 *		Fidelity and outcome of the sample district on several days, found again
 *		by plain SQL over the tables, day by day, without the type attendance.
 *		Prints "ok" or "not ok", a tab and the check.
 *		Wants a search_path with mentorship and the extension's types.
 */
SET client_min_messages = warning;
SET jit = off;
CREATE TEMP TABLE result (n serial, ok boolean, name text);

CREATE FUNCTION pg_temp.check_day(today date) RETURNS void LANGUAGE plpgsql AS $check$
DECLARE
	year	record;
	n		bigint;
BEGIN
	PERFORM set_config('mentorship.as_of', today::text, false);
	SELECT * INTO year FROM school_year WHERE first_day <= today ORDER BY first_day DESC LIMIT 1;

	-- every enrolled school day of the year up to today that counts
	CREATE TEMP TABLE d AS
	SELECT e.student_id, c.day,
		-- half of the day or more, where the minutes are known
		coalesce(2 * m.minutes_missed >= m.minutes_scheduled,
				 coalesce(m.status, s.unmarked_status) IN ('E', 'U', 'S', 'e', 'u')) AS absent
	FROM enrolment AS e
	JOIN school AS s USING (school_id)
	JOIN calendar_date AS c ON c.school_id = e.school_id AND c.instructional
		AND c.day BETWEEN greatest(e.entry_date, year.first_day)
			AND least(e.exit_date, year.last_day, today)
	LEFT JOIN attendance_mark AS m ON m.student_id = e.student_id
		AND m.school_id = e.school_id AND m.day = c.day
	WHERE coalesce(m.status, s.unmarked_status) NOT IN ('X', '?');
	CREATE INDEX ON d (student_id, day);
	ANALYZE d;

	-- grade of the students of today, and who has or had a mentor this year
	CREATE TEMP TABLE s AS
	SELECT DISTINCT ON (e.student_id) e.student_id, e.grade_level,
		EXISTS (SELECT FROM pairing AS p WHERE p.student_id = e.student_id
					AND p.started_on <= today
					AND coalesce(p.ended_on > year.first_day, true)) AS mentored
	FROM enrolment AS e
	WHERE e.entry_date <= today AND coalesce(e.exit_date >= today, true)
	ORDER BY e.student_id, e.entry_date DESC, e.school_id;
	CREATE TEMP TABLE p AS
	SELECT DISTINCT ON (x.student_id) x.student_id, x.started_on,
		least(today, x.ended_on - 1) AS until, s.grade_level
	FROM pairing AS x JOIN s USING (student_id)
	WHERE x.started_on BETWEEN year.first_day AND least(year.last_day, today)
	ORDER BY x.student_id, x.started_on, x.pairing_id;
	CREATE TEMP TABLE span AS
	SELECT w.started_on, w.until, d.student_id,
		count(*) FILTER (WHERE d.day < w.started_on) AS before_days,
		avg(d.absent::int) FILTER (WHERE d.day < w.started_on) AS before,
		count(*) FILTER (WHERE d.day BETWEEN w.started_on AND w.until) AS after_days,
		avg(d.absent::int) FILTER (WHERE d.day BETWEEN w.started_on AND w.until) AS after
	FROM (SELECT DISTINCT started_on, until FROM p) AS w CROSS JOIN d
	GROUP BY 1, 2, 3;
	CREATE TEMP TABLE o AS
	SELECT p.student_id, m.before_days, m.before, m.after_days, m.after,
		(SELECT array_agg(b.after - b.before) FROM span AS b JOIN s USING (student_id)
		 WHERE b.started_on = p.started_on AND b.until = p.until AND NOT s.mentored
			AND s.grade_level IS NOT DISTINCT FROM p.grade_level
			AND b.before_days >= 20 AND b.after_days >= 20
			AND m.before_days >= 20 AND m.after_days >= 20
			AND abs(round(b.before, 6) - round(m.before, 6)) <= 0.05) AS others
	FROM p LEFT JOIN span AS m ON m.student_id = p.student_id
		AND m.started_on = p.started_on AND m.until = p.until;
	SELECT count(*) FILTER (WHERE cardinality(others) >= 5) INTO n FROM o;
	INSERT INTO result (ok, name)
	SELECT count(*) = (SELECT count(*) FROM p) AND bool_and(
			v.before_days = coalesce(o.before_days, 0) AND v.after_days = coalesce(o.after_days, 0)
			AND v.rate_before IS NOT DISTINCT FROM round(o.before, 6)
			AND v.rate_after IS NOT DISTINCT FROM round(o.after, 6)
			AND v.similar_students = coalesce(cardinality(o.others), 0)
			AND (v.difference IS NULL) = (coalesce(cardinality(o.others), 0) < 5)
			AND (v.difference IS NULL
				 -- rates are kept to six decimals
				 OR abs(v.difference - (o.after - o.before - x.mean)) < 0.000003
					AND abs(v.difference_high - v.difference
							- t_975(cardinality(o.others) - 1) * x.spread
								* sqrt(1 + 1.0 / cardinality(o.others))) < 0.00002)),
		format('%s: outcomes of %s mentees, %s of them against similar students', today, count(*), n)
	FROM mentee_outcome AS v
	JOIN o USING (student_id)
	CROSS JOIN LATERAL (SELECT avg(y) AS mean, stddev_samp(y) AS spread FROM unnest(o.others) AS y) AS x;
	-- the error of a school: chance among its mentees, and among the students
	-- they are compared with, who are much the same
	INSERT INTO result (ok, name)
	SELECT bool_and(v.evaluable = w.n AND (v.difference IS NULL) = (w.n < 10)
					AND (v.difference IS NULL
						 OR abs(v.difference - w.mean) < 0.000001
							AND abs(v.difference_high - v.difference
									- t_975(w.n - 1) * sqrt(w.own / w.n + w.others)) < 0.00001)),
		format('%s: outcomes of schools, %s of them with a number', today, count(v.difference))
	FROM school_outcome AS v
	CROSS JOIN LATERAL (SELECT count(m.difference) AS n, avg(m.difference) AS mean,
							var_samp(m.difference) AS own,
							avg(m.similar_spread * m.similar_spread / m.similar_students)
								FILTER (WHERE m.difference IS NOT NULL) AS others
						FROM mentee_outcome AS m WHERE m.school_id = v.school_id) AS w;

	-- the promise, month by month
	CREATE TEMP TABLE f AS
	SELECT q.pairing_id, date_trunc('month', c.day)::date AS month,
		floor(2 * count(*) FILTER (WHERE c.day <= today AND c.day >= q.started_on
									   AND coalesce(c.day < q.ended_on, true)) / count(*)::numeric) AS promised,
		count(*) FILTER (WHERE c.day <= today AND c.day >= q.started_on
							 AND coalesce(c.day < q.ended_on, true)) AS lived
	FROM pairing AS q
	JOIN calendar_date AS c ON c.school_id = q.school_id AND c.instructional
		AND c.day BETWEEN year.first_day AND year.last_day
	WHERE q.started_on <= today
	GROUP BY 1, 2;
	DELETE FROM f WHERE lived = 0;
	ALTER TABLE f ADD held bigint;
	UPDATE f SET held = (SELECT count(*) FROM meeting AS m WHERE m.pairing_id = f.pairing_id
							AND date_trunc('month', m.met_on)::date = f.month AND m.met_on <= today);
	INSERT INTO result (ok, name)
	SELECT bool_and((v.promised, v.meetings) IS NOT DISTINCT FROM (f.promised::int, f.held::int)
			AND v.grade IS NOT DISTINCT FROM CASE WHEN f.promised = 0 THEN NULL
				WHEN f.held >= f.promised THEN 'Proficient'
				WHEN f.held >= f.promised / 2 THEN 'Developmental' ELSE 'Needs improvement' END),
		format('%s: the promise in %s months of pairs', today, count(*))
	FROM f FULL JOIN pair_month AS v USING (pairing_id, month);
	INSERT INTO result (ok, name)
	SELECT bool_and(x.due IS NOT DISTINCT FROM v.first_contact_due
			AND v.first_met_on IS NOT DISTINCT FROM x.first
			AND v.first_contact_in_time IS NOT DISTINCT FROM CASE
				WHEN x.first IS NOT NULL THEN x.first <= x.due WHEN x.due < today THEN false END
			AND v.days_without_contact = today - greatest(x.last, q.started_on)
			AND v.no_contact = (today - greatest(x.last, q.started_on) >= 15)
			AND v.meetings = x.held AND v.promised = x.promised),
		format('%s: contact of %s pairs', today, count(*))
	FROM pairing AS q
	FULL JOIN pair_fidelity AS v USING (pairing_id)
	CROSS JOIN LATERAL (
		SELECT (SELECT greatest(q.started_on + 2, min(c.day)) FROM calendar_date AS c
				WHERE c.school_id = q.school_id AND c.instructional AND c.day > q.started_on) AS due,
			(SELECT min(met_on) FROM meeting AS m WHERE m.pairing_id = q.pairing_id AND met_on <= today) AS first,
			(SELECT max(met_on) FROM meeting AS m WHERE m.pairing_id = q.pairing_id AND met_on <= today) AS last,
			(SELECT coalesce(sum(f.held), 0) FROM f WHERE f.pairing_id = q.pairing_id) AS held,
			(SELECT coalesce(sum(f.promised), 0) FROM f WHERE f.pairing_id = q.pairing_id) AS promised) AS x
	WHERE q.started_on <= today AND coalesce(q.ended_on > today, true) AND q.continues IS NULL;
	INSERT INTO result (ok, name)
	SELECT (SELECT (sum(pairs), sum(promised), sum(meetings), sum(no_contact)) FROM mentor_fidelity)
			= (SELECT (count(*), sum(promised), sum(meetings), count(*) FILTER (WHERE no_contact)) FROM pair_fidelity)
		AND (SELECT (sum(pairs), sum(promised), sum(meetings), sum(no_contact)) FROM school_fidelity)
			= (SELECT (count(*), sum(promised), sum(meetings), count(*) FILTER (WHERE no_contact)) FROM pair_fidelity),
		today || ': mentors and schools add up';
	DROP TABLE d, s, p, span, o, f;
END
$check$;

SELECT pg_temp.check_day(day)
FROM unnest('{2025-10-31,2026-02-12,2026-06-05}'::date[]) AS day \g /dev/null
-- quantiles of Student's t, as tables print them
INSERT INTO result (ok, name)
SELECT bool_and(abs(t_975(df) - q) < 0.01), 'quantiles of t'
FROM (VALUES (4, 2.776), (5, 2.571), (9, 2.262), (14, 2.145), (19, 2.093), (29, 2.045), (99, 1.984), (999, 1.962)) AS v (df, q);
SELECT CASE WHEN ok THEN 'ok' ELSE 'not ok' END, name FROM result ORDER BY n;
