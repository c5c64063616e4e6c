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
# the same number of rows, of the last days
# shellcheck disable=SC2034 # by name
last="UPDATE own_attendance_mark SET status = CASE status WHEN 'U' THEN 'E' ELSE 'U' END::attendance_status
	WHERE (student_id, school_id, day) IN (SELECT student_id, school_id, day FROM own_attendance_mark
		ORDER BY day DESC, student_id LIMIT (SELECT count(*) / 100 FROM own_attendance_mark))"
# all marks of one student in a hundred: as many rows
# shellcheck disable=SC2034 # by name
few="UPDATE own_attendance_mark SET status = CASE status WHEN 'U' THEN 'E' ELSE 'U' END::attendance_status
	WHERE student_id % 100 = :round"

bench() # TITLE POSITIVE
{
	local i full nights read_live read_kept
	export PGDATABASE=bench_$2
	"$cluster_bin/createdb" "$PGDATABASE"
	psql -c 'CREATE EXTENSION mentorship' -c 'CREATE EXTENSION mentorship_program'
	psql -o /dev/null -v students="$students" -v positive="$2" -f "$here/table.sql"
	printf '\n%s: %s marks of %s students\n' "$1" \
		"$(psql -c 'SELECT count(*) FROM own_attendance_mark')" "$students"
	psql -o /dev/null -c 'SELECT refresh()' -c 'VACUUM ANALYZE kept_record' -c 'VACUUM ANALYZE kept_student' \
		-c 'VACUUM ANALYZE record_change'
	for change in late last few; do
		full='' nights='' read_live='' read_kept=''
		for ((i = 1; i <= rounds; i++)); do
			full+="$(timed 'SELECT refresh(true)')"$'\n'
			psql -c 'VACUUM kept_record' -c 'VACUUM kept_student'
			psql -c "${!change//:round/$i}"
			rows=$(psql -c 'SELECT count(*) FROM record_change')
			touched=$(psql -c 'SELECT count(DISTINCT student_id) FROM record_change')
			nights+="$(timed 'SELECT refresh()')"$'\n'
			psql -c 'VACUUM record_change' -c 'VACUUM kept_record' -c 'VACUUM own_attendance_mark'
			read_kept+="$(timed 'SELECT count(record) FROM enrolment_record')"$'\n'
			read_live+="$(timed 'SELECT count(record) FROM computed_records(NULL)')"$'\n'
		done
		case $change in
			late) where='all over the year' ;;
			last) where='the last days' ;;
			few) where='one student in a hundred' ;;
		esac
		printf '  1 %% changed, %s: %s changes noted of %s students\n' "$where" "$rows" "$touched"
		ratio refresh "$nights" 'all worked out anew' "$full"
		ratio 'reading all, kept' "$read_kept" 'reading all, live' "$read_live"
	done
	# the answer does not depend on it
	printf '  records that differ from a full computation: %s\n' "$(psql -c 'SELECT count(*)
		FROM kept_record AS k FULL JOIN computed_records(NULL) AS c
			USING (student_id, school_id, entry_date, school_year)
		WHERE k.record IS DISTINCT FROM c.record')"
}

bench 'exceptions alone are marked' false
bench 'every day is marked' true
