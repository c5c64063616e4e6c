#!/bin/bash
# The rules of tests/lint hold, and each of them is able to fail.
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0
count()
{
	local last

	"$@" > "$log" 2>&1 || true
	cat "$log"
	last=$(tail -n 1 "$log")
	if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
		passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
	else
		failed=$((failed + 1))
	fi
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
count tests/lint/selftest.sh
count tests/lint/run
echo "$passed passed, $failed failed"
[ $failed = 0 ]
