#!/bin/bash
# The Ed-Fi CSV adapter on a small district of invented rows, most of them
# wrong in one way each: everything printed and everything loaded is compared
# with tests/adapters/expected.
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
adapter=$PWD/extension/adapters/edfi_csv
fixture=$PWD/tests/adapters/edfi_csv
psql() { "$cluster_bin/psql" -X -q -P pager=off -v VERBOSITY=verbose "$@" < /dev/null 2>&1; }
new_database()
{
	"$cluster_bin/createdb" "$1" &&
		psql -d "$1" -c 'CREATE SCHEMA elsewhere' -c 'CREATE EXTENSION mentorship SCHEMA elsewhere' \
			-c 'CREATE EXTENSION mentorship_program' \
			-c "ALTER DATABASE $1 SET mentorship.as_of = '2011-01-14'" \
			-c "ALTER DATABASE $1 SET search_path = public, elsewhere"
}
# compare FILE with expected/NAME.out
compare()
{
	diff -u "tests/adapters/expected/$1.out" "$2"
	result "$1" $?
	if [ -n "${MSHIP_KEEP_OUT:-}" ]; then mkdir -p build/adapters; cp "$2" "build/adapters/$1.out"; fi
}

for scope in any_class homeroom; do
	new_database "$scope" || { result "database $scope" 1; continue; }
	{
		psql -d "$scope" -v source="$fixture" -v scope="$scope" -f "$adapter/load.sql"
		psql -d "$scope" -f tests/adapters/dump.sql
	} > "$work/$scope.out"
	compare "$scope" "$work/$scope.out"
done

{
	psql -d any_class -v source="$fixture" -f "$adapter/start_programme.sql"
	psql -d any_class -f tests/adapters/dump_programme.sql
} > "$work/start.out"
compare start "$work/start.out"

# a folder whose name has a blank, by a path relative to where psql runs
mkdir "$work/a district" && cp "$fixture"/*.csv "$work/a district/"
new_database blank
(cd "$work" && psql -d blank -v source='a district' -f "$adapter/load.sql") > "$work/blank.out"
result 'relative path with a blank' $?

# refusals leave nothing behind, and psql ends with a status of its own
refused()	# NAME DATABASE WANTED-TEXT PSQL-ARGUMENT...
{
	local name=$1 database=$2 text=$3 status
	shift 3
	psql -d "$database" "$@" > "$work/refused.out"
	status=$?
	if [ $status = 3 ] && grep -qF -- "$text" "$work/refused.out"; then result "$name" 0
	else
		cat "$work/refused.out"; echo "# psql ended with $status, wanted 3 and \"$text\""
		result "$name" 1
	fi
}
new_database empty
cp -r "$work/a district" "$work/no_file" && rm "$work/no_file/course.csv"
cp -r "$work/a district" "$work/other_columns" && sed -i '1s/title/name/' "$work/other_columns/course.csv"
refused 'no source' empty 'the folder is missing' -f "$adapter/load.sql"
refused 'unknown scope' empty 'scope "any" is not one of' -v source="$fixture" -v scope=any -f "$adapter/load.sql"
refused 'missing folder' empty 'could not change directory' -v source="$work/nowhere" -f "$adapter/load.sql"
refused 'missing file' empty 'course.csv' -v source="$work/no_file" -f "$adapter/load.sql"
refused 'other columns' empty 'column name mismatch' -v source="$work/other_columns" -f "$adapter/load.sql"
refused 'start without students' empty 'there are no students' -v source="$fixture" -f "$adapter/start_programme.sql"
[ "$(psql -d empty -A -t -c 'SELECT (SELECT count(*) FROM mentorship.school) + (SELECT count(*) FROM mentorship.student)')" = 0 ]
result 'a refused load leaves nothing' $?
refused 'loaded before' any_class 'source relations have rows already' -v source="$fixture" -f "$adapter/load.sql"
refused 'started before' any_class 'has mentors or nominations already' -v source="$fixture" -f "$adapter/start_programme.sql"
finish
