--
-- One mark a day out of attendance events.  The scope says which events speak
-- for the day:
--	school			those of the school
--	homeroom		those of the section that is the student's homeroom on that day
--	any_section		those of every section
-- The most absent event of the day wins, as where the type attendance merges.
-- The full record is made from the calendar: mentorship.enrolment_record lays
-- these marks over it with overlay_marks().
--
SELECT :'scope' = 'school' AS edfi_by_school \gset
CREATE OR REPLACE VIEW mentorship_edfi.attendance_event AS
\if :edfi_by_school
SELECT e.studentusi, e.schoolid::bigint AS school_id, e.eventdate AS day,
	e.attendanceeventcategorydescriptorid AS descriptorid,
	e.eventduration::numeric AS share_of_day
FROM :"ods".studentschoolattendanceevent AS e;
\else
SELECT e.studentusi, e.schoolid::bigint AS school_id, e.eventdate AS day,
	e.attendanceeventcategorydescriptorid AS descriptorid, NULL::numeric AS share_of_day
FROM :"ods".studentsectionattendanceevent AS e
WHERE :'scope' = 'any_section'
	OR EXISTS (
		SELECT FROM :"ods".studentsectionassociation AS c
		WHERE c.homeroomindicator AND c.studentusi = e.studentusi
			AND c.localcoursecode = e.localcoursecode AND c.schoolid = e.schoolid
			AND c.schoolyear = e.schoolyear AND c.sectionidentifier = e.sectionidentifier
			AND c.sessionname = e.sessionname AND e.eventdate >= c.begindate
			AND coalesce(e.eventdate <= c.enddate, true));
\endif
COMMENT ON VIEW mentorship_edfi.attendance_event IS
'attendance events of the scope that was chosen';

-- A category that no one has given a meaning is no news, good or bad: the day
-- counts as unrecorded.  A duration is a share of the day, told where only a part
-- of it was missed; in minutes, a day has the 390 that a day has where none are
-- known.
CREATE OR REPLACE VIEW mentorship_edfi.attendance_mark AS
SELECT DISTINCT ON (n.student_id, m.school_id, m.day) n.student_id, m.school_id, m.day,
	CASE WHEN m.share = 0.5 AND m.status = 'excused' THEN 'half_excused'::attendance_status
		WHEN m.share = 0.5 AND m.status = 'unexcused' THEN 'half_unexcused'
		ELSE m.status END AS status,
	CASE WHEN m.share <> 0.5 THEN round(m.share * 390)::int END AS minutes_missed,
	CASE WHEN m.share <> 0.5 THEN 390 END AS minutes_scheduled
FROM (SELECT e.studentusi, e.school_id, e.day,
		coalesce(d.means, 'unrecorded')::attendance_status AS status,
		CASE WHEN e.share_of_day > 0 AND e.share_of_day < 1
				AND d.means IN ('excused', 'unexcused') THEN e.share_of_day END AS share
	  FROM mentorship_edfi.attendance_event AS e
	  JOIN mentorship_edfi.descriptor AS d USING (descriptorid)) AS m
JOIN mentorship_edfi.student_number AS n USING (studentusi)
ORDER BY n.student_id, m.school_id, m.day, status DESC, coalesce(m.share, 1) DESC;
COMMENT ON VIEW mentorship_edfi.attendance_mark IS
'source attendance_mark: the most absent event of each student, school and day';
