/* streaks: runs of school days */

-- a run is counted in school days: dots, exempt and unrecorded days never break it
CREATE FUNCTION streaks(attendance, kind text DEFAULT 'absent', min_days integer DEFAULT 1,
	OUT first_day date, OUT last_day date, OUT school_days integer, OUT calendar_days integer) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'attendance_streaks'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION streaks(attendance, text, integer) IS
'runs of school days of the kind, at least min_days long, in the order of days';

CREATE FUNCTION longest_streak(attendance, kind text DEFAULT 'absent') RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_longest_streak'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION longest_streak(attendance, text) IS
'length of the longest run of school days of the kind';

-- not strict: as_of may be NULL
CREATE FUNCTION current_streak(attendance, kind text DEFAULT 'absent', as_of date DEFAULT NULL) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_current_streak'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION current_streak(attendance, text, date) IS
'length of the run that includes the last school day on or before as_of (NULL: of the record); 0 if that day is not of the kind';

CREATE FUNCTION streak_count(attendance, kind text, min_days integer) RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_streak_count'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION streak_count(attendance, text, integer) IS
'number of runs of school days of the kind, at least min_days long';

CREATE FUNCTION running_streak(boolean) RETURNS integer
	AS 'MODULE_PATHNAME', 'running_streak'
	LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION running_streak(boolean) IS
'length of the run of true rows that ends at the current row; NULL neither adds nor breaks';
