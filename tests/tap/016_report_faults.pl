# Report files on a disk that is full or fails, and a run that is killed: at each
# system call that has to do with a file, one after the other.  Whatever the
# moment, what stands under a report's name is whole, the one that could not be
# saved is named, the exit status says so, and the next run needs no help.
use strict;
use warnings;

use Digest::SHA qw(sha256_hex);
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $program = $ENV{MSHIP_PROGRAM};
my $source = $ENV{MSHIP_SOURCE};
plan skip_all => 'the program mentorship is not built' if !defined $program;

use constant {
	EX_OK => 0,
	EX_IOERR => 74,
};

my $folder = PostgreSQL::Test::Utils::tempdir();
my $output = "$folder/out";
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION mentorship_program CASCADE');
$node->command_ok(
	[
		'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-v', 'students=60', '-v', 'schools=1', '-f',
		"$source/extension/sample/district.sql", $node->connstr('postgres')
	],
	'the sample district is loaded');
$node->safe_psql('postgres', q{
	CREATE ROLE night LOGIN IN ROLE mentorship_job;
	INSERT INTO mentorship.school_access VALUES ('night', NULL)});
my @connection = ('-h', $node->host, '-p', $node->port, '-d', 'postgres', '-U', 'night');
my $err;

# The program behind another command, for one day; its exit status.
sub report
{
	my ($before, $kind, $day) = @_;
	my @command = (@$before, $program, 'report', $kind, '--as-of', $day, '--output-dir', $output, @connection);

	IPC::Run::run(\@command, '<', \undef, '>', \my $out, '2>', \$err);
	return $? & 127 ? 'killed' : $? >> 8;
}

# Name and digest of every file of the folder; those that are not finished.
sub files
{
	my %found;

	foreach my $name (-d $output ? grep { !/^\.{1,2}$/ } slurp_dir($output) : ())
	{
		$found{$name} = sha256_hex(slurp_file("$output/$name"));
	}
	return \%found;
}
sub unfinished { return grep { /^\..*\.tmp$/ } keys %{ files() }; }
sub forget { system('rm', '-rf', $output); return; }

# The state of things before each fault: nothing, or the reports of another day.
use constant { TODAY => '2026-02-12', BEFORE => '2026-01-15' };
my %kept;
sub restore
{
	forget();
	system('cp', '-r', "$folder/before", $output) if $_[0];
	return;
}
is(report([], 'mentors', BEFORE), EX_OK, 'reports of another day');
my $before = files();
rename $output, "$folder/before" or die $!;
is(report([], 'mentors', TODAY), EX_OK, 'reports of today');
my $today = files();
is_deeply([ sort keys %$today ], [ sort keys %$before ], 'of the same mentors');
is(scalar(grep { $today->{$_} eq $before->{$_} } keys %$today), 0, 'all of them others');
my $reports = keys %$today;
cmp_ok($reports, '>=', 3, 'there are some');

#
# The calls that save a report, by their number among all calls of their name.
# The program lets nobody look into its memory, so a trace shows no paths: a
# report begins where a file is created and ends where it is renamed.
#
my @calls = qw(openat write fsync close renameat);
restore(1);
is(report([ qw(strace -qq -f -o), "$folder/trace", '-e', 'trace=' . join(',', @calls) ], 'mentors', TODAY),
	EX_OK, 'a run that is watched');
