#!/bin/bash
# Every SQL example of the README runs, in the order of the page, on tables
# such as it speaks of, and says something.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 1
passed=0
failed=0

# shellcheck source=../lib/cluster.sh
. "$top/tests/lib/cluster.sh"
trap cluster_stop EXIT

check() # WHAT COMMAND...
{
	local what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
		echo "ok - $what"
	else
		failed=$((failed + 1))
		echo "not ok - $what"
	fi
}

psql() { "$cluster_bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d readme "$@" < /dev/null; }

cluster_start || { echo '0 passed, 1 failed'; exit 1; }
"$cluster_bin/createdb" readme
check 'the tables of the examples' psql -f tests/readme/tables.sql

# the SQL blocks, one file each
awk -v dir="$cluster_dir" '/^```sql$/ {n++; on = 1; next} /^```$/ {on = 0} on {print > (dir "/" sprintf("%02d.sql", n))}' README.md
blocks=("$cluster_dir"/[0-9][0-9].sql)
check 'there are at least nine examples' test "${#blocks[@]}" -ge 9
for block in "${blocks[@]}"; do
	name="example $(basename "$block" .sql): $(grep -v '^--' "$block" | head -n 1)"
	check "$name runs" psql -o "$block.out" -f "$block"
	# the types are there once the first block has made the extensions
	if [ "$block" = "${blocks[0]}" ]; then
		check 'people to match' psql -f tests/readme/people.sql
	elif grep -q '^SELECT' "$block" && ! grep -qE '^(SET|CREATE)' "$block"; then
		check "$name says something" test -s "$block.out"
	fi
done
overlay=$(grep -l overlay_marks "${blocks[@]}")
check 'the overlay keeps every student, also who was never absent' \
	test "$(grep -c '^[0-9]*|2024-08-26:[PEU.]*$' "$overlay.out")" = "$(psql -c 'SELECT count(*) FROM enrolment')"
check 'somebody was never absent' \
	test "$(psql -c 'SELECT count(*) > 0 FROM enrolment AS e WHERE NOT EXISTS (SELECT FROM absence AS a WHERE a.student_id = e.student_id)')" = t
check 'three students are matched and three wait' \
	test "$(psql -c "SELECT count(mentor_id) || ' ' || count(*) FILTER (WHERE reason LIKE 'capacity%') FROM match_mentors('SELECT student_id AS mentee_id, school_id, availability, traits FROM waiting', 'SELECT mentor_id, capacity, school_ids, availability, traits FROM volunteers')")" = '3 3'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
