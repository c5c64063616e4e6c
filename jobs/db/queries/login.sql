-- roles that this session could act as and that row security does not bind
SELECT r.rolname::text AS role, r.rolsuper AS superuser, r.rolbypassrls AS passes_by,
	EXISTS (SELECT FROM pg_catalog.pg_class AS c
			WHERE c.relowner = r.oid
				AND c.relnamespace = 'mentorship'::pg_catalog.regnamespace) AS owns
FROM pg_catalog.pg_roles AS r
WHERE (pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER')
	   OR pg_catalog.pg_has_role(current_user, r.oid, 'MEMBER'))
	AND (r.rolsuper OR r.rolbypassrls
		 OR EXISTS (SELECT FROM pg_catalog.pg_class AS c
					WHERE c.relowner = r.oid
						AND c.relnamespace = 'mentorship'::pg_catalog.regnamespace))
ORDER BY r.rolname NOT IN (session_user, current_user), r.rolname
LIMIT 1
