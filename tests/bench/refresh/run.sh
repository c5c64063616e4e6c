#!/bin/bash
# run.sh: a nightly refresh of the kept attendance values beside working all of
# them out, in one run, as ratios.  Environment:
#	STUDENTS	students of 180 school days (default 10000)
#	ROUNDS		interleaved rounds; the median is printed (default 5)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
students=${STUDENTS:-10000}
rounds=${ROUNDS:-5}

# shellcheck source=../../lib/cluster.sh
. "$top/tests/lib/cluster.sh"
trap cluster_stop EXIT
cluster_start
psql() { "$cluster_bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 "$@" < /dev/null; }
# as the jobs connect
export PGOPTIONS='-c jit=off -c search_path=mentorship,public'

printf '%s\n' "$("$cluster_bin/postgres" --version), $(nproc) processors"

# one statement in milliseconds, on its own
timed() { psql -c '\timing on' -c "$1" | awk '/^Time:/ {print $2}'; }

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

# medians of two lists of milliseconds, and the first as a share of the second
ratio() # NAME LIST NAME LIST
{
	awk -v a="$1" -v b="$3" -v x="$(printf '%s' "$2" | median)" -v y="$(printf '%s' "$4" | median)" \
		'BEGIN { printf "    %-20s %8.1f ms\n    %-20s %8.1f ms %6.1f %%\n", b, y, a, x, 100 * x / y }'
}

# another status for so many marks, one in each so many rows of the table
# shellcheck disable=SC2034 # by name
late="UPDATE own_attendance_mark SET status = CASE status WHEN 'U' THEN 'E' ELSE 'U' END::attendance_status
	WHERE (student_id, school_id, day) IN (SELECT student_id, school_id, day FROM own_attendance_mark
		TABLESAMPLE BERNOULLI (1) REPEATABLE (:round))"
# all marks of one student in a hundred: as many rows
# shellcheck disable=SC2034 # by name
few="UPDATE own_attendance_mark SET status = CASE status WHEN 'U' THEN 'E' ELSE 'U' END::attendance_status
	WHERE student_id % 100 = :round"
# one more day of all students; the last days are in table "coming"
# shellcheck disable=SC2034 # by name
day="INSERT INTO own_attendance_mark SELECT * FROM coming
	WHERE day = (SELECT DISTINCT day FROM coming ORDER BY day OFFSET :round - 1 LIMIT 1)"
# a day that is removed and loaded again, as it was
# shellcheck disable=SC2034 # by name
again="DELETE FROM own_attendance_mark WHERE day = (SELECT max(day) FROM coming);
	INSERT INTO own_attendance_mark SELECT * FROM coming WHERE day = (SELECT max(day) FROM coming)"
declare -A title=(
	[late]='1 % changed, all over the year'
	[few]='1 % changed, of one student in a hundred'
	[day]='one more day'
	[again]='the last day, removed and loaded again'
)

bench() # TITLE POSITIVE UNMARKED CHANGE...
{
	local i full nights live='' kept='' database=bench_$2_$3
	printf '\n%s, the others are %s: ' "$1" "$3"
	PGDATABASE=postgres psql -c "CREATE DATABASE $database"
	export PGDATABASE=$database
	psql -c 'CREATE EXTENSION mentorship' -c 'CREATE EXTENSION mentorship_program'
	psql -o /dev/null -v students="$students" -v positive="$2" -v unmarked="$3" -f "$here/table.sql"
	printf '%s marks of %s students\n' "$(psql -c 'SELECT count(*) FROM own_attendance_mark')" "$students"
	psql -c "CREATE TABLE coming AS SELECT * FROM own_attendance_mark WHERE day IN
		(SELECT DISTINCT day FROM own_attendance_mark ORDER BY day DESC LIMIT $rounds)" \
		-c 'DELETE FROM own_attendance_mark WHERE day IN (SELECT day FROM coming)' \
		-c 'VACUUM ANALYZE own_attendance_mark' -c 'VACUUM ANALYZE coming'
	psql -o /dev/null -c 'SELECT refresh()' -c 'VACUUM ANALYZE kept_record' -c 'VACUUM ANALYZE kept_student' \
		-c 'VACUUM ANALYZE record_change'
	shift 3
	for change; do
		full='' nights=''
		for ((i = 1; i <= rounds; i++)); do
			full+="$(timed 'SELECT refresh(true)')"$'\n'
			psql -c 'VACUUM kept_record' -c 'VACUUM kept_student'
			psql -c "${!change//:round/$i}"
			touched=$(psql -c 'SELECT count(DISTINCT s) FROM record_change, unnest(students) AS s')
			nights+="$(timed 'SELECT refresh()')"$'\n'
			psql -c 'VACUUM record_change' -c 'VACUUM kept_record' -c 'VACUUM own_attendance_mark'
		done
		printf '  %s: %s students noted\n' "${title[$change]}" "$touched"
		ratio refresh "$nights" 'all worked out anew' "$full"
	done
	for ((i = 1; i <= rounds; i++)); do
		kept+="$(timed 'SELECT count(record) FROM enrolment_record')"$'\n'
		live+="$(timed 'SELECT count(record) FROM computed_records(NULL)')"$'\n'
	done
	ratio 'reading all, kept' "$kept" 'reading all, live' "$live"
	# the answer does not depend on it
	printf '  records that differ from a full computation: %s\n' "$(psql -c 'SELECT count(*)
		FROM kept_record AS k FULL JOIN computed_records(NULL) AS c
			USING (student_id, school_id, entry_date, school_year)
		WHERE k.record IS DISTINCT FROM c.record')"
}

bench 'every day is marked' true present late few day again
bench 'every day is marked' true unrecorded day
bench 'exceptions alone are marked' false present late few day again
