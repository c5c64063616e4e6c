--
-- Refuse what would end in a half understood load: an unknown scope, or a
-- programme that has source rows already.
--
CREATE TEMP TABLE edfi_option (scope text NOT NULL) ON COMMIT DROP;
INSERT INTO edfi_option (scope) VALUES (:'scope');

DO $$
DECLARE
	given text := (SELECT scope FROM edfi_option);
BEGIN
	IF given NOT IN ('any_class', 'homeroom') THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('scope "%s" is not one of any_class, homeroom', given);
	END IF;
	IF EXISTS (SELECT FROM mentorship.school)
	   OR EXISTS (SELECT FROM mentorship.school_year)
	   OR EXISTS (SELECT FROM mentorship.student)
	   OR EXISTS (SELECT FROM mentorship.staff) THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'source relations have rows already',
			HINT = 'Load into a database whose program is empty.';
	END IF;
END
$$;
