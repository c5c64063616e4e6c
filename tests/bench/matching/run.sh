#!/bin/bash
# run.sh: our solver and its peers on the same instances, in one run, as ratios;
# then assign() and match_mentors() inside PostgreSQL beside what else could be
# run there.  Optima are compared with those of optima.tsv, and proved by their
# prices.  Environment:
#	ROUNDS		interleaved rounds; medians are printed (default 5)
#	INSTANCES	for the solvers (default: all of optima.tsv)
#	SQL			for PostgreSQL (default: up to 2 million pairs)
#	ROUTED		those of them for pgRouting (default: up to 64,000 pairs);
#				d05_scarce, a million pairs, takes pgRouting some minutes
# The peers are the packages of packages.txt.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
build=$top/build/bench/matching
rounds=${ROUNDS:-5}
instances=${INSTANCES:-$(awk 'NR > 1 {print $1}' "$here/optima.tsv")}
sql_instances=${SQL-school schoolx mini mid d_clust d05_scarce d10_r d10_q}
routed_instances=${ROUTED-school schoolx mini mid}

# shellcheck source=../../lib/cluster.sh
. "$top/tests/lib/cluster.sh"
# shellcheck source=instances.sh
. "$here/instances.sh"
trap cluster_stop EXIT
failed=0
fail() { echo "FAILED: $*"; failed=1; }
absent() { echo "left out: $1 (package $2 is not installed)"; }

# ---------- the solvers ----------

build_generator "$build"
have_glpk=
echo '#include <glpk.h>' | ${CC:-cc} -E - > /dev/null 2>&1 && have_glpk=1
if echo '#include <lemon/network_simplex.h>' | c++ -x c++ -E - > /dev/null 2>&1; then
	compile=(-O2 -Wall -Wextra -I"$here" -I"$top/extension")
	c++ -O3 -march=native -I"$here" -c -o "$build/solve_lemon.o" "$here/solve_lemon.cpp"
	objects=("$build/solve_lemon.o")
	sources=("$here"/{bench,instance,solve_ours}.c)
	# ours as the extension has it
	solver=("$top"/extension/core/{assign*,sort}.c)
	solver=("${solver[@]/%.c/.o}")
	make -s -C "$top/extension" "${solver[@]#"$top/extension/"}"
	objects+=("${solver[@]}")
	libraries=(-lm)
	if [ -n "$have_glpk" ]; then
		sources+=("$here/solve_glpk.c")
		compile+=(-DHAVE_GLPK)
		libraries+=(-lglpk)
	else
		absent GLPK libglpk-dev
	fi
	for source in "${sources[@]}"; do
		object=$build/$(basename "$source" .c).o
		${CC:-cc} "${compile[@]}" -c -o "$object" "$source"
		objects+=("$object")
	done
	c++ -o "$build/bench" "${objects[@]}" "${libraries[@]}"
	echo "$(uname -m), $(nproc) processors, medians of $rounds rounds (3 where a run takes over 4 s, 2 over 12 s)"
	# shellcheck disable=SC2086
	"$build/bench" "$rounds" $instances | tee "$build/solvers.txt" || fail "solvers disagree"
	for instance in $instances; do
		known=$(known_optimum "$instance")
		found=$(awk -v name="$instance" '$1 == name {print $3, $4, $5}' "$build/solvers.txt")
		[ -z "$known" ] || [ "$known" = "$found" ] || fail "$instance: $found, not $known"
	done
else
	absent 'LEMON, and with it the comparison of solvers' 'liblemon-dev, g++'
fi
if /usr/bin/python3 -c "import scipy" 2> /dev/null; then
	echo
	for instance in school schoolx mini mid; do
		case " $instances " in
			*[[:space:]]"$instance"[[:space:]]*)
				echo "$instance $(/usr/bin/python3 "$here/solve_scipy.py" "$build/generate" "$instance")" |
					awk '{printf "SciPy %-12s %10.2f ms, priorities %d, scores %d\n", $1, $2, $3, $4}' ;;
		esac
	done
else
	absent SciPy python3-scipy
fi

# ---------- inside PostgreSQL ----------

cluster_start
"$cluster_bin/createdb" bench
export PGDATABASE=bench
psql() { "$cluster_bin/psql" -X -q -v ON_ERROR_STOP=1 "$@" < /dev/null; }
psql_in() { "$cluster_bin/psql" -X -q -v ON_ERROR_STOP=1 "$@"; }
psql -c "ALTER DATABASE bench SET work_mem = '512MB'" \
	-c "ALTER DATABASE bench SET mentorship.match_memory = '4GB'" -c "ALTER DATABASE bench SET jit = off"
