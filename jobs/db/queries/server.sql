-- the server and who we are there
SELECT pg_catalog.current_setting('server_version_num')::int AS version_number,
	pg_catalog.current_setting('server_version') AS version,
	pg_catalog.current_database()::text AS database, session_user::text AS login,
	pg_catalog.pg_is_in_recovery()::int AS standby,
	pg_catalog.date_part('epoch', pg_catalog.clock_timestamp())::bigint AS clock
