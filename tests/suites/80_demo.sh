#!/bin/bash
# The demo from nothing to printed reports, for the sample district and, where
# it is at hand (MSHIP_EDFI_DIR, default ../shared/data/grandbend), for Ed-Fi's:
# what it prints is what plain SQL finds, every report and every mail is there once,
# and a second run makes the same bytes.
set -u
cd "$(dirname "$0")/../.." || exit 1
edfi=${MSHIP_EDFI_DIR:-../shared/data/grandbend}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# the server's user must get through to its folder
chmod 755 "$work"
mkdir "$work/tmp" && chmod 755 "$work/tmp"
export WERROR=-Werror
passed=0
failed=0
skipped=0
result()	# NAME STATUS
{
	if [ "$2" = 0 ]; then passed=$((passed + 1)); echo "ok - $1"
	else failed=$((failed + 1)); echo "not ok - $1"; fi
}
same()	# NAME GOT WANTED
{
	[ "$2" = "$3" ] || echo "# got \"$2\", wanted \"$3\""
	[ "$2" = "$3" ]
	result "$1" $?
}

# the program's own word on who should have a report, as file names, and the
# numbers by plain SQL; run inside the demo while its server is up
after='
day=$(psql -XAt -c "SELECT mentorship.as_of()")
psql -X -q -v as_of="$day" -f tests/demo/independent.sql > "$EXPECT/numbers"
psql -X -q -v as_of="$day" -f tests/demo/files.sql | LC_ALL=C sort > "$EXPECT/files"
if [ -n "$SOURCE" ]; then
	psql -X -q -v source="$SOURCE" -f tests/demo/independent_edfi.sql > "$EXPECT/numbers_edfi"
fi
psql -XAt -f tests/demo/invariants.sql > "$EXPECT/invariants"
psql -XAt -c "SELECT display_name FROM mentorship.student EXCEPT SELECT display_name FROM mentorship.staff" > "$EXPECT/names"
'
number() { sed -n "s/^$2=//p" "$1"; }
demo()	# NAME [VARIABLE=VALUE...]: the demo with its output in $work/NAME.log
{
	local name=$1
	shift
	mkdir -p "$work/$name.expect"
	env TMPDIR="$work/tmp" SOURCE= OUT="$work/$name" EXPECT="$work/$name.expect" \
		DEMO_AFTER="$after" "$@" tests/demo/run.sh > "$work/$name.log" 2>&1 < /dev/null
}

# skipped where the validator cannot be had
accessible()	# NAME
{
	local status files
	mapfile -d '' -t files < <(find "$out" -name '*.pdf' -print0 | LC_ALL=C sort -z)
	tests/pdf/accessible.sh "${files[@]}" > "$work/accessible.log" 2>&1
	status=$?
	tail -n 20 "$work/accessible.log" | sed 's/^/# /'
	if [ $status = 77 ]; then
		sed -n "s/^skipped: /&$1: PDF\/UA-1 is not checked: /p" "$work/accessible.log"
		skipped=$((skipped + 1))
	else
		result "$1: every PDF conforms to PDF/UA-1" $status
	fi
}

