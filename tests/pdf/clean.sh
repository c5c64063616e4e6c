#!/bin/bash
# clean.sh FILE...: are these PDF files sound, tagged and readable?
#
# For each: qpdf finds nothing to mend; poppler reads the structure and the
# fonts without a word of complaint; the document is tagged; every font is
# embedded, subset, and tells which characters its glyphs are.
set -u
passed=0
failed=0

check() # FILE WHAT COMMAND...
{
	local file=$1 what=$2
	shift 2
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok - $file: $what"
	fi
}

sound() { qpdf --check "$1" > /dev/null 2>&1; }
tagged() { [ "$(pdfinfo "$1" 2> /dev/null | awk '$1 == "Tagged:" {print $2}')" = yes ]; }

# nothing on standard error, and a document with something in it
structure()
{
	local complaints
	complaints=$(pdfinfo -struct-text "$1" 2>&1 > /dev/null)
	[ -z "$complaints" ] && pdfinfo -struct-text "$1" 2> /dev/null | grep -q '^Document'
}

# columns from the end, since a font's name may hold blanks: ... emb sub uni object ID
fonts()
{
	local complaints
	complaints=$(pdffonts "$1" 2>&1 > /dev/null)
	[ -z "$complaints" ] || return 1
	pdffonts "$1" | awk 'NR > 2 {n++; if ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") bad++}
		END {exit !(n > 0 && bad == 0)}'
}

# what a reader's window shows instead of a file name
titled() { pdfinfo "$1" 2> /dev/null | grep -Eq '^Title: +[^ ]'; }

text() { [ -z "$(pdftotext "$1" - 2>&1 > /dev/null)" ]; }

for file in "$@"; do
	check "$file" 'qpdf --check is clean' sound "$file"
	check "$file" 'it is tagged' tagged "$file"
	check "$file" 'its structure reads without complaint' structure "$file"
	check "$file" 'it has a title' titled "$file"
	check "$file" 'its text reads without complaint' text "$file"
	check "$file" 'every font is embedded, subset and mapped to Unicode' fonts "$file"
done
[ $# -gt 0 ] || { echo "not ok - no file was given"; failed=1; }
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
