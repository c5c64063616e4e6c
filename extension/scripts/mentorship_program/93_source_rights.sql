--
-- What reads the sources reads them as mentorship_source, never as the one who
-- installed the extension: a view of the warehouse calls functions of the
-- warehouse's owner, who is not to act as a superuser when somebody looks.
--

GRANT SELECT ON school_access, pairing TO mentorship_source;
-- a bound view may ask for the day
GRANT EXECUTE ON FUNCTION as_of() TO mentorship_source;
ALTER FUNCTION sees_all_schools() OWNER TO mentorship_source;
ALTER FUNCTION visible_schools() OWNER TO mentorship_source;
ALTER FUNCTION visible_students() OWNER TO mentorship_source;
ALTER FUNCTION known_students() OWNER TO mentorship_source;
ALTER FUNCTION visible_staff() OWNER TO mentorship_source;
ALTER FUNCTION require_source() OWNER TO mentorship_source;
