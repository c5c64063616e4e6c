#!/bin/bash
# The unit tests under the address and undefined-behaviour sanitizers, then
# every fuzz harness over its seeds and a short run from a fixed seed.
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0 skipped=0
fail()
{
	failed=$((failed + 1))
	echo "FAILED $1"
}

# one cmocka program, run where its golden files are; a crash loses the tests
# that had not run yet
run_unit()
{
	local out status ok not_ok skip planned

	out=$(cd tests/unit && CMOCKA_MESSAGE_OUTPUT=tap "../../$1" 2>&1)
	status=$?
	printf '# %s\n%s\n' "$(basename "$1")" "$out"
	skip=$(grep -cE '^ok .*# SKIP' <<< "$out")
	ok=$(($(grep -cE '^ok ' <<< "$out") - skip))
	not_ok=$(grep -cE '^not ok ' <<< "$out")
	planned=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' <<< "$out" | awk '{ n += $1 } END { print n + 0 }')
	if [ "$planned" -gt $((ok + not_ok + skip)) ]; then
		not_ok=$((planned - ok - skip))
	elif [ $((ok + not_ok + skip)) = 0 ] || { [ $status != 0 ] && [ "$not_ok" = 0 ]; }; then
		not_ok=1
		echo "FAILED $(basename "$1"): status $status, $ok tests ran"
	fi
	passed=$((passed + ok)) failed=$((failed + not_ok)) skipped=$((skipped + skip))
}

# the seeds, and a few thousand variations of them, always the same ones
run_fuzz()
{
	local x=${1#fuzz_} program=build/fuzz/$1 seeds

	seeds=("tests/fuzz/corpus/$x"/*)
	if [ ! -e "${seeds[0]}" ]; then
		fail "$1: no seeds in tests/fuzz/corpus/$x"
	elif "$program" -artifact_prefix="build/fuzz/$x-" "${seeds[@]}" > "build/fuzz/$x.log" 2>&1 &&
		rm -rf "build/fuzz/short-$x" && mkdir -p "build/fuzz/short-$x" &&
		"$program" -seed=1 -runs=20000 -max_total_time=30 -artifact_prefix="build/fuzz/$x-" \
			"build/fuzz/short-$x" "tests/fuzz/corpus/$x" >> "build/fuzz/$x.log" 2>&1; then
		passed=$((passed + 1))
		echo "ok $1: ${#seeds[@]} seeds and $(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "build/fuzz/$x.log") runs"
	else
		tail -n 40 "build/fuzz/$x.log"
		fail "$1"
	fi
}

# programs of an earlier build must not stand in for one that fails now
rm -f build/unit/*_test build/fuzz/fuzz_*
make -s -k -C tests/unit WERROR=-Werror all
make -s -k -C tests/fuzz WERROR=-Werror all
for source in tests/unit/*_test.c; do
	[ -e "$source" ] || continue
	test=build/unit/$(basename "$source" .c)
	if [ -x "$test" ]; then run_unit "$test"; else fail "$source does not build"; fi
done
for source in tests/fuzz/fuzz_*.c; do
	[ -e "$source" ] || continue
	harness=$(basename "$source" .c)
	if [ -x "build/fuzz/$harness" ]; then run_fuzz "$harness"; else fail "$source does not build"; fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
