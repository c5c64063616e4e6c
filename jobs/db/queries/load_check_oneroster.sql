-- Check the files of OneRoster, and give every sourcedId its number.

-- rows that are to be deleted are not there
DELETE FROM pg_temp.stage_orgs WHERE status = 'tobedeleted';
DELETE FROM pg_temp.stage_academicsessions WHERE status = 'tobedeleted';
DELETE FROM pg_temp.stage_users WHERE status = 'tobedeleted';
DELETE FROM pg_temp.stage_roles WHERE status = 'tobedeleted';
DELETE FROM pg_temp.stage_classes WHERE status = 'tobedeleted';
DELETE FROM pg_temp.stage_enrollments WHERE status = 'tobedeleted';

-- who is what where: from users.csv in 1.1, from roles.csv in 1.2
CREATE TEMP TABLE load_user_role ON COMMIT DROP AS
SELECT DISTINCT u."sourcedId" AS user_key, r.means, r.place, o.key AS org_key
FROM pg_temp.stage_users AS u
JOIN pg_temp.load_role AS r USING (role)
LEFT JOIN LATERAL unnest(pg_temp.words(u."orgSourcedIds")) AS o (key) ON true
UNION
SELECT a."userSourcedId", r.means, r.place, a."orgSourcedId"
FROM pg_temp.stage_roles AS a
JOIN pg_temp.load_role AS r USING (role);

-- numbers: what has one keeps it; a sourcedId that is a number is its own;
-- the others come after all numbers there are
CREATE TEMP TABLE load_wanted ON COMMIT DROP AS
SELECT w.kind, w.key, CASE WHEN w.key ~ '^[1-9][0-9]{0,17}$' THEN w.key::bigint END AS number
FROM (SELECT 'school' AS kind, "sourcedId" AS key FROM pg_temp.stage_orgs WHERE type = 'school'
	  UNION SELECT 'student', user_key FROM pg_temp.load_user_role WHERE means = 'student'
	  UNION SELECT 'staff', user_key FROM pg_temp.load_user_role WHERE means <> 'student') AS w
WHERE length(w.key) <= 255
	AND NOT EXISTS (SELECT FROM mentorship.source_id AS s
					WHERE s.kind = w.kind AND s.sourced_id = w.key);
WITH own AS (
	INSERT INTO mentorship.source_id (kind, sourced_id, id)
	SELECT w.kind, w.key, w.number
	FROM pg_temp.load_wanted AS w
	WHERE w.number IS NOT NULL
		AND NOT EXISTS (SELECT FROM mentorship.source_id AS s
						WHERE s.kind = w.kind AND s.id = w.number)
	RETURNING kind, sourced_id
)
DELETE FROM pg_temp.load_wanted AS w USING own AS o
WHERE o.kind = w.kind AND o.sourced_id = w.key;
INSERT INTO mentorship.source_id (kind, sourced_id, id)
SELECT w.kind, w.key,
	greatest(1000000,
			 (SELECT max(s.id) FROM mentorship.source_id AS s WHERE s.kind = w.kind),
			 CASE w.kind WHEN 'school' THEN (SELECT max(school_id) FROM mentorship.own_school)
				WHEN 'student' THEN (SELECT max(student_id) FROM mentorship.own_student)
				ELSE (SELECT max(staff_id) FROM mentorship.own_staff) END)
	+ row_number() OVER (PARTITION BY w.kind ORDER BY w.key COLLATE "C")
FROM pg_temp.load_wanted AS w;

-- A file names what is in the files; attendance may name who was in them once.
INSERT INTO pg_temp.load_id (kind, key, id)
SELECT DISTINCT ON (k.kind, k.key) k.kind, k.key, k.id
FROM (SELECT kind, sourced_id AS key, id FROM mentorship.source_id
	  UNION ALL SELECT 'org', "sourcedId", NULL FROM pg_temp.stage_orgs
	  UNION ALL SELECT 'session', "sourcedId", NULL FROM pg_temp.stage_academicsessions
	  UNION ALL SELECT 'user', "sourcedId", NULL FROM pg_temp.stage_users
	  UNION ALL SELECT 'class', "sourcedId", NULL FROM pg_temp.stage_classes) AS k
WHERE k.key IS NOT NULL
ORDER BY k.kind, k.key, k.id;
ANALYZE pg_temp.load_id;
CALL pg_temp.check_files();

INSERT INTO pg_temp.load_fault (file, what)
SELECT 'academicSessions.csv', 'there is no session of type schoolYear'
WHERE NOT EXISTS (SELECT FROM pg_temp.stage_academicsessions WHERE type = 'schoolYear')
	AND NOT pg_temp.is_broken('academicSessions.csv');
INSERT INTO pg_temp.load_fault (file, what)
SELECT 'users.csv', 'nobody has a role: neither a column "role" here (OneRoster 1.1) nor roles.csv (1.2)'
WHERE NOT EXISTS (SELECT FROM pg_temp.load_user_role)
	AND EXISTS (SELECT FROM pg_temp.stage_users)
	AND NOT EXISTS (SELECT FROM pg_temp.load_fault WHERE file IN ('users.csv', 'roles.csv'));
