#!/usr/bin/perl
# What .editorconfig says: UTF-8, Unix line ends, a last newline, nothing at the
# end of a line, indentation by tabs in code.  Expected output and data are as
# the program wrote them.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

use Encode ();

my $data = qr{\.out$|^tests/fuzz/corpus/|\.(?:csv|tsv)$};

for my $path (files(qr{.}))
{
	next if $path =~ $data;
	my $text = slurp($path);
	next if $text eq '' || $text =~ /\0/;

	violation($path, 0, 'not UTF-8')
	  if !eval { Encode::decode('UTF-8', my $copy = $text, Encode::FB_CROAK); 1 };
	violation($path, 0, 'starts with a byte order mark') if $text =~ /^\xEF\xBB\xBF/;
	violation($path, 0, 'no newline at the end') if $text !~ /\n\z/;

	my $number = 0;
	for my $line (split /\n/, $text)
	{
		$number++;
		violation($path, $number, 'carriage return') if $line =~ /\r/;
		violation($path, $number, 'white space at the end') if $line =~ /[ \t]$/;
		# three spaces at most complete an alignment after the tabs
		violation($path, $number, 'indented by spaces')
		  if $path =~ /\.(?:c|h|sql|pl|pm|sh|json)$/ && $line =~ /^\t* {4}/;
		violation($path, $number, 'tab in a text') if $path =~ /\.md$/ && $line =~ /\t/;
	}
}
finish();
