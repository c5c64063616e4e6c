--
-- Course results from grades, and behaviour incidents.
--
CREATE OR REPLACE VIEW mentorship_edfi.course_subject AS
\if :edfi_many_subjects
SELECT c.coursecode, c.educationorganizationid, min(coalesce(d.means, 'other')) AS subject
FROM :"ods".courseacademicsubject AS c
JOIN mentorship_edfi.descriptor AS d ON d.descriptorid = c.academicsubjectdescriptorid
GROUP BY c.coursecode, c.educationorganizationid;
\else
SELECT c.coursecode, c.educationorganizationid, coalesce(d.means, 'other') AS subject
FROM :"ods".course AS c
JOIN mentorship_edfi.descriptor AS d ON d.descriptorid = c.academicsubjectdescriptorid;
\endif
COMMENT ON VIEW mentorship_edfi.course_subject IS 'subject of each course';

-- The final grade of a course and session, or else the semester's; grades of
-- grading periods would count a course several times.  It becomes known on the
-- last day of the session.
CREATE OR REPLACE VIEW mentorship_edfi.course_result AS
SELECT DISTINCT ON (n.student_id, g.schoolid, g.localcoursecode, g.sessionname, s.enddate)
	n.student_id, g.schoolid::bigint AS school_id, g.localcoursecode::text AS course_code,
	g.sessionname::text AS term,
	coalesce(nullif(btrim(o.localcoursetitle), ''), c.coursetitle, g.localcoursecode)::text AS course_title,
	u.subject, s.enddate AS ended_on,
	coalesce(nullif(btrim(g.lettergradeearned), ''), g.numericgradeearned::text)::text AS mark,
	CASE WHEN upper(btrim(g.lettergradeearned)) ~ '^([A-D][+-]?|P|S|CR|PASS)$' THEN true
		WHEN upper(btrim(g.lettergradeearned)) ~ '^(F[+-]?|E|U|NP|NC|FAIL)$' THEN false
		ELSE g.numericgradeearned >= nullif(:'pass_mark', '')::numeric END AS passed
FROM :"ods".grade AS g
JOIN mentorship_edfi.student_number AS n USING (studentusi)
JOIN mentorship_edfi.descriptor AS t ON t.descriptorid = g.gradetypedescriptorid
	AND t.means IN ('final', 'term')
JOIN :"ods".session AS s ON s.schoolid = g.schoolid AND s.schoolyear = g.schoolyear
	AND s.sessionname = g.sessionname
LEFT JOIN :"ods".courseoffering AS o ON o.localcoursecode = g.localcoursecode
	AND o.schoolid = g.schoolid AND o.schoolyear = g.schoolyear AND o.sessionname = g.sessionname
LEFT JOIN :"ods".course AS c ON c.coursecode = o.coursecode
	AND c.educationorganizationid = o.educationorganizationid
LEFT JOIN mentorship_edfi.course_subject AS u ON u.coursecode = o.coursecode
	AND u.educationorganizationid = o.educationorganizationid
WHERE coalesce(nullif(btrim(g.lettergradeearned), ''), g.numericgradeearned::text) IS NOT NULL
ORDER BY n.student_id, g.schoolid, g.localcoursecode, g.sessionname, s.enddate, t.means,
	g.begindate DESC, g.sectionidentifier;
COMMENT ON VIEW mentorship_edfi.course_result IS
'source course_result: final grades, or else those of the semester';

-- Students who did something; those who suffered or saw it are in a table of
-- their own, which is not read.  Identifiers that are no number, and those that
-- two schools may share, become one.
CREATE OR REPLACE VIEW mentorship_edfi.incident AS
SELECT ('x' || left(md5(b.schoolid || ' ' || b.incidentidentifier), 15))::bit(60)::bigint AS incident_id,
	n.student_id, b.schoolid::bigint AS school_id, i.incidentdate AS day,
	string_agg(DISTINCT d.description, ', ') AS category
FROM :"ods".studentdisciplineincidentbehaviorassociation AS b
JOIN :"ods".disciplineincident AS i ON i.incidentidentifier = b.incidentidentifier
	AND i.schoolid = b.schoolid
JOIN mentorship_edfi.student_number AS n USING (studentusi)
JOIN mentorship_edfi.descriptor AS d ON d.descriptorid = b.behaviordescriptorid
GROUP BY b.schoolid, b.incidentidentifier, n.student_id, i.incidentdate;
COMMENT ON VIEW mentorship_edfi.incident IS
'source incident: one row for each student who took part in it';
