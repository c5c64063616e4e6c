#!/bin/bash
# run.sh: the attendance aggregate beside every other way, on one table, in one
# run, as ratios.  Environment:
#	STUDENTS	students of the sample district (default 50000)
#	ROUNDS		interleaved rounds; the median is printed (default 3)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
students=${STUDENTS:-50000}
rounds=${ROUNDS:-3}

# shellcheck source=../../lib/cluster.sh
. "$top/tests/lib/cluster.sh"
# shellcheck source=queries.sh
. "$here/queries.sh"
trap cluster_stop EXIT
cluster_start
"$cluster_bin/createdb" bench
export PGDATABASE=bench
psql() { "$cluster_bin/psql" -X -q -v ON_ERROR_STOP=1 "$@" < /dev/null; }

psql -c "ALTER SYSTEM SET shared_buffers = '2GB'" -c "ALTER SYSTEM SET work_mem = '256MB'" \
	-c "ALTER SYSTEM SET maintenance_work_mem = '512MB'" \
	-c "ALTER SYSTEM SET min_parallel_table_scan_size = 0"
(cd "$cluster_dir/run" && "${cluster_drop[@]}" "$cluster_bin/pg_ctl" -D data -l server.log -s -w restart) < /dev/null
psql -c 'CREATE EXTENSION mentorship' -c 'CREATE EXTENSION mentorship_program'
psql -v seed=7 -v schools="$((students / 500 > 0 ? students / 500 : 1))" -v students="$students" \
	-v positive=off -f "$top/extension/sample/district.sql"
psql -c "SET mentorship.as_of = '2026-06-30'" -f "$here/table.sql"

rows=$(psql -A -t -c 'SELECT count(*) FROM by_day')
groups=$(psql -A -t -c 'SELECT count(*) FROM records')
share=$(psql -A -t -c "SELECT round(100.0 * count(*) FILTER (WHERE $absent) / count(*), 1) FROM by_day")
printf '%s\n' "$("$cluster_bin/postgres" --version), $(nproc) processors" \
	"$rows rows, $groups students, $share % absent, medians of $rounds rounds"

# one run of a query in milliseconds, on a warm cache; its answer goes to file 4
once() # WORKERS TABLE QUERY
{
	psql -A -t -c "SET max_parallel_workers_per_gather = $1" \
		-c '\timing on' -c "${3//:table/$2}" |
		awk '/^Time:/ {printf "%s ", $2; next} NF {print >> "/dev/fd/4"}' 4>> "$cluster_dir/answers"
}

median() { tr ' ' '\n' | grep . | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

# the given idioms in turn, then the ratio of each to the first
compare() # TITLE WORKERS TABLE NAME...
{
	local title=$1 workers=$2 table=$3 name base ms i
	shift 3
	printf '\n%s\n' "$title"
	declare -A taken=()
	for ((i = 0; i <= rounds; i++)); do
		for name in "$@"; do
			query=query_$name
			ms=$(once "$workers" "$table" "${!query}")
			# the first round only warms up
			[ "$i" = 0 ] || taken[$name]+="$ms "
		done
	done
	base=$(printf '%s' "${taken[count]}" | median)
	for name in "$@"; do
		ms=$(printf '%s' "${taken[$name]}" | median)
		awk -v n="$name" -v ms="$ms" -v base="$base" \
			'BEGIN {gsub("_", " ", n); printf "  %-18s %9.0f ms %7.2f x count(*)\n", n, ms, ms / base}'
	done
}

all="count empty_aggregate ours two_row_numbers one_window string_agg array_agg range_agg"
# shellcheck disable=SC2086
compare 'serial, table in day order' 0 by_day $all
compare 'serial, table in student order' 0 by_student $all
compare '2 workers, table in day order' 2 by_day count empty_aggregate ours one_window
compare '2 workers, table in student order' 2 by_student count empty_aggregate ours one_window
psql -c 'CREATE INDEX ON by_day (student_id, day) INCLUDE (status)' -c 'VACUUM by_day'
compare 'serial, with a covering index' 0 by_day count ours one_window

printf '\nthe answers of all of them: %s\n' \
	"$(sort -u "$cluster_dir/answers" | tr '\n' ' ')(the sum of runs, and the number of rows)"

printf '\nbytes for a student and year\n'
psql -A -t -F ' ' -c "
SELECT '  rows', round((SELECT pg_table_size('by_student') / count(*) FROM records)) FROM (VALUES (1)) AS t
UNION ALL SELECT '  record', round(avg(pg_column_size(record))) FROM records"

printf '\nrule functions, records a second on one processor\n'
for call in 'longest_streak(record)' 'absence_rate(record)' 'chronic_absence(record)' '(attendance_summary(record)).rate'; do
	ms=$(once 0 records "SELECT count($call) FROM records, generate_series(1, 10)")
	awk -v c="$call" -v ms="$ms" -v n="$groups" \
		'BEGIN {printf "  %-36s %10.0f\n", c, n * 10 / ms * 1000}'
done
