-- A district of invented rows, awkward in one way each.  d(kind, code) is the
-- descriptor of uri://ed-fi.org, or of the namespace given.
SET client_min_messages = warning;
CREATE FUNCTION pg_temp.d(kind text, code text, namespace text DEFAULT 'uri://ed-fi.org') RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
	at_namespace text := namespace || '/' || kind || 'Descriptor';
	found_id int;
BEGIN
	INSERT INTO edfi.descriptor (namespace, codevalue, shortdescription) VALUES (at_namespace, code, code)
	ON CONFLICT DO NOTHING;
	SELECT descriptorid INTO found_id FROM edfi.descriptor AS x WHERE x.namespace = at_namespace AND x.codevalue = code;
	RETURN found_id;
END $$;
-- a shorter name for an attendance category
CREATE FUNCTION pg_temp.a(code text, namespace text DEFAULT 'uri://ed-fi.org') RETURNS int
LANGUAGE sql RETURN pg_temp.d('AttendanceEventCategory', code, namespace);

INSERT INTO edfi.educationorganization VALUES (1, 'North School'), (2, 'South School'), (9, 'The district');
INSERT INTO edfi.school VALUES (1), (2);
INSERT INTO edfi.schoolyeartype VALUES (2024, '2023-2024', false), (2025, '2024-2025', true);
INSERT INTO edfi.session VALUES (1, 2025, 'Fall', '2024-09-02', '2024-12-20'), (1, 2025, 'Spring', '2025-01-06', '2025-06-06'),
	(2, 2025, 'Fall', '2024-09-03', '2024-12-20'), (1, 2024, 'Spring', '2024-01-08', '2024-06-07');
-- two weeks of September; Labor Day off, a make-up day on a Saturday, and a
-- calendar of one student who has school on Labor Day
INSERT INTO edfi.calendar VALUES ('N', 1, 2025, pg_temp.d('CalendarType', 'School')),
	('IEP', 1, 2025, pg_temp.d('CalendarType', 'IEP')), ('S', 2, 2025, pg_temp.d('CalendarType', 'School'));
INSERT INTO edfi.calendardate
SELECT c, d::date, s, 2025
FROM (VALUES ('N', 1), ('S', 2)) AS k (c, s), generate_series('2024-09-02'::date, '2024-09-15', '1 day') AS d
UNION ALL SELECT 'IEP', '2024-09-02', 1, 2025;
INSERT INTO edfi.calendardatecalendarevent
SELECT calendarcode, date, schoolid, schoolyear,
	CASE WHEN calendarcode = 'IEP' THEN pg_temp.d('CalendarEvent', 'Instructional day')
		WHEN date = '2024-09-02' THEN pg_temp.d('CalendarEvent', 'Holiday')
		WHEN date = '2024-09-14' AND schoolid = 1 THEN pg_temp.d('CalendarEvent', 'Make-up day')
		ELSE pg_temp.d('CalendarEvent', 'Instructional day') END
FROM edfi.calendardate WHERE extract(isodow FROM date) < 6 OR date = '2024-09-14' AND schoolid = 1;
-- a school day with a second event; a day of the district's own kind
INSERT INTO edfi.calendardatecalendarevent VALUES
	('N', '2024-09-10', 1, 2025, pg_temp.d('CalendarEvent', 'Student late arrival/early dismissal')),
	('S', '2024-09-14', 2, 2025, pg_temp.d('CalendarEvent', 'Open house', 'uri://district.example'));

INSERT INTO edfi.student (studentusi, firstname, middlename, lastsurname, generationcodesuffix, preferredfirstname, studentuniqueid) VALUES
	(1, 'Ana', 'Maria', 'Ruiz', NULL, NULL, '604821'), (2, 'Ana', 'Belen', 'Ruiz', NULL, '', '604822'),
	(3, 'Katherine', NULL, 'Lee', 'II', 'Kit', '604823'), (4, 'Two', NULL, 'Schools', NULL, NULL, '604824'),
	(5, 'One', NULL, 'Day', NULL, NULL, '604825'), (6, 'Letters', NULL, 'Only', NULL, NULL, 'S-17');
