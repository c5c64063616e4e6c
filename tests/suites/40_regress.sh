#!/bin/bash
# The regression tests of sql/ on a throw-away cluster.
set -u
cd "$(dirname "$0")/../.." || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
WERROR=-Werror tests/lib/regress.sh 2>&1 | tee "$log"

# "test name ... ok  12 ms", from version 16 on "ok 1 - name 12 ms"; a test
# without either (the server did not start) has failed
files=(sql/*.sql)
passed=$(grep -cE '^(test | +)[^ ].* \.\.\. ok( |$)|^ok [0-9]+ ' "$log")
failed=$((${#files[@]} - passed))
echo "$passed passed, $failed failed"
[ $failed = 0 ]
