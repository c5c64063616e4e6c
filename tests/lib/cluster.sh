# shellcheck shell=bash
# cluster.sh: to be sourced; a private installation and a throw-away cluster.
#
#	cluster_start	builds and installs into build/pg, starts a server that
#					listens on a socket in $cluster_dir alone, as superuser
#					postgres without a password; sets cluster_dir, cluster_bin
#	cluster_stop	stops it and removes all of $cluster_dir; safe to call twice
#
# As root the server runs as the user in MSHIP_TEST_USER (default postgres),
# because PostgreSQL refuses root; clients stay the invoking user.  The caller
# sets the trap: trap cluster_stop EXIT.
cluster_top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cluster_dir=

# a user's own settings for libpq must not lead elsewhere
unset PGHOST PGHOSTADDR PGPORT PGDATABASE PGUSER PGSERVICE PGSERVICEFILE \
	PGOPTIONS PGPASSWORD PGPASSFILE PGSSLMODE PGDATESTYLE PGTZ PGAPPNAME
export PGCLIENTENCODING=UTF8

cluster_start()
{
	local prefix owner
	prefix=${MSHIP_PREFIX:-$cluster_top/build/pg}
	cluster_dir=$(mktemp -d "${TMPDIR:-/tmp}/mship.XXXXXX") || return 1
	cluster_bin=$("$cluster_top/tests/lib/prefix.sh" "$prefix") || return 1
	cluster_drop=()
	if [ "$(id -u)" = 0 ]; then
		owner=${MSHIP_TEST_USER:-postgres}
		cluster_drop=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --init-groups)
		chmod 755 "$cluster_dir"
		# the build folder may lie where that user cannot look
		if ! "${cluster_drop[@]}" test -x "$cluster_bin/postgres" 2> /dev/null; then
			mkdir "$cluster_dir/pg" || return 1
			cp -a --reflink=auto "$prefix/." "$cluster_dir/pg/" || return 1
			cluster_bin=$cluster_dir/pg${cluster_bin#"$prefix"}
		fi
		mkdir "$cluster_dir/run" || return 1
		chown "$owner" "$cluster_dir/run" || return 1
	else
		mkdir "$cluster_dir/run" || return 1
	fi
	(
		cd "$cluster_dir/run" || exit 1
		export HOME=$cluster_dir/run
		unset LANGUAGE LC_ALL
		"${cluster_drop[@]}" "$cluster_bin/initdb" -D data -U postgres -A trust \
			-E UTF8 --no-locale --no-sync > initdb.log 2>&1 ||
			{ cat initdb.log >&2; exit 1; }
		cat >> data/postgresql.conf << CONF
listen_addresses = ''
unix_socket_directories = '$cluster_dir/run'
fsync = off
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
max_wal_size = '512MB'
CONF
		"${cluster_drop[@]}" "$cluster_bin/pg_ctl" -D data -l server.log -s -w start ||
			{ cat server.log >&2; exit 1; }
	) < /dev/null || return 1
	export PGHOST=$cluster_dir/run PGUSER=postgres
}

cluster_stop()
{
	[ -n "$cluster_dir" ] || return 0
	if [ -f "$cluster_dir/run/data/postmaster.pid" ]; then
		(cd "$cluster_dir/run" &&
		 "${cluster_drop[@]}" "$cluster_bin/pg_ctl" -D data -s -m immediate stop) < /dev/null || true
	fi
	rm -rf "$cluster_dir"
	cluster_dir=
}
