#!/bin/bash
# run.sh: a mentor's two pages as the program makes them, and by other ways to a
# PDF, which draw the same list of texts and lines; in one run, as ratios.
# The data are those of the demo's sample district; the report is the median of
# its two-page ones by size.  Environment:
#	ROUNDS		interleaved rounds; the median is printed (default 5)
#	COUNT		documents of a round (default 200)
# The peers are the packages of packages.txt.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
build=$top/build/bench/report

mkdir -p "$build"
make -s -C "$top/jobs" "$top/build/jobs/bench_report" BUILD="$top/build/jobs"
rm -f "$build/outcome"
SOURCE='' OUT=$build/district DEMO_AFTER="$here/rounds.sh $build > $build/outcome" \
	"$top/tests/demo/run.sh" > "$build/demo.log" 2>&1 || {
	tail -n 20 "$build/demo.log"
	exit 1
}
cat "$build/outcome"
