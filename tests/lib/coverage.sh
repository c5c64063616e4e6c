#!/bin/bash
# coverage.sh: line coverage of the unit tests over extension/core and jobs/.
# Prints each file's share and the total of the core; fails below
# COVERAGE_FLOOR percent of the core's lines (default 95).
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$top/build/coverage
rm -rf "$build"
mkdir -p "$build"
make -s -C "$top/tests/unit" run BUILD="$build" SANITIZE=--coverage > "$build/run.log" 2>&1 || {
	tail -n 40 "$build/run.log"
	exit 1
}
# lcov's own warnings are of no interest while it succeeds
{
	lcov -q -c -d "$build" -o "$build/all.info" &&
		lcov -q -e "$build/all.info" "$top/extension/core/*" "$top/jobs/*" -o "$build/ours.info" &&
		genhtml -q -p "$top" -o "$build/html" "$build/ours.info"
} > "$build/lcov.log" 2>&1 || {
	tail -n 40 "$build/lcov.log"
	exit 1
}

# DA:<line>,<hits> under SF:<file>
awk -v top="$top/" -v floor="${COVERAGE_FLOOR:-95}" '
	/^SF:/ { file = substr($0, 4); sub(top, "", file) }
	/^DA:/ { split($0, part, ","); lines[file]++; if (part[2] > 0) hit[file]++ }
	END {
		for (f in lines) {
			printf "%6.1f%%  %5d of %5d  %s\n", 100 * hit[f] / lines[f], hit[f], lines[f], f | "sort -k5"
			if (f ~ /^extension\/core\//) { n += lines[f]; h += hit[f] }
		}
		close("sort -k5")
		if (n == 0) { print "no line of extension/core was measured"; exit 1 }
		printf "core: %.1f%% of %d lines (floor %s%%)\n", 100 * h / n, n, floor
		exit (100 * h < floor * n)
	}' "$build/ours.info"
