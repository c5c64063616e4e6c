#!/bin/bash
# The extension over several servers, by postgres_fdw alone: a query node and two
# shards whose settings, locales and object identifiers differ.  What goes to the
# shards is read from the plans, every answer is compared with one table that
# holds all marks, and what makes values and aggregates fit to travel is checked
# for every object the extension has.  The SQL of docs/distributed.md is run from
# there.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/private.sh
passed=0 failed=0

# result WHAT STATUS [DETAIL]
result()
{
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
		echo "ok - $1"
	else
		failed=$((failed + 1))
		echo "not ok - $1"
		[ $# -lt 3 ] || sed 's/^/    /' <<< "$3"
	fi
}
finish()
{
	echo "$passed passed, $failed failed"
	[ $failed = 0 ]
	exit
}
# is WHAT GOT WANTED; like WHAT GOT PART
is() { [ "$2" = "$3" ]; result "$1" $? "got:    $2"$'\n'"wanted: $3"; }
like() { [[ $2 == *"$3"* ]]; result "$1" $? "no \"$3\" in: $2"; }

# ---- the nodes: 0 is the query node, 1 and 2 are the shards

export PGCLIENTENCODING=UTF8
WERROR=-Werror private_begin fdw
stop_nodes()
{
	local n

	for n in 0 1 2; do
		[ ! -f "$work/$n/data/postmaster.pid" ] ||
			(cd "$work/$n" && "${drop[@]}" "$bin/pg_ctl" -D data -s -m immediate stop) < /dev/null
	done
	rm -rf "$work"
}
trap stop_nodes EXIT
mkdir "$work/0" "$work/1" "$work/2"
private_own

# start_node NUMBER LOCALE: its settings come from standard input
start_node()
{
	(
		cd "$work/$1" && export HOME=$work && unset LANGUAGE LC_ALL || exit 1
		"${drop[@]}" "$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale="$2" --no-sync > ../initdb.log 2>&1 &&
			{
				printf "listen_addresses = ''\nunix_socket_directories = '%s'\nfsync = off\n" "$work/$1"
				cat
			} >> data/postgresql.conf &&
			"${drop[@]}" "$bin/pg_ctl" -D data -l server.log -s -w start < /dev/null
	) || { cat "$work/initdb.log" "$work/$1/server.log"; result "node $1 starts" 1; finish; }
}
start_node 0 C <<< "timezone = 'UTC'
datestyle = 'iso, ymd'"
start_node 1 C.UTF-8 <<< "timezone = 'America/Los_Angeles'
datestyle = 'german'
intervalstyle = 'sql_standard'
bytea_output = 'escape'
extra_float_digits = -5
enable_hashagg = off"
start_node 2 C.UTF-8 <<< "timezone = 'Asia/Tokyo'
datestyle = 'sql, dmy'
work_mem = '64kB'
default_toast_compression = 'lz4'"

# psql on a node and its database
on()
{
	local node=$1

	shift
	"$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$work/$node" -U postgres -d district "$@" 2>&1
}
sql() { on "$1" -c "$2" < /dev/null; }
# must NODE PSQL-ARGUMENT...: what the rest rests on
must()
{
	local out

	out=$(on "$@" < /dev/null) || { result "prepare node $1" 1 "$out"; finish; }
}
# block NAME: an example of the documentation, without the last semicolon
block()
{
	awk -v mark="<!-- test: $1 -->" '
		/^```$/ { inside = 0 }
		inside { print }
		$0 == mark { found = 1 }
		found && /^```sql$/ { inside = 1; found = 0 }' docs/distributed.md |
		sed "s/shard\([12]\)\.example/${work//\//\\/}\/\1/; \$s/;\$//"
}
for n in 0 1 2; do
	"$bin/createdb" -h "$work/$n" -U postgres district || { result "database on node $n" 1; finish; }
done
# the same objects, other identifiers
for n in 1 2; do
	must $n -c "DO \$\$ BEGIN FOR i IN 1..$((n * 40)) LOOP CREATE TYPE passing AS (a int); DROP TYPE passing; END LOOP; END \$\$"
done
for n in 0 1 2; do must $n -c "$(block every_node)"; done
for n in 1 2; do
	must $n -c "CREATE ROLE analyst LOGIN" -c "$(block shard)" -c "$(block rollup)" \
		-c "CREATE TABLE free_slot (person_id bigint, school_id bigint, weekday integer, slot text)" \
		-c "CREATE SCHEMA by_school CREATE TABLE daily_attendance (LIKE public.daily_attendance, minutes_missed integer, minutes_scheduled integer)" \
		-c "GRANT USAGE ON SCHEMA by_school TO analyst" -c "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public, by_school TO analyst"
done
must 0 -c "$(block query_node)"
must 0 -c "$(block partitionwise)"
must 0 -f tests/distributed/marks.sql
must 0 -f tests/distributed/shards.sql

oid_query="SELECT 'attendance'::regtype::oid"
is 'each node has object identifiers of its own' \
	"$({ sql 0 "$oid_query"; sql 1 "$oid_query"; sql 2 "$oid_query"; } | sort -u | wc -l)" 3
is 'both shards have marks' "$(sql 1 "SELECT count(*) > 3000 FROM daily_attendance")$(sql 2 "SELECT count(*) > 3000 FROM daily_attendance")" tt

# ---- what goes to the shards

# shipped AGGREGATES REMOTE QUERY: reads in the plan that both shards get REMOTE
# in their SQL, at the same time, and that there are so many aggregates above
shipped()
{
	plan=$(sql 0 "${path:+SET search_path = $path; }SET plan_cache_mode = force_generic_plan; ${prepare:+$prepare; }EXPLAIN (VERBOSE, COSTS OFF) $3")
	[ "$(grep -F 'Remote SQL:' <<< "$plan" | grep -cF -- "$2")" = 2 ] &&
		[ "$(grep -c 'Async Foreign Scan' <<< "$plan")" = 2 ] &&
		[ "$(grep -cE '^ *(-> *)?(Partial |Finalize )?(Hash|Group|Mixed)?Aggregate *$' <<< "$plan")" = "$1" ]
}
# ship WHAT AGGREGATES REMOTE QUERY
ship() { shipped "$2" "$3" "$4"; result "$1$suffix" $((inverted ? ! $? : $?)) "$plan"; }

agg='public.attendance_agg(day, status)'
ship_all()
{
	local path='' prepare=''

	ship 'per student' 0 "SELECT student_id, public.longest_streak($agg, 'absent'::text) FROM public.daily_attendance GROUP BY 1" "$(block per_student)"
	ship 'FILTER' 0 "$agg FILTER (WHERE (status OPERATOR(public.>=) 'half_excused'" "$(block per_student_filter)"
	ship 'HAVING' 0 'HAVING ((public.last_day(public.attendance_agg(day, status)) >= ' "$(block per_student_filter)"
	ship 'functions of the record' 0 "SELECT student_id, public.last_day($agg)" \
		'SELECT student_id, last_day(attendance_agg(day, status)) FROM daily_attendance GROUP BY student_id'
	ship 'two steps, by school' 1 "SELECT school_id, student_id, $agg FROM public.daily_attendance GROUP BY 1, 2" "$(block two_step)"
	ship 'two steps, merged by student' 1 "SELECT student_id, school_id, $agg FROM public.daily_attendance GROUP BY 1, 2" "$(block two_step_merge)"
	ship 'one value for each school and shard' 1 "public.attendance_agg(day, 'unrecorded'::public.attendance_status) FROM public.daily_attendance GROUP BY 1" "$(block union_all)"
	ship 'records in a foreign column' 0 "public.longest_streak(public.attendance_agg(record), 'absent'::text) FROM public.student_record GROUP BY 1" "$(block rollup_query)"
	ship 'free slots' 0 'public.availability_agg(public.availability(weekday, slot))' "$slots_query"
	ship 'free slots by school and shard' 1 'public.availability_agg(public.availability(weekday, slot)) FROM public.free_slot GROUP BY 1' "$slots_union"
	ship 'scores by school and shard' 1 'public.score_tally_agg(student_id, (status OPERATOR(public.>=) ' "$scores_union"
	prepare=$(block bound_date)
	ship 'a bound date' 0 "$agg, 'absent'::text) FROM public.daily_attendance WHERE ((day > \$1::date)) GROUP BY 1" 'EXECUTE since(current_date - 90)'
	prepare=
	path='by_school, public'
	ship 'divided by school: two steps, merged by student' 1 "SELECT student_id, school_id, $agg FROM by_school.daily_attendance GROUP BY 1, 2" "$(block two_step_merge)"
	ship 'with minutes' 0 'public.attendance_agg(day, status, minutes_missed, minutes_scheduled)' \
		'SELECT school_id, student_id, attendance_agg(day, status, minutes_missed, minutes_scheduled) FROM daily_attendance GROUP BY 1, 2'
}
slots_query='SELECT person_id, slot_count(availability_agg(availability(weekday, slot))) AS slots
	FROM free_slot GROUP BY person_id HAVING slot_count(availability_agg(availability(weekday, slot))) > 1'
slots_union='SELECT school_id, availability_agg(slots) FROM (
	SELECT school_id, availability_agg(availability(weekday, slot)) AS slots FROM free_slot_1 GROUP BY school_id
	UNION ALL SELECT school_id, availability_agg(availability(weekday, slot)) FROM free_slot_2 GROUP BY school_id) AS x
	GROUP BY school_id'
