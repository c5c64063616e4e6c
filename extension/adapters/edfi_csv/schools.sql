--
-- Schools, school years (from the sessions) and the calendar, which is one
-- for the whole district: every school gets all of its dates.
--
UPDATE pg_temp.edfi_school SET rejected = CASE
	WHEN pg_temp.as_id(school_id) IS NULL THEN 'school_id is not a number'
	WHEN pg_temp.clean(name) IS NULL THEN 'name is missing' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_school', 'pg_temp.as_id(school_id)');

-- only exceptions are recorded: a day without an event was attended
INSERT INTO mentorship.school (school_id, name, unmarked_status)
SELECT pg_temp.as_id(school_id), pg_temp.clean(name), 'present'
FROM pg_temp.edfi_school
WHERE rejected IS NULL;
CALL pg_temp.tell('pg_temp.edfi_school', 'school.csv');

UPDATE pg_temp.edfi_session AS s SET rejected = CASE
	WHEN NOT EXISTS (SELECT FROM mentorship.school AS x
					 WHERE x.school_id = pg_temp.as_id(s.school_id))
		THEN 'school_id is not in school.csv'
	WHEN pg_temp.clean(school_year) IS NULL THEN 'school_year is missing'
	WHEN pg_temp.clean(term) IS NULL THEN 'term is missing'
	WHEN pg_temp.as_date(begin_date) IS NULL THEN 'begin_date is not a date'
	WHEN pg_temp.as_date(end_date) IS NULL THEN 'end_date is not a date'
	WHEN pg_temp.as_date(end_date) <= pg_temp.as_date(begin_date)
		THEN 'end_date is not after begin_date' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_session',
	'pg_temp.as_id(school_id), pg_temp.clean(school_year), pg_temp.clean(term), session_name');
CALL pg_temp.tell('pg_temp.edfi_session', 'session.csv');

INSERT INTO mentorship.school_year (school_year, first_day, last_day)
SELECT pg_temp.clean(school_year), min(pg_temp.as_date(begin_date)), max(pg_temp.as_date(end_date))
FROM pg_temp.edfi_session
WHERE rejected IS NULL
GROUP BY pg_temp.clean(school_year);

-- terms by school, numbered within the year as transcripts number them
CREATE TEMP TABLE edfi_term ON COMMIT DROP AS
SELECT pg_temp.as_id(school_id) AS school_id, pg_temp.clean(school_year) AS school_year,
	pg_temp.clean(term) AS term,
	min(pg_temp.as_date(begin_date)) AS begin_date,
	max(pg_temp.as_date(end_date)) AS end_date,
	sum(pg_temp.as_id(total_instructional_days)) AS days_stated,
	row_number() OVER (PARTITION BY pg_temp.as_id(school_id), pg_temp.clean(school_year)
					   ORDER BY min(pg_temp.as_date(begin_date)), pg_temp.clean(term)) AS nth
FROM pg_temp.edfi_session
WHERE rejected IS NULL
GROUP BY 1, 2, 3;

UPDATE pg_temp.edfi_calendar_date SET rejected = CASE
	WHEN pg_temp.as_date(date) IS NULL THEN 'date is not a date'
	WHEN pg_temp.clean(calendar_event) IS NULL THEN 'calendar_event is missing' END;

-- a date may have several events: it is a school day if one of them says so
CREATE TEMP TABLE edfi_day ON COMMIT DROP AS
SELECT pg_temp.as_date(date) AS day,
	bool_or(lower(pg_temp.clean(calendar_event)) IN
			(SELECT c.code FROM pg_temp.edfi_code AS c
			 WHERE c.kind = 'CalendarEvent' AND c.means = 'instructional'))
		AS instructional,
	string_agg(DISTINCT pg_temp.clean(calendar_event), ', ')
		FILTER (WHERE lower(pg_temp.clean(calendar_event)) <> 'instructional day') AS event
FROM pg_temp.edfi_calendar_date
WHERE rejected IS NULL
GROUP BY 1;

INSERT INTO mentorship.calendar_date (school_id, day, instructional, event)
SELECT s.school_id, d.day, d.instructional, d.event
FROM mentorship.school AS s
CROSS JOIN pg_temp.edfi_day AS d;
CALL pg_temp.tell('pg_temp.edfi_calendar_date', 'calendar_date.csv');

INSERT INTO pg_temp.edfi_note (note)
SELECT format('%s of %s dates are school days at every school',
			  count(*) FILTER (WHERE instructional), count(*))
FROM pg_temp.edfi_day;
INSERT INTO pg_temp.edfi_note (note)
SELECT format('school days outside every session, counted by no record: %s', count(*))
FROM pg_temp.edfi_day AS d
WHERE d.instructional
	AND NOT EXISTS (SELECT FROM mentorship.school_year AS y
					WHERE d.day BETWEEN y.first_day AND y.last_day)
HAVING count(*) > 0;
INSERT INTO pg_temp.edfi_note (note)
SELECT format('%s %s states %s instructional days at %s schools; the calendar has %s and is believed',
			  school_year, term, days_stated, count(*), days_found)
FROM (SELECT t.*, (SELECT count(*) FROM pg_temp.edfi_day AS d
				   WHERE d.instructional AND d.day BETWEEN t.begin_date AND t.end_date) AS days_found
	  FROM pg_temp.edfi_term AS t) AS t
WHERE days_stated <> days_found
GROUP BY school_year, term, days_stated, days_found
ORDER BY school_year, term;
