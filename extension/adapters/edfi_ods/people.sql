--
-- Students, their enrolments, and staff.  A USI numbers a person in one ODS and
-- may number another one in the next year's; the unique id is the district's.
--
CREATE OR REPLACE FUNCTION mentorship_edfi.as_number(unique_id text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN unique_id ~ '^[0-9]{1,18}$' THEN unique_id::bigint END;
COMMENT ON FUNCTION mentorship_edfi.as_number(text) IS
'a unique id as a number, NULL where it is none; the ODS can have an index on it';

CREATE OR REPLACE VIEW mentorship_edfi.student_number AS
SELECT n.studentusi, n.student_id
FROM (SELECT s.studentusi,
		CASE WHEN :'ids' = 'usi' THEN s.studentusi::bigint
			ELSE mentorship_edfi.as_number(s.studentuniqueid) END AS student_id
	  FROM :"ods".student AS s) AS n
WHERE n.student_id IS NOT NULL;
COMMENT ON VIEW mentorship_edfi.student_number IS
'number of each student; those whose unique id is no number are left out';

CREATE OR REPLACE VIEW mentorship_edfi.staff_number AS
SELECT n.staffusi, n.staff_id
FROM (SELECT s.staffusi,
		CASE WHEN :'ids' = 'usi' THEN s.staffusi::bigint
			ELSE mentorship_edfi.as_number(s.staffuniqueid) END AS staff_id
	  FROM :"ods".staff AS s) AS n
WHERE n.staff_id IS NOT NULL;
COMMENT ON VIEW mentorship_edfi.staff_number IS
'number of each employee; those whose unique id is no number are left out';

-- the middle name is printed only where it tells two students apart
CREATE OR REPLACE VIEW mentorship_edfi.student AS
SELECT p.student_id,
	concat_ws(' ', p.first_name,
			  CASE WHEN count(*) OVER (PARTITION BY p.first_name, p.last_name, p.generation) > 1
				   THEN p.middle_name END,
			  p.last_name, p.generation) AS display_name,
	concat_ws(', ', nullif(concat_ws(' ', p.last_name, p.generation), ''),
			  nullif(concat_ws(' ', p.first_name, p.middle_name), '')) AS sort_name,
	l.tag AS home_language
FROM (SELECT n.student_id, s.studentusi,
		coalesce(nullif(btrim(s.preferredfirstname), ''), btrim(s.firstname)) AS first_name,
		nullif(btrim(s.middlename), '') AS middle_name,
		coalesce(nullif(btrim(s.preferredlastsurname), ''), btrim(s.lastsurname)) AS last_name,
		nullif(btrim(s.generationcodesuffix), '') AS generation
	  FROM :"ods".student AS s
	  JOIN mentorship_edfi.student_number AS n USING (studentusi)) AS p
LEFT JOIN (SELECT u.studentusi, min(d.means) AS tag
		   FROM :"ods".studenteducationorganizationassociationlanguageuse AS u
		   JOIN mentorship_edfi.descriptor AS w ON w.descriptorid = u.languageusedescriptorid
			AND w.means = 'home'
		   JOIN mentorship_edfi.descriptor AS d ON d.descriptorid = u.languagedescriptorid
		   GROUP BY u.studentusi) AS l USING (studentusi);
COMMENT ON VIEW mentorship_edfi.student IS
'source student: preferred names where there are some; home language as a BCP 47 tag';

-- the exit date is the last day in membership; dates alone say which year it
-- is, since a school year need not be stated
CREATE OR REPLACE VIEW mentorship_edfi.enrolment AS
SELECT n.student_id, e.schoolid::bigint AS school_id,
	CASE WHEN g.means ~ '^(-1|[0-9]|1[0-3])$' THEN g.means::smallint END AS grade_level,
	e.entrydate AS entry_date, e.exitwithdrawdate AS exit_date
FROM :"ods".studentschoolassociation AS e
JOIN mentorship_edfi.student_number AS n USING (studentusi)
LEFT JOIN mentorship_edfi.descriptor AS g ON g.descriptorid = e.entrygradeleveldescriptorid
WHERE e.exitwithdrawdate IS NULL OR e.exitwithdrawdate >= e.entrydate;
COMMENT ON VIEW mentorship_edfi.enrolment IS
'source enrolment: entry and exit date both inclusive; an exit before the entry is left out';

CREATE OR REPLACE VIEW mentorship_edfi.staff AS
SELECT n.staff_id,
	concat_ws(' ', coalesce(nullif(btrim(s.preferredfirstname), ''), btrim(s.firstname)),
			  coalesce(nullif(btrim(s.preferredlastsurname), ''), btrim(s.lastsurname))) AS display_name,
	concat_ws(', ', coalesce(nullif(btrim(s.preferredlastsurname), ''), btrim(s.lastsurname)),
			  nullif(concat_ws(' ', coalesce(nullif(btrim(s.preferredfirstname), ''), btrim(s.firstname)),
							   nullif(btrim(s.middlename), '')), '')) AS sort_name,
	m.address AS email
FROM :"ods".staff AS s
JOIN mentorship_edfi.staff_number AS n USING (staffusi)
LEFT JOIN (SELECT DISTINCT ON (e.staffusi) e.staffusi, e.electronicmailaddress::text AS address
		   FROM :"ods".staffelectronicmail AS e
		   JOIN mentorship_edfi.descriptor AS d ON d.descriptorid = e.electronicmailtypedescriptorid
			AND d.means = 'work'
		   ORDER BY e.staffusi, e.primaryemailaddressindicator DESC NULLS LAST,
			e.electronicmailaddress) AS m USING (staffusi);
COMMENT ON VIEW mentorship_edfi.staff IS 'source staff: with the address at work';

-- one position a school: the first of those that have not ended; a teacher of
-- the school for whom none is stated is a teacher
CREATE OR REPLACE VIEW mentorship_edfi.staff_assignment AS
SELECT DISTINCT ON (n.staff_id, a.school_id) n.staff_id, a.school_id, a.role, a.title
FROM (SELECT x.staffusi, x.educationorganizationid::bigint AS school_id,
		mentorship_edfi.edfi_role(d.code) AS role, nullif(btrim(x.positiontitle), '')::text AS title,
		1 AS stated, x.orderofassignment AS place, x.begindate AS since, d.code
	  FROM :"ods".staffeducationorganizationassignmentassociation AS x
	  JOIN :"ods".school AS s ON s.schoolid = x.educationorganizationid
	  JOIN mentorship_edfi.descriptor AS d ON d.descriptorid = x.staffclassificationdescriptorid
	  WHERE coalesce(x.enddate >= mentorship.as_of(), true)
	  UNION ALL
	  SELECT t.staffusi, t.schoolid, 'teacher', NULL, 2, NULL, NULL, NULL
	  FROM :"ods".staffschoolassociation AS t) AS a
JOIN mentorship_edfi.staff_number AS n USING (staffusi)
ORDER BY n.staff_id, a.school_id, a.stated, a.place, a.since DESC, a.code;
COMMENT ON VIEW mentorship_edfi.staff_assignment IS
'source staff_assignment: positions at a school that have not ended';