scores_union="SELECT school_id, roc_auc(score_tally_agg(tally)) FROM (
	SELECT school_id, score_tally_agg(student_id, status >= 'half_excused') AS tally FROM daily_attendance_1 GROUP BY school_id
	UNION ALL SELECT school_id, score_tally_agg(student_id, status >= 'half_excused') FROM daily_attendance_2 GROUP BY school_id) AS x
	GROUP BY school_id"

for n in 1 2; do must $n -c "$(block rollup_refresh)" -c "EXECUTE refresh('1999-12-01')"; done
must 0 -c "$(block rollup_foreign)"
inverted=0 suffix=
ship_all

# the reading of the plans can fail: the shards are no longer said to have us
must 0 -c 'ALTER SERVER shard_1 OPTIONS (DROP extensions)' -c 'ALTER SERVER shard_2 OPTIONS (DROP extensions)'
inverted=1 suffix=' - does not go without the option'
ship_all
must 0 -c "ALTER SERVER shard_1 OPTIONS (ADD extensions 'mentorship')" -c "ALTER SERVER shard_2 OPTIONS (ADD extensions 'mentorship')"

# what the documentation warns of
inverted=1 suffix=' - does not go'
ship 'current_date' 0 "$agg" 'SELECT student_id, attendance_agg(day, status) FROM daily_attendance WHERE day > current_date - 90 GROUP BY student_id'
ship 'another group' 0 "$agg" 'SELECT school_id, attendance_agg(day, status) FROM daily_attendance GROUP BY school_id'
ship 'a text argument written out' 0 'public.longest_streak(' \
	"SELECT student_id, longest_streak(attendance_agg(day, status), 'unexcused') FROM daily_attendance GROUP BY student_id"
