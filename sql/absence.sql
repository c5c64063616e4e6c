-- what a day is under each rule: absent, then enrolled
SELECT mark, name, absent_days(('2024-08-26:' || mark)::attendance, name::attendance_rule) AS absent
FROM unnest('{S,I,?,X,E,e,U,u,P,R,T,L}'::text[]) WITH ORDINALITY m (mark, i), unnest('{edfacts,new_jersey,connecticut,edu_wh}'::text[]) WITH ORDINALITY n (name, j)
ORDER BY i, j
\crosstabview mark name absent
SELECT mark, name, enrolled_days(('2024-08-26:' || mark)::attendance, name::attendance_rule) AS enrolled
FROM unnest('{S,I,?,X,E,e,U,u,P,R,T,L}'::text[]) WITH ORDINALITY m (mark, i), unnest('{edfacts,new_jersey,connecticut,edu_wh}'::text[]) WITH ORDINALITY n (name, j)
ORDER BY i, j
\crosstabview mark name enrolled
-- minutes decide for any letter, but not where a rule says how the letter counts
SELECT mark, absent_days(a, 'edfacts') AS half_or_more, absent_days(a, 'connecticut') AS more_than_half, absent_days(a, 'edu_wh') AS fraction,
	absent_days(a, 'partial=fraction; suspension=present; excused=present; in_school_suspension=absent; unrecorded=absent; exempt=absent') AS overruled
FROM unnest('{U(194/390),U(195/390),U(196/390),T(195/390),P(390/390),P(0/390),E(100/400),e(100/400),S(100/400),I(100/400),I,?(100/400),?,X(400/400),X(0/400)}'::text[]) WITH ORDINALITY m (mark, i),
	LATERAL (SELECT ('2024-08-26:' || mark)::attendance AS a) x ORDER BY i;

-- nothing enrolled, too little enrolled
SELECT a, enrolled_days(a), absent_days(a), absence_rate(a), chronic_absence(a), absence_band(a)
FROM unnest('{empty,2024-08-26:?X?,2024-08-26:U,2024-08-26:UUUUUUUUU,2024-08-26:UUUUUUUUUU}'::attendance[]) a;
SELECT s.* FROM unnest('{empty,2024-08-26:?X?,2024-08-26:PPTUU?EPPPPPT..UX?}'::attendance[]) a, LATERAL attendance_summary(a) s;
SELECT attendance_summary(NULL) IS NULL AS no_record, enrolled_days('empty', NULL) IS NULL AS no_rule, absence_trend(NULL) IS NULL AS no_trend;
-- the summary says what the functions say
SELECT setseed(0.5);
CREATE TEMP TABLE mark AS
SELECT id, date '2024-08-26' + k AS day, substr(CASE WHEN id % 2 = 0 THEN '?XPRTLIeuEUSPPPPPPPPPP' ELSE 'PPPPPPPPPPPPPPPPPUETeu' END, 1 + floor(random() * 22)::int, 1) AS letter,
	CASE WHEN random() < 0.3 THEN floor(random() * 241)::int END AS missed, (ARRAY[240, 360, 390])[1 + floor(random() * 3)::int] AS scheduled
FROM generate_series(1, 1200) id, generate_series(0, 8 + id % 60) k WHERE extract(isodow FROM date '2024-08-26' + k) < 6;
CREATE TEMP TABLE record AS SELECT id, attendance_agg(day, letter::attendance_status, missed, scheduled) AS a FROM mark GROUP BY id;
CREATE TEMP TABLE rule (r attendance_rule, min_days int, num int, den int, exclusive boolean, partial text, s text, i text, q text, x text, e text);
INSERT INTO rule VALUES ('edfacts', 10, 1, 10, false, 'half', 'a', 'p', 'x', 'x', 'a'), ('new_jersey', 45, 1, 10, false, 'half', 'x', 'p', 'x', 'x', 'a'),
	('connecticut', 1, 1, 10, false, 'more', 'a', 'a', 'x', 'x', 'a'), ('edu_wh', 20, 1, 10, false, 'fraction', 'a', 'p', 'p', 'x', 'a'),
	('threshold=1/8; side=exclusive; min_days=5; partial=fraction; suspension=present; in_school_suspension=absent; unrecorded=absent; exempt=absent; excused=excluded', 5, 1, 8, true, 'fraction', 'p', 'a', 'a', 'a', 'x'),
	('threshold=12.34%; partial=more_than_half; exempt=present; excused=present', 10, 617, 5000, false, 'more', 'a', 'p', 'x', 'p', 'p');
