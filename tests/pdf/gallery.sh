#!/bin/bash
# gallery.sh [FOLDER]: the reports of a made-up district of extremes, on both
# papers, to be looked at (default out/gallery): long names, a caseload of
# forty, an empty one, a school without students.  Needs no database.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$top/out/gallery}
program=$top/build/gallery/gallery
packages='libpq harfbuzz harfbuzz-subset fribidi fontconfig'
make -s -C "$top/jobs" ${WERROR:+"WERROR=$WERROR"} all
mkdir -p "$folder" "$(dirname "$program")"
# shellcheck disable=SC2046,SC2086
${CC:-gcc} -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -O1 -g -Wall -Wextra ${WERROR:-} \
	-I"$top/tests/unit" -I"$top/jobs" -I"$top/extension" $(pkg-config --cflags $packages) \
	-o "$program" "$top/tests/pdf/gallery.c" "$top/build/jobs/libmship.a" \
	$(pkg-config --libs $packages) -lhpdf -lm
"$program" "$folder"