inverted=0 suffix=
ship 'a text argument written out: the aggregate goes alone' 0 "SELECT student_id, $agg FROM" \
	"SELECT student_id, longest_streak(attendance_agg(day, status), 'unexcused') FROM daily_attendance GROUP BY student_id"

# ---- the answers

# compare PATH QUERY REFERENCE: rows of the query that the reference has not, the
# reverse, and whether there are rows at all.  The reference reads the one table.
compare()
{
	sql 0 "SET search_path = $1; CREATE TEMP TABLE got AS $2;
		SET search_path = whole, public; CREATE TEMP TABLE wanted AS $3;
		SELECT (SELECT count(*) FROM (SELECT got::text FROM pg_temp.got EXCEPT ALL SELECT wanted::text FROM pg_temp.wanted) AS x),
			(SELECT count(*) FROM (SELECT wanted::text FROM pg_temp.wanted EXCEPT ALL SELECT got::text FROM pg_temp.got) AS x),
			(SELECT count(*) > 5 FROM pg_temp.wanted)"
}
same() { is "$1: the answer of one table" "$(compare "$2" "$3" "$4")" '0|0|t'; }

per_student='SELECT student_id, longest_streak(attendance_agg(day, status)) AS longest FROM daily_attendance GROUP BY student_id'
merged='SELECT student_id, attendance_agg(day, status) AS record, longest_streak(attendance_agg(day, status)) AS longest
	FROM daily_attendance GROUP BY student_id'
