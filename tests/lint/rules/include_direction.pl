#!/usr/bin/perl
# Who may include whom.  Each folder may use its own headers and those to its
# right; a third party's header belongs to one layer, so that exchanging the
# library touches that layer alone.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/..";
use Lint;

my @freestanding = qw(stdint stddef stdbool limits string math);
my @pure = (@freestanding, qw(assert errno float inttypes stdalign stdarg stdio stdlib));
my @libc = (@pure, qw(ctype dirent fcntl getopt libgen locale poll pthread pwd
	  signal stdatomic strings sysexits termios time unistd wchar netdb iconv
	  sys/file sys/mman sys/prctl sys/random sys/resource sys/socket sys/stat sys/statvfs sys/time
	  sys/types sys/uio sys/wait));

# layer => [folders it may use, system headers, third parties]
my %layer = (
	common => [ [qw(common)], \@libc, [] ],
	model => [ [qw(model common core)], \@pure, [] ],
	db => [ [qw(db model common queries)], \@libc, [qr{^libpq-fe\.h$}] ],
	load => [ [qw(load common)], \@libc, [qr{^csv\.h$}] ],
	layout => [ [qw(layout common)], \@pure, [] ],
	pdf => [
		[qw(pdf layout common)], \@libc,
		[ qr{^hpdf\w*\.h$}, qr{^hb[\w-]*\.h$}, qr{^fribidi[\w/-]*\.h$}, qr{^fontconfig/\w+\.h$},
			qr{^libdeflate\.h$} ]
	],
	report => [ [qw(report model layout common)], \@pure, [] ],
	mail => [ [qw(mail common)], \@libc, [ qr{^curl/curl\.h$}, qr{^openssl/evp\.h$} ] ],
	main => [ [qw(main report pdf layout load db mail model common)], \@libc, [] ],
);

my %server = map { $_ => 1 } qw(postgres.h postgres_fe.h c.h fmgr.h);

sub is_in
{
	my ($name, @list) = @_;

	return scalar grep { "$_.h" eq $name } @list;
}

sub check_core
{
	my ($path, $line, $system, $name) = @_;

	if ($system)
	{
		violation($path, $line, "the core may not include <$name>")
		  unless is_in($name, @freestanding);
	}
	elsif ($name !~ m{^core/\w+\.h$})
	{
		violation($path, $line, "the core may not include \"$name\"");
	}
	return;
}

# The server has folders of its own called common and so on; ours are out of
# the extension's include path, so only the names that are ours alone count.
sub check_pg
{
	my ($path, $line, $system, $name) = @_;

	violation($path, $line, "pg/ may not include $name")
	  if $name =~ m{^(?:hpdf|hb-|hb\.|libpq-fe|fontconfig|fribidi|curl/)}
	  || $name =~ m{^(?:\.\./|jobs/|db/|model/|layout/|pdf/|report/|mail/|main/)}
	  || -f "jobs/$name";
	return;
}

sub check_job
{
	my ($path, $line, $system, $name, $own) = @_;
	my ($folders, $headers, $parties) = @{ $layer{$own} };

	return if grep { $name =~ $_ } @$parties;
	if (!$system && $name =~ m{^([\w.]+)/})
	{
		my $folder = $1;
		violation($path, $line, "$own/ may not include \"$name\"")
		  unless grep { $_ eq $folder } @$folders;
	}
	elsif (!$system)
	{
		violation($path, $line, "\"$name\" is not written as \"layer/file.h\"");
	}
	elsif (!is_in($name, @$headers))
	{
		violation($path, $line, "$own/ may not include <$name>");
	}
	return;
}

for my $path (files(qr{\.(?:c|h|inc)$}))
{
	my ($server, $client);
	my $number = 0;

	for my $text (split /\n/, c_code($path))
	{
		$number++;
		next unless $text =~ /^\s*#\s*include\s*([<"])([^>"]+)[>"]/;
		my ($system, $name) = ($1 eq '<', $2);

		$server = $number if $server{$name};
		$client = $number if $name =~ m{^(?:hpdf\w*|libpq-fe|libpq/libpq-fs)\.h$};
		if ($path =~ m{^extension/core/}) { check_core($path, $number, $system, $name) }
		elsif ($path =~ m{^extension/pg/}) { check_pg($path, $number, $system, $name) }
		elsif ($path =~ m{^jobs/([^/]+)/} && $layer{$1}) { check_job($path, $number, $system, $name, $1) }
		elsif ($path =~ m{^jobs/([^/]+)/} && $number) { violation($path, $number, "jobs/$1 is not a layer") }
		violation($path, $number, "only jobs may not include the server's $name")
		  if $path =~ m{^jobs/} && $server{$name};
	}
	violation($path, $server, "the server's and a client library's headers in one file")
	  if $server && $client;
}
finish();
