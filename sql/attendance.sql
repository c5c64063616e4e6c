-- text in, canonical text out
SELECT t AS given, t::attendance AS record
FROM (VALUES
	('2024-08-26:PPPPP..PPUUP'), (' 2024-08-26:P '), ('2024-08-26:..P..'), ('2024-08-26:...'),
	('empty'), (' EMPTY '), ('2024-02-28:PPP'), ('0001-01-01:S'), ('9999-12-31:?'),
	('2024-08-26:u(195/390)T(10/390)P(0/1)S(1440/1440)'), ('2024-08-26:.?XPRTLIeuEUS.')
) v (t);
SELECT attendance('2024-08-26', 'U'), attendance('2024-08-26', 'u', 195, 390),
	attendance('2024-08-26', 'u', 195, NULL), attendance(NULL, 'u', 1, 2) IS NULL AS null_day;

-- merging: S > U > E > u > e > I > L > T > R > P > X > ?
SELECT '2024-08-26:PPP'::attendance || '2024-08-27:U.E' AS merged,
	'2024-08-26:P'::attendance || 'empty' AS with_empty, 'empty'::attendance || 'empty' AS both_empty,
	'2024-08-27:P'::attendance || '2024-08-25:S' AS backwards;
SELECT string_agg((('2024-08-26:' || a)::attendance || ('2024-08-26:' || b)::attendance)::text, ',')
	= string_agg('2024-08-26:' || a, ',') AS first_wins
FROM unnest(string_to_array('S U E u e I L T R P X', ' ')) WITH ORDINALITY x (a, i),
	unnest(string_to_array('U E u e I L T R P X ?', ' ')) WITH ORDINALITY y (b, j)
WHERE i <= j;
-- of the same letter the larger share missed, then the larger schedule
SELECT a, b, ('2024-08-26:' || a)::attendance || ('2024-08-26:' || b)::attendance AS merged,
	('2024-08-26:' || a)::attendance || ('2024-08-26:' || b)::attendance
	= ('2024-08-26:' || b)::attendance || ('2024-08-26:' || a)::attendance AS commutes
FROM (VALUES ('U(200/390)', 'U'), ('U(390/390)', 'U'), ('u(195/390)', 'u'), ('u(194/390)', 'u'),
	('u(100/390)', 'u(101/390)'), ('u(100/200)', 'u(200/400)'), ('T(0/390)', 'T'), ('T(300/390)', 'e'),
	('P(0/390)', 'P(0/300)'), ('T(1/3)', 'T(130/390)'), ('X(1/2)', 'P')) v (a, b);

-- clipping
SELECT r, '2024-08-26:PPPPP..PU(3/9)T(2/9)'::attendance * r AS clipped
FROM unnest(ARRAY['[2024-08-27,2024-08-29]', '(2024-08-27,2024-08-29)', '[2024-08-30,2024-09-01]', '[2024-08-31,2024-09-02)',
	'[,2024-08-26]', '[2024-09-03,)', '(,)', 'empty', '[1900-01-01,1950-01-01)', '[3000-01-01,4000-01-01)',
	'[-infinity,2024-08-27]', '[2024-09-04,infinity]', '[2024-09-04,infinity)', '[0044-03-15 BC,2024-08-26]']::daterange[]) r;
SELECT 'empty'::attendance * daterange('2024-01-01', '2025-01-01') AS clipped_empty;

-- exceptions laid over the calendar
SELECT overlay_marks('2024-08-26:PPPPP..PPPPP', '2024-08-24:U.T..U(30/390)U') AS record,
	stray_days('2024-08-26:PPPPP..PPPPP', '2024-08-24:U.T..U(30/390)U') AS stray,
	stray_days('2024-08-26:PPPPP..PPPPP', '2024-08-24:U.T....U') AS stray_on_weekend;
SELECT overlay_marks('2024-08-26:P(0/390)P(0/300)', '2024-08-27:?') AS minutes_stay,
	overlay_marks('empty', '2024-08-27:U') AS no_calendar, overlay_marks('2024-08-26:PP', 'empty') AS no_marks,
	stray_days('empty', '2024-08-27:U.U') AS all_stray, stray_days('2024-08-26:PP', 'empty') AS none;

