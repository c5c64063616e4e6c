-- Check the files of format csv.
INSERT INTO pg_temp.load_id (kind, key)
SELECT 'school', school_id::text FROM mentorship.source_school
UNION SELECT 'student', student_id::text FROM mentorship.source_student
UNION SELECT 'staff', staff_id::text FROM mentorship.source_staff
UNION SELECT 'school', school_id FROM pg_temp.stage_school WHERE school_id IS NOT NULL
UNION SELECT 'student', student_id FROM pg_temp.stage_student WHERE student_id IS NOT NULL
UNION SELECT 'staff', staff_id FROM pg_temp.stage_staff WHERE staff_id IS NOT NULL;
ANALYZE pg_temp.load_id;
CALL pg_temp.check_files();
