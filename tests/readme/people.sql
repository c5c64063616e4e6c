--
-- Students who wait and adults who volunteer: more of the first.
--
CREATE TABLE waiting AS
SELECT student_id, school_id, 'Mon:lunch Thu:P3'::availability AS availability,
	'chess, drawing:2'::traits AS traits
FROM enrolment WHERE student_id <= 6;
CREATE TABLE volunteers AS
SELECT 100 + s AS mentor_id, 1 AS capacity, ARRAY[s::bigint] AS school_ids,
	'Mon:lunch'::availability AS availability, 'drawing'::traits AS traits
FROM generate_series(0, 2) AS s;
