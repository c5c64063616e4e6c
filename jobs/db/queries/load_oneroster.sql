-- The files of "mentorship load oneroster" and the columns that are read:
-- OneRoster 1.1 and 1.2.  Files and columns that are not here are not read.
INSERT INTO pg_temp.load_file (file, needed) VALUES
	('manifest.csv', false), ('orgs.csv', true), ('academicSessions.csv', true),
	('users.csv', true), ('roles.csv', false), ('classes.csv', true),
	('enrollments.csv', true);
INSERT INTO pg_temp.load_kind (kind, file, holds, what, value)
SELECT k.kind, k.file,
	format('EXISTS (SELECT FROM pg_temp.load_id AS k WHERE k.kind = %L AND k.key = %%1$s)', k.kind),
	format('is not a known %s', k.word),
	format('(SELECT k.id FROM pg_temp.load_id AS k WHERE k.kind = %L AND k.key = %%1$s)', k.kind)
FROM (VALUES ('org', 'orgs.csv', 'organization'), ('school', 'orgs.csv', 'school'),
		('user', 'users.csv', 'user'), ('student', 'users.csv', 'student'),
		('class', 'classes.csv', 'class')) AS k (kind, file, word);
-- a list names several; the holds of it are asked word by word
INSERT INTO pg_temp.load_kind (kind, file, holds, what, value)
SELECT k.kind, k.file,
	format('NOT EXISTS (SELECT FROM unnest(pg_temp.words(%%1$s)) AS w (key)
		WHERE NOT EXISTS (SELECT FROM pg_temp.load_id AS k WHERE k.kind = %L AND k.key = w.key))', k.of),
	format('has a word that is not a known %s', k.word), '%1$s'
FROM (VALUES ('orgs', 'orgs.csv', 'org', 'organization'),
		('sessions', 'academicSessions.csv', 'session', 'academic session')) AS k (kind, file, of, word);
INSERT INTO pg_temp.load_kind (kind, holds, what, value) VALUES
	('org_type', '%1$s IN (''department'', ''school'', ''district'', ''local'', ''state'', ''national'')
		OR %1$s LIKE ''ext:%%''', 'is not a type of organization', '%1$s'),
	('session_type', '%1$s IN (''gradingPeriod'', ''semester'', ''schoolYear'', ''term'')
		OR %1$s LIKE ''ext:%%''', 'is not a type of academic session', '%1$s'),
	('user_role', 'EXISTS (SELECT FROM pg_temp.load_role AS k WHERE k.role = %1$s)
		OR %1$s LIKE ''ext:%%''', 'is not a OneRoster role', '%1$s');
INSERT INTO pg_temp.load_column (file, column_name, kind, needed) VALUES
	('manifest.csv', 'propertyName', 'key', 'value'),
	('manifest.csv', 'value', 'key', 'column'),
	('orgs.csv', 'sourcedId', 'key', 'value'),
	('orgs.csv', 'status', 'key', ''),
	('orgs.csv', 'name', 'text', 'value'),
	('orgs.csv', 'type', 'org_type', 'value'),
	('academicSessions.csv', 'sourcedId', 'key', 'value'),
	('academicSessions.csv', 'status', 'key', ''),
	('academicSessions.csv', 'title', 'text', 'value'),
	('academicSessions.csv', 'type', 'session_type', 'value'),
	('academicSessions.csv', 'startDate', 'date', 'value'),
	('academicSessions.csv', 'endDate', 'date', 'value'),
	('academicSessions.csv', 'schoolYear', 'key', ''),
	('users.csv', 'sourcedId', 'key', 'value'),
	('users.csv', 'status', 'key', ''),
	('users.csv', 'orgSourcedIds', 'orgs', ''),
	('users.csv', 'role', 'user_role', ''),
	('users.csv', 'givenName', 'text', 'value'),
	('users.csv', 'familyName', 'text', 'value'),
	('users.csv', 'middleName', 'text', ''),
	('users.csv', 'preferredGivenName', 'text', ''),
	('users.csv', 'preferredFamilyName', 'text', ''),
	('users.csv', 'email', 'key', ''),
	('users.csv', 'grades', 'key', ''),
	('roles.csv', 'sourcedId', 'key', 'value'),
	('roles.csv', 'status', 'key', ''),
	('roles.csv', 'userSourcedId', 'user', 'value'),
	('roles.csv', 'role', 'user_role', 'value'),
	('roles.csv', 'orgSourcedId', 'org', 'value'),
	('classes.csv', 'sourcedId', 'key', 'value'),
	('classes.csv', 'status', 'key', ''),
	('classes.csv', 'schoolSourcedId', 'school', 'value'),
	('classes.csv', 'termSourcedIds', 'sessions', 'value'),
	('enrollments.csv', 'sourcedId', 'key', 'value'),
	('enrollments.csv', 'status', 'key', ''),
	('enrollments.csv', 'classSourcedId', 'class', 'value'),
	('enrollments.csv', 'schoolSourcedId', 'school', 'value'),
	('enrollments.csv', 'userSourcedId', 'user', 'value'),
	('enrollments.csv', 'role', 'user_role', 'value'),
	('enrollments.csv', 'beginDate', 'date', ''),
	('enrollments.csv', 'endDate', 'date', '');
INSERT INTO pg_temp.load_key (file, columns)
SELECT f.file, '{sourcedId}' FROM pg_temp.load_file AS f WHERE f.file <> 'manifest.csv';
INSERT INTO pg_temp.load_rule (file, column_name, holds, what) VALUES
	('manifest.csv', 'value',
	 'NOT (s."propertyName" IN (''file.orgs'', ''file.academicSessions'', ''file.users'', ''file.roles'',
		''file.classes'', ''file.enrollments'') AND s.value = ''delta'')',
	 'says delta: only bulk exports are read'),
	('manifest.csv', 'value',
	 'NOT (s."propertyName" = ''oneroster.version'' AND s.value NOT IN (''1.1'', ''1.2''))',
	 'is not a version that is read: 1.1 or 1.2'),
	('academicSessions.csv', 'endDate',
	 'pg_temp.as_date(s."endDate") > pg_temp.as_date(s."startDate")', 'is not after startDate'),
	('enrollments.csv', 'endDate',
	 'pg_temp.as_date(s."endDate") >= pg_temp.as_date(s."beginDate")', 'is before beginDate');

-- what a role makes of a user; NULL neither student nor employee
CREATE TEMP TABLE load_role (role text PRIMARY KEY, means text, place int NOT NULL) ON COMMIT DROP;
INSERT INTO pg_temp.load_role (role, means, place) VALUES
	('student', 'student', 0), ('counselor', 'counsellor', 1),
	('administrator', 'administrator', 2), ('principal', 'administrator', 2),
	('siteAdministrator', 'administrator', 2), ('districtAdministrator', 'administrator', 2),
	('systemAdministrator', 'administrator', 2), ('teacher', 'teacher', 3), ('aide', 'aide', 4),
	('proctor', 'other', 5), ('guardian', NULL, 9), ('parent', NULL, 9), ('relative', NULL, 9);

CREATE FUNCTION pg_temp.words(list text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
SELECT array_agg(btrim(w)) FROM unnest(string_to_array(list, ',')) AS w WHERE btrim(w) <> ''
$$;
