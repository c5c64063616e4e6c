#!/usr/bin/perl
# Unfinished work is finished or filed, not marked in the text.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

# written so that this file does not hold them itself
my $marker = join '|', map { join '', @$_ }
  ([qw(TO DO)], [qw(FIX ME)], [qw(XX X)], [qw(HA CK)], [qw(TB D)], [qw(W IP)]);

for my $path (files(qr{(?:\.(?:c|h|sql|sh|pl|pm|md|json|control|txt|py|inc)|(?:^|/)Makefile|^tests/check|^\.ci/\w+)$}))
{
	my $number = 0;

	for my $text (lines_of($path))
	{
		$number++;
		violation($path, $number, "marker $1") if $text =~ /(?<![A-Za-z0-9_])($marker)(?![A-Za-z0-9_])/;
	}
}
finish();
