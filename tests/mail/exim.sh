#!/bin/bash
# exim.sh FOLDER: Debian's Exim into a folder, once, from where it runs as anybody.
#
# It is unpacked and not installed, because a machine has one mail server only,
# and this one would put it out.  Exim asks for the user Debian-exim, whom
# nss_wrapper makes up.  Ends with status 77 where the packages cannot be had,
# since that takes a network.
set -u
folder=$1
packages=(exim4-daemon-light libidn12 libnss-wrapper)

[ ! -e "$folder/exim" ] || exit 0
command -v apt-get > /dev/null || { echo 'skipped: no apt-get'; exit 77; }
rm -rf "$folder.new"
mkdir -p "$folder.new/deb" && cd "$folder.new/deb" || exit 1
if ! timeout -k 10 120 apt-get -qq download "${packages[@]}" < /dev/null; then
	cd / && rm -rf "$folder.new"
	echo 'skipped: apt-get did not get Exim'
	exit 77
fi
for deb in *.deb; do dpkg-deb -x "$deb" ../all || exit 1; done
cd .. && mkdir lib || exit 1
cp all/usr/sbin/exim4 exim && cp -P all/usr/lib/*/*.so* lib || exit 1
# not with root's rights
chmod 755 exim && rm -rf all deb && cd / && mv "$folder.new" "$folder"
