-- The tables of an ODS that the adapter reads, with the names, types and keys
-- of the Ed-Fi Data Standard 5.2 on PostgreSQL; columns it does not read are
-- left out.
CREATE SCHEMA edfi;
CREATE TABLE edfi.descriptor (descriptorid serial PRIMARY KEY, namespace varchar(255) NOT NULL,
	codevalue varchar(50) NOT NULL, shortdescription varchar(75) NOT NULL, UNIQUE (namespace, codevalue));
CREATE TABLE edfi.descriptormapping (mappednamespace varchar(255), mappedvalue varchar(50),
	namespace varchar(255), value varchar(50), PRIMARY KEY (mappednamespace, mappedvalue, namespace, value));
CREATE TABLE edfi.educationorganization (educationorganizationid bigint PRIMARY KEY, nameofinstitution varchar(75) NOT NULL);
CREATE TABLE edfi.school (schoolid bigint PRIMARY KEY);
CREATE TABLE edfi.schoolyeartype (schoolyear smallint PRIMARY KEY, schoolyeardescription varchar(50) NOT NULL,
	currentschoolyear boolean NOT NULL);
CREATE TABLE edfi.session (schoolid bigint, schoolyear smallint, sessionname varchar(60), begindate date NOT NULL,
	enddate date NOT NULL, termdescriptorid int, totalinstructionaldays int, PRIMARY KEY (schoolid, schoolyear, sessionname));
CREATE TABLE edfi.calendar (calendarcode varchar(60), schoolid bigint, schoolyear smallint, calendartypedescriptorid int NOT NULL,
	PRIMARY KEY (calendarcode, schoolid, schoolyear));
CREATE TABLE edfi.calendardate (calendarcode varchar(60), date date, schoolid bigint, schoolyear smallint,
	PRIMARY KEY (calendarcode, date, schoolid, schoolyear));
CREATE TABLE edfi.calendardatecalendarevent (calendarcode varchar(60), date date, schoolid bigint, schoolyear smallint,
	calendareventdescriptorid int, PRIMARY KEY (calendarcode, date, schoolid, schoolyear, calendareventdescriptorid));
CREATE TABLE edfi.student (studentusi serial PRIMARY KEY, firstname varchar(75) NOT NULL, generationcodesuffix varchar(10),
	lastsurname varchar(75) NOT NULL, middlename varchar(75), preferredfirstname varchar(75), preferredlastsurname varchar(75),
	studentuniqueid varchar(32) NOT NULL UNIQUE);
CREATE TABLE edfi.studenteducationorganizationassociationlanguageuse (educationorganizationid bigint, studentusi int,
	languagedescriptorid int, languageusedescriptorid int,
	PRIMARY KEY (educationorganizationid, studentusi, languagedescriptorid, languageusedescriptorid));
CREATE TABLE edfi.studentschoolassociation (entrydate date, schoolid bigint, studentusi int, entrygradeleveldescriptorid int NOT NULL,
	exitwithdrawdate date, primaryschool boolean, schoolyear smallint, PRIMARY KEY (entrydate, schoolid, studentusi));
CREATE TABLE edfi.studentschoolattendanceevent (attendanceeventcategorydescriptorid int, eventdate date, schoolid bigint,
	schoolyear smallint, sessionname varchar(60), studentusi int, eventduration decimal(3, 2), schoolattendanceduration int,
	PRIMARY KEY (attendanceeventcategorydescriptorid, eventdate, schoolid, schoolyear, sessionname, studentusi));
CREATE TABLE edfi.studentsectionassociation (begindate date, localcoursecode varchar(60), schoolid bigint, schoolyear smallint,
	sectionidentifier varchar(255), sessionname varchar(60), studentusi int, enddate date, homeroomindicator boolean,
	PRIMARY KEY (begindate, localcoursecode, schoolid, schoolyear, sectionidentifier, sessionname, studentusi));
CREATE TABLE edfi.studentsectionattendanceevent (attendanceeventcategorydescriptorid int, eventdate date, localcoursecode varchar(60),
	schoolid bigint, schoolyear smallint, sectionidentifier varchar(255), sessionname varchar(60), studentusi int, eventduration decimal(3, 2),
	PRIMARY KEY (attendanceeventcategorydescriptorid, eventdate, localcoursecode, schoolid, schoolyear, sectionidentifier, sessionname, studentusi));
CREATE TABLE edfi.course (coursecode varchar(60), educationorganizationid bigint, coursetitle varchar(60) NOT NULL,
	PRIMARY KEY (coursecode, educationorganizationid));
CREATE TABLE edfi.courseacademicsubject (academicsubjectdescriptorid int, coursecode varchar(60), educationorganizationid bigint,
	PRIMARY KEY (academicsubjectdescriptorid, coursecode, educationorganizationid));
CREATE TABLE edfi.courseoffering (localcoursecode varchar(60), schoolid bigint, schoolyear smallint, sessionname varchar(60),
	coursecode varchar(60) NOT NULL, educationorganizationid bigint NOT NULL, localcoursetitle varchar(60),
	PRIMARY KEY (localcoursecode, schoolid, schoolyear, sessionname));
CREATE TABLE edfi.grade (begindate date, gradetypedescriptorid int, gradingperioddescriptorid int, gradingperiodname varchar(60),
	gradingperiodschoolyear smallint, localcoursecode varchar(60), schoolid bigint, schoolyear smallint, sectionidentifier varchar(255),
	sessionname varchar(60), studentusi int, lettergradeearned varchar(20), numericgradeearned decimal(9, 2),
	PRIMARY KEY (begindate, gradetypedescriptorid, gradingperioddescriptorid, gradingperiodname, gradingperiodschoolyear,
		localcoursecode, schoolid, schoolyear, sectionidentifier, sessionname, studentusi));
CREATE TABLE edfi.disciplineincident (incidentidentifier varchar(36), schoolid bigint, incidentdate date NOT NULL,
	PRIMARY KEY (incidentidentifier, schoolid));
CREATE TABLE edfi.studentdisciplineincidentbehaviorassociation (behaviordescriptorid int, incidentidentifier varchar(36), schoolid bigint,
	studentusi int, PRIMARY KEY (behaviordescriptorid, incidentidentifier, schoolid, studentusi));
CREATE TABLE edfi.staff (staffusi serial PRIMARY KEY, firstname varchar(75) NOT NULL, lastsurname varchar(75) NOT NULL,
	middlename varchar(75), preferredfirstname varchar(75), preferredlastsurname varchar(75), staffuniqueid varchar(32) NOT NULL UNIQUE);
CREATE TABLE edfi.staffelectronicmail (staffusi int, electronicmailaddress varchar(128), electronicmailtypedescriptorid int,
	primaryemailaddressindicator boolean, PRIMARY KEY (staffusi, electronicmailaddress, electronicmailtypedescriptorid));
CREATE TABLE edfi.staffeducationorganizationassignmentassociation (begindate date, educationorganizationid bigint,
	staffclassificationdescriptorid int, staffusi int, enddate date, orderofassignment int, positiontitle varchar(100),
	PRIMARY KEY (begindate, educationorganizationid, staffclassificationdescriptorid, staffusi));
CREATE TABLE edfi.staffschoolassociation (programassignmentdescriptorid int, schoolid bigint, staffusi int,
	PRIMARY KEY (programassignmentdescriptorid, schoolid, staffusi));
