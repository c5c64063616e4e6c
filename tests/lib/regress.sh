#!/bin/bash
# regress.sh [TEST...]: pg_regress over sql/ and expected/ on a private
# installation and a throw-away cluster.  Without arguments, every test; with
# them, name 00_install first.
set -eu
# shellcheck source=private.sh
. "$(dirname "$0")/private.sh"
private_begin regress
mkdir "$work/in" "$work/out"
cp -r "$top/sql" "$top/expected" "$work/in/"
private_own

if [ $# -gt 0 ]; then
	tests=("$@")
else
	tests=()
	for f in "$top"/sql/*.sql; do tests+=("$(basename "$f" .sql)"); done
fi
status=0
(cd "$work/out" && HOME=$work "${drop[@]}" "$pgxs/test/regress/pg_regress" \
	--bindir="$bin" --inputdir="$work/in" --outputdir="$work/out" \
	--temp-instance="$work/data" --no-locale --encoding=UTF8 \
	--dlpath="$work/out" "${tests[@]}") < /dev/null || status=$?
if [ $status -ne 0 ]; then
	mkdir -p "$top/build/regress"
	cp -r "$work/out/." "$top/build/regress/" 2> /dev/null || true
	cat "$work/out/regression.diffs" 2> /dev/null || true
fi
exit $status
