--
-- Rights on delivery.  The program calls the functions and writes nothing
-- itself; a coordinator says who gets what, and sends nothing.
--

DO $$
DECLARE
	r	record;
BEGIN
	FOR r IN SELECT p.oid::pg_catalog.regprocedure AS f FROM pg_catalog.pg_proc AS p
		WHERE p.pronamespace = 'mentorship'::pg_catalog.regnamespace
			AND p.proname IN ('begin_run', 'end_run', 'note_reports', 'note_failure',
				'due_reports', 'enqueue_reports', 'recover_mails', 'requeue_uncertain',
				'claim_mail', 'mail_sending', 'release_mail', 'settle_mail', 'mail_backlog')
	LOOP
		EXECUTE pg_catalog.format('REVOKE ALL ON FUNCTION %s FROM mentorship_coordinator', r.f);
		EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO mentorship_job', r.f);
	END LOOP;
END
$$;

-- the definer: nobody changes what the record of disclosure says
GRANT INSERT, UPDATE ON report_recipient, report_run, report_outbox TO mentorship_definer;
GRANT INSERT ON report_run_failure, report_delivery TO mentorship_definer;

-- a function in a view is called by whoever reads it
GRANT EXECUTE ON FUNCTION recipient_refusal(text, bigint, bigint, bigint[])
	TO mentorship_analyst, mentorship_job;
