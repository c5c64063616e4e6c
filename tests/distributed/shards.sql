-- At the query node, beside what the documentation creates: the same marks with
-- minutes, divided by school, and free slots divided by person.
CREATE SCHEMA by_school;

CREATE TABLE by_school.daily_attendance (LIKE whole.daily_attendance) PARTITION BY HASH (school_id);
CREATE FOREIGN TABLE by_school.daily_attendance_1 PARTITION OF by_school.daily_attendance
	FOR VALUES WITH (MODULUS 2, REMAINDER 0) SERVER shard_1
	OPTIONS (schema_name 'by_school', table_name 'daily_attendance');
CREATE FOREIGN TABLE by_school.daily_attendance_2 PARTITION OF by_school.daily_attendance
	FOR VALUES WITH (MODULUS 2, REMAINDER 1) SERVER shard_2
	OPTIONS (schema_name 'by_school', table_name 'daily_attendance');

CREATE TABLE free_slot (LIKE whole.free_slot) PARTITION BY HASH (person_id);
CREATE FOREIGN TABLE free_slot_1 PARTITION OF free_slot
	FOR VALUES WITH (MODULUS 2, REMAINDER 0) SERVER shard_1 OPTIONS (table_name 'free_slot');
CREATE FOREIGN TABLE free_slot_2 PARTITION OF free_slot
	FOR VALUES WITH (MODULUS 2, REMAINDER 1) SERVER shard_2 OPTIONS (table_name 'free_slot');

ALTER SERVER shard_1 OPTIONS (ADD batch_size '1000');
ALTER SERVER shard_2 OPTIONS (ADD batch_size '1000');
INSERT INTO daily_attendance SELECT student_id, school_id, day, status FROM whole.daily_attendance;
INSERT INTO by_school.daily_attendance SELECT * FROM whole.daily_attendance;
INSERT INTO free_slot SELECT * FROM whole.free_slot;
ANALYZE;