# everything that holds for every district
check_district()	# NAME [VARIABLE=VALUE...]
{
	local name=$1 out=$work/$1 expect=$work/$1.expect status pdf

	demo "$@"
	status=$?
	[ $status = 0 ] || tail -n 30 "$work/$name.log"
	same "$name: the demo ends with status 0" "$status" 0
	# what it did not write would make empty comparisons look well
	[ $status = 0 ] || return 1
	same "$name: prints who is chronically absent" \
		"$(grep '^chronically absent: ' "$work/$name.log")" \
		"chronically absent: $(number "$expect/numbers" chronic) of $(number "$expect/numbers" evaluable)"
	same "$name: prints the longest run of absence" \
		"$(grep '^longest absence run: ' "$work/$name.log")" \
		"longest absence run: $(number "$expect/numbers" longest) school days"
	same "$name: somebody is chronically absent, not everybody" \
		"$([ "$(number "$expect/numbers" chronic)" -gt 0 ] &&
			[ "$(number "$expect/numbers" chronic)" -lt "$(number "$expect/numbers" evaluable)" ]; echo $?)" 0
	same "$name: pairs, seats and hours hold together" "$(cat "$expect/invariants" 2>&1)" ''
	for kind in mentors schools mentees; do
		printf '# %s: %s %s reports\n' "$name" "$(grep -c "^$kind/" "$expect/files")" "$kind"
		same "$name: there are $kind" "$(grep -q "^$kind/" "$expect/files"; echo $?)" 0
	done
	(cd "$out" && find . -type f | sed 's|^\./||' | LC_ALL=C sort) > "$work/$name.files"
	diff "$expect/files" "$work/$name.files" > "$work/diff"
	status=$?
	head -n 20 "$work/diff"
	result "$name: one PDF for each mentor, school and mentee, a mail for each who gets one, and nothing else" $status
	same "$name: there are mails" "$(grep -q '^mail/' "$expect/files"; echo $?)" 0
	tests/mail/parse.py "$out"/mail/*.eml > "$work/$name.mails" &&
		tests/demo/mails.py "$out" "$expect/names" < "$work/$name.mails" > "$work/$name.faults"
	same "$name: the mails can be read" $? 0
	same "$name: and are what they should be" "$(head -n 5 "$work/$name.faults")" ''
	same "$name: every file is its owner's alone" "$(find "$out" -type f ! -perm 600 | head -n 3)" ''
	find "$out" -name '*.pdf' -print0 | LC_ALL=C sort -z |
		xargs -0 tests/pdf/clean.sh > "$work/clean.log" 2>&1
	status=$?
	[ $status = 0 ] || tail -n 20 "$work/clean.log"
	result "$name: every PDF is clean" $status
	accessible "$name"
	(cd "$out" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) > "$work/$name.sums"
	: > "$work/$name.text"
	while IFS= read -r pdf; do
		pdftotext -enc UTF-8 "$out/$pdf" - >> "$work/$name.text"
	done < <(grep '\.pdf$' "$work/$name.files")

	# into the same folder, where a file that is nobody's report must go
	touch "$out/mentors/mentor-0.pdf"
	demo "$@"
	status=$?
	same "$name: runs again" $status 0
	(cd "$out" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) > "$work/$name.sums2"
	[ -s "$work/$name.sums" ] && cmp "$work/$name.sums" "$work/$name.sums2"
	result "$name: the same bytes again" $?
	same "$name: leaves nothing in the temporary folder" "$(ls -A "$work/tmp")" ''
}

check_district sample
tests/pdf/pages.py check sample "$work/sample" > "$work/pages" 2>&1
status=$?
sed 's/^/# /' "$work/pages"
result 'sample: the chosen pages look as before' $status
for name in 'Nguyễn' 'Łukasz' 'Мария' '李小龙' 'محمد'; do
	grep -qF "$name" "$work/sample.text"
	result "sample: a report says $name" $?
done

if [ -d "$edfi" ]; then
	edfi=$(cd "$edfi" && pwd)
	check_district edfi SOURCE="$edfi"
	expect=$work/edfi.expect
	for key in enrolled chronic longest school_days schools; do
		same "edfi: $key by the files alone and by the tables" \
			"$(number "$expect/numbers" $key)" "$(number "$expect/numbers_edfi" $key | grep . || echo none)"
	done
	same 'edfi: students' "$(number "$expect/numbers_edfi" enrolled)" 960
	same 'edfi: all of them can be judged' "$(number "$expect/numbers" evaluable)" 960
	same 'edfi: schools' "$(number "$expect/numbers_edfi" schools)" 3
	same 'edfi: school days' "$(number "$expect/numbers_edfi" school_days)" 177
	same 'edfi: the demo says so' "$(grep -cE '960 students enrolled and 3 schools; .* 177 school days' "$work/edfi.log")" 1
	# the scopes agree in this district, see docs/edfi.md
	mv "$work/edfi.log" "$work/any_class.log"
	demo edfi SOURCE="$edfi" SCOPE=homeroom
	same 'edfi: scope homeroom ends with status 0' $? 0
	same 'edfi: scope homeroom finds the same' \
		"$(grep -E '^(chronically absent|longest absence run): ' "$work/edfi.log")" \
		"$(grep -E '^(chronically absent|longest absence run): ' "$work/any_class.log" || echo nothing)"
else
	echo "skipped: no Ed-Fi data at $edfi"
	skipped=$((skipped + 1))
fi

# a demo that fails says so, ends with another status and cleans up as well
demo failing SCHOOLS=1 STUDENTS=60 DEMO_AFTER='exit 7'
same 'a failing demo does not end with status 0' $? 7
same 'a failing demo leaves nothing in the temporary folder' "$(ls -A "$work/tmp")" ''
demo nowhere SOURCE="$work/nowhere"
same 'a missing folder ends with status 1' $? 1
grep -qF "no folder \"$work/nowhere\"" "$work/nowhere.log"
result 'a missing folder is named' $?

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
