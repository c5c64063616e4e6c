-- sources that the files would fill but that are read from elsewhere
SELECT b.source, b.relation
FROM mentorship.source_binding AS b
WHERE EXISTS (SELECT FROM pg_temp.load_file AS f
			  WHERE f.present
				AND b.source = ANY (CASE f.file
					WHEN 'orgs.csv' THEN '{school}'::text[]
					WHEN 'academicSessions.csv' THEN '{school_year}'
					WHEN 'users.csv' THEN '{student,staff,staff_assignment}'
					WHEN 'enrollments.csv' THEN '{enrolment}'
					ELSE ARRAY[replace(f.file, '.csv', '')] END))
ORDER BY b.source
