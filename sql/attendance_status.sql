-- letters, names and Ed-Fi descriptors
SELECT t AS given, t::attendance_status AS status
FROM (VALUES
	('?'), ('X'), ('P'), ('R'), ('T'), ('L'), ('I'), ('e'), ('u'), ('E'), ('U'), ('S'),
	('present'), ('PRESENT'), ('Left-Early'), ('left early'), ('LEFT_EARLY'), (' tardy '),
	('In School Suspension'), ('half-excused'), ('Half Unexcused'), ('unrecorded'),
	('Excused Absence'), ('uri://ed-fi.org/AttendanceEventCategoryDescriptor#Excused Absence'),
	('uri://ed-fi.org/AttendanceEventCategoryDescriptor#Unexcused Absence'),
	('uri://ed-fi.org/AttendanceEventCategoryDescriptor#Tardy'),
	('uri://ed-fi.org/AttendanceEventCategoryDescriptor#Early departure'),
	('uri://ed-fi.org/AttendanceEventCategoryDescriptor#In Attendance'),
	('uri://ed-fi.org/AttendanceEventCategoryDescriptor#Partial'),
	('uri://district.example/a#b#Out of School Suspension')
) v (t);

-- casts: explicit from text of any kind, on assignment to text
CREATE TEMP TABLE code (c char(4), v varchar, t text);
INSERT INTO code VALUES ('E', 'unexcused', 'u');
SELECT c::attendance_status, v::attendance_status, t::attendance_status FROM code;
UPDATE code SET t = 'S'::attendance_status;
SELECT t FROM code;
SELECT attendance_status('tardy') AS by_function, text('L'::attendance_status) AS to_text;

-- the order is the merge order
SELECT string_agg(s::text, ' < ' ORDER BY s) AS sorted
FROM unnest('{S,U,E,u,e,I,L,T,R,P,X,?}'::attendance_status[]) s;

-- operators, indexes, grouping, hashing
CREATE TEMP TABLE s AS
SELECT s FROM unnest('{S,U,E,u,e,I,L,T,R,P,X,?}'::attendance_status[]) s, generate_series(1, 50);
CREATE INDEX ON s (s);
ANALYZE s;
SELECT count(*) FILTER (WHERE a.s = b.s) AS eq, count(*) FILTER (WHERE a.s <> b.s) AS ne,
	count(*) FILTER (WHERE a.s < b.s) AS lt, count(*) FILTER (WHERE a.s <= b.s) AS le,
	count(*) FILTER (WHERE a.s > b.s) AS gt, count(*) FILTER (WHERE a.s >= b.s) AS ge
FROM (SELECT DISTINCT s FROM s) a, (SELECT DISTINCT s FROM s) b;
SET enable_seqscan = off;
SELECT count(*) FROM s WHERE s >= 'excused';
SET enable_seqscan = on;
SET enable_sort = off;
SELECT count(*) AS groups FROM (SELECT s FROM s GROUP BY s) g;
RESET enable_sort;
SELECT count(*) AS unequal_hashes
FROM (SELECT DISTINCT s FROM s) x
WHERE attendance_status_hash(s)::bigint & 4294967295 <> attendance_status_hash_extended(s, 0) & 4294967295
	OR attendance_status_hash_extended(s, 0) = attendance_status_hash_extended(s, 1);

-- one byte, also in arrays and composites, and through COPY BINARY
SELECT pg_column_size('U'::attendance_status) AS bytes;
CREATE TEMP TABLE copied (LIKE s);
DO $$
DECLARE file text := quote_literal(current_setting('data_directory') || '/status.bin');
BEGIN
	EXECUTE 'COPY s TO ' || file || ' (FORMAT binary)';
	EXECUTE 'COPY copied FROM ' || file || ' (FORMAT binary)';
END $$;
SELECT count(*) AS differences
FROM (SELECT s, count(*) FROM s GROUP BY s EXCEPT SELECT s, count(*) FROM copied GROUP BY s) d;
