# A run of reports as a whole: one snapshot for all of its processes, whatever
# happens meanwhile, and every report accounted for when a process is lost.
use strict;
use warnings;

use Digest::SHA;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $program = $ENV{MSHIP_PROGRAM};
my $source = $ENV{MSHIP_SOURCE};
plan skip_all => 'the program mentorship is not built' if !defined $program;

$ENV{PG_TEST_TIMEOUT_DEFAULT} //= 20;

use constant {
	EX_OK => 0,
	EX_PARTIAL => 65,
	EX_TEMPFAIL => 75,
};

my $folder = PostgreSQL::Test::Utils::tempdir();
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION mentorship_program CASCADE');
$node->command_ok(
	[
		'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-v', 'students=500', '-f',
		"$source/extension/sample/district.sql", $node->connstr('postgres')
	],
	'the sample district is loaded');
$node->safe_psql('postgres', q{
	CREATE ROLE night LOGIN IN ROLE mentorship_job;
	INSERT INTO mentorship.school_access VALUES ('night', NULL)});
my @connection = ('-h', $node->host, '-p', $node->port, '-d', 'postgres', '-U', 'night');
my @day = qw(--as-of 2026-02-12);
my $err;

# The program with these arguments; its exit status.
sub status_of
{
	my @command = ($program, 'report', @_, @connection);

	IPC::Run::run(\@command, '<', \undef, '>', \my $out, '2>', \$err);
	return $? & 127 ? 'signal ' . ($? & 127) : $? >> 8;
}

# Name and digest of every file in a folder.
sub digests
{
	my ($where) = @_;
	my %found;

	foreach my $name (grep { !/^\.{1,2}$/ } slurp_dir("$folder/$where"))
	{
		$found{$name} = Digest::SHA->new(256)->addfile("$folder/$where/$name", 'b')->hexdigest;
	}
	return \%found;
}

#
# The same bytes whatever the number of processes, the locale and the time zone
#
my %baseline;
foreach my $kind (qw(mentors schools mentees))
{
	is(status_of($kind, @day, '--output-dir', "$folder/$kind"), EX_OK, "$kind, one process");
	$baseline{$kind} = digests($kind);
	cmp_ok(scalar(keys %{ $baseline{$kind} }), '>', 2, 'there are reports');
	foreach my $jobs (2, 4)
	{
		is(status_of($kind, @day, '--jobs', $jobs, '--output-dir', "$folder/$kind$jobs"),
			EX_OK, "$kind, $jobs processes");
		is_deeply(digests("$kind$jobs"), $baseline{$kind}, 'the same bytes');
	}
	local $ENV{LC_ALL} = 'de_DE.UTF-8';
	local $ENV{TZ} = 'Pacific/Kiritimati';
	is(status_of($kind, @day, '--output-dir', "$folder/$kind-elsewhere"), EX_OK, "$kind, elsewhere");
	is_deeply(digests("$kind-elsewhere"), $baseline{$kind}, 'the same bytes');
}

#
# Processes that are held up: another session has locked what they read first
#
my $locker = $node->background_psql('postgres', on_error_stop => 1);

# Start a run that two processes wait in.
sub start_held
{
	my ($into, @rest) = @_;
	my @command = ($program, qw(report mentees --jobs 2), @day, @rest, '--output-dir',
		"$folder/$into", @connection);
	my $run;

	$locker->query_safe('BEGIN; LOCK TABLE mentorship.meeting IN ACCESS EXCLUSIVE MODE');
	$err = '';
	# the test modules have set another one
	local $ENV{PGAPPNAME} = 'mentorship';
	$run = IPC::Run::start(\@command, '<', \undef, '>', \my $out, '2>', \$err);
	ok( $node->poll_query_until('postgres', q{
			SELECT count(*) = 2 FROM pg_stat_activity
			WHERE application_name = 'mentorship' AND wait_event_type = 'Lock'}),
		"$into: both processes wait");
	return $run;
}

sub finish
{
	my ($run) = @_;

	$locker->query_safe('COMMIT');
	IPC::Run::finish($run);
	return $run->full_result(0) & 127 ? 'signal ' . ($run->full_result(0) & 127)
		: $run->full_result(0) >> 8;
}

# the process that the first one has started
sub child_of
{
	my ($run) = @_;
	my $parent = $run->{KIDS}[0]{PID};
	my ($child) = `ps -o pid= --ppid $parent` =~ /(\d+)/;

	return $child;
}

# of the second process
my $younger = q{(SELECT pid FROM pg_stat_activity WHERE application_name = 'mentorship'
	ORDER BY backend_start DESC LIMIT 1)};

# one snapshot: what is committed meanwhile is not printed
my $run = start_held('held');
$locker->query_safe(q{UPDATE mentorship.student SET display_name = 'Changed ' || student_id});
is(finish($run), EX_OK, 'a run beside an update');
is_deeply(digests('held'), $baseline{mentees}, 'prints what was there when it began');
is(status_of('mentees', @day, '--output-dir', "$folder/after"), EX_OK, 'the next run');
is(scalar(grep { digests('after')->{$_} eq $baseline{mentees}{$_} } keys %{ $baseline{mentees} }),
	0, 'prints the update in every report');
