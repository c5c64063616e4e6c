-- one nightly run at a time; the lock goes with the session
SELECT pg_catalog.pg_try_advisory_lock(
	pg_catalog.hashtextextended('mentorship.nightly', 0))::int AS held