calendars="SELECT school_id, attendance_agg(day, 'unrecorded') AS calendar FROM daily_attendance GROUP BY school_id"
same 'per student' public "$(block per_student)" "$per_student"
same 'FILTER, WHERE and HAVING' public "$(block per_student_filter)" "$(block per_student_filter)"
same 'two steps, by school' public "$(block two_step)" "$(block two_step)"
same 'two steps, merged by student' public "$(block two_step_merge)" "$merged"
same 'two steps, divided by school' by_school,public "$(block two_step_merge)" "$merged"
same 'one value for each school and shard' public "$(block union_all)" "$calendars"
same 'one value for each school and shard, divided by school' by_school,public "$(block union_all)" "$calendars"
same 'the more absent mark, by school and shard' public "$(block union_all | sed "s/'unrecorded'/status/")" "${calendars/\'unrecorded\'/status}"
same 'by school, in one step' public 'SELECT school_id, attendance_agg(day, status) FROM daily_attendance GROUP BY 1' \
	'SELECT school_id, attendance_agg(day, status) FROM daily_attendance GROUP BY 1'
minutes='SELECT student_id, attendance_agg(day, status, minutes_missed, minutes_scheduled) FROM daily_attendance GROUP BY 1'
same 'with minutes' by_school,public "$minutes" "$minutes"
same 'records in a foreign column' public "$(block rollup_query)" "$per_student"
slots_whole=${slots_query/FROM free_slot/FROM whole.free_slot}
same 'free slots' public "$slots_query" "$slots_whole"
same 'free slots by school and shard' public "$slots_union" \
	'SELECT school_id, availability_agg(availability(weekday, slot)) FROM whole.free_slot GROUP BY school_id'
same 'scores by school and shard' public "$scores_union" \
	"SELECT school_id, roc_auc(student_id, status >= 'half_excused') FROM daily_attendance GROUP BY school_id"
bound="$(block bound_date); SET search_path = public; CREATE TEMP TABLE got AS EXECUTE since(date '2000-02-01');
	SELECT count(*) > 100, md5(string_agg(student_id || ' ' || longest, ',' ORDER BY student_id)) FROM got"