SELECT setval('edfi.student_studentusi_seq', 6);
INSERT INTO edfi.studenteducationorganizationassociationlanguageuse VALUES
	(9, 1, pg_temp.d('Language', 'spa'), pg_temp.d('LanguageUse', 'Home language')),
	(9, 1, pg_temp.d('Language', 'eng'), pg_temp.d('LanguageUse', 'Correspondence language')),
	(9, 2, pg_temp.d('Language', 'qqq'), pg_temp.d('LanguageUse', 'Home language'));
-- school year not stated; entry and exit on one day; a transfer; exit before entry
INSERT INTO edfi.studentschoolassociation VALUES
	('2024-09-02', 1, 1, pg_temp.d('GradeLevel', 'Sixth grade'), NULL, true, NULL),
	('2024-09-02', 1, 2, pg_temp.d('GradeLevel', 'Kindergarten'), '2024-09-10', true, 2025),
	('2024-09-02', 1, 3, pg_temp.d('GradeLevel', 'Year 6', 'uri://district.example'), NULL, true, 2025),
	('2024-09-02', 1, 4, pg_temp.d('GradeLevel', 'Sixth grade'), '2024-09-06', true, 2025),
	('2024-09-09', 2, 4, pg_temp.d('GradeLevel', 'Sixth grade'), NULL, true, 2025),
	('2024-09-05', 1, 5, pg_temp.d('GradeLevel', 'Ungraded'), '2024-09-05', true, 2025),
	('2024-09-12', 1, 5, pg_temp.d('GradeLevel', 'Ungraded'), '2024-09-11', true, 2025),
	('2024-09-02', 1, 6, pg_temp.d('GradeLevel', 'Sixth grade'), NULL, true, 2025);

INSERT INTO edfi.studentschoolattendanceevent VALUES
	-- present, excused and unexcused on one day
	(pg_temp.a('In Attendance'), '2024-09-03', 1, 2025, 'Fall', 1, NULL, NULL),
	(pg_temp.a('Excused Absence'), '2024-09-03', 1, 2025, 'Fall', 1, NULL, NULL),
	(pg_temp.a('Unexcused Absence'), '2024-09-03', 1, 2025, 'Fall', 1, NULL, NULL),
	-- one event in two sessions
	(pg_temp.a('Excused Absence'), '2024-09-04', 1, 2025, 'Fall', 1, NULL, NULL),
	(pg_temp.a('Excused Absence'), '2024-09-04', 1, 2025, 'Spring', 1, NULL, NULL),
	-- half a day, a third of a day, and a whole day of both kinds
	(pg_temp.a('Excused Absence'), '2024-09-05', 1, 2025, 'Fall', 1, 0.5, NULL),
	(pg_temp.a('Unexcused Absence'), '2024-09-06', 1, 2025, 'Fall', 1, 0.33, NULL),
	(pg_temp.a('Unexcused Absence'), '2024-09-09', 1, 2025, 'Fall', 1, 0.5, NULL),
	(pg_temp.a('Excused Absence'), '2024-09-09', 1, 2025, 'Fall', 1, 1.0, NULL),
	-- tardy on a weekend, and absent on the make-up Saturday
	(pg_temp.a('Tardy'), '2024-09-08', 1, 2025, 'Fall', 1, NULL, NULL),
	(pg_temp.a('Unexcused Absence'), '2024-09-14', 1, 2025, 'Fall', 1, NULL, NULL),
	-- the district's own: U is no unexcused absence of ours, and may be anything
	(pg_temp.a('U', 'uri://district.example'), '2024-09-04', 1, 2025, 'Fall', 3, NULL, NULL),
	(pg_temp.a('Excused Absence', 'uri://district.example'), '2024-09-05', 1, 2025, 'Fall', 3, NULL, NULL),
	(pg_temp.a('SKIP', 'uri://district.example'), '2024-09-06', 1, 2025, 'Fall', 3, NULL, NULL),
	(pg_temp.a('U', 'uri://district.example'), '2024-09-09', 1, 2025, 'Fall', 3, NULL, NULL),
	(pg_temp.a('Tardy'), '2024-09-09', 1, 2025, 'Fall', 3, NULL, NULL),
	-- the last day in membership counts, the day after does not
	(pg_temp.a('Unexcused Absence'), '2024-09-10', 1, 2025, 'Fall', 2, NULL, NULL),
	(pg_temp.a('Unexcused Absence'), '2024-09-11', 1, 2025, 'Fall', 2, NULL, NULL),
	(pg_temp.a('Unexcused Absence'), '2024-09-05', 1, 2025, 'Fall', 5, NULL, NULL),
	-- two schools, each for its own days
	(pg_temp.a('Unexcused Absence'), '2024-09-04', 1, 2025, 'Fall', 4, NULL, NULL),
	(pg_temp.a('Excused Absence'), '2024-09-10', 2, 2025, 'Fall', 4, NULL, NULL),
	(pg_temp.a('Unexcused Absence'), '2024-09-10', 1, 2025, 'Fall', 4, NULL, NULL),
	-- whoever has no number is left out
	(pg_temp.a('Unexcused Absence'), '2024-09-04', 1, 2025, 'Fall', 6, NULL, NULL);
