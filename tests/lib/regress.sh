#!/bin/bash
# regress.sh [TEST...]: pg_regress over sql/ and expected/ on a private
# installation and a throw-away cluster.  Without arguments, every test.
# As root it drops to the user in MSHIP_TEST_USER (default postgres), because
# PostgreSQL refuses root.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
user=${MSHIP_TEST_USER:-postgres}
work=$(mktemp -d "${TMPDIR:-/tmp}/mship-regress.XXXXXX")
trap 'rm -rf "$work"' EXIT
prefix=${MSHIP_PREFIX:-$top/build/pg}
bin=$("$top/tests/lib/prefix.sh" "$prefix")

# the build folder may lie where the other user cannot look
mkdir "$work/pg" "$work/in" "$work/out"
if [ "$(id -u)" = 0 ]; then
	cp -a --reflink=auto "$prefix/." "$work/pg/"
	bin=$work/pg${bin#"$prefix"}
	drop="setpriv --reuid=$user --regid=$(id -g "$user") --init-groups"
else
	drop=
fi
cp -r "$top/sql" "$top/expected" "$work/in/"
if [ "$(id -u)" = 0 ]; then chown -R "$user" "$work"; fi
chmod 755 "$work"

if [ $# -gt 0 ]; then
	tests=("$@")
else
	tests=()
	for f in "$top"/sql/*.sql; do tests+=("$(basename "$f" .sql)"); done
fi
pgxs=$("$bin/pg_config" --pgxs)
status=0
(cd "$work/out" && HOME=$work $drop "$(dirname "$pgxs")/../test/regress/pg_regress" \
	--bindir="$bin" --inputdir="$work/in" --outputdir="$work/out" \
	--temp-instance="$work/data" --no-locale --encoding=UTF8 \
	--dlpath="$work/out" "${tests[@]}") < /dev/null || status=$?
if [ $status -ne 0 ]; then
	mkdir -p "$top/build/regress"
	cp -r "$work/out/results" "$work/out/regression.diffs" "$top/build/regress/" 2> /dev/null || true
	cat "$work/out/regression.diffs" 2> /dev/null || true
fi
exit $status