is 'a bound date: the answer of one table' "$(sql 0 "$bound")" \
	"$(sql 0 "SELECT count(*) > 100, md5(string_agg(student_id || ' ' || longest, ',' ORDER BY student_id))
		FROM (${per_student/GROUP/WHERE day > \'2000-02-01\' GROUP}) AS x")"
sql 0 "$(block bound_date); $(block bound_date_execute)" > "$work/executed"
result 'the example of a bound date runs' $?

# a refresh takes over corrections, and may be repeated; the comparison can fail
corrected="daily_attendance SET status = 'present' WHERE day >= '2000-03-20' AND status = 'unexcused'"
must 0 -c "UPDATE public.$corrected" -c "UPDATE by_school.$corrected"
[[ $(compare public "$merged" "$merged") =~ ^[1-9][0-9]*\|[1-9][0-9]*\|t$ ]]
result 'other marks on the shards give another answer' $?
for n in 1 2; do must $n -c "$(block rollup_refresh)" -c "EXECUTE refresh('2000-03-15')" -c "EXECUTE refresh('2000-03-15')"; done
must 0 -c "UPDATE whole.$corrected"
same 'records refreshed after corrections' public 'SELECT student_id, school_id, record FROM student_record' \
	'SELECT student_id, school_id, attendance_agg(day, status) AS record FROM daily_attendance GROUP BY 1, 2'

# a node that is not like the others is an error, not an answer
"$bin/createdb" -h "$work/2" -U postgres bare
"$bin/psql" -X -q -h "$work/2" -U postgres -d bare -c 'GRANT ALL ON SCHEMA public TO analyst' -c \
	"CREATE TABLE daily_attendance AS SELECT 1::bigint AS student_id, 1::bigint AS school_id, date '2000-01-03' AS day, 'P'::text AS status" \
	-c 'GRANT SELECT ON daily_attendance TO analyst' < /dev/null
must 0 -c "ALTER SERVER shard_2 OPTIONS (SET dbname 'bare')"
like 'a shard without the extension' "$(sql 0 "$(block per_student)")" 'function public.attendance_agg(date, text) does not exist'
must 0 -c "ALTER SERVER shard_2 OPTIONS (SET dbname 'district')"
same 'and with it again' public "$(block per_student)" "$per_student"
like 'a version that there is not' "$(sql 1 "CREATE SCHEMA other; CREATE EXTENSION mentorship SCHEMA other VERSION '0.0.0'")" ERROR

# ---- values from node to node

must 0 -c "CREATE TABLE travelled AS SELECT student_id, attendance_agg(day, status, minutes_missed, minutes_scheduled) AS record,
		(SELECT availability_agg(availability(weekday, slot)) FROM whole.free_slot WHERE person_id = student_id) AS slots,
		(array_agg(status ORDER BY status DESC))[1] AS worst,
		score_tally_agg(extract(day FROM day) / (student_id + 0.7), status >= 'half_excused') AS scores
	FROM whole.daily_attendance GROUP BY student_id" -c "INSERT INTO travelled VALUES (0, 'empty', 'none', '?')"
fingerprint="SELECT count(*) || ' ' || md5(string_agg(concat_ws(' ', student_id, record, encode(attendance_send(record), 'hex'),
	slots, encode(availability_send(slots), 'hex'), worst, scores, encode(score_tally_send(scores), 'hex')), ',' ORDER BY student_id)) FROM travelled"
wanted=$(sql 0 "$fingerprint")
for n in 1 2; do
	for format in binary text csv; do
		must $n -c 'DROP TABLE IF EXISTS travelled' \
			-c 'CREATE TABLE travelled (student_id bigint, record attendance, slots availability, worst attendance_status, scores score_tally)'
		sql 0 "COPY travelled TO STDOUT (FORMAT $format)" | on $n -c "COPY travelled FROM STDIN (FORMAT $format)"
		is "COPY in $format to shard $n keeps every value" "$(sql $n "$fingerprint")" "$wanted"
	done
done
recomputed="SELECT md5(string_agg(concat_ws(' ', student_id, school_id, record), ',' ORDER BY student_id, school_id)) FROM (
	SELECT student_id, school_id, attendance_agg(day, status, minutes_missed, minutes_scheduled) AS record
	FROM by_school.daily_attendance"
for n in 1 2; do
	is "the same values under the settings of shard $n" "$(sql $n "$recomputed GROUP BY 1, 2) AS x")" \
		"$(sql 0 "$(sed 's/by_school/whole/' <<< "$recomputed") WHERE school_id IN (SELECT school_id FROM by_school.daily_attendance_$n) GROUP BY 1, 2) AS x")"
