/*
 * calendar.sql
 *		Two school years, the schools and their calendars.
 *
 * The year opens a week before Labor Day, a Monday, and closes on a Friday
 * 40 weeks later: 205 weekdays.  23 are holidays by rule and one a workday of
 * teachers; one falls to snow and is made up for: 180 are left, less where a
 * school has a day of its own.
 */

-- nth weekday (ISO, 1 is Monday) of a month; n = -1 is the last one
CREATE FUNCTION nth_weekday(year int, month int, weekday int, n int)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN n > 0 THEN
			make_date(year, month, 1) + 7 * (n - 1)
			+ (weekday - extract(isodow FROM make_date(year, month, 1))::int
			   + 7) % 7
		ELSE
			make_date(year, month, 31)
			- (extract(isodow FROM make_date(year, month, 31))::int
			   - weekday + 7) % 7
		END;

-- a holiday on a weekend is kept on the weekday beside it
CREATE FUNCTION observed(holiday date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN holiday + CASE extract(isodow FROM holiday)
				 WHEN 6 THEN -1 WHEN 7 THEN 1 ELSE 0 END;

CREATE FUNCTION monday_of(day date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN day - (extract(isodow FROM day)::int - 1);

-- yr 0 is the year before, 1 the current one
CREATE TABLE yr AS
SELECT n AS yr, y, y || '-' || lpad((y + 1) % 100 || '', 2, '0') AS name,
	nth_weekday(y, 9, 1, 1) - 7 AS first_day,
	nth_weekday(y, 9, 1, 1) + 277 AS last_day
FROM (SELECT n, year - 1 + n AS y
	  FROM param, generate_series(0, 1) AS n) AS _;

INSERT INTO mentorship.school_year (school_year, first_day, last_day)
SELECT name, first_day, last_day FROM yr;

INSERT INTO mentorship.program_setting (district_name)
VALUES ('Juniper Bend Unified School District');

/*
 * Schools.  One school teaches everybody, two split after grade 8, and from
 * three on there are elementary, middle and high schools in the ratio 3:2:1,
 * because they have six, three and four grades.
 */
CREATE TABLE school_plan AS
SELECT i, 100 + i AS school_id, level,
	CASE level WHEN 'middle' THEN 6 WHEN 'high' THEN 9 ELSE 0 END AS low,
	CASE level WHEN 'elementary' THEN 5 WHEN 'middle' THEN 8
		WHEN 'primary' THEN 8 ELSE 12 END AS high,
	row_number() OVER (PARTITION BY level ORDER BY i)::int AS k
FROM (SELECT i, CASE
			WHEN schools = 1 THEN 'all'
			WHEN schools = 2 AND i = 1 THEN 'primary'
			WHEN schools = 2 THEN 'high'
			WHEN i % 6 IN (1, 4, 5) THEN 'elementary'
			WHEN i % 6 IN (2, 0) THEN 'middle'
			ELSE 'high' END AS level
	  FROM param, generate_series(1, schools) AS i) AS _;

-- which schools teach a grade: the k-th of n
CREATE TABLE serves AS
SELECT grade, school_id,
	row_number() OVER (PARTITION BY grade ORDER BY school_id)::int - 1 AS k,
	count(*) OVER (PARTITION BY grade)::int AS n
FROM school_plan, generate_series(low, high) AS grade;

CREATE FUNCTION school_of(of_grade int, zone float8) RETURNS bigint
LANGUAGE sql STABLE
RETURN (SELECT s.school_id FROM serves AS s
		WHERE s.grade = of_grade AND s.k = floor(zone * s.n));

INSERT INTO mentorship.school (school_id, name, unmarked_status)
SELECT school_id,
	CASE (k - 1) / cardinality(base)
		WHEN 0 THEN '' WHEN 1 THEN 'North ' WHEN 2 THEN 'South '
		WHEN 3 THEN 'East ' WHEN 4 THEN 'West '
		ELSE 'New ' END
	|| base[1 + (k - 1) % cardinality(base)]
	|| CASE level WHEN 'elementary' THEN ' Elementary School'
		WHEN 'middle' THEN ' Middle School' WHEN 'high' THEN ' High School'
		WHEN 'primary' THEN ' Academy' ELSE ' Community School' END
	|| CASE WHEN k > 6 * cardinality(base)
		THEN ' ' || (k - 1) / cardinality(base) - 4 ELSE '' END,
	CASE WHEN positive AND i = schools THEN 'unrecorded' ELSE 'present'
		END::attendance_status
FROM param, school_plan,
	LATERAL (SELECT CASE level
		WHEN 'elementary' THEN ARRAY['Otter Brook', 'Larkspur', 'Maple Hollow',
			'Heron Pond', 'Sparrow Hill', 'Birch Lane', 'Cottonwood',
			'Goldfinch', 'Clover Field', 'Little River', 'Three Oaks',
			'Willow Bend']
		WHEN 'high' THEN ARRAY['Juniper Bend', 'Granite Ridge', 'Long Prairie',
			'Signal Hill', 'Blackwater', 'Stonebridge']
		ELSE ARRAY['Kestrel Valley', 'Copper Creek', 'Silver Lake',
			'Foxglove', 'Harvest Moon', 'Red Barn', 'Mill Pond', 'Quarry Road']
		END AS base) AS _;

-- days with a name; level NULL is every school
CREATE TABLE named_day AS
SELECT yr, day::date AS day, instructional, event, level
FROM yr, LATERAL (
	VALUES
		(first_day, true, 'First day of school', NULL),
		(first_day + 7, false, 'Labor Day', NULL),
		(nth_weekday(y, 10, 1, 2), false, 'Indigenous Peoples'' Day', NULL),
		(first_day + 67, false, 'Teacher workday', NULL),
		(observed(make_date(y, 11, 11)), false, 'Veterans Day', NULL),
		(nth_weekday(y, 11, 4, 4) - 1, false, 'Parent-teacher conferences',
		 'elementary'),
		(nth_weekday(y, 11, 4, 4) - 1, true, 'Early dismissal', 'middle'),
		(nth_weekday(y, 11, 4, 4), false, 'Thanksgiving break', NULL),
		(nth_weekday(y, 11, 4, 4) + 1, false, 'Thanksgiving break', NULL),
		(observed(make_date(y + 1, 1, 1)), false, 'New Year''s Day', NULL),
		(nth_weekday(y + 1, 1, 1, 3), false, 'Martin Luther King Jr. Day',
		 NULL),
		(nth_weekday(y + 1, 1, 5, 4), false, 'Teacher workday', 'high'),
		-- a Tuesday, Wednesday or Thursday
		(monday_of(make_date(y + 1, 2, 4)) + 1 + below(3, :p_calendar, y),
		 false, 'Snow day', NULL),
		(nth_weekday(y + 1, 2, 1, 3), false, 'Presidents'' Day', NULL),
		(nth_weekday(y + 1, 3, 5, 3), true, 'Make-up day for the snow day',
		 NULL),
		(nth_weekday(y + 1, 5, 1, -1), false, 'Memorial Day', NULL),
		(last_day, true, 'Last day of school', NULL)
	) AS v (day, instructional, event, level)
UNION ALL
SELECT yr, monday_of(make_date(y, 12, 24)) + w * 7 + d, false,
	'Winter break', NULL
FROM yr, generate_series(0, 1) AS w, generate_series(0, 4) AS d
UNION ALL
SELECT yr, monday_of(make_date(y + 1, 4, 1)) + d, false, 'Spring break', NULL
FROM yr, generate_series(0, 4) AS d;

-- every fourth school shuts for a day of its own early in November
INSERT INTO mentorship.calendar_date (school_id, day, instructional, event)
SELECT s.school_id, d.day,
	coalesce(n.instructional, true) AND NOT shut.shut,
	CASE WHEN coalesce(n.instructional, true) AND shut.shut
		THEN 'Closed: burst water main' ELSE n.event END
FROM school_plan AS s
CROSS JOIN yr AS y
CROSS JOIN LATERAL (
	SELECT y.first_day + g AS day
	FROM generate_series(0, y.last_day - y.first_day) AS g
	WHERE extract(isodow FROM y.first_day + g) < 6) AS d
CROSS JOIN LATERAL (
	SELECT s.i % 4 = 0
		AND d.day = nth_weekday(y.y, 11, 1, 1) + 2
			+ below(2, :p_calendar, s.i, y.y) AS shut) AS shut
LEFT JOIN LATERAL (
	SELECT n.instructional, n.event
	FROM named_day AS n
	WHERE n.day = d.day AND n.yr = y.yr
		AND (n.level IS NULL OR n.level = s.level)
	ORDER BY n.instructional, n.event COLLATE "C"
	LIMIT 1) AS n ON true;

/*
 * The school days that all else counts on, numbered from 1 in each school and
 * year.  Factor is what the day does to everybody's inclination to stay at
 * home: season, weekday, and the pull of a long weekend or break.
 */
CREATE UNLOGGED TABLE cal AS
SELECT school_id, yr, day, ord, dow, quarter,
	CASE extract(month FROM day)
		WHEN 8 THEN 0.70 WHEN 9 THEN 0.82 WHEN 10 THEN 0.92
		WHEN 11 THEN 1.00 WHEN 12 THEN 1.12 WHEN 1 THEN 1.15
		WHEN 2 THEN 1.38 WHEN 3 THEN 1.10 WHEN 4 THEN 0.96
		WHEN 5 THEN 1.02 ELSE 1.15 END::float8
	* (ARRAY[1.10, 0.95, 0.88, 0.97, 1.22]::float8[])[dow]
	* CASE WHEN days_after >= 4 THEN 1.6 WHEN days_before >= 4 THEN 1.25
		ELSE 1 END::float8 AS factor,
	last_ord
FROM (SELECT c.school_id, y.yr, c.day,
		row_number() OVER w::int AS ord,
		count(*) OVER (PARTITION BY c.school_id, y.yr)::int AS last_ord,
		extract(isodow FROM c.day)::int AS dow,
		lead(c.day) OVER w - c.day AS days_after,
		c.day - lag(c.day) OVER w AS days_before,
		-- marking periods close 10, 22 and 32 weeks in
		CASE WHEN c.day < y.first_day + 70 THEN 1
			WHEN c.day < y.first_day + 154 THEN 2
			WHEN c.day < y.first_day + 224 THEN 3 ELSE 4 END AS quarter
	  FROM mentorship.calendar_date AS c
	  JOIN yr AS y ON c.day BETWEEN y.first_day AND y.last_day
	  WHERE c.instructional
	  WINDOW w AS (PARTITION BY c.school_id, y.yr ORDER BY c.day)) AS _;
CREATE INDEX ON cal (school_id, yr, ord);
ANALYZE cal;
