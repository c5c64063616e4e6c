-- how many schools the login sees
SELECT pg_catalog.count(*) AS schools FROM mentorship.visible_schools()