$baseline{mentees} = digests('after');

# Every file is whole, none is hidden or unfinished; and those named as not
# made are those that are not there.
sub accounted
{
	my ($where, $status) = @_;
	my $found = digests($where);
	my %named = map { ("mentee-$_.pdf" => 1) } $err =~ /could not (?:make|load) the report: mentee=(\d+)/g;
	my @missing = grep { !exists $found->{$_} } sort keys %{ $baseline{mentees} };

	is_deeply([ grep { ($baseline{mentees}{$_} // '') ne $found->{$_} } sort keys %$found ],
		[], "$where: what is there is whole");
	cmp_ok(scalar(@missing), '>', 0, "$where: some reports are not there");
	if ($status == EX_PARTIAL)
	{
		is_deeply([ sort keys %named ], \@missing, "$where: and are named");
	}
	my $written = keys %$found;
	my $failed = @missing;
	like($err, qr/written=$written failed=$failed\b/, "$where: and are counted");
}

$run = start_held('killed');
kill 'KILL', child_of($run);
is(finish($run), EX_PARTIAL, 'a process that is killed');
like($err, qr/signal 9/, 'is told');
accounted('killed', EX_PARTIAL);

$run = start_held('cut');
is($node->safe_psql('postgres', "SELECT pg_terminate_backend($younger)"), 't', 'a connection is cut');
is(finish($run), EX_TEMPFAIL, 'one process loses its connection');
accounted('cut', EX_TEMPFAIL);

$run = start_held('stopped');
kill 'TERM', $run->{KIDS}[0]{PID};
is(finish($run), EX_TEMPFAIL, 'a run that is asked to stop');
accounted('stopped', EX_TEMPFAIL);

# the first process dies: the other one ends as well, and gives the lock free
$run = start_held('orphaned');
my $orphan = child_of($run);
is(status_of('mentees', @day, '--output-dir', "$folder/orphaned"), EX_TEMPFAIL,
	'a second run into the same folder');
like($err, qr/another run/, 'is told why');
append_to_file("$folder/orphaned/.mentee-1.pdf.99999.tmp", 'half');
kill 'KILL', $run->{KIDS}[0]{PID};
is(finish($run), 'signal 9', 'the first process is killed');
foreach (1 .. 1000)
{
	last if !kill 0, $orphan;
	usleep(10_000);
}
ok(!kill(0, $orphan), 'no process is left');
is(status_of('mentees', @day, '--output-dir', "$folder/orphaned"), EX_OK, 'the next run may');
like($err, qr/removed 1 unfinished/, 'and clears what was left half written');
is_deeply(digests('orphaned'), $baseline{mentees}, 'so that the folder is as it should be');
$locker->quit;

#
# A row that cannot be read spoils its own report
#
$node->safe_psql(
	'postgres', q{
	CREATE FUNCTION public.poisoned(bigint) RETURNS boolean LANGUAGE sql IMMUTABLE
		AS 'SELECT 1 / (CASE $1 WHEN 100003 THEN 0 ELSE 1 END) = 1';
	GRANT EXECUTE ON FUNCTION public.poisoned(bigint) TO PUBLIC;
	CREATE POLICY poison ON mentorship.mentee_profile AS RESTRICTIVE
		USING (public.poisoned(student_id))});
foreach my $jobs (1, 2)
{
	is(status_of('mentees', @day, '--jobs', $jobs, '--output-dir', "$folder/poisoned$jobs"),
		EX_PARTIAL, "a row that cannot be read, --jobs $jobs");
	accounted("poisoned$jobs", EX_PARTIAL);
	is(scalar(keys %{ digests("poisoned$jobs") }), keys(%{ $baseline{mentees} }) - 1, 'all others are made');
}
$node->safe_psql('postgres', 'DROP POLICY poison ON mentorship.mentee_profile');

#
# A character that no font has: the report is made, with a sign in its place,
# and the log has the report's number but not the name
#
$node->safe_psql('postgres',
	q{UPDATE mentorship.student SET display_name = 'Zzyzx ' || chr(57344) WHERE student_id = 100003});
is(status_of('mentees', @day, '--output-dir', "$folder/unprintable"), EX_OK, 'a name that no font has');
like($err, qr/^mentorship: warning: no font has \d+ of the characters: mentee=100003$/m, 'is told');
unlike($err, qr/Zzyzx|mentee=(?!100003)/, 'of that report alone, without the name');

#
# Progress
#
is(status_of('mentees', @day, '--progress', '--output-dir', "$folder/progress"), EX_OK, '--progress');
like($err, qr/^mentorship: mentees: (\d+) of \1\b.* a second$/m, 'tells all of them at the end, in a line');
unlike($err, qr/\r/, 'a plain one');
is(status_of('mentees', @day, qw(--progress --quiet), '--output-dir', "$folder/progress"), EX_OK,
	'--progress --quiet');
is($err, '', 'is quiet');

done_testing();