my (%made, %points, $inside, $flush);
foreach my $line (split /\n/, slurp_file("$folder/trace"))
{
	next if $line !~ /^\d+\s+(\w+)\(/;
	my $call = $1;

	$made{$call}++;
	$inside ||= $line =~ /O_CREAT/;
	push @{ $points{$call} }, $made{$call} if $inside;
	$flush = $made{$call} if $call eq 'fsync' && !$inside;
	$inside &&= $call ne 'renameat';
}
is_deeply({ map { $_ => scalar @{ $points{$_} } } @calls }, { map { $_ => $reports } @calls },
	'each report takes each call once');

sub inject { return [ qw(strace -qq -f -o /dev/null -e), "trace=$_[0]", '-e', "inject=$_[0]:$_[1]" ]; }

# What must hold after a fault: one report is named, and is as it was before;
# all others are whole, and nothing is unfinished.  The number of that one, or 0.
my @wrong;
sub check
{
	my ($where, $status, $old) = @_;
	my $files = files();
	my ($mentor) = $err =~ /^mentorship: error: could not write the report: mentor=(\d+) error="[^"]+"$/m;
	my $name = 'mentor-' . ($mentor // 0) . '.pdf';
	my %wanted = (%$today, $name => $before->{$name});

	delete $wanted{$name} if !$old;
	push @wrong, "$where: exit status $status" if $status ne EX_IOERR;
	push @wrong, "$where: says $err"
	  if !defined $mentor || $err !~ /written=@{[ $reports - 1 ]} failed=1\b/ || $err =~ /\n.*could not write.*\n.*could not write/s;
	push @wrong, "$where: other files" if !eq_hash($files, \%wanted);
	return $mentor // 0;
}

# that another run puts right, without a word
sub recover
{
	my ($where, $removed) = @_;
	my $status = report([], 'mentors', TODAY);

	push @wrong, "$where: then exit status $status" if $status ne EX_OK;
	push @wrong, "$where: then other files" if !eq_hash(files(), $today);
	push @wrong, "$where: then says $err" if ($err =~ /removed 1 unfinished/ ? 1 : 0) != $removed;
	return;
}

#
# A disk that is full, or fails
#
my %errors = (
	openat => [qw(ENOSPC EACCES)], write => [qw(ENOSPC EIO)], fsync => [qw(EIO ENOSPC)],
	close => [qw(EIO ENOSPC)], renameat => [qw(EIO ENOSPC)]);
my $faults = 0;
foreach my $call (@calls)
{
	my %hit;

	@wrong = ();
	foreach my $n (@{ $points{$call} })
	{
		my $error = $errors{$call}[ $faults % 2 ];
		my $old = $faults % 3 > 0;

		restore($old);
		my $status = report(inject($call, "error=$error:when=$n"), 'mentors', TODAY);
		$hit{ check("$call $n $error", $status, $old) }++;
		recover("$call $n $error", 0) if $faults++ % 4 == 0;
	}
	is_deeply(\@wrong, [], "each $call of a report that fails");
	is(scalar(keys %hit), $reports, 'strikes another report each time');
}

# a call that was only interrupted is made again
restore(0);
is(report(inject('write', "error=EINTR:when=$points{write}[0]"), 'mentors', TODAY), EX_OK, 'a write that is interrupted');
is_deeply(files(), $today, 'nothing is lost');

# the folder itself cannot be flushed: the names may be gone after a power cut
ok($flush, 'the folder is flushed');
restore(0);
is(report(inject('fsync', "error=EIO:when=$flush"), 'mentors', TODAY), EX_IOERR, 'a folder that cannot be flushed');
like($err, qr/could not flush the output folder: reports=$reports error="Input/, 'the log tells');
like($err, qr/written=0 failed=$reports\b/, 'no report counts as written');
@wrong = ();
recover('folder', 0);
is_deeply(\@wrong, [], 'the next run writes them again');

# not even removed: the next run does that
restore(1);
is(report([ @{ inject('fsync', 'error=EIO:when=1') }, '-e', 'trace=fsync,unlinkat', '-e', 'inject=unlinkat:error=EIO' ],
		'mentors', TODAY), EX_IOERR, 'a file that cannot be removed either');
is(scalar(unfinished()), 1, 'is left, under a name of its own');
@wrong = ();
recover('unlinkat', 1);
is_deeply(\@wrong, [], 'and removed by the next run');

#
# A run that is killed
#
my ($kills, $swept) = (0, 0);
foreach my $call (@calls)
{
	@wrong = ();
	foreach my $n (@{ $points{$call} })
	{
		my $old = $kills++ % 2;

		restore($old);
		my $status = report(inject($call, "signal=SIGKILL:when=$n"), 'mentors', TODAY);
		push @wrong, "$call $n: exit status $status" if $status ne 'killed';
		my @left = unfinished();
		my $files = files();
		delete $files->{$_} foreach @left;
		push @wrong, "$call $n: left @left" if @left > 1;
		push @wrong, "$call $n: half a report"
		  if grep { $files->{$_} ne $today->{$_} && !($old && $files->{$_} eq $before->{$_}) } keys %$files;
		push @wrong, "$call $n: an old report is gone" if $old && keys %$files != $reports;
		$swept += @left;
		recover("$call $n", scalar @left);
	}
	is_deeply(\@wrong, [], "killed at each $call");
}
cmp_ok($kills, '>=', 5 * $reports, "$kills kills");
cmp_ok($swept, '>=', $reports, "$swept of them left something to remove");

#
# A file system that fills, page by page, where the machine lets us make one; a
# school has two files
#
my @alone = qw(unshare --user --map-root-user --mount);
SKIP:
{
	skip 'no mounts here', 3 if system(@alone, 'sh', '-c', 'mount -t tmpfs tmpfs /mnt 2> /dev/null') != 0;
	forget();
	is(report([], 'schools', TODAY), EX_OK, 'the reports of a school');
	my $school = files();
	my $pages = 0;
	$pages += int((-s "$output/$_") / 4096) + 1 foreach keys %$school;
	@wrong = ();
	foreach my $room (grep { $_ % 4 == 0 || $_ >= $pages - 1 } 1 .. $pages)
	{
		forget();
		mkdir $output;
		my $status = report([ @alone, 'sh', '-c',
				"mount -t tmpfs -o mode=700,size=\$1 tmpfs '$output' || exit; shift; \"\$@\"; s=\$?; cp -r '$output' '$output.seen'; exit \$s",
				'sh', $room * 4096 ], 'schools', TODAY);
		rmdir $output;
		rename "$output.seen", $output or die $!;
		my $files = files();
		push @wrong, "$room pages: exit status $status" if $status ne ($room < $pages ? EX_IOERR : EX_OK);
		push @wrong, "$room pages: half a report" if grep { $files->{$_} ne ($school->{$_} // '') } keys %$files;
		push @wrong, "$room pages: all there" if $room < $pages && keys %$files == keys %$school;
		push @wrong, "$room pages: says $err"
		  if $room < $pages && $err !~ /could not write the report: school=\d+ error="No space left on device"/;
	}
	is_deeply(\@wrong, [], "a file system of 1 to $pages pages");
	forget();
}

done_testing();
