#!/bin/bash
# run.sh: the demo, from nothing to printed reports and the mails they go out in.
#
# Starts a private throw-away PostgreSQL cluster, creates both extensions,
# loads a district, scores, matches, and writes the reports as PDF.  Leaves
# the PDFs and mails behind and nothing else.  Environment:
#	SOURCE		folder with an Ed-Fi district in CSV; empty: our sample district
#	OUT			where the PDFs and mails go (default out/demo); its folders
#				mentors, schools, mentees and mail are emptied first
#	AS_OF		day the demo answers for (default: sample 2026-02-12, Ed-Fi the
#				last school day of the calendar)
#	SCOPE		Ed-Fi: any_class (default) or homeroom, see docs/edfi.md
#	SEED, SCHOOLS, STUDENTS		the sample district (default 42, 3, 400)
#	DEMO_AFTER	shell command to run before the server goes, with PGHOST,
#				PGUSER and PGDATABASE set: for tests
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
source=${SOURCE:-}
out=${OUT:-$top/out/demo}
card='points; absence_rate >=0.05:1 >=0.10:3 >=0.20:5; failed_courses >=1:1 >=3:2'

say() { printf '\n%s\n' "$*"; }
die() { printf 'demo: %s\n' "$*" >&2; exit 1; }
# run SQL against the demo database
sql() { "$cluster_bin/psql" -X -q -P pager=off -v ON_ERROR_STOP=1 -d "$PGDATABASE" "$@" < /dev/null; }
value() { sql -A -t -c "$1"; }

if [ -n "$source" ]; then
	[ -d "$source" ] || die "no folder \"$source\" (SOURCE)"
	source=$(cd "$source" && pwd)
	[ -f "$source/student_school.csv" ] || die "\"$source\" holds no Ed-Fi district in CSV: student_school.csv is missing (docs/edfi.md lists the files)"
fi
mkdir -p "$out"
out=$(cd "$out" && pwd)

# shellcheck source=../lib/cluster.sh
. "$top/tests/lib/cluster.sh"
trap cluster_stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say "1. Starting a private PostgreSQL server that goes away at the end"
make -s -C "$top/jobs" ${WERROR:+"WERROR=$WERROR"} all
cluster_start || die "could not start the private server"
"$cluster_bin/createdb" demo
export PGDATABASE=demo
sql -c 'CREATE EXTENSION mentorship' -c 'CREATE EXTENSION mentorship_program'
echo "   $("$cluster_bin/postgres" --version), extensions $(value "SELECT string_agg(extname || ' ' || extversion, ' and ' ORDER BY extname) FROM pg_extension WHERE extname LIKE 'mentorship%'")"

if [ -n "$source" ]; then
	say "2. Loading the Ed-Fi district in $source"
	sql -v source="$source" -v scope="${SCOPE:-any_class}" \
		-f "$top/extension/adapters/edfi_csv/load.sql"
	as_of=${AS_OF:-$(value 'SELECT max(day) FROM mentorship.calendar_date WHERE instructional')}
else
	say "2. Making up a sample district (seed ${SEED:-42}, ${SCHOOLS:-3} schools, ${STUDENTS:-400} students)"
	sql -v seed="${SEED:-42}" -v schools="${SCHOOLS:-3}" -v students="${STUDENTS:-400}" \
		-v year=2025 -f "$top/extension/sample/district.sql"
	as_of=${AS_OF:-2026-02-12}
fi
# one day for every answer below, and for the reports
[[ $as_of =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || die "\"$as_of\" is not a day such as 2026-02-12 (AS_OF)"
sql -c "ALTER DATABASE demo SET mentorship.as_of = '$as_of'"
if [ -n "$source" ]; then
	sql -v source="$source" -v card="$card" \
		-f "$top/extension/adapters/edfi_csv/start_programme.sql"
else
	sql -f "$top/tests/demo/forget_later.sql"
fi
sql -c ANALYZE -f "$top/tests/demo/district.sql"

say "3. Scoring every student by the scorecard \"$card\""
sql -v card="$card" -f "$top/tests/demo/score.sql"
echo "   The more points, the more likely a student is to drop away.  Scores are for whom to
   nominate; no report to a mentor prints one."

say "4. Matching the nominated students with mentors who have time when they have"
sql -v card="$card" -f "$top/tests/demo/match.sql"
sql -c ANALYZE

say "5. Writing the reports as of $as_of"
# the program refuses a login that row security does not bind
sql -c 'CREATE ROLE demo_job LOGIN IN ROLE mentorship_job' \
	-c "INSERT INTO mentorship.school_access VALUES ('demo_job', NULL)"
for kind in mentors schools mentees; do
	rm -rf "${out:?}/$kind"
	"$top/build/jobs/mentorship" report "$kind" --quiet --as-of "$as_of" \
		--output-dir "$out/$kind" -h "$PGHOST" -U demo_job -d demo < /dev/null ||
		die "\"mentorship report $kind\" ended with status $?"
	printf '   %-8s %4d PDFs in %s\n' "$kind" \
		"$(find "$out/$kind" -name '*.pdf' | wc -l)" "$out/$kind"
done

say "6. A few questions, with the SQL that answers them"
sql --echo-queries -f "$top/tests/demo/answers.sql"

say "7. Putting the reports into mails, which a dry run writes instead of sending"
sql -f "$top/tests/demo/recipients.sql" > /dev/null
mkdir "$cluster_dir/reports"
ln -s "$out" "$cluster_dir/reports/$as_of"
rm -rf "${out:?}/mail"
mailed=0
MENTORSHIP_REPORT_DIR=$cluster_dir/reports MENTORSHIP_MAIL_FROM=reports@district.example \
	"$top/build/jobs/mentorship" mail --dry-run --quiet --as-of "$as_of" --output-dir "$out/mail" \
	-h "$PGHOST" -U demo_job -d demo < /dev/null 2> "$cluster_dir/mail.log" || mailed=$?
# a line for all reports that go to nobody, in place of one for each
no_address='refused: .* reason="no address"'
grep -v "$no_address" "$cluster_dir/mail.log" >&2 || true
# 65: some could not be made, and were named
[ $mailed = 0 ] || [ $mailed = 65 ] || die "\"mentorship mail\" ended with status $mailed"
printf '   %4d messages in %s\n' "$(find "$out/mail" -name '*.eml' | wc -l)" "$out/mail"
refused=$(grep -c "$no_address" "$cluster_dir/mail.log" || true)
[ "$refused" = 0 ] ||
	printf '   %4d more are not made: the district has no mail address of who should get them\n' "$refused"

if [ -n "${DEMO_AFTER:-}" ]; then
	PATH=$cluster_bin:$PATH bash -eu -c "$DEMO_AFTER" < /dev/null
fi
say "Done in $SECONDS seconds.  The last demo's files are gone.  To begin with, open
   $(find "$out/mentors" -name '*.pdf' | sort | tail -n 1)
   $(find "$out/schools" -name '*.pdf' ! -name '*-mentees.pdf' | sort | head -n 1)"