psql -c 'CREATE EXTENSION mentorship' -f "$here/peers.sql"
have_routing=
if psql -c 'CREATE EXTENSION pgrouting CASCADE' > /dev/null 2>&1; then
	have_routing=1
else
	absent pgRouting postgresql-15-pgrouting
fi

# milliseconds of a query on a warm cache; its answer goes to a file
once() # QUERY ANSWER_FILE
{
	psql -A -t -F ' ' -c '\timing on' -c "$1" |
		awk -v file="$2" '/^Time:/ {print $2; next} NF {print > file}'
}

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

# shellcheck disable=SC2034
query_greedy='SELECT * FROM greedy()'
# shellcheck disable=SC2034
query_routed='SELECT * FROM routed()'
answer=$cluster_dir/answer
printf '\n%-12s %10s %10s %8s %12s %8s  %s\n' 'in SQL' 'assign ms' 'greedy ms' \
	'times' 'pgRouting ms' 'times' 'greedy: matched, priorities, scores short of the optimum'
for instance in $sql_instances; do
	load_instance "$build" "$instance"
	ways='assign greedy'
	if [ -n "$have_routing" ] && [[ " $routed_instances " == *" $instance "* ]]; then
		ways+=' routed'
	fi
	for way in assign greedy routed; do : > "$build/$way.ms"; done
	for ((i = 0; i <= rounds; i++)); do
		for way in $ways; do
			query=query_$way
			# a way that takes minutes is run once
			[ "$i" = 0 ] || ! awk '$1 > 60000 {long = 1} END {exit !long}' "$build/$way.ms" || continue
			ms=$(once "${!query}" "$answer.$way")
			# the first round only warms up, unless it took minutes
			if [ "$i" != 0 ] || [ "${ms%.*}" -gt 60000 ]; then
				echo "$ms" >> "$build/$way.ms"
			fi
		done
	done
	known=$(known_optimum "$instance")
	found=$(cat "$answer.assign")
	[ -z "$known" ] || [ "$found" = "$known" ] || fail "$instance: assign found $found, not $known"
	[ "$(psql -A -t -f "$here/certificate.sql")" = 0 ] || fail "$instance: its prices do not prove it"
	if [[ $ways == *routed* ]] && [ "$(cat "$answer.routed")" != "$known" ]; then
		fail "$instance: pgRouting found $(cat "$answer.routed"), not $known"
	fi
	ours=$(median < "$build/assign.ms")
	greedy=$(median < "$build/greedy.ms")
	routed=$(median < "$build/routed.ms")
	echo "$found $(cat "$answer.greedy")" |
		awk -v name="$instance" -v ours="$ours" -v greedy="$greedy" -v routed="$routed" '{
			printf "%-12s %10.1f %10.1f %8.1f ", name, ours, greedy, greedy / ours
			if (routed == "") printf "%12s %8s ", "-", "-"
			else printf "%12.1f %8.1f ", routed, routed / ours
			printf " %d, %d, %.1f %%\n", $1 - $4, $2 - $5, 100 * ($3 - $6) / $3
		}'
done

printf '\n'
for people in '60 40' '1600 400' '10000 2000'; do
	read -r mentees mentors <<< "$people"
	psql -v mentees="$mentees" -v mentors="$mentors" -v mentee_table="mentee_$mentees" \
		-v mentor_table="mentor_$mentees" -f "$here/people.sql"
	for ((i = 0; i <= rounds; i++)); do
		once "SELECT count(mentor_id), sum(score) FROM match_mentors('TABLE mentee_$mentees', 'TABLE mentor_$mentees')" "$answer.match"
	done | tail -n +2 > "$build/match.ms"
	printf 'match_mentors, one pool of %5d mentees and %4d mentors: %9.1f ms (%s matched)\n' \
		"$mentees" "$mentors" "$(median < "$build/match.ms")" "$(cut -d ' ' -f 1 "$answer.match")"
done

# how long after it was asked to a call stops, wherever it is at that moment
worst=0
for ((timeout = 20; timeout <= 1500; timeout += 70)); do
	late=$("$cluster_bin/psql" -X -q -A -t -c "SET statement_timeout = $timeout" -c '\timing on' \
		-c "SELECT count(*) FROM match_mentors('TABLE mentee_10000', 'TABLE mentor_10000')" 2>&1 < /dev/null |
		awk -v timeout="$timeout" '/canceling/ {stopped = 1} /^Time:/ {late = $2 - timeout} END {if (stopped) printf "%d", late}')
	[ -z "$late" ] || [ "$late" -le "$worst" ] || worst=$late
done
printf 'match_mentors of 10000 and 2000 stops at the latest %d ms after it was cancelled\n' "$worst"
exit "$failed"
