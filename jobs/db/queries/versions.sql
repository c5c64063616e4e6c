-- versions of the two extensions, NULL where one is not installed
SELECT (SELECT extversion FROM pg_catalog.pg_extension
		WHERE extname = 'mentorship') AS mentorship,
	(SELECT extversion FROM pg_catalog.pg_extension
	 WHERE extname = 'mentorship_program') AS mentorship_program
