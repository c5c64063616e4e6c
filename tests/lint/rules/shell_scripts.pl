#!/usr/bin/perl
# Shell scripts parse, can be run, and shellcheck has nothing to warn of.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

my $have_shellcheck = grep { -x "$_/shellcheck" } split /:/, $ENV{PATH} // '';

for my $path (files(qr{.}))
{
	next if $path =~ m{^tests/fuzz/corpus/};
	my ($first) = slurp($path) =~ /^([^\n]*)/;
	my $script = $first =~ m{^#!};
	my $shell = $first =~ m{^#!.*\b(?:ba)?sh\b} || $path =~ /\.sh$/;

	violation($path, 0, 'starts with #! and is not executable') if $script && !-x $path;
	next if !$shell;
	my $parse = `bash -n '$path' 2>&1`;
	violation($path, 0, "does not parse: $parse") if $?;
	next if !$have_shellcheck;
	my $warnings = `shellcheck -s bash -S warning -f gcc -x -P SCRIPTDIR '$path' 2>&1`;
	violation($path, 0, "shellcheck:\n$warnings") if $?;
}
finish();
