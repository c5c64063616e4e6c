#!/bin/bash
# assign() reproduces optima that independent solvers agree on, and the prices of
# assign_certificate() prove them.  The largest instances, of about two
# million pairs and more, are left to tests/bench/matching.  On small instances
# of every shape the optimum is GLPK's, found in the same run.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/cluster.sh
. tests/bench/matching/instances.sh
trap cluster_stop EXIT
build=build/optima
seed=20241125			# of the next instance; the last part of its name
passed=0
failed=0
result()	# NAME STATUS
{
	if [ "$2" = 0 ]; then passed=$((passed + 1)); echo "ok - $1"
	else failed=$((failed + 1)); echo "not ok - $1"; fi
}
skipped=0
finish() { echo "$passed passed, $failed failed, $skipped skipped"; [ $failed = 0 ]; exit; }

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
# every shape that the generator has, with seats to spare, just enough and too
# few, as GLPK solves it by the simplex method
if ! command -v glpsol > /dev/null; then
	echo 'skipped: no independent solver for instances of every shape (package glpk-utils is not installed)'
	skipped=$((skipped + 1))
else
	for shape in u t q r c p h i g; do
		for rest in 90:30:0.3:100:1:0 120:40:8:80:5:30 70:30:1:130:3:0 150:60:0.1:95:2:50; do
			name=gen:$shape:$rest:$((seed++))
			load_instance "$build" "$name"
			differences=
			for objective in participation score; do
				ours=$(assign_sums "$objective")
				theirs=$(glpk_sums "$build" "$name" "$objective")
				# priorities do not count where scores alone do
				[ "$objective" = participation ] || ours="0 ${ours#* }"
				[ -n "$theirs" ] && [ "$ours" = "$theirs" ] ||
					differences+=" ($objective: $ours, GLPK $theirs)"
			done
			[ -z "$differences" ]
			result "$name: $(assign_sums participation) as GLPK$differences" $?
			failures=$(psql -A -t -f tests/bench/matching/certificate.sql)
			[ "$failures" = 0 ]
			result "$name: its prices prove it" $?
		done
	done
fi
# a pair less is no longer the same problem: the comparison can fail
load_instance "$build" school
psql -c "DELETE FROM pair WHERE mentee_id = 0"
[ "$(assign_optimum)" != "$(known_optimum school)" ]
result 'another problem has another optimum' $?
finish
