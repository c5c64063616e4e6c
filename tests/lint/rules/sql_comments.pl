#!/usr/bin/perl
# Every object an install script makes has its COMMENT: \df+ and \dT+ are the
# reference a user has at hand.  Overloaded functions are told apart by number
# only; the regression tests ask the catalogue for each of them.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

my $name = qr{(?:"[^"]+"|[\w@.]+)};
my $kind = qr{TABLE|VIEW|MATERIALIZED[ ]VIEW|FUNCTION|PROCEDURE|AGGREGATE|TYPE|DOMAIN
	|OPERATOR[ ]CLASS|OPERATOR[ ]FAMILY|OPERATOR|CAST}xi;

# "FUNCTION streaks": what a CREATE and its COMMENT have in common
sub identity
{
	my ($what, $rest) = @_;

	$what = uc $what;
	if ($what eq 'CAST')
	{
		return unless $rest =~ /^\(\s*(.+?)\s+AS\s+(.+?)\s*\)/i;
		return "CAST ($1 AS $2)";
	}
	if ($what =~ /^OPERATOR (?:CLASS|FAMILY)$/)
	{
		return unless $rest =~ /^($name)(?=.*?\bUSING\s+(\w+))/i;
		return "$what $1 USING $2";
	}
	return $rest =~ /^([^\s(]+)/ ? "OPERATOR $1" : () if $what eq 'OPERATOR';
	$rest =~ s/^IF NOT EXISTS //i;
	return $rest =~ /^($name)/ ? "$what $1" : ();
}

my %folder;
push @{ $folder{ (m{^(.*)/})[0] } }, $_ for files(qr{^extension/scripts/[^/]+/[^/]+\.sql$});

for my $scripts (sort keys %folder)
{
	my (%made, %commented, %where);

	for my $path (@{ $folder{$scripts} })
	{
		for (sql_statements($path))
		{
			my ($line, $text) = @$_;
			if ($text =~ /^CREATE (?:OR REPLACE )?(?:TRUSTED )?($kind) (.*)$/i)
			{
				my ($what, $rest) = ($1, $2);
				my $id = identity($what, $rest) or next;
				# a shell type is completed later under the same name
				next if uc $what eq 'TYPE' && $rest =~ /^$name$/;
				$made{$id}++;
				$where{$id} //= [ $path, $line ];
			}
			elsif ($text =~ /^COMMENT ON ($kind) (.*)$/i)
			{
				my $id = identity($1, $2) or next;
				$commented{$id}++;
			}
		}
	}
	for my $id (sort keys %made)
	{
		my $short = $made{$id} - ($commented{$id} // 0);
		violation(@{ $where{$id} }, "$id has no COMMENT" . ($made{$id} > 1 ? " ($short of $made{$id})" : ''))
		  if $short > 0;
	}
}
finish();
