--
-- Whose rows the login sees.  The answers depend on session_user and table
-- school_access alone: no SET, no SET ROLE and no view changes them.  They
-- read as the owner of the extension, since nobody else reads school_access,
-- and since a filter that read its own source through itself would not end.
--

CREATE FUNCTION sees_all_schools() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT EXISTS (SELECT FROM pg_catalog.pg_roles AS r
				   WHERE r.rolname = session_user AND (r.rolsuper OR r.rolbypassrls))
		OR EXISTS (SELECT FROM school_access AS a
				   WHERE a.login = session_user::text AND a.school_id IS NULL);
END;
COMMENT ON FUNCTION sees_all_schools() IS
'whether the login sees all schools: table school_access says so, or it is a superuser, whom no policy binds';

CREATE FUNCTION visible_schools() RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 50
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT s.school_id
	FROM source_school AS s
	WHERE (SELECT sees_all_schools())
		OR EXISTS (SELECT FROM school_access AS a
				   WHERE a.login = session_user::text AND a.school_id = s.school_id);
END;
COMMENT ON FUNCTION visible_schools() IS
'schools whose rows the login sees; all of them for a superuser, whom no policy binds';

CREATE FUNCTION visible_students() RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 1000
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT e.student_id
	FROM (SELECT DISTINCT ON (x.student_id) x.student_id, x.school_id
		  FROM source_enrolment AS x
		  ORDER BY x.student_id, x.entry_date DESC, x.school_id) AS e
	WHERE e.school_id IN (SELECT visible_schools());
END;
COMMENT ON FUNCTION visible_students() IS
'students whose latest enrolment is at a visible school: their whole record follows them there';

CREATE FUNCTION known_students() RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 1000
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT DISTINCT e.student_id
	FROM source_enrolment AS e
	WHERE e.school_id IN (SELECT visible_schools());
END;
COMMENT ON FUNCTION known_students() IS
'students who were ever enrolled at a visible school';

CREATE FUNCTION visible_staff() RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 1000
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	SELECT a.staff_id
	FROM source_staff_assignment AS a
	WHERE a.school_id IN (SELECT visible_schools())
	UNION
	SELECT p.mentor_id
	FROM pairing AS p
	WHERE p.school_id IN (SELECT visible_schools());
END;
COMMENT ON FUNCTION visible_staff() IS
'employees who work at a visible school, or mentored a student there';
