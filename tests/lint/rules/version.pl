#!/usr/bin/perl
# META.json is the one place of the release version; what must repeat it agrees
# with it, and nothing else repeats it.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

my $meta = slurp('META.json');
my ($version) = $meta =~ /^\t"version": "(\d+\.\d+\.\d+)",$/m;
if (!defined $version)
{
	violation('META.json', 0, 'no line of the form "version": "1.2.3",');
	finish();
}

while ($meta =~ /"version": "([^"]+)"/g)
{
	my ($found, $line) = ($1, line_at($meta, $-[0]));
	# the specification's own number is the last one
	next if substr($meta, 0, $-[0]) =~ /"meta-spec":\s*\{\s*$/;
	violation('META.json', $line, "version $found beside $version") if $found ne $version;
}

for my $path (files(qr{^extension/\w+\.control$}))
{
	my ($found) = slurp($path) =~ /^default_version = '([^']+)'$/m;
	violation($path, 0, 'default_version is ' . ($found // 'missing') . ", not $version")
	  if !defined $found || $found ne $version;
	my ($name) = $path =~ m{(\w+)\.control$};
	violation($path, 0, "extension $name is not in META.json's \"provides\"")
	  if $meta !~ /"file": "\Q$path\E"/;
}

# "## 1.2.3 (unreleased)" or "## 1.2.3 (2025-06-30)", newest first
my @entries;
if (!-f 'CHANGELOG.md')
{
	violation('CHANGELOG.md', 0, 'missing');
}
else
{
	my $number = 0;
	for my $text (lines_of('CHANGELOG.md'))
	{
		$number++;
		next unless $text =~ /^## /;
		if ($text !~ /^## (\d+\.\d+\.\d+) \((unreleased|\d{4}-\d\d-\d\d)\)$/)
		{
			violation('CHANGELOG.md', $number, 'an entry reads "## 1.2.3 (unreleased)" or "## 1.2.3 (2025-06-30)"');
			next;
		}
		violation('CHANGELOG.md', $number, 'only the newest entry may be unreleased')
		  if @entries && $2 eq 'unreleased';
		push @entries, $1;
	}
	violation('CHANGELOG.md', 0, 'the newest entry is ' . ($entries[0] // 'missing') . ", not $version")
	  if !@entries || $entries[0] ne $version;
}

for my $path (files(qr{\.(?:c|h|sql|sh|pl|pm|inc)$|(?:^|/)Makefile$|^tests/check$|^\.ci/}))
{
	my $number = 0;
	for my $text (lines_of($path))
	{
		$number++;
		violation($path, $number, 'repeats the release version')
		  if $text =~ /(?<![\d.])\Q$version\E(?![\d.]*\d)/;
	}
}
finish();
