#!/bin/bash
# The TAP tests of tests/tap on private clusters.
set -u
cd "$(dirname "$0")/../.." || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
WERROR=-Werror PROVE_FLAGS=--verbose tests/lib/tap.sh 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

skipped=$(grep -ciE '^ok .*# skip|^1\.\.0 # skip' "$log")
passed=$(grep -E '^ok ' "$log" | grep -civ '# skip')
failed=$(grep -cE '^not ok ' "$log")
# a file that dies, or plans more than it runs, fails without a "not ok"
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
