-- what the login may not do, but a job must
SELECT CASE WHEN NOT pg_catalog.pg_has_role('mentorship_job', 'USAGE')
	THEN 'is no member of role mentorship_job, or does not inherit from it'
	ELSE (SELECT pg_catalog.format('may not read %s', c.oid::pg_catalog.regclass)
		  FROM pg_catalog.pg_class AS c
		  WHERE c.relnamespace = 'mentorship'::pg_catalog.regnamespace
			AND c.relkind = 'v' AND c.relname LIKE 'report\_%'
			AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')
		  ORDER BY c.relname LIMIT 1) END AS lack
