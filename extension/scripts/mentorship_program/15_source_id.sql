--
-- Numbers for things that their source system names by a text.
--

CREATE TABLE source_id (
	kind text NOT NULL CHECK (kind IN ('school', 'student', 'staff')),
	sourced_id text NOT NULL CHECK (sourced_id <> ''),
	id bigint NOT NULL,
	PRIMARY KEY (kind, sourced_id),
	UNIQUE (kind, id)
);
COMMENT ON TABLE source_id IS
'number of each school, student and employee whose source names it by a text, such as the sourcedId of OneRoster; given once and kept';
COMMENT ON COLUMN source_id.kind IS 'school, student or staff';
COMMENT ON COLUMN source_id.sourced_id IS 'the name in the source system';
COMMENT ON COLUMN source_id.id IS 'school_id, student_id or staff_id here';
