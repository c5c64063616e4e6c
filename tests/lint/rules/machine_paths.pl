#!/usr/bin/perl
# Nothing depends on the machine it was written on.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

my $folder = qr{/(?:work|root|home|Users|mnt|tmp/wt)/};

for my $path (files(qr{.}))
{
	next if $path =~ m{^tests/fuzz/corpus/};
	my $text = slurp($path);
	next if $text =~ /\0/;
	my $number = 0;
	for my $line (split /\n/, $text)
	{
		$number++;
		violation($path, $number, "path of one machine: $1") if $line =~ m#(?<![\w.\}~)*])($folder\S*)#;
	}
}
finish();
