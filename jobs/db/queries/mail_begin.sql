-- "sending" must be on the disk before the server can have taken the mail
SELECT pg_catalog.set_config('synchronous_commit', 'on', false)
