/* absence under a rule */

CREATE FUNCTION enrolled_days(attendance, rule attendance_rule DEFAULT 'edfacts') RETURNS integer
	AS 'MODULE_PATHNAME', 'attendance_enrolled_days'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION enrolled_days(attendance, attendance_rule) IS
'number of days that count, absent or not';

CREATE FUNCTION absent_days(attendance, rule attendance_rule DEFAULT 'edfacts') RETURNS numeric
	AS 'MODULE_PATHNAME', 'attendance_absent_days'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION absent_days(attendance, attendance_rule) IS
'number of days absent; parts of days, where the rule counts them, rounded to six decimals';

CREATE FUNCTION absence_rate(attendance, rule attendance_rule DEFAULT 'edfacts') RETURNS numeric
	AS 'MODULE_PATHNAME', 'attendance_absence_rate'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION absence_rate(attendance, attendance_rule) IS
'share of days absent, rounded half away from zero to six decimals; NULL where no day counts';

CREATE FUNCTION chronic_absence(attendance, rule attendance_rule DEFAULT 'edfacts') RETURNS boolean
	AS 'MODULE_PATHNAME', 'attendance_chronic_absence'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION chronic_absence(attendance, attendance_rule) IS
'is the share of days absent at or above the threshold?  NULL where too few days were enrolled to say';

CREATE FUNCTION absence_band(attendance, rule attendance_rule DEFAULT 'edfacts') RETURNS text
	AS 'MODULE_PATHNAME', 'attendance_absence_band'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION absence_band(attendance, attendance_rule) IS
'satisfactory (below 5 %), at_risk (below 10 %), moderate (below 20 %), severe, or not evaluable';

CREATE FUNCTION attendance_summary(attendance, rule attendance_rule DEFAULT 'edfacts',
	OUT enrolled_days integer, OUT absent_days numeric, OUT rate numeric,
	OUT chronic boolean, OUT band text, OUT unrecorded_days integer,
	OUT tardy_days integer, OUT longest_absence integer, OUT current_absence integer) RETURNS record
	AS 'MODULE_PATHNAME', 'attendance_summary'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION attendance_summary(attendance, attendance_rule) IS
'what the record says under the rule, with the number of days that should have a mark but do not';

CREATE FUNCTION weekday_pattern(attendance, rule attendance_rule DEFAULT 'edfacts',
	OUT weekday integer, OUT enrolled_days integer, OUT absent_days numeric,
	OUT rate numeric, OUT p_value double precision) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'attendance_weekday_pattern'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5;
COMMENT ON FUNCTION weekday_pattern(attendance, attendance_rule) IS
'days by ISO weekday (1 = Monday); p_value is the exact one-sided chance that so many absences fall on it, corrected over the weekdays by Holm';

-- not strict: as_of may be NULL
CREATE FUNCTION absence_trend(attendance, window_days integer DEFAULT 20, as_of date DEFAULT NULL, rule attendance_rule DEFAULT 'edfacts',
	OUT recent_rate numeric, OUT prior_rate numeric, OUT change numeric) RETURNS record
	AS 'MODULE_PATHNAME', 'attendance_absence_trend'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION absence_trend(attendance, integer, date, attendance_rule) IS
'share of days absent in the last window_days that count, on or before as_of (NULL: of the record), in those before them, and the difference; prior_rate is NULL until there are twice as many days';
