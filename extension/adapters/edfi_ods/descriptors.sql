--
-- Descriptors, by namespace and code.  A code means something only in the
-- namespace in which it is said: "E" of a district may be anything.
--
CREATE TABLE IF NOT EXISTS mentorship_edfi.descriptor_meaning (
	namespace text NOT NULL,
	code text NOT NULL,
	means text,
	PRIMARY KEY (namespace, code),
	CHECK (code = lower(code)),
	-- what is no status is refused here, not when a report is made
	CHECK (namespace NOT LIKE '%/AttendanceEventCategoryDescriptor'
		   OR coalesce(means::attendance_status IS NOT NULL, true))
);
COMMENT ON TABLE mentorship_edfi.descriptor_meaning IS
'what a descriptor means: add rows for namespaces and codes of the district; answers change at once';
COMMENT ON COLUMN mentorship_edfi.descriptor_meaning.namespace IS
'such as uri://ed-fi.org/AttendanceEventCategoryDescriptor';
COMMENT ON COLUMN mentorship_edfi.descriptor_meaning.code IS 'code value, in lower case';
COMMENT ON COLUMN mentorship_edfi.descriptor_meaning.means IS
'an attendance status, instructional, a grade level from -1 to 13, a subject, a BCP 47 tag, final or term, home, work, passed or failed; NULL if it is known to mean nothing here';

-- the standard's own attendance categories are those that the type reads
INSERT INTO pg_temp.edfi_code (kind, code, means)
SELECT 'AttendanceEventCategory', lower(code), code::attendance_status::text
FROM unnest('{In Attendance,Present,Excused Absence,Unexcused Absence,Tardy,Early departure,Partial}'::text[]) AS code;
INSERT INTO pg_temp.edfi_code (kind, code, means)
VALUES ('GradeType', 'final', 'final'), ('GradeType', 'semester', 'term'),
	('GradeType', 'conduct', NULL), ('GradeType', 'exam', NULL),
	('GradeType', 'grading period', NULL), ('GradeType', 'mid-term grade', NULL),
	('GradeType', 'progress report', NULL),
	('LanguageUse', 'home language', 'home'),
	('ElectronicMailType', 'work', 'work'), ('ElectronicMailType', 'organization', 'work'),
	('CalendarType', 'iep', 'one student'), ('CalendarType', 'student specific', 'one student');

INSERT INTO mentorship_edfi.descriptor_meaning (namespace, code, means)
SELECT format('%s/%sDescriptor', rtrim(btrim(n.namespace), '/'), c.kind), c.code, c.means
FROM pg_temp.edfi_option AS o
CROSS JOIN unnest('{uri://ed-fi.org}'::text[]
				  || array_remove(string_to_array(o.also, ','), '')) AS n (namespace)
CROSS JOIN pg_temp.edfi_code AS c
ON CONFLICT DO NOTHING;

-- the district's own table of equal codes is believed as well
CREATE OR REPLACE VIEW mentorship_edfi.descriptor AS
SELECT d.descriptorid, d.namespace::text || '#' || d.codevalue::text AS uri,
	d.codevalue::text AS code, d.shortdescription::text AS description,
	CASE WHEN m.namespace IS NOT NULL THEN m.means ELSE k.means END AS means,
	m.namespace IS NOT NULL OR k.known AS known
FROM :"ods".descriptor AS d
LEFT JOIN mentorship_edfi.descriptor_meaning AS m
	ON m.namespace = d.namespace AND m.code = lower(d.codevalue)
LEFT JOIN (SELECT x.namespace, x.value, min(y.means) AS means, true AS known
		   FROM :"ods".descriptormapping AS x
		   JOIN mentorship_edfi.descriptor_meaning AS y
			ON y.namespace = x.mappednamespace AND y.code = lower(x.mappedvalue)
		   GROUP BY x.namespace, x.value) AS k
	ON k.namespace = d.namespace AND k.value = d.codevalue;
COMMENT ON VIEW mentorship_edfi.descriptor IS
'descriptors of the ODS and what they mean, by table descriptor_meaning or by edfi.descriptormapping';
