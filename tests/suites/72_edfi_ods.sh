#!/bin/bash
# The adapter for an Ed-Fi ODS on tables of the standard with invented rows that
# are awkward in one way each: what it prints and what the sources then say is
# compared with tests/adapters/expected.
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

WERROR=-Werror cluster_start || { result 'server starts' 1; finish; }
adapter=extension/adapters/edfi.sql
psql() { "$cluster_bin/psql" -X -q -P pager=off -v VERBOSITY=verbose "$@" < /dev/null 2>&1; }
value() { psql -d "$1" -A -t -c "$2"; }
# compare FILE with expected/NAME.out
compare()
{
	diff -u "tests/adapters/expected/$1.out" "$2"
	result "$1" $?
	if [ -n "${MSHIP_KEEP_OUT:-}" ]; then mkdir -p build/adapters; cp "$2" "build/adapters/$1.out"; fi
}
# equal NAME DATABASE SQL WANTED
equal()
{
	local got
	got=$(value "$2" "$3")
	[ "$got" = "$4" ] || echo "# got \"$got\", wanted \"$4\""
	[ "$got" = "$4" ]
	result "$1" $?
}

"$cluster_bin/createdb" school &&
	psql -d school -c 'CREATE SCHEMA elsewhere' -c 'CREATE EXTENSION mentorship SCHEMA elsewhere' \
		-c 'CREATE EXTENSION mentorship_program' -f tests/adapters/edfi_ods/tables.sql \
		-f tests/adapters/edfi_ods/rows.sql > "$work/setup.out"
result 'an ODS' $?
for database in homeroom any_section options older refused; do
	"$cluster_bin/createdb" -T school $database || result "database $database" 1
done
for database in school homeroom any_section options older refused; do
	psql -d postgres -c "ALTER DATABASE $database SET mentorship.as_of = '2024-09-14'" \
		-c "ALTER DATABASE $database SET search_path = public, elsewhere"
done

for scope in school homeroom any_section; do
	{
		psql -d $scope -v scope=$scope -f "$adapter"
		psql -d $scope -f tests/adapters/dump.sql
	} > "$work/ods_$scope.out"
	compare ods_$scope "$work/ods_$scope.out"
done

# with every option, and what the district says of its own codes
{
	psql -d options -v scope=school -v ids=usi -v unmarked=unrecorded -v pass_mark=65 \
		-v also='uri://district.example, uri://other.example/' -f "$adapter"
	psql -d options -c "INSERT INTO mentorship_edfi.descriptor_meaning VALUES
		('uri://district.example/AttendanceEventCategoryDescriptor', 'u', 'in_school_suspension'),
		('uri://district.example/GradeLevelDescriptor', 'year 6', '6')"
	psql -d options -f tests/adapters/dump.sql
} > "$work/ods_options.out"
compare ods_options "$work/ods_options.out"
psql -d options -c "INSERT INTO mentorship_edfi.descriptor_meaning VALUES
	('uri://district.example/AttendanceEventCategoryDescriptor', 'x', 'gone fishing')" > "$work/no_status.out"
grep -q '22P02' "$work/no_status.out"
result 'a meaning that is no status is refused' $?
psql -d options -v scope=school -v ids=usi -f "$adapter" > "$work/again.out"
result 'run again with other options' $?
equal 'what the district said is kept' options \
	"SELECT status FROM mentorship.attendance_mark WHERE student_id = 3 AND day = '2024-09-04'" in_school_suspension

# before Data Standard 5 a course has one subject
psql -d older -c 'DROP TABLE edfi.courseacademicsubject' \
	-c 'ALTER TABLE edfi.course ADD COLUMN academicsubjectdescriptorid int' \
	-c "UPDATE edfi.course SET academicsubjectdescriptorid = (SELECT descriptorid FROM edfi.descriptor
		WHERE namespace LIKE '%/AcademicSubjectDescriptor'
			AND (codevalue = 'Mathematics') = (coursecode = 'M6'))" -v scope=school -f "$adapter" > "$work/older.out"
result 'an older standard' $?
equal 'with the same course results' older \
	"SELECT string_agg(concat_ws(' ', student_id, course_code, subject), ', ' ORDER BY student_id, course_code)
	 FROM mentorship.course_result" \
	'604821 ART other, 604821 MATH math, 604823 ART other'

# live, and for each login its own school
psql -d school -c 'CREATE ROLE north LOGIN IN ROLE mentorship_coordinator' \
	-c "INSERT INTO mentorship.school_access VALUES ('north', 1)" \
	-c "UPDATE edfi.student SET lastsurname = 'Ruiz Lopez' WHERE studentusi = 1"
equal 'a change in the ODS is seen at once' school \
	'SELECT display_name FROM mentorship.student WHERE student_id = 604821' 'Ana Ruiz Lopez'
PGUSER=north equal 'a coordinator sees the own school' school \
	"SELECT (SELECT count(*) FROM mentorship.student), (SELECT count(DISTINCT school_id) FROM mentorship.attendance_mark)" '5|1'
PGUSER=north equal 'and works with it' school \
	"SELECT mentorship.nominate(604821, 'Quiet', nominated_by => 207230)" 1
[[ "$(PGUSER=north value school 'SELECT count(*) FROM edfi.student')" == *42501* ]]
result 'but not with the ODS' $?
[[ "$(PGUSER=north value school 'SELECT count(*) FROM mentorship_edfi.student')" == *42501* ]]
result 'nor with the views over it' $?

# refusals change nothing
refused()	# NAME WANTED-TEXT PSQL-ARGUMENT...
{
	local name=$1 text=$2 status
	shift 2
	psql -d refused "$@" -f "$adapter" > "$work/refused.out"
	status=$?
	if [ $status = 3 ] && grep -qF -- "$text" "$work/refused.out" &&
		[ "$(value refused 'SELECT count(*) FROM mentorship.source_binding')" = 0 ]
	then result "$name" 0
	else
		cat "$work/refused.out"; echo "# psql ended with $status, wanted 3 and \"$text\""
		result "$name" 1
	fi
}
refused 'no scope' 'the scope is missing'
refused 'unknown scope' 'scope "any_class" is not one of' -v scope=any_class
refused 'unknown ids' 'ids "id" is not one of' -v scope=school -v ids=id
refused 'no pass mark' 'pass_mark "D" is not a number' -v scope=school -v pass_mark=D
refused 'no status' 'attendance_status' -v scope=school -v unmarked=absent
refused 'no ODS' 'schema "public" is not an Ed-Fi ODS' -v scope=school -v ods=public
psql -d refused -c "INSERT INTO edfi.student (firstname, lastsurname, studentuniqueid) VALUES ('Zero', 'First', '0604821')"
refused 'two students with one number' '2 students have the number 604821' -v scope=school
psql -d refused -c "DELETE FROM edfi.student WHERE studentuniqueid = '0604821'" \
	-c "UPDATE edfi.session SET enddate = '2024-09-02' WHERE schoolyear = 2024"
refused 'years that overlap' 'school years 2023-2024 and 2024-2025 overlap' -v scope=school
psql -d refused -c 'DROP EXTENSION mentorship_program'
psql -d refused -v scope=school -f "$adapter" > "$work/refused.out"
grep -q 'extension "mentorship_program" is not installed' "$work/refused.out"
result 'without the program' $?
finish
