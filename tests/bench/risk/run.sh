#!/bin/bash
# run.sh: scoring and fitting beside the same in plain SQL, on one table, in one
# run, as ratios.  Environment:
#	ROWS		rows of the table (default 1000000)
#	ROUNDS		interleaved rounds; the median is printed (default 5)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
rows=${ROWS:-1000000}
rounds=${ROUNDS:-5}

# shellcheck source=../../lib/cluster.sh
. "$top/tests/lib/cluster.sh"
trap cluster_stop EXIT
cluster_start
"$cluster_bin/createdb" bench
export PGDATABASE=bench
psql() { "$cluster_bin/psql" -X -q -v ON_ERROR_STOP=1 "$@" < /dev/null; }
psql -c "ALTER SYSTEM SET shared_buffers = '1GB'" -c "ALTER SYSTEM SET work_mem = '256MB'"
(cd "$cluster_dir/run" && "${cluster_drop[@]}" "$cluster_bin/pg_ctl" -D data -l server.log -s -w restart) < /dev/null
psql -c 'CREATE EXTENSION mentorship' -v rows="$rows" -f "$here/table.sql"
printf '%s\n' "$("$cluster_bin/postgres" --version), $(nproc) processors" \
	"$rows rows, 8 features, medians of $rounds rounds, on one processor"

declare -A query taken
query[count]='SELECT count(x8) FROM students'
query[points_case]="SELECT sum(CASE WHEN x1 >= 0.2::float8 THEN 4::float8 WHEN x1 >= 0.1::float8 THEN 2 WHEN x1 IS NOT NULL THEN 0 END
	+ CASE WHEN x2 >= 3::float8 THEN 2::float8 WHEN x2 >= 1::float8 THEN 1 WHEN x2 IS NOT NULL THEN 0 END
	+ CASE WHEN x3 >= 8::float8 THEN 3::float8 WHEN x3 >= 5::float8 THEN 1 WHEN x3 IS NOT NULL THEN 0 END
	+ CASE WHEN x4 >= 1::float8 THEN 1::float8 WHEN x4 IS NOT NULL THEN 0 END) FROM students"
query[points]="SELECT sum(risk_score('points; x1 >=0.1:2 >=0.2:4; x2 >=1:1 >=3:2; x3 >=5:1 >=8:3; x4 >=1:1', s)) FROM students s"
query[logistic_sql]="SELECT sum(1 / (1 + exp(-(-1 + 0.1::float8 * x1 + 0.2::float8 * x2 - 0.3::float8 * x3 + 0.1::float8 * x4
	+ 0.01::float8 * x5 + 0.02::float8 * x6 - 0.1::float8 * x7 + 0.001::float8 * x8)))) FROM students"
query[logistic]="SELECT sum(risk_score('logistic; base=-1; x1 *0.1; x2 *0.2; x3 *-0.3; x4 *0.1; x5 *0.01; x6 *0.02; x7 *-0.1; x8 *0.001', s)) FROM students s"
query[regr_slope_one]='SELECT regr_slope(y::int, x8) FROM students'
query[regr_slope_eight]='SELECT regr_slope(y::int, x1), regr_slope(y::int, x2), regr_slope(y::int, x3), regr_slope(y::int, x4),
	regr_slope(y::int, x5), regr_slope(y::int, x6), regr_slope(y::int, x7), regr_slope(y::int, x8) FROM students'
query[fit_pass]="SELECT logit_sums_agg('{0.5,3,5,0.5,5,5,5,5, 3.5,0.5,0.3,2,0.3,0.3,0.3,0.3, -1,0.4,0.5,-0.5,0.2,0,0,0,0}', y, x1, x2, x3, x4, x5, x6, x7, x8) FROM students"
# the sums of a pass by the server's own aggregates
features=(1 x1 x2 x3 x4 x5 x6 x7 x8)
terms=()
for ((i = 0; i < 9; i++)); do
	terms+=("sum((y::int - p) * ${features[i]})")
	for ((j = i; j < 9; j++)); do
		terms+=("sum(p * (1 - p) * ${features[i]} * ${features[j]})")
	done
done
query[plain_pass]="SELECT $(IFS=,; echo "${terms[*]}") FROM (SELECT *, 1 / (1 + exp(-(-1 + 0.1::float8 * x1 + 0.2::float8 * x2
	- 0.3::float8 * x3 + 0.1::float8 * x4))) AS p FROM students OFFSET 0) AS s"
query[whole_fit]="SELECT risk_fit('SELECT y, x1, x2, x3, x4, x5, x6, x7, x8 FROM students')"

median() { tr ' ' '\n' | grep . | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
names='count points_case points logistic_sql logistic regr_slope_one regr_slope_eight fit_pass plain_pass whole_fit'
for ((i = 0; i <= rounds; i++)); do
	for name in $names; do
		ms=$(psql -A -t -c 'SET max_parallel_workers_per_gather = 0' -c 'SET jit = off' -c '\timing on' \
			-c "${query[$name]}" | awk '/^Time:/ {print $2}')
		# the first round only warms up
		[ "$i" = 0 ] || taken[$name]+="$ms "
	done
done
declare -A ms
for name in $names; do ms[$name]=$(printf '%s' "${taken[$name]}" | median); done

line() # TITLE NAME [BASE WHAT]
{
	awk -v title="$1" -v ms="${ms[$2]}" -v rows="$rows" -v base="${3:+${ms[$3]}}" -v what="${4:-}" \
		'BEGIN {printf "  %-34s %8.0f ms %12.0f rows/s%s\n", title, ms, rows / ms * 1000,
			base == "" ? "" : sprintf("   %.2f x %s", ms / base, what)}'
}
printf '\nscoring\n'
line 'reading the rows' count
line 'points, CASE by hand' points_case
line 'points, risk_score()' points points_case 'CASE'
line 'logistic, arithmetic by hand' logistic_sql
line 'logistic, risk_score()' logistic logistic_sql 'arithmetic'
printf '\nfitting\n'
line 'regr_slope of one feature' regr_slope_one
line 'regr_slope of all 8 in one pass' regr_slope_eight
line 'a pass of risk_fit' fit_pass regr_slope_one 'one regr_slope'
line 'the same sums in plain SQL' plain_pass fit_pass 'a pass of risk_fit'
line 'risk_fit, all of it' whole_fit fit_pass 'a pass'