done

# dump and restore, from the query node to a shard, with an index and a default
"$bin/createdb" -h "$work/0" -U postgres dumped && "$bin/createdb" -h "$work/1" -U postgres restored
district() { "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$work/$1" -U postgres -d "$2" "${@:3}" 2>&1; }
district 0 dumped -c 'CREATE SCHEMA tools' -c 'CREATE EXTENSION mentorship SCHEMA tools' \
	-c "CREATE TABLE travelled (student_id bigint PRIMARY KEY, record tools.attendance DEFAULT '2000-01-03:PP.U',
		slots tools.availability CHECK (tools.slot_count(slots) >= 0), worst tools.attendance_status, scores tools.score_tally)" \
	-c 'CREATE UNIQUE INDEX ON travelled (record, student_id)' < /dev/null
sql 0 'COPY travelled TO STDOUT' | district 0 dumped -c 'COPY travelled FROM STDIN'
district 0 dumped -c 'INSERT INTO travelled (student_id) VALUES (-1)' < /dev/null
"$bin/pg_dump" -h "$work/0" -U postgres -d dumped -Fc < /dev/null |
	"$bin/pg_restore" -h "$work/1" -U postgres -d restored --exit-on-error
result 'a dump is restored on a node with other settings' $?
is 'with every value' "$(district 1 restored -c 'SET search_path = tools, public' -c "$fingerprint" < /dev/null)" \
	"$(district 0 dumped -c 'SET search_path = tools, public' -c "$fingerprint" < /dev/null)"
is 'and its default' "$(district 1 restored -c 'INSERT INTO travelled (student_id) VALUES (-2) RETURNING record' < /dev/null)" '2000-01-03:PP.U'

# ---- merging, on random inputs

merges=$(on 0 -f tests/distributed/merges.sql < /dev/null)
result 'the random inputs are made' $? "$merges"
while IFS='|' read -r cases violations what; do
	[ "$cases" -ge 200 ] && [ "$violations" = 0 ]
	result "$what ($cases random cases)" $? "$violations violations"
done <<< "$merges"
is 'properties of merging' "$(wc -l <<< "$merges")" 17

# ---- parallel workers merge as shards do

parallel="SET search_path = whole, public; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
	SET parallel_leader_participation = off; SET max_parallel_workers_per_gather = 2; ALTER TABLE daily_attendance SET (parallel_workers = 2)"
for query in "$minutes" "$merged" "$calendars" 'SELECT attendance_agg(day, status) FROM daily_attendance'; do
	plan=$(sql 0 "$parallel; EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) $query")
	[[ $plan == *Partial*Aggregate* && $plan == *'Workers Launched: 2'* ]]
	result "two workers: ${query:0:60}" $? "$plan"
	is 'and the answer of one process' "$(sql 0 "$parallel; CREATE TEMP TABLE r AS $query; SET max_parallel_workers_per_gather = 0;
		SELECT count(*) FROM (SELECT r::text FROM r EXCEPT ALL SELECT x::text FROM ($query) AS x) AS y")" \
		0
done

# ---- the rules for every object

is 'every object of the extension is fit to travel' "$(on 0 -f tests/distributed/rules.sql < /dev/null)" ''
is 'each rule finds the one that breaks it' \
	"$(on 0 -c BEGIN -f tests/distributed/rules_broken.sql -f tests/distributed/rules.sql -c ROLLBACK < /dev/null)" \
	"$(cat tests/distributed/rules_broken.out)"
is 'the rules look at the aggregates there are' "$(sql 0 "SELECT count(*) >= 4 FROM pg_depend JOIN pg_aggregate ON objid = aggfnoid
	WHERE classid = 'pg_proc'::regclass AND deptype = 'e' AND aggtranstype IN ('attendance'::regtype, 'availability'::regtype)")" t
finish
