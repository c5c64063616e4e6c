#!/bin/bash
# The runner of the suites tells a failure from a success, whatever a suite does.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# suite NAME LINES: a made-up suite for the next run
suite()
{
	mkdir -p "$work/suites"
	printf '#!/bin/bash\n%b\n' "$2" > "$work/suites/$1.sh"
	chmod +x "$work/suites/$1.sh"
}

# expect STATUS LAST-LINE WHAT [SUITE...]: run them, judge, forget them
expect()
{
	local status want=$1 line=$2 what=$3

	shift 3
	MSHIP_SUITES=$work/suites MSHIP_CHECK_LOGS=$work/logs MSHIP_SUITE_SECONDS=2 \
		PGHOST=/nowhere "$top/tests/check" "$@" > "$work/out" 2>&1
	status=$?
	if [ $status = "$want" ] && [ "$(tail -n 1 "$work/out")" = "$line" ]; then
		passed=$((passed + 1))
		echo "ok $what"
	else
		failed=$((failed + 1))
		echo "FAILED $what: status $status, wanted $want and \"$line\""
		cat "$work/out"
	fi
	rm -rf "$work/suites"
}

suite 10_a 'echo 3 passed, 0 failed'
suite 20_b 'echo 4 passed, 0 failed'
expect 0 '7 passed, 0 failed' 'counts are summed'
suite 10_a 'echo 3 passed, 2 failed; exit 1'
suite 20_b 'echo 4 passed, 0 failed'
expect 1 '7 passed, 2 failed' 'a failure does not stop the suites after it'
suite 10_a 'echo 3 passed, 1 failed; exit 0'
expect 1 '3 passed, 1 failed' 'counts are believed over the exit status'
suite 10_a 'echo 3 passed, 0 failed, 2 skipped'
expect 0 '3 passed, 0 failed, 2 skipped' 'what was skipped is said'
suite 10_a 'echo 3 passed, 0 failed; exit 1'
expect 1 '3 passed, 1 failed' 'an error that was not counted'
suite 10_a 'echo all is well'
expect 1 '0 passed, 1 failed' 'a suite without counts'
suite 10_a 'echo 3 passed, 0 failed; echo then it died'
expect 1 '0 passed, 1 failed' 'counts that are not the last line'
suite 10_a 'exit 0'
expect 1 '0 passed, 1 failed' 'a suite that says nothing'
suite 10_a 'echo 0 passed, 0 failed'
expect 1 '0 passed, 1 failed' 'a suite that tests nothing'
suite 10_a 'sleep 60; echo 1 passed, 0 failed'
suite 20_b 'echo 4 passed, 0 failed'
expect 1 '4 passed, 1 failed' 'a suite that hangs'
suite 10_a 'kill -9 $$'
expect 1 '0 passed, 1 failed' 'a suite that is killed'
suite 10_a 'read -r line && echo 1 passed, 0 failed || echo 2 passed, 0 failed'
expect 0 '2 passed, 0 failed' 'standard input is empty'
suite 10_a '[ -z "${PGHOST:-}" ] && echo 1 passed, 0 failed'
expect 0 '1 passed, 0 failed' 'the connection settings of the caller are not used'
suite 10_a 'echo 1 passed, 0 failed'
suite 20_b 'echo 4 passed, 0 failed'
expect 0 '4 passed, 0 failed' 'one suite by its name' b
suite 10_a 'echo 1 passed, 0 failed'
expect 64 'no such suite: c' 'a suite that there is not' c

echo "$passed passed, $failed failed"
[ $failed = 0 ]
