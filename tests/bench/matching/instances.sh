# shellcheck shell=bash
# instances.sh: to be sourced; instances of known optimum in a database.
#
#	build_generator DIR		compiles the generator to DIR/generate
#	load_instance DIR NAME	tables pair, seat and rank, filled with the instance
#	known_optimum NAME		"matched priorities scores" of optima.tsv, or nothing
#	assign_optimum			the same, as assign() finds it on the tables
#	assign_sums OBJECTIVE	"priorities scores" that assign() finds
#	glpk_sums DIR NAME OBJECTIVE	the same, as GLPK's simplex method finds it
#
# Uses the function psql of whoever sources it.
instances_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

build_generator()
{
	mkdir -p "$1"
	${CC:-cc} -O2 -o "$1/generate" "$instances_dir/generate.c" "$instances_dir/instance.c"
}

load_instance()
{
	psql -c 'SET client_min_messages = warning' -c 'DROP TABLE IF EXISTS pair, seat, rank' \
		-c 'CREATE TABLE pair (mentee_id int, mentor_id int, score int)' \
		-c 'CREATE TABLE seat (mentor_id int, capacity int)' \
		-c 'CREATE TABLE rank (mentee_id int, priority int)'
	"$1/generate" "$2" pairs | psql_in -c 'COPY pair FROM STDIN'
	"$1/generate" "$2" mentors | psql_in -c 'COPY seat FROM STDIN'
	"$1/generate" "$2" mentees | psql_in -c 'COPY rank FROM STDIN'
	psql -c 'VACUUM ANALYZE pair' -c 'VACUUM ANALYZE seat' -c 'VACUUM ANALYZE rank'
}

known_optimum()
{
	awk -v name="$1" '$1 == name {print $8, $9, $10}' "$instances_dir/optima.tsv"
}

# shellcheck disable=SC2034
query_assign="SELECT count(*), sum(priority), sum(score)
FROM assign('TABLE pair', 'TABLE seat', 'TABLE rank') JOIN rank USING (mentee_id)"

assign_optimum()
{
	psql -A -t -F ' ' -c "$query_assign"
}

assign_sums()
{
	psql -A -t -F ' ' -c "SELECT coalesce(sum(priority), 0), coalesce(sum(score), 0)
		FROM assign('TABLE pair', 'TABLE seat', 'TABLE rank', '$1') JOIN rank USING (mentee_id)"
}

# A flow of least cost: everybody goes to a mentor, at the price of the score
# less than nothing, or to a place outside, which costs a priority more than all
# scores together; for objective=score it costs nothing.  Sums are read from that
# one number; priorities do not matter to objective=score and are printed as 0.
glpk_sums()
{
	local dir=$1 name=$2 objective=$3
	"$dir/generate" "$name" mentees > "$dir/mentees"
	"$dir/generate" "$name" mentors > "$dir/mentors"
	"$dir/generate" "$name" pairs > "$dir/pairs"
	awk -v objective="$objective" -v unit_file="$dir/unit" '
		FILENAME ~ /mentees$/ {priority[n++] = $2; next}
		FILENAME ~ /mentors$/ {seats[m++] = $2; next}
		{pair[e++] = "a " $1 + 1 " " n + 1 + $2 " 0 1 " (-$3)}
		END {
			unit = objective == "score" ? 0 : 1000 * n + 1
			printf "p min %d %d\n", n + m + 1, e + n + m
			for (i = 1; i <= n; i++) printf "n %d 1\n", i
			printf "n %d %d\n", n + m + 1, -n
			for (k = 0; k < e; k++) print pair[k]
			for (j = 1; j <= m; j++) printf "a %d %d 0 %d 0\n", n + j, n + m + 1, seats[j - 1]
			for (i = 1; i <= n; i++) {
				printf "a %d %d 0 1 %d\n", i, n + m + 1, unit * priority[i - 1]
				all += priority[i - 1]
			}
			print unit, all > unit_file
		}' "$dir/mentees" "$dir/mentors" "$dir/pairs" > "$dir/flow"
	glpsol --mincost "$dir/flow" -w "$dir/solution" > "$dir/glpsol.log" || return 1
	# "s bas ROWS COLUMNS f f COST"
	awk -v unit="$(cut -d ' ' -f 1 "$dir/unit")" -v all="$(cut -d ' ' -f 2 "$dir/unit")" '
		$1 == "s" {
			if ($5 != "f" || $6 != "f") exit 1
			cost = $7
			outside = unit == 0 ? 0 : int((cost + 1000 * unit) / unit) - 1000
			if (unit > 0 && outside * unit < cost) outside++
			printf "%d %d\n", unit == 0 ? 0 : all - outside, outside * unit - cost
		}' "$dir/solution"
}
