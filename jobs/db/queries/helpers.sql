-- whom to ask for help; $1 = school or NULL
SELECT school_id, display_name, role, title
FROM mentorship.report_helper
WHERE school_id = $1 OR $1 IS NULL
ORDER BY school_id, role DESC, sort_name COLLATE "C"
