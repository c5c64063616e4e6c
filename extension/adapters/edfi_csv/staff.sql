--
-- Staff, and where they work as what.
--
UPDATE pg_temp.edfi_staff SET rejected = CASE
	WHEN pg_temp.as_id(staff_id) IS NULL THEN 'staff_id is not a number'
	WHEN coalesce(pg_temp.clean(first_name), pg_temp.clean(last_name)) IS NULL
		THEN 'name is missing' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_staff', 'pg_temp.as_id(staff_id)');

INSERT INTO mentorship.staff (staff_id, display_name, sort_name, email)
SELECT pg_temp.as_id(staff_id),
	concat_ws(' ', pg_temp.clean(first_name), pg_temp.clean(last_name)),
	concat_ws(', ', pg_temp.clean(last_name),
			  nullif(concat_ws(' ', pg_temp.clean(first_name), pg_temp.clean(middle_name)), '')),
	pg_temp.clean(email)
FROM pg_temp.edfi_staff
WHERE rejected IS NULL;
CALL pg_temp.tell('pg_temp.edfi_staff', 'staff.csv');

UPDATE pg_temp.edfi_staff_assignment AS a SET
	rejected = CASE
		WHEN NOT EXISTS (SELECT FROM mentorship.staff AS s
						 WHERE s.staff_id = pg_temp.as_id(a.staff_id))
			THEN 'staff_id is not in staff.csv' END,
	passed_over = CASE
		WHEN NOT EXISTS (SELECT FROM mentorship.school AS s
						 WHERE s.school_id = pg_temp.as_id(a.education_organization_id))
			THEN 'works for the district, not at a school' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_staff_assignment',
	'pg_temp.as_id(staff_id), pg_temp.as_id(education_organization_id)');

INSERT INTO mentorship.staff_assignment (staff_id, school_id, role, title)
SELECT pg_temp.as_id(staff_id), pg_temp.as_id(education_organization_id),
	pg_temp.edfi_role(coalesce(staff_classification, '')),
	pg_temp.clean(position_title)
FROM pg_temp.edfi_staff_assignment AS a
WHERE rejected IS NULL AND passed_over IS NULL;
CALL pg_temp.tell('pg_temp.edfi_staff_assignment', 'staff_assignment.csv');

-- a teacher of a school for whom no assignment is stated
UPDATE pg_temp.edfi_teacher_school AS t SET
	rejected = CASE
		WHEN NOT EXISTS (SELECT FROM mentorship.staff AS s
						 WHERE s.staff_id = pg_temp.as_id(t.staff_id))
			THEN 'staff_id is not in staff.csv'
		WHEN NOT EXISTS (SELECT FROM mentorship.school AS s
						 WHERE s.school_id = pg_temp.as_id(t.school_id))
			THEN 'school_id is not in school.csv' END,
	passed_over = CASE
		WHEN EXISTS (SELECT FROM mentorship.staff_assignment AS a
					 WHERE a.staff_id = pg_temp.as_id(t.staff_id)
						AND a.school_id = pg_temp.as_id(t.school_id))
			THEN 'stated in staff_assignment.csv already' END;
CALL pg_temp.reject_repeats('pg_temp.edfi_teacher_school',
	'pg_temp.as_id(staff_id), pg_temp.as_id(school_id)');
INSERT INTO mentorship.staff_assignment (staff_id, school_id, role, title)
SELECT pg_temp.as_id(staff_id), pg_temp.as_id(school_id), 'teacher', NULL
FROM pg_temp.edfi_teacher_school
WHERE rejected IS NULL AND passed_over IS NULL;
CALL pg_temp.tell('pg_temp.edfi_teacher_school', 'teacher_school.csv');
