#!/bin/bash
# run.sh: the reports of a large sample district, queries included: time, documents
# a second, and the resident memory of each process over the run.  Environment:
#	STUDENTS	in all (default 215000, of whom 5,000 employees mentor and more
#				than 15,000 are in the programme)
#	SCHOOLS		(default 150)
#	JOBS		processes (default 2)
#	AS_OF		day of the reports (default 2026-02-12)
#	OUT			where the reports go (default a folder that is removed)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
students=${STUDENTS:-215000}
schools=${SCHOOLS:-150}
jobs=${JOBS:-2}
as_of=${AS_OF:-2026-02-12}

# shellcheck source=../../lib/cluster.sh
. "$top/tests/lib/cluster.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/mship-district.XXXXXX")
trap 'cluster_stop; rm -rf "$work"' EXIT
out=${OUT:-$work/out}
make -s -C "$top/jobs" all
cluster_start
psql() { "$cluster_bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 "$@" < /dev/null; }
export PGDATABASE=district

printf '%s\n' "$("$cluster_bin/postgres" --version), $(nproc) processors"
"$cluster_bin/createdb" "$PGDATABASE"
psql -c 'CREATE EXTENSION mentorship' -c 'CREATE EXTENSION mentorship_program'
psql -o /dev/null -v schools="$schools" -v students="$students" -f "$top/extension/sample/district.sql"
# as the night does, and as autovacuum would have done by then
psql -o /dev/null -c 'CREATE ROLE bench_job LOGIN IN ROLE mentorship_job' \
	-c "INSERT INTO mentorship.school_access VALUES ('bench_job', NULL)" \
	-c 'SELECT mentorship.refresh()' -c 'VACUUM ANALYZE' -c 'CHECKPOINT'
printf '%s schools, %s students, %s rows of attendance, as of %s\n' "$schools" "$students" \
	"$(psql -c 'SELECT count(*) FROM mentorship.own_attendance_mark')" "$as_of"

# the resident memory of a process and of those that it started, and what their
# sessions have for themselves, in kB, line by line until it ends
watch() # PID FILE
{
	local pid begun=${EPOCHREALTIME/./}
	while kill -0 "$1" 2> /dev/null; do
		for pid in "$1" $(cat "/proc/$1/task/$1/children" 2> /dev/null); do
			awk -v at=$((${EPOCHREALTIME/./} - begun)) -v pid="$pid" \
				'/^VmRSS:/ {print at, "process-" pid, $2}' "/proc/$pid/status" 2> /dev/null || true
		done
		for pid in $(cat "$work/sessions" 2> /dev/null); do
			awk -v at=$((${EPOCHREALTIME/./} - begun)) -v pid="$pid" \
				'/^RssAnon:/ {print at, "session-" pid, $2}' "/proc/$pid/status" 2> /dev/null || true
		done
		sleep 1
		psql -o "$work/sessions" -c "SELECT pid FROM pg_stat_activity WHERE usename = 'bench_job'"
	done > "$2"
}

# memory of each process after 10, 50 and 90 % of the run, and the most
tell_memory() # FILE
{
	sort -k 2,2 -k 1,1n "$1" | awk '
		{ if ($1 > end) end = $1; n[$2]++; at[$2, n[$2]] = $1; kb[$2, n[$2]] = $3
		  if ($3 > most[$2]) most[$2] = $3 }
		END {
			for (p in n) {
				line = ""
				for (share = 10; share <= 90; share += 40) {
					for (i = 1; i < n[p] && at[p, i] < share / 100 * end; i++) ;
					line = line sprintf("%9.1f", kb[p, i] / 1024)
					if (share == 10) first = kb[p, i]
				}
				printf "    %-18s%s%9.1f MB %7.2f\n", p, line, most[p] / 1024, most[p] / first
			}
		}' | sort
}

total=0
for kind in mentors schools mentees; do
	rm -rf "${out:?}/$kind"
	mkdir -p "$out"
	: > "$work/sessions"
	begin=${EPOCHREALTIME/./}
	"$top/build/jobs/mentorship" report "$kind" --quiet --jobs "$jobs" --as-of "$as_of" \
		--output-dir "$out/$kind" -h "$PGHOST" -U bench_job -d "$PGDATABASE" < /dev/null &
	program=$!
	watch "$program" "$work/memory" &
	watching=$!
	status=0
	wait "$program" || status=$?
	took=$((${EPOCHREALTIME/./} - begin))
	wait "$watching"
	[ $status = 0 ] || { echo "mentorship report $kind ended with status $status" >&2; exit 1; }
	total=$((total + took))
	awk -v kind="$kind" -v t="$took" -v files="$(find "$out/$kind" -name '*.pdf' | wc -l)" \
		-v kb="$(du -sk "$out/$kind" | cut -f 1)" \
		'BEGIN { printf "\n%-8s %6d files of %6.1f kB  %6.1f s  %6.1f a second\n",
			kind, files, kb / files, t / 1e6, files / (t / 1e6) }'
	printf '    %-18s%9s%9s%9s%9s    %7s\n' 'memory after' '10 %' '50 %' '90 %' 'most' '/ 10 %'
	tell_memory "$work/memory"
done
awk -v t="$total" 'BEGIN { printf "\nall of them %.1f s, of the 180 that it may take\n", t / 1e6 }'
