--
-- Bind every source, and refuse what the views could not stand: two people
-- with one number, or years that overlap.
--
DO $$
DECLARE
	two	record;
BEGIN
	FOR two IN
		SELECT 'students' AS who, n.student_id AS number, count(*) AS people
		FROM mentorship_edfi.student_number AS n GROUP BY 2 HAVING count(*) > 1
		UNION ALL
		SELECT 'employees', n.staff_id, count(*)
		FROM mentorship_edfi.staff_number AS n GROUP BY 2 HAVING count(*) > 1
		ORDER BY 1, 2 LIMIT 1
	LOOP
		RAISE EXCEPTION USING ERRCODE = 'unique_violation',
			MESSAGE = format('%s %s have the number %s', two.people, two.who, two.number),
			DETAIL = 'Their unique ids differ in leading zeros.',
			HINT = 'Correct the ids, or number people by USI with -v ids=usi.';
	END LOOP;
	FOR two IN
		SELECT a.school_year AS earlier, b.school_year AS later
		FROM mentorship_edfi.school_year AS a
		JOIN mentorship_edfi.school_year AS b ON a.school_year < b.school_year
			AND daterange(a.first_day, a.last_day, '[]') && daterange(b.first_day, b.last_day, '[]')
		ORDER BY 1, 2 LIMIT 1
	LOOP
		RAISE EXCEPTION USING ERRCODE = 'exclusion_violation',
			MESSAGE = format('school years %s and %s overlap', two.earlier, two.later),
			HINT = 'Correct the sessions: a day belongs to one school year.';
	END LOOP;
END
$$;

DO $$
BEGIN
	PERFORM mentorship.bind_source(s, format('mentorship_edfi.%s', s)::regclass)
	FROM mentorship.source_names() AS s;
END
$$;
