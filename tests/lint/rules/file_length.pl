#!/usr/bin/perl
# A file that nobody can hold in mind is split.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

use constant LONGEST => 800;

for my $path (files(qr{\.(?:c|h|sql|sh|pl|pm|inc)$|(?:^|/)Makefile$|^tests/check$|^tests/lint/run$}))
{
	my $count = () = slurp($path) =~ /\n/g;
	violation($path, 0, "$count lines, and the limit is " . LONGEST) if $count > LONGEST;
}
finish();
