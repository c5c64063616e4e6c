# Lint.pm
#	What the rules share: finding files, reading C and SQL without comments and
#	literals, reporting violations.
#
# A rule is a script in rules/ that runs in the top folder of the tree it
# judges, prints "file:line: what is wrong" for each violation and ends with
# status 1 if there was one.
package Lint;

use strict;
use warnings;

use Exporter 'import';
use File::Find;

our @EXPORT = qw(files slurp lines_of c_code sql_code sql_statements line_at
  violation finish);

my $violations = 0;

# What a build or a test run leaves behind is not the project's text.
my $skip_folder = qr{^\./(?:\.git|build|out|results|tmp_check)(?:/|$)};
my $skip_file = qr{\.(?:o|so|bc|png|pdf|gz)$
	|^extension/mentorship\w*--[\d.]+\.sql$
	|^regression\.|/regression\.}x;

# The project's files whose path matches the pattern, sorted.
sub files
{
	my ($pattern) = @_;
	my @found;

	find({
			no_chdir => 1,
			preprocess => sub {
				grep { "$File::Find::dir/$_" !~ $skip_folder } @_;
			},
			wanted => sub {
				return unless -f $_ && !-l $_;
				(my $path = $_) =~ s{^\./}{};
				return if $path =~ $skip_file || $path !~ $pattern;
				push @found, $path;
			},
		}, '.');
	return sort @found;
}

sub slurp
{
	my ($path) = @_;

	open my $in, '<:raw', $path or die "$path: $!\n";
	local $/;
	my $text = <$in>;
	return defined $text ? $text : '';
}

sub lines_of
{
	return split /\n/, slurp($_[0]), -1;
}

# A part of the text made blank, with its line breaks kept.
sub blank
{
	my ($text) = @_;

	$text =~ s/[^\n]/ /g;
	return $text;
}

# C text with comments and the insides of literals blanked; an #include keeps
# its file name.
sub c_code
{
	my $text = slurp($_[0]);

	$text =~ s{
		( ^[ \t]*\#[ \t]*include[^\n/]* )
		| ( /\*.*?\*/ | //[^\n]* )
		| ( "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
	}{ defined $1 ? $1 : defined $2 ? blank($2)
		: substr($3, 0, 1) . blank(substr($3, 1, -1)) . substr($3, -1) }gemsx;
	return $text;
}

# SQL text with comments, literals and dollar-quoted bodies blanked.
sub sql_code
{
	my $text = slurp($_[0]);

	$text =~ s{
		( /\*.*?\*/ | --[^\n]* | ^\\[^\n]* )
		| ( '(?:[^']|'')*' )
		| ( (\$\w*\$) .*? \4 )
	}{ blank($&) }gemsx;
	return $text;
}

# The statements of an SQL file: [line, text with white space folded].
sub sql_statements
{
	my $code = sql_code($_[0]);
	my @statements;
	my $line = 1;

	for my $part (split /;/, $code, -1)
	{
		my ($lead) = $part =~ /^(\s*)/;
		my $start = $line + ($lead =~ tr/\n//);
		$line += ($part =~ tr/\n//);
		$part =~ s/^\s+|\s+$//g;
		$part =~ s/\s+/ /g;
		push @statements, [ $start, $part ] if $part ne '';
	}
	return @statements;
}

# The line of a position in a text.
sub line_at
{
	my ($text, $position) = @_;

	return 1 + (substr($text, 0, $position) =~ tr/\n//);
}

sub violation
{
	my ($path, $line, $what) = @_;

	print $path, $line ? ":$line" : '', ": $what\n";
	$violations++;
	return;
}

sub finish
{
	exit($violations ? 1 : 0);
}

1;
