#!/bin/bash
# The reports of a district of extremes are clean PDF, and the file for duplex
# printing has each student's text on pages with odd numbers alone.
set -u
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
skipped=0
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

tests/pdf/accessible.sh "$work"/*.pdf > "$work/accessible" 2>&1
status=$?
sed 's/^/# /' "$work/accessible" | tail -n 20
if [ $status = 77 ]; then
	sed -n 's/^skipped: /&PDF\/UA-1 is not checked: /p' "$work/accessible"
	skipped=$((skipped + 1))
else
	result 'every PDF conforms to PDF/UA-1' $status
	# the validator itself: a file without a language, or a text for a chart
	qpdf --qdf --object-streams=disable "$work/mentee-letter.pdf" "$work/plain.pdf"
	mkdir "$work/broken"
	for key in Lang Alt StructParents DisplayDocTitle; do
		sed "s|/$key |/${key//[a-z]/x} |" "$work/plain.pdf" > "$work/broken/$key.pdf"
	done
	tests/pdf/accessible.sh "$work/plain.pdf" "$work"/broken/*.pdf > "$work/accessible" 2>&1
	for key in Lang Alt StructParents DisplayDocTitle; do
		grep -qxF "not ok - $work/broken/$key.pdf: not PDF/UA-1" "$work/accessible"
		result "it would not without $key" $?
	done
	grep -qx '5 files, 1 conform to PDF/UA-1' "$work/accessible"
	result 'but with them it does' $?
fi

tests/pdf/pages.py check gallery "$work" > "$work/pages" 2>&1
status=$?
sed 's/^/# /' "$work/pages"
result 'the chosen pages look as before' $status
# a page with a day of the calendar less, or a letter that is another one
mkdir "$work/worse"
qpdf --qdf --object-streams=disable "$work/mentee-a4.pdf" "$work/plain-a4.pdf"
worse()	# WHAT AWK-PROGRAM
{
	ln -sf "$work"/*.pdf "$work/worse"
	rm "$work/worse/mentee-a4.pdf"
	LC_ALL=C awk "$2" "$work/plain-a4.pdf" > "$work/worse/mentee-a4.pdf"
	tests/pdf/pages.py check gallery "$work/worse" > "$work/pages" 2>&1
	[ $? = 1 ] && [ "$(grep -c '^not ok - page ' "$work/pages")" = 1 ] &&
		grep -q '^not ok - page mentee-a4 .* dots differ: ' "$work/pages"
	status=$?
	[ $status = 0 ] || cat "$work/pages"
	result "$1 is seen" $status
}
# the twentieth box is a day of the calendar; the first letter becomes another glyph
worse 'a missing day' '/ re f$/ && ++n == 20 { sub(/ re f$/, " re n") } { print }'
worse 'another letter' '/\[<..../ && ++n == 1 { sub(/\[<..../, "[<0005") } { print }'

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
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
