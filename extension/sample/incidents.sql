/*
 * incidents.sql
 *		Behaviour incidents: few, mostly the same few students, and what the
 *		school did about them (which the attendance record shows).
 */
CREATE TABLE incident_plan AS
SELECT s.student_id, s.school_id, s.yr, s.ord, c.day, k.category,
	CASE WHEN k.category = 'Physical altercation' THEN
			CASE WHEN s.sanction < 0.55 THEN 'S' ELSE 'I' END
		WHEN k.category = 'Vaping' THEN 'I'
		WHEN k.category = 'Threat' THEN 'S'
		WHEN s.sanction < 0.15 THEN 'I' END AS sanction,
	1 + below(3, :p_incident_what, s.i, s.n + 100) AS length,
	s.n
FROM (SELECT s.student_id, s.i, s.school_id, s.yr, s.grade, s.n,
		s.from_ord + below(s.to_ord - s.from_ord, :p_incident_day, s.i, s.n)
			AS ord,
		u(:p_incident_what, s.i, s.n + 200) AS sanction
	  FROM (SELECT s.*, hd.conduct, hd.base, 10 * s.yr + n AS n
			FROM span AS s
			JOIN hidden AS hd USING (student_id)
			CROSS JOIN generate_series(1, 5) AS n
			WHERE s.main AND s.to_ord > s.from_ord + 10) AS s
	  WHERE u(:p_incident, s.i, s.n)
		< (CASE WHEN s.conduct > 0.93 THEN 0.35 WHEN s.conduct > 0.7 THEN 0.035
		   ELSE 0.008 END + CASE WHEN s.base > 0.1 THEN 0.04 ELSE 0 END)
		* CASE WHEN s.grade < 3 THEN 0.3 WHEN s.grade < 6 THEN 0.6
			WHEN s.grade < 10 THEN 1.2 ELSE 0.9 END) AS s
JOIN cal AS c USING (school_id, yr, ord)
CROSS JOIN LATERAL (
	SELECT pick(CASE WHEN s.grade < 6
		THEN ARRAY['Disruption', 'Disruption', 'Defiance',
			'Physical altercation', 'Unsafe behavior', 'Inappropriate language']
		ELSE ARRAY['Disruption', 'Defiance', 'Defiance', 'Skipping class',
			'Skipping class', 'Physical altercation', 'Vaping', 'Threat',
			'Vandalism', 'Bullying'] END,
		:p_incident_what, s.i, s.n) AS category) AS k;

-- a second student in every altercation: anybody who is there that day
INSERT INTO mentorship.incident (incident_id, student_id, school_id, day,
								 category)
WITH numbered AS (
	SELECT row_number() OVER (ORDER BY day, student_id, n) AS incident_id, p.*
	FROM incident_plan AS p
), crowd AS (
	SELECT school_id, yr, student_id, from_ord, to_ord,
		row_number() OVER (PARTITION BY school_id, yr ORDER BY student_id) - 1
			AS k,
		count(*) OVER (PARTITION BY school_id, yr) AS size
	FROM span WHERE leg = 1
)
SELECT incident_id, student_id, school_id, day, category
FROM numbered
UNION ALL
SELECT n.incident_id, c.student_id, n.school_id, n.day, n.category
FROM numbered AS n
JOIN crowd AS c USING (school_id, yr)
WHERE n.category = 'Physical altercation'
	AND c.k = floor(c.size * u(:p_incident, n.student_id, 1000 + n.n))
	AND c.student_id <> n.student_id
	AND n.ord BETWEEN c.from_ord AND c.to_ord;
