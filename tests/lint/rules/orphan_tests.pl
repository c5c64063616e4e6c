#!/usr/bin/perl
# Every test is run and every expectation belongs to a test.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

# regression tests and their expected output, alternatives (_1) included
for my $path (files(qr{^sql/[^/]+\.sql$}))
{
	my ($test) = $path =~ m{([^/]+)\.sql$};
	violation($path, 0, "no expected/$test.out") if !-f "expected/$test.out";
}
for my $path (files(qr{^expected/}))
{
	my ($test) = $path =~ m{^expected/([^/]+?)(?:_\d)?\.out$};
	my ($exact) = $path =~ m{^expected/([^/]+)\.out$};
	violation($path, 0, 'belongs to no test of sql/')
	  if !defined $exact || !(-f "sql/$exact.sql" || -f "sql/$test.sql");
}
violation($_, 0, 'regression tests lie in sql/, expected output in expected/')
  for grep { !m{^sql/\w+\.sql$} } files(qr{^sql/});

# unit tests carry the name of a module, or of a layer and a topic of its
for my $path (files(qr{^tests/unit/.*\.c$}))
{
	if ($path !~ m{^tests/unit/(\w+)_test\.c$})
	{
		# a helper is shared by tests, which the name of its header shows
		(my $header = $path) =~ s/\.c$/.h/;
		violation($path, 0, 'neither <module>_test.c nor a helper with a header') if !-f $header;
		next;
	}
	my $module = $1;
	my @source = grep { -f } "extension/core/$module.c", "extension/core/$module.h",
	  glob("jobs/*/$module.c"), glob("jobs/*/$module.h");
	my ($layer) = $module =~ /^([a-z]+)_/;
	violation($path, 0, "there is no module $module")
	  if !@source && !(defined $layer && -d "jobs/$layer");
	violation($path, 0, 'runs no test group') if slurp($path) !~ /\bcmocka_run_group_tests/;
}

# fuzz harnesses and their seeds
for my $path (files(qr{^tests/fuzz/.*\.c$}))
{
	my ($x) = $path =~ m{^tests/fuzz/fuzz_(\w+)\.c$};
	if (!defined $x) { violation($path, 0, 'is not called fuzz_<x>.c'); next }
	my @seeds = glob("tests/fuzz/corpus/$x/*");
	violation($path, 0, "no seeds in tests/fuzz/corpus/$x") if !@seeds;
}
my %seeded = map { m{^tests/fuzz/corpus/([^/]+)/} ? ($1 => $_) : () } files(qr{^tests/fuzz/corpus/});
for my $x (sort keys %seeded)
{
	violation($seeded{$x}, 0, "there is no tests/fuzz/fuzz_$x.c") if !-f "tests/fuzz/fuzz_$x.c";
}

# TAP tests are found by their number, suites by their mode
my %number;
for my $path (files(qr{^tests/tap/}))
{
	next if $path =~ m{\.pm$};
	if ($path !~ m{^tests/tap/(\d\d\d)_\w+\.pl$})
	{
		violation($path, 0, 'is not called NNN_name.pl, so nothing runs it');
		next;
	}
	violation($path, 0, "has the number of $number{$1}") if exists $number{$1};
	$number{$1} = $path;
}
for my $path (files(qr{^tests/suites/}))
{
	violation($path, 0, 'is not called NN_name.sh, so nothing runs it') if $path !~ m{/\d\d_\w+\.sh$};
	violation($path, 0, 'is not executable, so nothing runs it') if !-x $path;
}
for my $path (files(qr{^tests/lint/rules/}))
{
	violation($path, 0, 'is not an executable rule .pl, so nothing runs it') if $path !~ /\.pl$/ || !-x $path;
}
finish();
