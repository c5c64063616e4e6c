#!/bin/bash
# prefix.sh DIR: a private PostgreSQL installation under DIR with our
# extensions in it, so that tests never touch the system's own.
#
# PostgreSQL finds its libraries and extensions relative to its programs, so a
# copy of the two installation trees is a complete installation.  Prints the
# folder of the programs.  Called again, it only installs the extensions anew.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$1
system_bin=$(${PG_CONFIG:-pg_config} --bindir)
share=$(${PG_CONFIG:-pg_config} --sharedir)
home=$(dirname "$system_bin")

if [ ! -x "$dir$system_bin/postgres" ]; then
	mkdir -p "$dir$home" "$dir$share"
	tar -C "$home" --exclude=lib/bitcode -cf - bin lib | tar -C "$dir$home" -xf -
	tar -C "$share" -cf - . | tar -C "$dir$share" -xf -
fi
if [ -z "${PREFIX_ONLY:-}" ]; then
	# built against the system's headers, installed by the copy's own paths
	make -s -C "$top/extension" with_llvm=no ${WERROR:+WERROR=$WERROR} all >&2
	make -s -C "$top/extension" with_llvm=no \
		PG_CONFIG="$dir$system_bin/pg_config" install >&2
fi
echo "$dir$system_bin"
