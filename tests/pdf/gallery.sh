#!/bin/bash
# gallery.sh [FOLDER]: the reports of a made-up district of extremes, on both
# papers, to be looked at (default out/gallery): long names, a caseload of
# forty, an empty one, a school without students.  Needs no database.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$top/out/gallery}
mkdir -p "$folder"
make -s -C "$top/jobs" ${WERROR:+"WERROR=$WERROR"} "$top/build/jobs/gallery" BUILD="$top/build/jobs"
"$top/build/jobs/gallery" "$folder"
