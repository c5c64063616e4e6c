-- runs of school days: dots, X and ? never break them, everything else does
SELECT a, s.* FROM (VALUES ('2024-08-26:UU.PUU'), ('2024-08-30:U..U'), ('2024-08-26:UXU?U'), ('2024-08-26:UTU'), ('2024-08-26:UIU'),
	('2024-08-26:UUEU'), ('2024-08-26:?U?'), ('2024-08-26:PPP'), ('2024-08-26:XX'), ('empty'), ('2024-08-26:eUSuE')) v (a),
	LATERAL streaks(a::attendance) s;
-- Friday before and Tuesday after Labor Day: 2 school days, 5 calendar days
SELECT school_days, calendar_days FROM streaks('2023-09-01:U...U');
-- the kind decides: any absence runs for 4 days, unexcused for 2 and then 1
SELECT kind, s.school_days, s.first_day, longest_streak('2024-08-26:UUEU', kind) AS longest
FROM unnest('{absent,unexcused,excused,U,UE,present}'::text[]) kind LEFT JOIN LATERAL streaks('2024-08-26:UUEU', kind) s ON true;
SELECT min_days, count(*), streak_count('2024-08-26:UPUUPUUUPUU', 'absent', min_days)
FROM generate_series(1, 4) min_days, LATERAL streaks('2024-08-26:UPUUPUUUPUU', min_days => min_days) GROUP BY 1 ORDER BY 1;
SELECT streak_count('2024-08-26:UPUUPUUUPUU', 'absent', 2147483647) AS none;

-- the current run ends at the last countable day on or before as_of
SELECT as_of, current_streak('2024-08-26:PUU.X?UUP.?', 'absent', as_of) AS absent, current_streak('2024-08-26:PUU.X?UUP.?', 'present', as_of) AS present
FROM unnest(ARRAY[NULL, '-infinity', '2024-08-25', '2024-08-26', '2024-08-27', '2024-08-28', '2024-08-29', '2024-08-31', '2024-09-01', '2024-09-02', '2024-09-03',
	'2024-09-05', '2030-01-01', 'infinity']::date[]) as_of;
SELECT current_streak('2024-08-26:PUU..') AS at_end, current_streak('2024-08-26:PUUP') AS over, current_streak('empty') AS empty,
	current_streak('2024-08-26:U??XX') AS unrecorded_since, current_streak(NULL) IS NULL AS no_record, current_streak('empty', NULL) IS NULL AS no_kind;
SELECT longest_streak(NULL) IS NULL AS no_record, longest_streak('empty', NULL) IS NULL AS no_kind, longest_streak('2024-08-26:P') AS none;

-- running_streak: NULL neither adds nor breaks
SELECT i, b, running_streak(b) OVER (ORDER BY i) FROM unnest(ARRAY[NULL, true, NULL, true, false, NULL, true, true, true]) WITH ORDINALITY v (b, i);
SELECT g, string_agg(r::text, ' ' ORDER BY i) AS runs
FROM (SELECT g, i, running_streak(i % g <> 0) OVER (PARTITION BY g ORDER BY i) AS r FROM generate_series(1, 4) g, generate_series(1, 12) i) x GROUP BY g ORDER BY g;
