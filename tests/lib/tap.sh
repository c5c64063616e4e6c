#!/bin/bash
# tap.sh [FILE...]: prove over the TAP tests (default all of tests/tap) with
# PostgreSQL's own test modules, on private installations and clusters.
#
# A test finds in its environment
#	MSHIP_PROGRAM	the program mentorship; absent where it could not be built
#	MSHIP_SOURCE	a readable copy of the checkout
#	MSHIP_VERSION	the release version of META.json
#	MSHIP_EXIM		a folder with Debian's Exim; absent where it could not be had
# Arguments for prove itself in PROVE_FLAGS.  After a failure the logs are in
# build/tap.
set -eu
# shellcheck source=private.sh
. "$(dirname "$0")/private.sh"
if [ $# -eq 0 ]; then set -- "$(dirname "$0")"/../tap/[0-9]*.pl; fi
tests=()
for f in "$@"; do tests+=("tests/tap/$(basename "$f")"); done

private_begin tap
private_tree "$work/src"
mkdir "$work/run"
program=
if make -s -C "$top/jobs" > "$work/jobs.log" 2>&1; then
	mkdir "$work/program"
	cp "$top/build/jobs/mentorship" "$work/program/"
	program=$work/program/mentorship
else
	cat "$work/jobs.log" >&2
fi
exim=
if [[ " ${tests[*]} " == *_exim.pl* ]]; then
	if "$top/tests/mail/exim.sh" "$top/build/exim" > "$work/exim.log" 2>&1; then
		exim=$work/exim
		cp -r "$top/build/exim" "$exim"
	else
		cat "$work/exim.log" >&2
	fi
fi
private_own

# PG_REGRESS is what the modules call to configure authentication
version=$(sed -n 's/^[[:space:]]*"version": "\([0-9.]*\)",$/\1/p' "$top/META.json" | head -n 1)
status=0
# shellcheck disable=SC2086 # PROVE_FLAGS is a list
(cd "$work/src" && "${drop[@]}" env HOME="$work" PATH="$bin:$PATH" TESTDIR="$work/run" \
	TMPDIR=/tmp PG_REGRESS="$pgxs/test/regress/pg_regress" MSHIP_SOURCE="$work/src" \
	MSHIP_VERSION="$version" ${program:+MSHIP_PROGRAM="$program"} \
	${exim:+MSHIP_EXIM="$exim"} \
	prove -I "$pgxs/test/perl" ${PROVE_FLAGS:-} "${tests[@]}") < /dev/null || status=$?
if [ $status -ne 0 ]; then
	rm -rf "$top/build/tap"
	mkdir -p "$top/build/tap"
	cp -r "$work/run/tmp_check/log" "$top/build/tap/" 2> /dev/null || true
	# prove does not show what a test died of
	grep -hE 'ERROR|FATAL|^died|error running|not ok' "$top"/build/tap/log/regress_log_* | tail -n 20 >&2 || true
fi
exit $status