INSERT INTO edfi.descriptormapping VALUES
	('uri://ed-fi.org/AttendanceEventCategoryDescriptor', 'Unexcused Absence',
	 'uri://district.example/AttendanceEventCategoryDescriptor', 'SKIP');

-- student 1 has homeroom HR until the 6th, then HR2; math is no homeroom
INSERT INTO edfi.studentsectionassociation VALUES
	('2024-09-02', 'HR', 1, 2025, 'HR-1', 'Fall', 1, '2024-09-06', true),
	('2024-09-09', 'HR2', 1, 2025, 'HR-2', 'Fall', 1, NULL, true),
	('2024-09-02', 'MATH', 1, 2025, 'M-1', 'Fall', 1, NULL, NULL),
	('2024-09-02', 'MATH', 1, 2025, 'M-1', 'Fall', 3, NULL, false);
INSERT INTO edfi.studentsectionattendanceevent VALUES
	(pg_temp.a('Tardy'), '2024-09-03', 'HR', 1, 2025, 'HR-1', 'Fall', 1, NULL),
	(pg_temp.a('Unexcused Absence'), '2024-09-03', 'MATH', 1, 2025, 'M-1', 'Fall', 1, NULL),
	(pg_temp.a('Excused Absence'), '2024-09-05', 'HR', 1, 2025, 'HR-1', 'Fall', 1, 0.5),
	(pg_temp.a('Unexcused Absence'), '2024-09-10', 'HR', 1, 2025, 'HR-1', 'Fall', 1, NULL),
	(pg_temp.a('Excused Absence'), '2024-09-11', 'HR2', 1, 2025, 'HR-2', 'Fall', 1, NULL),
	(pg_temp.a('Unexcused Absence'), '2024-09-04', 'MATH', 1, 2025, 'M-1', 'Fall', 3, NULL);

INSERT INTO edfi.course VALUES ('M6', 9, 'Mathematics 6'), ('ART', 9, 'Art');
INSERT INTO edfi.courseacademicsubject VALUES (pg_temp.d('AcademicSubject', 'Mathematics'), 'M6', 9),
	(pg_temp.d('AcademicSubject', 'Fine and Performing Arts'), 'ART', 9);
