-- the schools that the login sees; $1 = school or NULL
SELECT school_id
FROM mentorship.report_school_list
WHERE school_id = $1 OR $1 IS NULL