-- looking at days
SELECT first_day(a), last_day(a), status_on(a, '2024-08-27'), status_on(a, '2024-08-29') AS no_school,
	status_on(a, '1999-01-01') AS before, status_on(a, 'infinity') AS never
FROM (VALUES ('2024-08-26:PU...E..T'::attendance), ('empty')) v (a);
SELECT * FROM days('2024-08-26:PU...E(1/2)..T');
SELECT * FROM days('empty');
SELECT kind, count_days('2024-08-26:.?XPRTLIeuEUSPPT', kind)
FROM unnest('{absent,unexcused,excused,suspended,present,tardy,Absent,US,I,UU,PRTLIeuEUS}'::text[]) kind;

-- order: empty, first day, day by day, minutes
CREATE TEMP TABLE record (id serial, a attendance);
INSERT INTO record (a)
SELECT x::attendance FROM unnest(ARRAY['2024-08-26:P', '2024-08-26:PP', '2024-08-26:P.P', '2024-08-26:PU', 'empty',
	'2024-08-25:S', '2024-08-26:U', '2024-08-26:P(0/390)', '2024-08-26:P(1/390)', '2024-08-26:P(1/390)P(1/390)',
	'2024-08-26:P(1/391)', '2024-08-26:P.......P', '2024-08-26:P.......P(1/2)', '2024-08-27:P']) x;
SELECT string_agg(a::text, ' < ' ORDER BY a) AS sorted FROM record;
SELECT count(*) FILTER (WHERE (x.a < y.a)::int + (x.a = y.a)::int + (x.a > y.a)::int <> 1) AS not_total,
	count(*) FILTER (WHERE (x.a <= y.a) <> (x.a < y.a OR x.a = y.a)) AS le_wrong,
	count(*) FILTER (WHERE (x.a >= y.a) <> (x.a > y.a OR x.a = y.a)) AS ge_wrong,
	count(*) FILTER (WHERE (x.a <> y.a) <> NOT (x.a = y.a)) AS ne_wrong,
	count(*) FILTER (WHERE (x.a = y.a) <> (x.id = y.id)) AS eq_wrong,
	count(*) FILTER (WHERE attendance_cmp(x.a, y.a) <> -attendance_cmp(y.a, x.a)) AS cmp_wrong
FROM record x, record y;
CREATE UNIQUE INDEX ON record (a);
SET enable_seqscan = off;
SELECT id FROM record WHERE a = '2024-08-26:P(1/390)';
RESET enable_seqscan;

-- a value with slack is the same value: states of the aggregate are such values
CREATE AGGREGATE pg_temp.raw_state(date, attendance_status) (SFUNC = attendance_agg_transfn, STYPE = attendance);
CREATE AGGREGATE pg_temp.raw_state(date, attendance_status, int, int) (SFUNC = attendance_agg_minutes_transfn, STYPE = attendance);
CREATE TEMP TABLE slack AS
SELECT n, pg_temp.raw_state(day, status, m, s) AS raw, attendance_agg(day, status, m, s) AS trimmed
FROM (SELECT n, date '2024-08-26' + ((k * 37 + n * 11) % (n * 7)) AS day,
		(ARRAY['P', 'U', 'T', 'E', 'e'])[1 + (k * n) % 5]::attendance_status AS status,
		CASE WHEN (k + n) % 3 = 0 THEN k % 300 END AS m, 300 + n AS s
	FROM generate_series(1, 40) n, generate_series(1, n * 2) k) x
