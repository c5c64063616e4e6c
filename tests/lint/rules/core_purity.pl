#!/usr/bin/perl
# The core takes its memory from the caller, keeps no state, does no input or
# output, and depends on no locale: it must mean the same in the server, in a
# job, in a test and under any setting.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

my @memory = qw(malloc calloc realloc free aligned_alloc posix_memalign strdup
  strndup alloca palloc palloc0 repalloc pfree);
my @input_output = qw(printf fprintf sprintf snprintf vprintf vsnprintf vsprintf
  puts fputs putchar fopen fclose fread fwrite scanf sscanf fscanf perror);
my @locale = qw(strtod strtof strtold strtol strtoll strtoul strtoull atoi atol
  atof isdigit isalpha isalnum isspace isupper islower ispunct isxdigit isprint
  tolower toupper towlower towupper setlocale localeconv strcoll strxfrm
  strcasecmp strncasecmp mbstowcs mbrtowc wctomb strftime);
my @state = qw(errno time clock getenv rand srand random srandom drand48 exit abort
  assert signal setjmp longjmp raise qsort bsearch);
my $forbidden = join '|', @memory, @input_output, @locale, @state;

for my $path (files(qr{^extension/core/.*\.[ch]$}))
{
	my $number = 0;
	my $depth = 0;

	for my $text (split /\n/, c_code($path))
	{
		$number++;
		next if $text =~ /^\s*#/;
		# a member or a local of that name is no call
		while ($text =~ /(?<![\w.>])($forbidden)\s*\(/g)
		{
			violation($path, $number, "the core may not call $1()");
		}
		violation($path, $number, 'the core may not use errno') if $text =~ /\berrno\b/;
		violation($path, $number, 'state that outlives the call')
		  if $text =~ /^\s*(?:_Thread_local\s+|thread_local\s+)?static\b(?!\s+inline)/
		  && $text !~ /\bconst\b/
		  && $text =~ /[=;\[]/
		  && $text !~ /\(/;
		violation($path, $number, 'a global variable')
		  if $depth == 0
		  && $text =~ /^(?!typedef|static|extern|struct\s+\w+\s*;|enum|union|return|const\b)[A-Za-z_][\w\s*]*\b\w+\s*(?:\[[^]]*\]\s*)?(?:=[^=].*|;)\s*$/
		  && $text !~ /[()]/;
		$depth += ($text =~ tr/{//) - ($text =~ tr/}//);
	}
}
finish();
