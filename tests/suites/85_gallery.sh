#!/bin/bash
# The reports of a district of extremes are clean PDF, and the file for duplex
# printing has each student's text on pages with odd numbers alone.
set -u
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
result()	# NAME STATUS
{
	if [ "$2" = 0 ]; then passed=$((passed + 1)); echo "ok - $1"
	else failed=$((failed + 1)); echo "not ok - $1"; fi
}

WERROR=-Werror tests/pdf/gallery.sh "$work" > "$work/log" 2>&1
status=$?
[ $status = 0 ] || tail -n 20 "$work/log"
result 'the gallery is written' $status
if [ $status != 0 ]; then
	echo "$passed passed, $failed failed"
	exit 1
fi
[ "$(find "$work" -name '*.pdf' | wc -l)" = 16 ]
result 'eight files on each paper' $?
# one paper is enough for what does not depend on it
tests/pdf/clean.sh "$work"/*-letter.pdf "$work/mentee-a4.pdf" > "$work/clean" 2>&1
status=$?
[ $status = 0 ] || tail -n 20 "$work/clean"
result 'every PDF is clean' $status
for paper in letter a4; do
	file=$work/school-full-mentees-$paper.pdf
	pages=$(pdfinfo "$file" | awk '$1 == "Pages:" {print $2}')
	[ "$pages" = 85 ]
	result "$paper: 43 students on 85 pages" $?
	# a form feed ends each page
	wrong=$(pdftotext "$file" - | awk 'BEGIN { RS = "\f" }
		NR <= '"$pages"' && ($0 ~ /(^|\n)Progress summary\n/) != NR % 2 { print NR }')
	[ -z "$wrong" ] || echo "# pages$wrong"
	result "$paper: a summary on each odd page, nothing behind it" "$([ -z "$wrong" ]; echo $?)"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
