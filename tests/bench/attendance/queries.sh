# shellcheck shell=bash
# shellcheck disable=SC2034
# queries.sh: the ways to find the longest absence run of each student, all on
# the same three columns.  Every one gives the sum over all students, so that
# their answers can be compared.

# what an absence is, in the words of SQL
absent="status IN ('excused', 'unexcused', 'half_excused', 'half_unexcused', 'suspended')"

query_ours="SELECT sum(longest_streak(r)) FROM (SELECT student_id, attendance_agg(day, status) AS r FROM :table GROUP BY student_id) AS s"

# what any aggregate must pay: read the rows and find the group
query_count="SELECT sum(c) FROM (SELECT student_id, count(*) AS c FROM :table GROUP BY student_id) AS s"

# the least any aggregate of a day and a status can take: it is handed both, and
# counts, in a state that is no more than a number (made in table.sql)
query_empty_aggregate="SELECT sum(c) FROM (SELECT student_id, pairs(day, status) AS c FROM :table GROUP BY student_id) AS s"

# gaps and islands with two row numbers
query_two_row_numbers="SELECT sum(longest) FROM (SELECT student_id, max(run) AS longest FROM (
	SELECT student_id, absent, count(*) AS run FROM (
		SELECT student_id, absent,
			row_number() OVER (PARTITION BY student_id ORDER BY day)
			- row_number() OVER (PARTITION BY student_id, absent ORDER BY day) AS island
		FROM (SELECT student_id, day, $absent AS absent FROM :table) AS marked) AS numbered
	WHERE absent GROUP BY student_id, absent, island) AS runs GROUP BY student_id) AS s"

# gaps and islands with one window: the days present so far name the island
query_one_window="SELECT sum(longest) FROM (SELECT student_id, max(run) AS longest FROM (
	SELECT student_id, count(*) AS run FROM (
		SELECT student_id, $absent AS absent,
			count(*) FILTER (WHERE NOT $absent) OVER (PARTITION BY student_id ORDER BY day) AS island
		FROM :table) AS numbered
	WHERE absent GROUP BY student_id, island) AS runs GROUP BY student_id) AS s"

# a string for each student, cut at the days present
query_string_agg="SELECT sum(longest) FROM (SELECT student_id,
		(SELECT max(length(part)) FROM string_to_table(marks, '.') AS part) AS longest
	FROM (SELECT student_id, string_agg(CASE WHEN $absent THEN 'A' ELSE '.' END, '' ORDER BY day) AS marks
		FROM :table GROUP BY student_id) AS strings) AS s"

# an array for each student, walked element by element
query_array_agg="SELECT sum(longest) FROM (SELECT student_id, (
		SELECT max(run) FROM (
			SELECT count(*) FILTER (WHERE absent) AS run FROM (
				SELECT absent, count(*) FILTER (WHERE NOT absent) OVER (ORDER BY n) AS island
				FROM unnest(marks) WITH ORDINALITY AS t (absent, n)) AS walked
			GROUP BY island) AS runs) AS longest
	FROM (SELECT student_id, array_agg($absent ORDER BY day) AS marks
		FROM :table GROUP BY student_id) AS arrays) AS s"

# ranges of numbered school days, merged
query_range_agg="SELECT sum(longest) FROM (SELECT student_id,
		(SELECT max(upper(r) - lower(r)) FROM unnest(runs) AS r) AS longest
	FROM (SELECT student_id, range_agg(int4range(n, n + 1)) FILTER (WHERE absent) AS runs
		FROM (SELECT student_id, $absent AS absent,
				row_number() OVER (PARTITION BY student_id ORDER BY day)::int AS n
			FROM :table) AS numbered
		GROUP BY student_id) AS ranges) AS s"