GROUP BY n;
\x
SELECT count(*) AS records, count(*) FILTER (WHERE pg_column_size(raw) <= pg_column_size(trimmed)) AS without_slack,
	count(*) FILTER (WHERE raw <> trimmed OR attendance_cmp(raw, trimmed) <> 0) AS unequal,
	count(*) FILTER (WHERE attendance_hash(raw) <> attendance_hash(trimmed)) AS hash_unequal,
	count(*) FILTER (WHERE attendance_hash_extended(raw, 42) <> attendance_hash_extended(trimmed, 42)) AS hash_extended_unequal,
	count(*) FILTER (WHERE raw::text <> trimmed::text) AS text_unequal,
	count(*) FILTER (WHERE attendance_send(raw) <> attendance_send(trimmed)) AS binary_unequal,
	count(*) FILTER (WHERE first_day(raw) <> first_day(trimmed) OR last_day(raw) <> last_day(trimmed)) AS ends_unequal,
	count(*) FILTER (WHERE count_days(raw, 'absent') <> count_days(trimmed, 'absent')) AS count_unequal,
	count(*) FILTER (WHERE longest_streak(raw) <> longest_streak(trimmed)) AS streak_unequal,
	count(*) FILTER (WHERE current_streak(raw) <> current_streak(trimmed)) AS current_unequal,
	count(*) FILTER (WHERE (raw || trimmed)::text <> trimmed::text OR (trimmed || raw)::text <> trimmed::text
		OR pg_column_size(raw || raw) <> pg_column_size(trimmed::text::attendance)) AS merge_unequal,
	count(*) FILTER (WHERE (raw * '(,)'::daterange)::text <> trimmed::text
		OR pg_column_size(raw * '(,)'::daterange) <> pg_column_size(trimmed::text::attendance)) AS clip_unequal,
	count(*) FILTER (WHERE overlay_marks(raw, trimmed) <> trimmed OR overlay_marks(trimmed, raw) <> trimmed
		OR pg_column_size(overlay_marks(raw, raw)) <> pg_column_size(trimmed::text::attendance)) AS overlay_unequal,
	count(*) FILTER (WHERE stray_days(raw, trimmed) <> 0 OR stray_days(trimmed, raw) <> 0) AS stray_unequal
FROM slack;
\x

-- half a byte a day behind 16 bytes, whichever way a value is stored
SELECT n, pg_column_size(('2024-08-26:' || repeat('P', n))::attendance) AS bytes FROM unnest(ARRAY[1, 2, 180, 365, 36525]) n;
SELECT pg_column_size('empty'::attendance) AS empty, pg_column_size('2024-08-26:P(1/2)'::attendance) AS with_minutes;
CREATE TEMP TABLE stored (pad "char", plain attendance, main attendance, ext attendance, comp attendance);
ALTER TABLE stored ALTER plain SET STORAGE plain, ALTER main SET STORAGE main, ALTER ext SET STORAGE external, ALTER comp SET STORAGE extended;
INSERT INTO stored
SELECT 'x', small, large, large, large
FROM (SELECT '2024-08-26:PPUu(1/3)E'::attendance AS small, ('1950-01-01:' || repeat('PPUuE..', 5000))::attendance AS large) v;
SELECT plain, md5(main::text) = md5(ext::text) AND ext = comp AND main = comp AS same,
	longest_streak(main), longest_streak(ext), count_days(comp, 'US'), first_day(main * daterange('2000-01-01', NULL)),
	attendance_hash(main) = attendance_hash(comp) AS same_hash, count(*) OVER () FROM stored;
SELECT length((plain || ext)::text), (plain || ext) = (comp || plain) AS same FROM stored;

-- text and binary bring back the same value
CREATE TEMP TABLE copied (LIKE slack);
DO $$
DECLARE file text := quote_literal(current_setting('data_directory') || '/attendance.bin');
BEGIN
	EXECUTE 'COPY slack TO ' || file || ' (FORMAT binary)';
	EXECUTE 'COPY copied FROM ' || file || ' (FORMAT binary)';
END $$;
SELECT count(*) AS copied, count(*) FILTER (WHERE c.raw <> s.trimmed OR c.trimmed <> s.raw) AS differences,
	count(*) FILTER (WHERE s.trimmed::text::attendance <> s.raw) AS text_differences
FROM slack s JOIN copied c USING (n);
SELECT encode(attendance_send('2024-08-26:P.u(195/390)'), 'hex') AS binary, encode(attendance_send('empty'), 'hex') AS empty_binary;

-- in arrays, domains and composites
CREATE DOMAIN pg_temp.school_year AS attendance CHECK (last_day(value) - first_day(value) < 366);
SELECT '2024-08-26:PU'::pg_temp.school_year, ARRAY['empty', NULL, '2024-08-26:u(1/2)']::attendance[], ROW('2024-08-26:u(1/2)'::attendance);
