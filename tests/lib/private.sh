# private.sh (sourced): a work folder for a test that needs PostgreSQL.
#
# PostgreSQL refuses to run as root, so root drops to the user in
# MSHIP_TEST_USER (default postgres).  That user may not be able to look into
# the checkout, so everything it needs is copied to a folder of its own.
#
#	private_begin NAME		makes $work, owned by nobody else, removed at exit,
#							and in it pg/, the private installation; sets
#							$bin (its programs), $pgxs and $drop (the command
#							prefix that drops privileges, an array)
#	private_own				hands $work to the user; call it after copying
#	private_tree DIR		copies the checkout without what was built

# shellcheck disable=SC2034 # the variables are for the caller
private_begin()
{
	top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
	local prefix=${MSHIP_PREFIX:-$top/build/pg}

	user=${MSHIP_TEST_USER:-postgres}
	work=$(mktemp -d "${TMPDIR:-/tmp}/mship-$1.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	bin=$("$top/tests/lib/prefix.sh" "$prefix")
	drop=()
	if [ "$(id -u)" = 0 ]; then
		mkdir "$work/pg"
		cp -a --reflink=auto "$prefix/." "$work/pg/"
		bin=$work/pg${bin#"$prefix"}
		drop=(setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups)
	fi
	pgxs=$(dirname "$("$bin/pg_config" --pgxs)")/..
}

private_own()
{
	if [ "$(id -u)" = 0 ]; then chown -R "$user" "$work"; fi
	chmod 755 "$work"
}

private_tree()
{
	mkdir -p "$1"
	tar -C "$top" --exclude=./.git --exclude=./build --exclude=./out \
		--exclude='*.o' --exclude='*.so' --exclude='*.bc' -cf - . | tar -C "$1" -xf -
}
