-- whom to ask for help at every school
SELECT school_id, staff_id, display_name, role, title
FROM mentorship.report_helper
ORDER BY school_id, role DESC, sort_name COLLATE "C"
