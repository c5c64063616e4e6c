--
-- Schools, school years (from the sessions) and calendars.
--
CREATE OR REPLACE VIEW mentorship_edfi.school AS
SELECT s.schoolid::bigint AS school_id, o.nameofinstitution::text AS name,
	:'unmarked'::attendance_status AS unmarked_status
FROM :"ods".school AS s
JOIN :"ods".educationorganization AS o ON o.educationorganizationid = s.schoolid;
COMMENT ON VIEW mentorship_edfi.school IS 'source school';

CREATE OR REPLACE VIEW mentorship_edfi.school_year AS
SELECT coalesce(nullif(btrim(y.schoolyeardescription), ''), s.schoolyear::text)::text AS school_year,
	min(s.begindate) AS first_day, max(s.enddate) AS last_day
FROM :"ods".session AS s
LEFT JOIN :"ods".schoolyeartype AS y ON y.schoolyear = s.schoolyear
GROUP BY 1;
COMMENT ON VIEW mentorship_edfi.school_year IS
'source school_year: from the first to the last day of a year''s sessions';

-- A school may have several calendars.  A day on which one of them has school
-- is a school day; calendars that are made for one student do not count.
CREATE OR REPLACE VIEW mentorship_edfi.calendar_date AS
SELECT c.schoolid::bigint AS school_id, c.date AS day,
	coalesce(bool_or(d.means = 'instructional'), false) AS instructional,
	string_agg(DISTINCT d.description, ', ')
		FILTER (WHERE d.means IS DISTINCT FROM 'instructional') AS event
FROM :"ods".calendardate AS c
JOIN :"ods".calendar AS k ON k.calendarcode = c.calendarcode
	AND k.schoolid = c.schoolid AND k.schoolyear = c.schoolyear
LEFT JOIN mentorship_edfi.descriptor AS t ON t.descriptorid = k.calendartypedescriptorid
LEFT JOIN :"ods".calendardatecalendarevent AS e ON e.calendarcode = c.calendarcode
	AND e.schoolid = c.schoolid AND e.schoolyear = c.schoolyear AND e.date = c.date
LEFT JOIN mentorship_edfi.descriptor AS d ON d.descriptorid = e.calendareventdescriptorid
WHERE t.means IS DISTINCT FROM 'one student'
GROUP BY c.schoolid, c.date;
COMMENT ON VIEW mentorship_edfi.calendar_date IS
'source calendar_date: Instructional day and Make-up day are school days';
