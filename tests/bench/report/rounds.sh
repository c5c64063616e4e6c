#!/bin/bash
# rounds.sh FOLDER: the comparison itself, for run.sh, which sees to the database.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
build=$1
rounds=${ROUNDS:-5}
count=${COUNT:-200}
list=$build/list.tsv
export PGUSER=demo_job

ours() { "$top/build/jobs/bench_report" "$@"; }
absent() { echo "left out: $1 ($2 is not installed)"; }
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

# ---------- who takes part ----------

peers=
if pkg-config --exists cairo-pdf cairo-ft freetype2; then
	# shellcheck disable=SC2046
	${CC:-cc} -O2 -Wall -Wextra $(pkg-config --cflags cairo-pdf cairo-ft freetype2 harfbuzz) \
		-o "$build/draw_cairo" "$here/draw_cairo.c" \
		$(pkg-config --libs cairo-pdf cairo-ft freetype2 harfbuzz) -lm
	peers+=' cairo cairo_untagged'
else
	absent cairo 'package libcairo2-dev or libfreetype-dev'
fi
if /usr/bin/python3 -c 'import reportlab' 2> /dev/null; then
	peers+=' reportlab'
else
	absent ReportLab 'package python3-reportlab'
fi
if NODE_PATH=$build/node_modules node -e 'require("@myriaddreamin/typst-ts-node-compiler")' 2> /dev/null; then
	peers+=' typst typst_untagged'
else
	absent Typst 'npm package @myriaddreamin/typst-ts-node-compiler, see packages.txt'
fi

# COUNT documents by one peer, the last into its file: milliseconds for each
draw() # PEER
{
	local file=$build/$1.pdf untagged=
	[[ $1 != *_untagged ]] || untagged=untagged
	case $1 in
		cairo*) "$build/draw_cairo" "$list" "$count" "$file" $untagged ;;
		reportlab*) /usr/bin/python3 "$here/draw_reportlab.py" "$list" "$count" "$file" ;;
		typst*) NODE_PATH=$build/node_modules node "$here/draw_typst.js" "$list" "$count" "$file" $untagged ;;
	esac
}

# ---------- in turn ----------

echo "$(uname -m), $(nproc) processors, medians of $rounds rounds of $count documents"
ours list "$list"
for peer in $peers; do : > "$build/$peer.ms"; done
for name in whole drawing saving waiting all; do : > "$build/$name.ms"; done
for ((i = 0; i < rounds; i++)); do
	ours time "$count" "$build/ours.pdf" > "$build/times"
	read -r whole drawing saving waiting < "$build/times"
	echo "$whole" >> "$build/whole.ms"
	echo "$drawing" >> "$build/drawing.ms"
	echo "$saving" >> "$build/saving.ms"
	echo "$waiting" >> "$build/waiting.ms"
	ours all "$count" | cut -d ' ' -f 1 >> "$build/all.ms"
	for peer in $peers; do draw "$peer" >> "$build/$peer.ms"; done
done

# ---------- what came out ----------

pages() { pdfinfo "$1" 2> /dev/null | awk '/^Pages:/ {print $2}'; }
is_tagged() { pdfinfo "$1" 2> /dev/null | awk '/^Tagged:/ {print $2}'; }
# every letter that can be read from it, in no order
letters() { pdftotext "$1" - | LC_ALL=C.UTF-8 grep -o '[^[:space:]]' | sort | cksum; }

drawing=$(median < "$build/drawing.ms")
bytes=$(stat -c %s "$build/ours.pdf")
row() # NAME FILE MILLISECONDS
{
	awk -v name="$1" -v ms="$3" -v base="$drawing" -v bytes="$(stat -c %s "$2")" -v own="$bytes" \
		-v pages="$(pages "$2")" -v tagged="$(is_tagged "$2")" 'BEGIN {
			printf "%-28s %8.2f %8.1f %8d %8.1f %6d %7s\n",
				name, ms, ms / base, bytes, bytes / own, pages, tagged}'
}

printf '\n%-28s %8s %8s %8s %8s %6s %7s\n' '' 'ms' 'times' 'bytes' 'times' 'pages' 'tagged'
row 'ours, from the list' "$build/ours.pdf" "$drawing"
failed=0
for peer in $peers; do
	row "${peer/_/, }" "$build/$peer.pdf" "$(median < "$build/$peer.ms")"
	if [ "$(letters "$build/$peer.pdf")" != "$(letters "$build/ours.pdf")" ]; then
		echo "FAILED: $peer has other letters"
		failed=1
	fi
done
printf '\nours, a document: %.2f ms from the data of the district to the bytes of the file\n' "$(median < "$build/whole.ms")"
printf 'all of the two-page reports in turn: %.2f ms\n' "$(median < "$build/all.ms")"
printf 'flushed to the disk under its name: %.2f ms of processor time, %.2f ms in all\n' \
	"$(median < "$build/saving.ms")" "$(median < "$build/waiting.ms")"
exit $failed
