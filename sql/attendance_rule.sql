-- presets in full
SELECT name, name::attendance_rule AS rule FROM unnest('{edfacts,california,new_jersey,connecticut,edu_wh,kipp}'::text[]) name;
-- what is read, and how it is written
SELECT t AS given, t::attendance_rule AS rule
FROM (VALUES ('edfacts; min_days=20'), (' EDFACTS , Min_Days = 20 '), ('min_days=20'), ('threshold=1/8'), ('threshold=12.5%,side=exclusive'),
	('threshold=1/3'), ('threshold=33.3333%'), ('threshold=100%'), ('threshold=0.0001%'), ('threshold=999999/1000000'), ('threshold=2/20'), ('threshold=1/999983'),
	('min_days=0'), ('min_days=36525'), ('new_jersey;suspension=present'), ('partial=fraction;excused=excluded;exempt=present;unrecorded=absent;in_school_suspension=excluded')) v (t);
SELECT count(*) AS not_canonical FROM unnest('{edfacts,new_jersey,connecticut,edu_wh,"threshold=1/7; side=exclusive"}'::attendance_rule[]) r WHERE r::text::attendance_rule::text <> r::text OR r::text::attendance_rule <> r;

-- equal however written
SELECT 'edfacts'::attendance_rule = 'kipp' AS same_definition, 'threshold=10%'::attendance_rule = 'threshold=2/20' AS same_share,
	'edfacts'::attendance_rule <> 'california' AS differ, attendance_rule_hash('edfacts') = attendance_rule_hash('threshold=1/10') AS same_hash;
CREATE TEMP TABLE rule AS
SELECT t, t::attendance_rule AS r FROM unnest('{edfacts,california,new_jersey,connecticut,edu_wh,kipp,threshold=1/3,threshold=1/8,side=exclusive,"edfacts; excused=present","edfacts; min_days=11"}'::text[]) t;
SELECT string_agg(t, ' <= ' ORDER BY r, t) AS sorted FROM rule;
SELECT count(*) FILTER (WHERE (x.r < y.r)::int + (x.r = y.r)::int + (x.r > y.r)::int <> 1) AS not_total,
	count(*) FILTER (WHERE (x.r <= y.r) <> (x.r < y.r OR x.r = y.r)) AS le_wrong, count(*) FILTER (WHERE (x.r >= y.r) <> (x.r > y.r OR x.r = y.r)) AS ge_wrong,
	count(*) FILTER (WHERE (x.r = y.r) <> (x.r::text = y.r::text) OR (x.r <> y.r) = (x.r = y.r)) AS eq_wrong,
	count(*) FILTER (WHERE x.r = y.r AND (attendance_rule_hash(x.r) <> attendance_rule_hash(y.r) OR attendance_rule_hash_extended(x.r, 7) <> attendance_rule_hash_extended(y.r, 7))) AS hash_wrong
FROM rule x, rule y;
SELECT count(DISTINCT r) AS rules FROM rule;

-- binary
SELECT encode(attendance_rule_send('edfacts'), 'hex') AS edfacts, pg_column_size('edfacts'::attendance_rule) AS bytes;
CREATE TEMP TABLE copied (LIKE rule);
DO $$
DECLARE file text := quote_literal(current_setting('data_directory') || '/rule.bin');
BEGIN
	EXECUTE 'COPY rule TO ' || file || ' (FORMAT binary)';
	EXECUTE 'COPY copied FROM ' || file || ' (FORMAT binary)';
END $$;
SELECT count(*) AS rules, count(*) FILTER (WHERE a.r <> b.r) AS differences FROM rule a JOIN copied b USING (t);