-- in parts of a day: 9360 is a multiple of 240, 360 and 390
CREATE TEMP TABLE oracle AS
SELECT r, id, count(*) FILTER (WHERE setting <> 'x') AS enrolled,
	coalesce(sum(CASE WHEN setting <> 'a' THEN 0 WHEN partial = 'fraction' THEN share WHEN partial = 'half' THEN CASE WHEN 2 * share >= 9360 THEN 9360 ELSE 0 END
		ELSE CASE WHEN 2 * share > 9360 THEN 9360 ELSE 0 END END), 0) AS absent
FROM (SELECT rule.*, m.id, setting, CASE WHEN missed IS NOT NULL THEN 9360 * missed / scheduled WHEN letter IN ('E', 'U', 'S') OR letter IN ('I', '?', 'X') THEN 9360 WHEN letter IN ('e', 'u') THEN 4680 ELSE 0 END AS share
	FROM rule, mark m, LATERAL (SELECT CASE WHEN letter = 'S' THEN s WHEN letter = 'I' THEN i WHEN letter = '?' THEN q WHEN letter = 'X' THEN x WHEN letter IN ('E', 'e') THEN e ELSE 'a' END AS setting) l) y
GROUP BY r, id;
SELECT count(*) AS compared,
	count(*) FILTER (WHERE enrolled_days(a, o.r) <> o.enrolled) AS enrolled_differences,
	count(*) FILTER (WHERE absent_days(a, o.r) <> round(o.absent / 9360.0, 6)) AS absent_differences,
	count(*) FILTER (WHERE absence_rate(a, o.r) IS DISTINCT FROM CASE WHEN o.enrolled > 0 THEN round(o.absent / (9360.0 * o.enrolled), 6) END) AS rate_differences,
	count(*) FILTER (WHERE chronic_absence(a, o.r) IS DISTINCT FROM CASE WHEN o.enrolled >= min_days AND o.enrolled > 0 THEN
		CASE WHEN exclusive THEN o.absent * den > num * 9360 * o.enrolled ELSE o.absent * den >= num * 9360 * o.enrolled END END) AS chronic_differences,
	count(*) FILTER (WHERE absence_band(a, o.r) <> CASE WHEN o.enrolled < min_days OR o.enrolled = 0 THEN 'not evaluable' WHEN 20 * o.absent < 9360 * o.enrolled THEN 'satisfactory'
		WHEN 10 * o.absent < 9360 * o.enrolled THEN 'at_risk' WHEN 5 * o.absent < 9360 * o.enrolled THEN 'moderate' ELSE 'severe' END) AS band_differences
FROM oracle o JOIN record USING (id) JOIN rule ON rule.r = o.r;
SELECT absence_band(a, r) AS band, count(*) > 100 AS many FROM record, rule GROUP BY 1 ORDER BY 1;
SELECT count(*) AS summaries, count(*) FILTER (WHERE (s.enrolled_days, s.absent_days, s.rate, s.chronic, s.band, s.unrecorded_days, s.tardy_days, s.longest_absence, s.current_absence)
	IS DISTINCT FROM (enrolled_days(a, r), absent_days(a, r), absence_rate(a, r), chronic_absence(a, r), absence_band(a, r),
	(SELECT count(*)::int FROM days(a) d WHERE d.status = 'unrecorded'), count_days(a, 'tardy'), longest_streak(a), current_streak(a))) AS differences
FROM record, rule, LATERAL attendance_summary(a, r) s;

