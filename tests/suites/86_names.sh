#!/bin/bash
# Names of many scripts are printed as they are: every mark on its letter, the
# same text for a screen reader and for who copies it.  Those of
# tests/pdf/names.tsv, and where they are at hand (MSHIP_NAMES_DIR, default
# ../shared/data/names) sample names of many locales.
set -u
cd "$(dirname "$0")/../.." || exit 1
samples=${MSHIP_NAMES_DIR:-../shared/data/names}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WERROR=-Werror
passed=0
failed=0
skipped=0
result()	# NAME STATUS
{
	if [ "$2" = 0 ]; then passed=$((passed + 1)); echo "ok - $1"
	else failed=$((failed + 1)); echo "not ok - $1"; fi
}

check_names()	# WHAT LIST FOLDER
{
	tests/pdf/names.sh "$2" "$3" > "$work/log" 2>&1
	status=$?
	[ $status = 0 ] || tail -n 20 "$work/log"
	result "$1: each character has a glyph, each mark a letter" $status
	tests/pdf/names.py "$2" "$3" > "$work/log" 2>&1
	status=$?
	tail -n 20 "$work/log" | sed 's/^/# /'
	result "$1: the same by the tags and by pdftotext" $status
}

check_names ours tests/pdf/names.tsv "$work/ours"
scripts=$(cut -f 1 tests/pdf/names.tsv | sort -u | wc -l)
[ "$scripts" -ge 20 ]
result "ours: $scripts scripts" $?
tests/pdf/clean.sh "$work"/ours/*.pdf > "$work/log" 2>&1
status=$?
[ $status = 0 ] || tail -n 20 "$work/log"
result 'ours: every PDF is clean' $status
tests/pdf/accessible.sh "$work"/ours/*.pdf > "$work/log" 2>&1
status=$?
sed 's/^/# /' "$work/log" | tail -n 20
if [ $status = 77 ]; then
	sed -n 's/^skipped: /&PDF\/UA-1 is not checked: /p' "$work/log"
	skipped=$((skipped + 1))
else
	result 'ours: every PDF conforms to PDF/UA-1' $status
fi
# text says nothing of how it is drawn
tests/pdf/pages.py check names "$work/ours" > "$work/log" 2>&1
status=$?
sed 's/^/# /' "$work/log"
result 'ours: the pages look as before' $status

# the checks themselves: another letter, and characters that no font has
sed 's/Παπαδοπούλου/Παπαδοπουλου/' tests/pdf/names.tsv > "$work/other.tsv"
tests/pdf/names.py "$work/other.tsv" "$work/ours" > "$work/log" 2>&1
[ $? = 1 ] && [ "$(grep -c '^not ok - greek: ' "$work/log")" = 3 ]
result 'a letter without its accent is seen' $?
printf 'none\tAna \xee\x80\x80 Lima\n' > "$work/none.tsv"
tests/pdf/names.sh "$work/none.tsv" "$work/none" > "$work/log" 2>&1
[ $? = 1 ] && grep -q '^not ok - spoilt: Ana .* Lima$' "$work/log"
result 'so is a character that no font has' $?
tests/pdf/names.py "$work/none.tsv" "$work/none" > "$work/log" 2>&1
status=$?
cat "$work/log"
result 'which the text of the file still has' $status

if [ -d "$samples" ]; then
	tests/pdf/sample_names.py "$samples" > "$work/samples.tsv"
	check_names samples "$work/samples.tsv" "$work/samples"
else
	echo "skipped: no sample names at $samples"
	skipped=$((skipped + 1))
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
