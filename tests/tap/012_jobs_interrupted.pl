# A job that waits for the database: whatever happens to it meanwhile, it ends
# with the right exit status, leaves no file, and the server drops its session.
use strict;
use warnings;

use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $program = $ENV{MSHIP_PROGRAM};
plan skip_all => 'the program mentorship is not built' if !defined $program;

use constant EX_TEMPFAIL => 75;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION mentorship_program CASCADE;
	CREATE ROLE night LOGIN IN ROLE mentorship_job;
	INSERT INTO mentorship.school_access VALUES ('night', NULL);
	INSERT INTO mentorship.school VALUES (1, 'Larch Hill School')});
my $folder = PostgreSQL::Test::Utils::tempdir();

# somebody keeps the table that the job reads
my $blocker = IPC::Run::start(
	[ 'psql', '-X', '-q', '-d', $node->connstr('postgres') ],
	'<', \my $in, '>', \my $out, '2>', \my $blocker_err,
	IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
$in = "BEGIN; LOCK TABLE mentorship.school; \\echo locked\n";
$blocker->pump until $out =~ /locked/;

my $waiting = q{SELECT count(*) = 1 FROM pg_stat_activity
	WHERE usename = 'night' AND wait_event_type = 'Lock'};
my $gone = q{SELECT count(*) = 0 FROM pg_stat_activity WHERE usename = 'night'};
my $postmaster = (split /\n/, slurp_file($node->data_dir . '/postmaster.pid'))[0];

# A job that waits for the lock until "fate" has been done to it.
sub job_meets
{
	my ($what, $fate, %setting) = @_;
	my $err = '';
	local @ENV{ keys %setting } = values %setting;
	my $job = IPC::Run::start(
		[
			$program, 'report', 'schools', '-h', $node->host, '-p', $node->port,
			'-d', 'postgres', '-U', 'night', '--output-dir', "$folder/out"
		],
		'<', \undef, '>', \my $nothing, '2>', \$err,
		IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));

	$node->poll_query_until('postgres', $waiting) or die 'the job does not wait';
	my $pid = $node->safe_psql('postgres',
		q{SELECT pid FROM pg_stat_activity WHERE usename = 'night'});
	$fate->($job, $pid);
	$job->finish;
	is($job->full_result & 127 ? 'signal' : $job->full_result >> 8, EX_TEMPFAIL, "$what: exit status");
	my @lines = $err =~ /^mentorship: error: /mg;
	ok(@lines > 0, "$what: the log says something");
	ok(!-e "$folder/out", "$what: no file and no folder");
	return $err;
}

for my $signal (qw(TERM INT HUP))
{
	like(job_meets("SIG$signal", sub { $_[0]->signal($signal) }),
		qr/stopped during "/, "SIG$signal: the log names the operation");
	# the server looks for it every two seconds
	ok($node->poll_query_until('postgres', $gone), "SIG$signal: the session goes");
}
like(job_meets('pg_terminate_backend', sub { $node->safe_psql('postgres', "SELECT pg_terminate_backend($_[1])") }),
	qr/SQLSTATE 57P01/, 'pg_terminate_backend: the log has the SQLSTATE');
like(job_meets('pg_cancel_backend', sub { $node->safe_psql('postgres', "SELECT pg_cancel_backend($_[1])") }),
	qr/SQLSTATE 57014/, 'pg_cancel_backend: the log has the SQLSTATE');
like(
	job_meets('a server that hangs', sub { kill 'STOP', $_[1] }, MENTORSHIP_DATABASE_TIMEOUT => 2),
	qr/gave no answer for 2 seconds/, 'a server that hangs: the log says for how long');
my $stopped = $node->safe_psql('postgres',
	q{SELECT pid FROM pg_stat_activity WHERE usename = 'night'});
kill 'CONT', $stopped;
ok($node->poll_query_until('postgres', $gone), 'a server that hangs: it notices later');

# the postmaster answers no one
kill 'STOP', $postmaster;
my $err = '';
my $job = IPC::Run::start(
	[ $program, qw(report schools -U night -d postgres -h), $node->host, '-p', $node->port,
		'--output-dir', "$folder/out" ],
	'<', \undef, '>', \my $nothing, '2>', \$err,
	IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
sleep 1;
$job->signal('TERM');
$job->finish;
kill 'CONT', $postmaster;
is($job->full_result & 127 ? 'signal' : $job->full_result >> 8, EX_TEMPFAIL,
	'SIGTERM while connecting: exit status');

$err = job_meets('an immediate stop', sub { $node->stop('immediate') });
like($err, qr/SQLSTATE 57P0|lost the database connection/, 'an immediate stop: the log says so');
$blocker->kill_kill;

done_testing();
