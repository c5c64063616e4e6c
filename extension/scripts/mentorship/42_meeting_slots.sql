/* meeting_slots: attendance and availability together */

CREATE FUNCTION meeting_slots(attendance, mentee availability, mentor availability, max integer DEFAULT 3,
	OUT weekday integer, OUT slot text, OUT reason text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'attendance_meeting_slots'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 3;
COMMENT ON FUNCTION meeting_slots(attendance, availability, availability, integer) IS
'weekly slots in which both are free, the best first: on the weekdays that the student tends to miss, or on the school day before';
