-- one load at a time in a database; the number is ours alone
SELECT pg_try_advisory_xact_lock(7305808869229887076)
