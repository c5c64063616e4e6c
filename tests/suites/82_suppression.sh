#!/bin/bash
# Small counts of students cannot be read out of the printed reports: not from
# one page, not from those of all schools with totals of the district, not from
# the report of the night before.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/cluster.sh
work=$(mktemp -d)
trap 'cluster_stop; rm -rf "$work"' EXIT
passed=0
failed=0
result()	# NAME STATUS
{
	if [ "$2" = 0 ]; then passed=$((passed + 1)); echo "ok - $1"
	else failed=$((failed + 1)); echo "not ok - $1"; fi
}
finish() { echo "$passed passed, $failed failed"; [ $failed = 0 ]; exit; }

psql() { "$cluster_bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 "$@" < /dev/null; }
make -s -C jobs all && cluster_start && psql -d postgres -c 'CREATE ROLE suppression_job LOGIN'
result 'program and server' $?
[ $failed = 0 ] || finish

# the reports of all schools as text
reports()	# DATABASE DAY
{
	local out=$work/$1-$2 pdf
	build/jobs/mentorship report schools --quiet --as-of "$2" --output-dir "$out" \
		-h "$PGHOST" -U suppression_job -d "$1" < /dev/null || return 1
	for pdf in "$out"/school-*.pdf; do
		case $pdf in
			*-mentees.pdf) ;;
			*) pdftotext -layout "$pdf" "${pdf%.pdf}.txt" || return 1 ;;
		esac
	done
}

# who is in which band on the day the counts were closed, from the records
closed()	# DATABASE FILTER
{
	PGOPTIONS='-c mentorship.as_of=2026-01-31' psql -d "$1" -F , -c "
		SELECT e.school_id, e.grade_level, coalesce(a.band, 'not evaluable'), count(*)
		FROM mentorship.enrolment_in_force AS e
		LEFT JOIN mentorship.student_attendance AS a ON a.student_id = e.student_id
			AND a.school_year = (SELECT school_year FROM mentorship.year_in_force)
		WHERE $2 GROUP BY 1, 2, 3"
}

attack()	# DATABASE [OPTION...]
{
	local database=$1
	shift
	python3 tests/suppression/attack.py "$@" "$work/$database.truth" "$work/$database.named" \
		"today=$work/$database-2026-02-12" "yesterday=$work/$database-2026-02-11"
}

district()	# NAME SCHOOLS STUDENTS SEED
{
	local name=$1
	"$cluster_bin/createdb" "$name" &&
		psql -d "$name" -c 'CREATE EXTENSION mentorship' -c 'CREATE EXTENSION mentorship_program' &&
		psql -d "$name" -o /dev/null -v schools="$2" -v students="$3" -v seed="$4" -f extension/sample/district.sql &&
		psql -d "$name" -c 'GRANT mentorship_job TO suppression_job' -c "INSERT INTO mentorship.school_access VALUES ('suppression_job', NULL)" \
			-c 'VACUUM ANALYZE' 2> /dev/null
	result "district $name: $2 schools, $3 students" $?
	reports "$name" 2026-02-12 && reports "$name" 2026-02-11
	result "$name: the reports of two nights" $?
	closed "$name" true > "$work/$name.truth" &&
		closed "$name" "e.student_id IN (SELECT student_id FROM mentorship.nomination)" > "$work/$name.named"
	result "$name: the counts from the records" $?
	attack "$name" > "$work/verdicts"
	result "$name: the attack runs" $?
	while IFS=$'\t' read -r verdict what; do
		[ "$verdict" = ok ]
		result "$name: $what" $?
	done < "$work/verdicts"
}

# schools that hide nearly all, and a district in which only some have to
district small 6 900 11
district large 9 3200 5

# no page tells of another school, or of the district
elsewhere=0
for page in "$work"/large-2026-02-12/school-*.txt; do
	id=${page##*school-} id=${id%.txt}
	while read -r name; do
		grep -qF "$name" "$page" && { echo "# school $id names $name"; elsewhere=1; }
	done < <(psql -d large -c "SELECT name FROM mentorship.school WHERE school_id <> $id")
done
result 'no page names another school' $elsewhere

# the attack itself: did all schools but one tell all, that one's counts would follow
followed=1
for id in $(psql -d large -c 'SELECT school_id FROM mentorship.school ORDER BY 1'); do
	attack large "--all-but=$id" > "$work/verdicts"
	grep -q '^not ok	none of .* hidden counts' "$work/verdicts" && followed=0
done
result 'a school that hides alone is found out' $followed
finish