INSERT INTO edfi.courseoffering VALUES ('MATH', 1, 2025, 'Fall', 'M6', 9, NULL), ('ART', 1, 2025, 'Fall', 'ART', 9, 'Drawing');
INSERT INTO edfi.grade VALUES
	-- a grading period does not count; the final grade is preferred to the semester's
	('2024-09-02', pg_temp.d('GradeType', 'Grading Period'), 1, 'First', 2025, 'MATH', 1, 2025, 'M-1', 'Fall', 1, 'F', NULL),
	('2024-09-02', pg_temp.d('GradeType', 'Semester'), 1, 'First', 2025, 'MATH', 1, 2025, 'M-1', 'Fall', 1, 'C', NULL),
	('2024-09-02', pg_temp.d('GradeType', 'Final'), 1, 'First', 2025, 'MATH', 1, 2025, 'M-1', 'Fall', 1, 'F', NULL),
	('2024-09-02', pg_temp.d('GradeType', 'Semester'), 1, 'First', 2025, 'ART', 1, 2025, 'A-1', 'Fall', 1, NULL, 64.5),
	('2024-09-02', pg_temp.d('GradeType', 'Final'), 1, 'First', 2025, 'ART', 1, 2025, 'A-1', 'Fall', 3, 'Excellent', NULL),
	('2024-09-02', pg_temp.d('GradeType', 'Final'), 1, 'First', 2025, 'MATH', 1, 2025, 'M-1', 'Fall', 3, ' ', NULL);

-- one student in two behaviours; the same identifier at another school
INSERT INTO edfi.disciplineincident VALUES ('7', 1, '2024-09-04'), ('7', 2, '2024-09-11'), ('a3f0-99', 1, '2024-09-08');
INSERT INTO edfi.studentdisciplineincidentbehaviorassociation VALUES
	(pg_temp.d('Behavior', 'Other'), '7', 1, 1), (pg_temp.d('Behavior', 'School Code of Conduct'), '7', 1, 1),
	(pg_temp.d('Behavior', 'Other'), '7', 1, 3), (pg_temp.d('Behavior', 'Other'), '7', 2, 4),
	(pg_temp.d('Behavior', 'Other'), 'a3f0-99', 1, 5);

INSERT INTO edfi.staff (staffusi, firstname, middlename, lastsurname, preferredfirstname, staffuniqueid) VALUES
	(1, 'Dana', 'Q', 'Poe', NULL, '207230'), (2, 'Elias', NULL, 'Orr', 'Eli', '207231'),
	(3, 'Fay', NULL, 'Kim', NULL, '207232'), (4, 'Gone', NULL, 'Away', NULL, '207233'), (5, 'No', NULL, 'Number', NULL, 'x1');
INSERT INTO edfi.staffelectronicmail VALUES
	(1, 'dana@home.example', pg_temp.d('ElectronicMailType', 'Home/Personal'), true),
	(1, 'poe@district.example', pg_temp.d('ElectronicMailType', 'Work'), false),
	(1, 'dana.poe@district.example', pg_temp.d('ElectronicMailType', 'Organization'), true);
INSERT INTO edfi.staffeducationorganizationassignmentassociation VALUES
	('2020-08-01', 1, pg_temp.d('StaffClassification', 'Teacher'), 1, NULL, 2, 'Art teacher'),
	('2022-08-01', 1, pg_temp.d('StaffClassification', 'School Counselor', 'uri://district.example'), 1, NULL, 1, 'Counselor'),
	('2020-08-01', 2, pg_temp.d('StaffClassification', 'Instructional Aide'), 1, NULL, NULL, NULL),
	('2020-08-01', 9, pg_temp.d('StaffClassification', 'Superintendent'), 3, NULL, NULL, 'Superintendent'),
	('2020-08-01', 1, pg_temp.d('StaffClassification', 'Principal'), 4, '2024-06-30', NULL, 'Principal');
INSERT INTO edfi.staffschoolassociation VALUES
	(pg_temp.d('ProgramAssignment', 'Regular Education'), 1, 1), (pg_temp.d('ProgramAssignment', 'Regular Education'), 2, 2);
