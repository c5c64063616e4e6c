#!/usr/bin/perl
# Functions that overflow, that a locale or the clock changes, that run a shell,
# or for which the project has its own one place.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

my %banned = (
	(map { $_ => 'writes without a limit' } qw(strcpy strcat stpcpy sprintf vsprintf gets)),
	(map { $_ => 'may leave no terminator' } qw(strncpy strncat)),
	(map { $_ => 'reports no error' } qw(atoi atol atoll atof)),
	(map { $_ => 'reads a number or a text without a limit' } qw(scanf fscanf sscanf vsscanf)),
	(map { $_ => 'runs a shell' } qw(system popen)),
	(map { $_ => 'keeps state between calls' } qw(strtok asctime ctime gmtime localtime rand srand tmpnam)),
	(map { $_ => 'gives another process the file' } qw(mktemp tempnam tmpfile)),
	(map { $_ => 'output must not depend on the locale' } qw(setlocale)),
	(map { $_ => 'loses resources' } qw(setjmp longjmp alloca)),
	HPDF_SaveToFile => 'neither atomic nor private; save to a stream and rename',
);
my $names = join '|', sort keys %banned;

for my $path (files(qr{\.[ch]$}))
{
	my $number = 0;

	for my $text (split /\n/, c_code($path))
	{
		$number++;
		while ($text =~ /(?<![\w.>])($names)\s*\(/g)
		{
			my $name = $1;

			# a unit test may ask another program what it thinks of a file
			next if $banned{$name} eq 'runs a shell' && $path =~ m{^tests/unit/};
			violation($path, $number, "$name() $banned{$name}");
		}
	}
}
finish();
