-- recipients to whom nothing can be sent, by what is wrong
SELECT problem, pg_catalog.count(*) AS recipients,
	pg_catalog.min(recipient_id) AS first_recipient
FROM mentorship.report_recipient_problem
GROUP BY problem
ORDER BY problem