-- weekdays: exposure beside the count; the parts add up to the whole
SELECT * FROM weekday_pattern('2024-08-26:UPPPP..UPPPP..UPPPU..UPPPP');
SELECT weekday, enrolled_days, absent_days, rate, round(p_value::numeric, 6) AS p FROM weekday_pattern('2024-09-03:PPPP..UPPPP...PPPP..UPPPP..PPPPe', 'edu_wh');
SELECT count(*) AS compared, count(*) FILTER (WHERE enrolled <> enrolled_days(a, r) OR abs(absent - absent_days(a, r)) > 0.000005 OR NOT ok) AS differences
FROM (SELECT a, r, sum(enrolled_days) AS enrolled, sum(absent_days) AS absent, bool_and(p_value BETWEEN 0 AND 1 AND enrolled_days > 0 AND rate = round(absent_days / enrolled_days, 6)) OR r::text ~ 'fraction' AS ok
	FROM record, rule, LATERAL weekday_pattern(a, r) GROUP BY a, r) x;
SELECT count(*) AS days FROM weekday_pattern('empty');
-- the exact p by counting all ways to place 3 absences on 10 days, 2 of them Mondays: both on Mondays
SELECT weekday, round(p_value::numeric, 9) AS corrected, round(8.0 / 120 * 5, 9) AS by_hand FROM weekday_pattern('2024-08-26:UUPPP..UPPPP') WHERE weekday = 1;

-- trend: the last N days that count against the N before; undefined until there are 2N
SELECT n, t.* FROM generate_series(38, 42) n, LATERAL absence_trend(('2024-08-26:' || repeat('P', 20) || repeat('PU', 11))::attendance * daterange(NULL, date '2024-08-26' + n)) t;
SELECT as_of, t.* FROM unnest('{2024-08-25,2024-08-26,2024-08-28,2024-08-29,2024-08-30,infinity,-infinity,NULL}'::date[]) as_of, LATERAL absence_trend('2024-08-26:UPXP?UUP', 2, as_of) t;
SELECT t.* FROM absence_trend('2024-08-26:T(1/3)T(1/3)T(2/7)T(3/11)', 2, NULL, 'edu_wh') t;
SELECT count(*) AS compared, count(*) FILTER (WHERE t.recent_rate <> absence_rate(recent, r) OR t.prior_rate <> absence_rate(prior, r)
	OR abs(t.change - (absent_days(recent, r) - absent_days(prior, r)) / 7) > 0.000001) AS differences
FROM record, rule, LATERAL (SELECT array_agg(day ORDER BY day DESC) AS d FROM days(a) WHERE enrolled_days(a * daterange(day, day, '[]'), r) = 1) x,
	LATERAL (SELECT a * daterange(d[7], NULL) AS recent, a * daterange(d[14], d[7]) AS prior) y, LATERAL absence_trend(a, 7, NULL, r) t
WHERE cardinality(d) >= 14;

-- when to meet: on the weekday missed most, then on the school day before it
SELECT * FROM meeting_slots('2024-08-26:UPPPP..UPPPP..UPPPU..UPPPU', 'Mon-Fri:lunch Mon:before,P3', 'Mon-Fri:lunch Mon:P3');
SELECT * FROM meeting_slots('2024-08-26:PPPPP', 'Tue:P1,lunch Thu:after', 'Tue:P1,lunch Thu:after', 10);
SELECT count(*) AS none_wanted FROM meeting_slots('2024-08-26:PPPPP', 'Tue:P1', 'Tue:P1', 0);
SELECT count(*) AS none_shared FROM meeting_slots('2024-08-26:PPPPP', 'Tue:P1', 'Tue:P2');
SELECT count(*) AS no_record FROM meeting_slots('empty', 'Mon-Sun:before,P1-P12,lunch,after,evening', 'Mon-Sun:before,P1-P12,lunch,after,evening', 2147483647);

