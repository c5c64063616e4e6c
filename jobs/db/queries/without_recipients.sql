-- reports that go to nobody
SELECT kind, pg_catalog.count(*) AS reports, pg_catalog.min(scope_id) AS first_scope
FROM mentorship.report_without_recipient
GROUP BY kind
ORDER BY kind
