#!/bin/bash
# names.sh LIST FOLDER: reports of the students whose names LIST has (script and
# name, tab between), as FOLDER/names-1.pdf and so on.  Needs no database.  Ends
# with an error if a name cannot be drawn as it is.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
[ $# = 2 ] || { echo "usage: names.sh LIST FOLDER" >&2; exit 64; }
mkdir -p "$2"
make -s -C "$top/jobs" ${WERROR:+"WERROR=$WERROR"} "$top/build/jobs/names" BUILD="$top/build/jobs"
cut -f 2 "$1" | "$top/build/jobs/names" "$2"