-- what became of similar students, against slices of their records
CREATE TEMP TABLE pupil AS SELECT n, ('2024-08-26:' || string_agg(CASE WHEN g % 7 > 4 THEN '.' WHEN (n * 37 + g * g * 11) % 100 < 5 + n % 23 THEN 'U' WHEN (n + g) % 61 = 0 THEN 'X' ELSE 'P' END, '' ORDER BY g))::attendance AS record
FROM generate_series(1, 200) n, generate_series(0, 139) g GROUP BY n;
CREATE TEMP TABLE compared AS SELECT n, date '2024-08-26' + 28 + n % 5 * 7 AS started_on, date '2024-08-26' + 90 + n % 3 * 20 AS until, (n % 13 * 0.02)::numeric AS before FROM generate_series(1, 40) n;
SELECT count(*) AS compared, sum(similar_students) AS similar, count(*) FILTER (WHERE s.similar_students <> o.similar OR s.change_sum <> o.change_sum OR s.change_square_sum <> o.change_square_sum) AS differences
FROM (SELECT array_agg(record) AS records FROM pupil) p, (SELECT array_agg(n ORDER BY n) AS n, array_agg(started_on ORDER BY n) AS started_on, array_agg(until ORDER BY n) AS until, array_agg(before ORDER BY n) AS before FROM compared) c,
	LATERAL similar_changes(p.records, c.started_on, c.until, c.before, 0.04, 20) s,
	LATERAL (SELECT count(*) AS similar, coalesce(sum(b.after - b.before), 0) AS change_sum, coalesce(sum((b.after - b.before) ^ 2), 0) AS change_square_sum
		FROM (SELECT absence_rate(earlier) AS before, absence_rate(later) AS after, enrolled_days(earlier) AS before_days, enrolled_days(later) AS after_days
			FROM pupil, LATERAL (SELECT record * daterange(NULL, c.started_on[s.place]) AS earlier, record * daterange(c.started_on[s.place], c.until[s.place], '[]') AS later) x) b
		WHERE before_days >= 20 AND after_days >= 20 AND abs(b.before - c.before[s.place]) <= 0.04) o;
SELECT * FROM similar_changes('{NULL,empty,2024-08-26:UPPPPUPPPP}', '{2024-08-31,2024-08-31,-infinity}', '{infinity,2024-08-30,infinity}', '{0.2,0.2,0.2}', 0, 5);
SELECT count(*) AS nobody FROM similar_changes('{empty}', '{}', '{}', '{}', 0, 5);

-- a hundred years of days with every schedule there is: the sum is still exact
SELECT absent_days(a, 'edu_wh') AS absent, absence_rate(a, 'edu_wh') AS rate, chronic_absence(a, 'edu_wh; threshold=1/2') AS at_half, chronic_absence(a, 'edu_wh; threshold=1/2; side=exclusive') AS above_half
FROM (SELECT attendance_agg(date '1950-01-01' + d, 'U', CASE WHEN d % 2 = 0 THEN 1 + d / 2 % 1439 ELSE 1439 - d / 2 % 1439 END, 1440) AS a FROM generate_series(0, 28779) d) x;
SELECT count(*) FILTER (WHERE chronic_absence(a, 'edu_wh; threshold=1/2')) AS at_half, count(*) FILTER (WHERE chronic_absence(a, 'edu_wh; threshold=1/2; side=exclusive')) AS above_half, sum(absent_days(a, 'edu_wh')) AS absent
FROM (SELECT attendance_agg(date '1950-01-01' + 2 * s + k, 'U', CASE k WHEN 0 THEN s / 3 ELSE s - s / 3 END, s) AS a FROM generate_series(20, 1440) s, generate_series(0, 1) k) x;
-- what is refused
SELECT absence_trend('empty', 0);
SELECT * FROM meeting_slots('empty', 'none', 'none', -1);
SELECT * FROM similar_changes('{}', '{2024-08-26}', '{2024-08-26,2024-08-27}', '{0.1}', 0.05, 20);
SELECT * FROM similar_changes('{}', '{2024-08-26}', '{2024-08-26}', '{}', 0.05, 20);
SELECT * FROM similar_changes('{}', '{2024-08-26}', '{2024-08-26}', '{1.1}', 0.05, 20);
SELECT * FROM similar_changes('{}', '{2024-08-26}', '{2024-08-26}', '{NaN}', 0.05, 20);
SELECT * FROM similar_changes('{}', '{2024-08-26}', '{2024-08-26}', '{0.1}', -0.05, 20);
SELECT * FROM similar_changes('{}', '{NULL}', '{2024-08-26}', '{0.1}', 0.05, 20);
