#!/bin/bash
# assign() reproduces optima that independent solvers agree on, and the prices of
# assign_certificate() prove them.  The largest instances, of about two
# million pairs and more, are left to tests/bench/matching.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/cluster.sh
. tests/bench/matching/instances.sh
trap cluster_stop EXIT
build=build/optima
passed=0
failed=0
result()	# NAME STATUS
{
	if [ "$2" = 0 ]; then passed=$((passed + 1)); echo "ok - $1"
	else failed=$((failed + 1)); echo "not ok - $1"; fi
}
finish() { echo "$passed passed, $failed failed"; [ $failed = 0 ]; exit; }

build_generator "$build" || { result 'generator compiles' 1; finish; }
cluster_start || { result 'server starts' 1; finish; }
export PGDATABASE=postgres
psql() { "$cluster_bin/psql" -X -q -v ON_ERROR_STOP=1 "$@" < /dev/null; }
psql_in() { "$cluster_bin/psql" -X -q -v ON_ERROR_STOP=1 "$@"; }
psql -c 'CREATE EXTENSION mentorship'

# the generator is the one whose optima are known
columns="$(awk 'NR > 1 {print $1, $2, $3, $4, $7}' tests/bench/matching/optima.tsv)"
while read -r name mentees mentors pairs hash; do
	case $name in dd_*) continue ;; esac
	[ "$("$build/generate" "$name" hash | tr '\t' ' ')" = "$mentees $mentors $pairs $hash" ]
	result "$name is the instance of the table" $?
done <<< "$columns"

for name in school schoolx mini mid d_clust d05_scarce d10_r; do
	load_instance "$build" "$name"
	found=$(assign_optimum)
	[ -n "$found" ] && [ "$found" = "$(known_optimum "$name")" ]
	result "$name: $found" $?
	failures=$(psql -A -t -f tests/bench/matching/certificate.sql)
	[ "$failures" = 0 ]
	result "$name: its prices prove it" $?
done
# a pair less is no longer the same problem: the comparison can fail
load_instance "$build" school
psql -c "DELETE FROM pair WHERE mentee_id = 0"
[ "$(assign_optimum)" != "$(known_optimum school)" ]
result 'another problem has another optimum' $?
finish
