#!/bin/bash
# The sample district: the same for the same seed whatever the server's
# settings, another one for another seed, and plausible throughout.
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

cluster_start || { result 'server starts' 1; finish; }
psql() { "$cluster_bin/psql" -X -q -A -t -F "$(printf '\t')" "$@" < /dev/null; }
new_database()	# NAME [CREATEDB-OPTION...]
{
	"$cluster_bin/createdb" "$@" &&
		psql -d "$1" -c 'CREATE SCHEMA elsewhere' -c 'CREATE EXTENSION mentorship SCHEMA elsewhere' \
			-c 'CREATE EXTENSION mentorship_program'
}
load()	# DATABASE [PSQL-OPTION...]
{
	local database=$1
	shift
	psql -d "$database" "$@" -f extension/sample/district.sql
}
digest() { psql -d "$1" -f tests/sample/dump.sql; }

new_database one && load one && digest one > "$work/one"
result 'default district' $?
# no table is empty but those that the program fills itself
filled=$(awk -F '\t' '$2 > 0' "$work/one" | wc -l)
[ "$filled" -ge 19 ]
result "tables are filled: $filled" $?

# other plans, another language's rules for letters, other formats
same()	# NAME WHAT SETTINGS [PSQL-OPTION...]
{
	local name=$1 what=$2 settings=$3
	shift 3
	PGOPTIONS=$settings load "$name" "$@" && digest "$name" > "$work/$name"
	result "same seed, $what" $?
	diff "$work/one" "$work/$name"
	result "$what: the same rows in every table" $?
}
new_database turkish --template=template0 --locale-provider=icu --icu-locale=tr --locale=C.UTF-8
same turkish 'Turkish letters, other formats' '-c datestyle=german -c intervalstyle=iso_8601
	-c timezone=Asia/Tokyo -c extra_float_digits=0 -c standard_conforming_strings=on
	-c default_transaction_isolation=serializable' \
	-v seed=42 -v schools=3 -v students=400 -v year=2025
new_database joins
same joins 'no hashing, little memory' \
	'-c enable_hashjoin=off -c enable_hashagg=off -c work_mem=64kB -c random_page_cost=100'
new_database parallel
same parallel 'parallel plans' '-c max_parallel_workers_per_gather=3 -c min_parallel_table_scan_size=0
	-c min_parallel_index_scan_size=0 -c parallel_setup_cost=0 -c parallel_tuple_cost=0'

new_database three && load three -v seed=43 && digest three > "$work/three"
result 'another seed' $?
for table in student enrolment attendance_mark course_result incident staff mentor \
	nomination mentee_profile pairing meeting; do
	a=$(grep "^$table	" "$work/one") b=$(grep "^$table	" "$work/three")
	[ -n "$a" ] && [ -n "$b" ] && [ "$a" != "$b" ]
	result "another seed is another $table" $?
done

# what both of them keep
for database in one three; do
	psql -d "$database" -v ON_ERROR_STOP=1 -c 'SET search_path = mentorship, elsewhere' \
		-f tests/sample/check.sql > "$work/checks"
	result "checks of $database run" $?
	while IFS=$'\t' read -r verdict name; do
		[ "$verdict" = ok ]
		result "$database: $name" $?
	done < "$work/checks"
done

# what the programme's views say, found again by plain SQL
new_database large && load large -v schools=1 -v students=600 -v seed=7
result 'a school large enough for an outcome' $?
for database in one large; do
	psql -d "$database" -v ON_ERROR_STOP=1 -c 'SET search_path = mentorship, elsewhere' \
		-f tests/sample/programme.sql > "$work/views"
	result "checks of the views of $database run" $?
	while IFS=$'\t' read -r verdict name; do
		[ "$verdict" = ok ]
		result "$database: $name" $?
	done < "$work/views"
done
grep -q 'schools, 1 of them with a number' "$work/views"
result 'the large school has an outcome' $?

# other sizes and years; the five students are in all of them
names="'Nguyễn Thị Hoa', 'Łukasz Wiśniewski', 'Мария Иванова', '李小龙', 'محمد الحسن'"
for size in '1 100 2025' '2 100 2023' '3 100 1999' '7 1500 2030'; do
	read -r schools students year <<< "$size"
	name="${schools}_${students}_$year"
	new_database "$name" &&
		load "$name" -v schools="$schools" -v students="$students" -v year="$year"
	result "$schools schools, $students students in $year" $?
	counts=$(psql -d "$name" -c "SELECT (SELECT count(*) FROM mentorship.school),
		(SELECT count(*) FROM mentorship.student),
		(SELECT max(school_year) FROM mentorship.school_year),
		(SELECT count(*) FROM mentorship.pairing JOIN mentorship.student USING (student_id)
		 WHERE ended_on IS NULL AND display_name IN ($names))")
	[ "$counts" = "$schools	$students	$year-$(printf %02d $(((year + 1) % 100)))	5" ]
	result "$schools schools, $students students in $year: what was asked for ($counts)" $?
done
psql -d 7_1500_2030 -c "SELECT DISTINCT h.school_id, s.school_id FROM mentorship.enrolment AS h
	JOIN mentorship.enrolment AS s ON s.student_id = h.student_id
		AND s.grade_level = h.grade_level AND s.school_id <> h.school_id
		AND s.entry_date > h.exit_date AND h.exit_date > s.entry_date - 30" > "$work/siblings"
[ "$(wc -l < "$work/siblings")" -ge 2 ]
result 'students change between schools of one kind' $?

# refusals name what is wrong, end with psql's status for it, leave nothing
refused()	# NAME DATABASE WANTED-TEXT PSQL-OPTION...
{
	local name=$1 database=$2 text=$3 status
	shift 3
	load "$database" "$@" > "$work/refused" 2>&1
	status=$?
	if [ $status = 3 ] && grep -qF -- "$text" "$work/refused" &&
		[ "$(psql -d "$database" -c "SELECT count(*) FROM pg_namespace WHERE nspname = 'sample_district'")" = 0 ]
	then result "$name" 0
	else
		cat "$work/refused"
		echo "# psql ended with $status, wanted 3 and \"$text\""
		result "$name" 1
	fi
}
new_database empty
refused 'a second district' one 'already holds a district'
refused 'no school' empty '"schools" must be between 1 and 1000' -v schools=0
refused 'too few students' empty '"students" must be at least 20 for each school' -v students=59
refused 'a year too far' empty '"year" must be between 1990 and 2100' -v year=2101
refused 'not a number' empty 'invalid input syntax' -v seed=x
digest one > "$work/again"
diff "$work/one" "$work/again" > "$work/changed"
[ "$(wc -l < "$work/again")" = "$(wc -l < "$work/one")" ] && [ ! -s "$work/changed" ]
result 'the district is as before' $?
finish
