#!/bin/bash
# pictures.sh: the pictures of docs/reports.md from what "make demo" wrote for
# the sample district.  Run both after a page has changed.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
out=${OUT:-$top/out/demo}
picture() # NAME FILE PAGE
{
	pdftoppm -r 72 -png -singlefile -f "$3" -l "$3" "$out/$2" "$top/docs/images/$1"
}
picture mentor-report mentors/mentor-1044.pdf 1
picture mentor-student mentors/mentor-1044.pdf 2
picture school-report schools/school-102.pdf 1
picture school-numbers schools/school-102.pdf 2
picture mentee-summary mentees/mentee-100026.pdf 1
