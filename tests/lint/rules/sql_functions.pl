#!/usr/bin/perl
# Volatility and parallel safety of a function are chosen, never left to the
# default: the default is VOLATILE and PARALLEL UNSAFE, which silently turns
# plans serial.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

for my $path (files(qr{^extension/scripts/mentorship/[^/]+\.sql$}))
{
	for (sql_statements($path))
	{
		my ($line, $text) = @$_;
		next unless $text =~ /^CREATE (?:OR REPLACE )?(FUNCTION|AGGREGATE) ([^\s(]+)/i;
		my ($what, $function) = (uc $1, $2);
		violation($path, $line, "$function does not say PARALLEL SAFE, RESTRICTED or UNSAFE")
		  if $text !~ /\bPARALLEL\s*=?\s*(?:SAFE|RESTRICTED|UNSAFE)\b/i;
		violation($path, $line, "$function does not say IMMUTABLE, STABLE or VOLATILE")
		  if $what eq 'FUNCTION' && $text !~ /\b(?:IMMUTABLE|STABLE|VOLATILE)\b/i;
	}
}
finish();
