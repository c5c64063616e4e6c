# shellcheck shell=bash
# instances.sh: to be sourced; instances of known optimum in a database.
#
#	build_generator DIR		compiles the generator to DIR/generate
#	load_instance DIR NAME	tables pair, seat and rank, filled with the instance
#	known_optimum NAME		"matched priorities scores" of optima.tsv, or nothing
#	assign_optimum			the same, as assign() finds it on the tables
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
