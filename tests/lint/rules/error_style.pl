#!/usr/bin/perl
# An error of the extension has its SQLSTATE, and its primary message is in
# PostgreSQL's style: no capital, no full stop.  The server's version is looked
# at in one place.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

for my $path (files(qr{^extension/pg/.*\.[ch]$}))
{
	my $code = c_code($path);
	my $text = slurp($path);

	while ($code =~ /\b(ereport|errsave|ereturn)\s*(\((?:[^()]++|(?2))*\))/g)
	{
		my ($call, $line) = ($2, line_at($code, $-[0]));
		next if $call !~ /\bERROR\b/ || $call =~ /__VA_ARGS__/;
		violation($path, $line, 'an error without errcode()') if $call !~ /\berrcode\s*\(/;
	}
	while ($text =~ /\berrmsg(?:_internal|_plural)?\s*\(\s*"([^"]*)"/g)
	{
		my ($message, $line) = ($1, line_at($text, $-[0]));
		violation($path, $line, 'a primary message starts with a capital') if $message =~ /^[A-Z][a-z ]/;
		violation($path, $line, 'a primary message ends with a full stop') if $message =~ /\.$/;
	}
	if ($path ne 'extension/pg/compat.h')
	{
		while ($code =~ /\bPG_VERSION_NUM\b/g)
		{
			violation($path, line_at($code, $-[0]), 'PG_VERSION_NUM belongs in pg/compat.h');
		}
	}
}
finish();
