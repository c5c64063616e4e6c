#!/bin/bash
# accessible.sh FILE...: does veraPDF find each of these files to conform to
# PDF/UA-1?  Ends with status 0 if so, 1 if not, and 77 where veraPDF cannot be
# had, since it takes npm, a network and Java.
#
# The jar comes from npm, pinned by tests/pdf/verapdf/package-lock.json, once
# into build/verapdf.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
here=$top/tests/pdf/verapdf
build=$top/build/verapdf
jar=$build/node_modules/@opendataloader/pdf/lib/opendataloader-pdf-cli.jar
debian=/usr/share/java

skip() { echo "skipped: $*"; exit 77; }

[ $# -gt 0 ] || { echo "not ok - no file was given"; exit 1; }
# a Java that compiles what it runs, for which Debian needs no compiler package
java --list-modules 2> /dev/null | grep -q '^jdk\.compiler' || skip 'veraPDF needs Java 17'
[ -e "$debian/jaxb-runtime.jar" ] || skip "veraPDF needs Debian's libjaxb-java"
if [ ! -s "$jar" ] || ! cmp -s "$here/package-lock.json" "$build/package-lock.json"; then
	command -v npm > /dev/null || skip 'veraPDF comes from npm, and there is no npm'
	rm -rf "$build"
	mkdir -p "$build" && cp "$here"/package*.json "$build" || exit 1
	(cd "$build" && timeout -k 10 180 npm ci --silent --ignore-scripts --no-audit --no-fund \
		< /dev/null > "$build/npm.log" 2>&1)
	if [ ! -s "$jar" ]; then
		rm -f "$build/package-lock.json"
		tail -n 3 "$build/npm.log"
		skip 'npm did not get veraPDF'
	fi
fi

classes=$jar
for library in jaxb-runtime jaxb-core jaxb-impl istack-commons-runtime javax.activation txw2 \
	FastInfoset stax-ex; do
	classes+=:$debian/$library.jar
done
# a short life: the thorough compiler would cost more than it gains
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx1g \
	--add-opens java.base/java.lang=ALL-UNNAMED -cp "$classes" "$here/PdfUa.java" "$@"
