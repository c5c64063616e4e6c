--
-- Refuse what would end in a half understood binding: an unknown option, or a
-- schema that is not an ODS.
--
CREATE TEMP TABLE edfi_option ON COMMIT DROP AS
SELECT :'scope'::text AS scope, :'ods'::text AS ods, :'ids'::text AS ids,
	:'also'::text AS also, nullif(:'pass_mark'::text, '') AS pass_mark,
	:'unmarked'::attendance_status AS unmarked;

DO $$
DECLARE
	o		record;
	lacks	text;
BEGIN
	SELECT * INTO o FROM edfi_option;
	IF o.scope NOT IN ('school', 'homeroom', 'any_section') THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('scope "%s" is not one of school, homeroom, any_section', o.scope);
	END IF;
	IF o.ids NOT IN ('unique', 'usi') THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('ids "%s" is not one of unique, usi', o.ids);
	END IF;
	IF o.pass_mark !~ '^[0-9]{1,3}(\.[0-9]+)?$' THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('pass_mark "%s" is not a number', o.pass_mark);
	END IF;
	IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'mentorship_program') THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_object',
			MESSAGE = 'extension "mentorship_program" is not installed in this database',
			HINT = 'Run CREATE EXTENSION mentorship_program first.  An ODS in another database can be had with postgres_fdw and IMPORT FOREIGN SCHEMA.';
	END IF;
	SELECT string_agg(t, ', ' ORDER BY t) INTO lacks
	FROM unnest('{calendar,calendardate,calendardatecalendarevent,course,courseoffering,descriptor,
		descriptormapping,disciplineincident,educationorganization,grade,school,schoolyeartype,
		session,staff,staffeducationorganizationassignmentassociation,staffelectronicmail,
		staffschoolassociation,student,studentdisciplineincidentbehaviorassociation,
		studenteducationorganizationassociationlanguageuse,studentschoolassociation,
		studentschoolattendanceevent,studentsectionassociation,
		studentsectionattendanceevent}'::text[]) AS t
	WHERE to_regclass(format('%I.%I', o.ods, t)) IS NULL;
	IF lacks IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_table',
			MESSAGE = format('schema "%s" is not an Ed-Fi ODS', o.ods),
			DETAIL = format('It lacks: %s.', lacks),
			HINT = 'Name the schema with -v ods=SCHEMA.  Data Standard 4.0 or later is read.';
	END IF;
END
$$;
-- the subjects of a course have a table of their own since Data Standard 5
SELECT to_regclass(format('%I.courseacademicsubject', :'ods')) IS NOT NULL AS edfi_many_subjects \gset
