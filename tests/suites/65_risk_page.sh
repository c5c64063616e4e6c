#!/bin/bash
# The worked year of docs/risk.md: its statements, run as they stand there on the
# sample district, print what stands there; its features do not look ahead; its
# numbers are those of plain SQL.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/cluster.sh
work=$(mktemp -d)
trap 'cluster_stop; rm -rf "$work"' EXIT
page=docs/risk.md
passed=0
failed=0
result()	# NAME STATUS
{
	if [ "$2" = 0 ]; then passed=$((passed + 1)); echo "ok - $1"
	else failed=$((failed + 1)); echo "not ok - $1"; fi
}
finish() { echo "$passed passed, $failed failed"; [ $failed = 0 ]; exit; }

# block N of SQL goes to N.sql, the plain block after it to N.wanted
mkdir "$work/blocks"
awk -v dir="$work/blocks" '
	/^## / {inside = /: a worked year$/}
	/^<!-- end of the worked year -->$/ {inside = 0}
	!inside {next}
	/^```/ && to != "" {to = ""; next}
	/^```sql$/ {to = dir "/" ++n ".sql"; next}
	/^```$/ {to = dir "/" n ".wanted"; next}
	/^```/ {to = "/dev/null"; next}
	to != "" {print > to}' "$page"
blocks=$(find "$work/blocks" -name '*.sql' | wc -l)
[ "$blocks" -ge 7 ]
result "the page has statements: $blocks blocks" $?
options=$(sed -n 's/^psql -d district \(-v .*\) -f .*$/\1/p' "$page")
[ -n "$options" ]
result "the page says of which district: $options" $?

cluster_start || { result 'server starts' 1; finish; }
psql() { "$cluster_bin/psql" -X -q -v ON_ERROR_STOP=1 -d district "$@" < /dev/null; }
# shellcheck disable=SC2086
"$cluster_bin/createdb" district && psql -c 'CREATE EXTENSION mentorship_program CASCADE' 2> "$work/log" &&
	psql $options -f extension/sample/district.sql
result 'the district is there' $?

# one session, because a setting of one block holds for the next
{
	echo '\pset footer off'
	for ((n = 1; n <= blocks; n++)); do
		echo "\\o |cat > $work/blocks/$n.got"
		cat "$work/blocks/$n.sql"
	done
} > "$work/page.sql"
psql -f "$work/page.sql" 2> "$work/messages"
result 'its statements run' $?
[ ! -s "$work/messages" ]
result 'without a notice' $?
cat "$work/messages"
for ((n = 1; n <= blocks; n++)); do
	touch "$work/blocks/$n.wanted"
	sed -e 's/ *$//' -e '/^$/d' "$work/blocks/$n.got" | diff "$work/blocks/$n.wanted" -
	result "block $n prints what the page says" $?
done

# each query lists offenders
none()	# NAME SQL
{
	local got

	got=$(psql -A -t -c "$2" 2>&1)
	[ -z "$got" ]
	result "$1" $?
	printf '%s' "${got:+# $got
}"
}
none 'features of the winter break are the same where nothing later is known' "
BEGIN;
DELETE FROM mentorship.attendance_mark WHERE day > '2024-12-20';
DELETE FROM mentorship.course_result WHERE ended_on > '2024-12-20';
DELETE FROM mentorship.incident WHERE day > '2024-12-20';
DELETE FROM mentorship.enrolment WHERE entry_date > '2024-12-20';
UPDATE mentorship.enrolment SET exit_date = NULL WHERE exit_date > '2024-12-20';
SET LOCAL mentorship.as_of = '2024-12-20';
(SELECT f.*, 100 * absence_rate FROM mentorship.risk_feature AS f EXCEPT TABLE known_2024)
UNION ALL
(TABLE known_2024 EXCEPT SELECT f.*, 100 * absence_rate FROM mentorship.risk_feature AS f);
ROLLBACK"
# a half day counts as absent or not by its minutes: the share lies between the two
none 'outcomes are those of the marks after the day' "
SET mentorship.as_of = '2026-07-01';
SELECT c.student_id, c.missed_a_tenth, p.least, p.most FROM came_of_it AS c
LEFT JOIN (SELECT r.student_id, r.school_year,
		avg((d.status IN ('unexcused', 'excused', 'suspended'))::int) AS least,
		avg((d.status IN ('unexcused', 'excused', 'suspended', 'half_unexcused', 'half_excused'))::int) AS most
	FROM mentorship.student_record AS r
	CROSS JOIN LATERAL (SELECT status FROM days(r.record) WHERE status NOT IN ('exempt', 'unrecorded')
		AND day > CASE r.school_year WHEN '2024-25' THEN date '2024-12-20' ELSE '2025-12-19' END) AS d
	GROUP BY r.student_id, r.school_year) AS p USING (student_id, school_year)
WHERE CASE c.missed_a_tenth WHEN true THEN p.most >= 0.1 WHEN false THEN p.least < 0.1 ELSE p.most IS NULL END IS NOT TRUE"
none 'the area under the curve is that of all pairs' "
SELECT roc_auc(score, missed_a_tenth) FROM scored
HAVING roc_auc(score, missed_a_tenth) <> (SELECT avg(CASE WHEN a.score > b.score THEN 1 WHEN a.score = b.score THEN 0.5 ELSE 0 END)::float8
	FROM scored AS a, scored AS b WHERE a.missed_a_tenth AND NOT b.missed_a_tenth)"
none 'the list is as long as there are places, and nobody on it has a mentor' "
SET mentorship.as_of = '2025-12-19';
SELECT count(*) FROM scored, cut WHERE score >= cutoff
	AND student_id NOT IN (SELECT student_id FROM mentorship.live_pairing)
HAVING count(*) <> (SELECT sum(capacity) FROM mentorship.active_mentor)
	- (SELECT count(*) FROM mentorship.live_pairing JOIN mentorship.active_mentor USING (mentor_id))"
none 'reasons add up to the score' "
SELECT k.student_id FROM known_2025 AS k JOIN scored AS s USING (student_id) CROSS JOIN fitted AS f
CROSS JOIN LATERAL (SELECT sum(points) AS x FROM risk_reasons(f.card, k)) AS r
WHERE s.score IS DISTINCT FROM CASE WHEN x < 0 THEN exp(x) / (1 + exp(x)) ELSE 1 / (1 + exp(-x)) END"
none 'the fit is a minimum: with ridge 1 every derivative is 0' "
WITH rows AS (
	SELECT c.missed_a_tenth::int AS y, risk_score(f.card, k) AS p, v.feature, v.value, t.coefficient
	FROM known_2024 AS k CROSS JOIN fitted AS f
	JOIN came_of_it AS c ON c.student_id = k.student_id AND c.school_year = '2024-25' AND c.missed_a_tenth IS NOT NULL
	CROSS JOIN LATERAL (VALUES ('absence_percent', k.absence_percent::float8), ('failed_courses', k.failed_courses), ('incidents', k.incidents)) AS v (feature, value)
	JOIN scorecard_terms(f.card) AS t ON t.feature = v.feature)
SELECT feature FROM rows JOIN (SELECT feature, avg(value) AS m, stddev_pop(value) AS sd FROM rows GROUP BY feature) AS s USING (feature)
GROUP BY feature HAVING abs(sum((y - p) * (value - m) / sd) - min(coefficient * sd)) > 1e-8"
finish
