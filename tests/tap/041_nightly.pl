# "mentorship nightly": the night as it should be, and what can come between.
# After every accident a further run does the rest, and at the end everybody
# has each report once.
use strict;
use warnings;

use Digest::SHA qw(sha256_hex);
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use lib "$ENV{MSHIP_SOURCE}/tests/tap";
use MailTest;

my $program = $ENV{MSHIP_PROGRAM};
plan skip_all => 'the program mentorship is not built' if !defined $program;

use constant {
	EX_OK => 0,
	EX_PARTIAL => 65,
	EX_CANTCREAT => 73,
	EX_IOERR => 74,
	EX_TEMPFAIL => 75,
	EX_NOPERM => 77,
	EX_CONFIG => 78,
	MAILS => 7,
};

my $folder = PostgreSQL::Test::Utils::tempdir();
make_certificates($folder);
my $server = start_server('--certificate', "$folder/good.pem");
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
make_district($node, 'district');
# the counsellor has the summaries of the mentees to print
$node->safe_psql('district', q{
	INSERT INTO mentorship.staff (staff_id, display_name, sort_name, email)
	VALUES (3, 'Cleo Counsellor', 'Counsellor, Cleo', 'cleo@north.test');
	INSERT INTO mentorship.staff_assignment (staff_id, school_id, role) VALUES (3, 1, 'counsellor');
	INSERT INTO mentorship.report_recipient (kind, scope_id, staff_id) VALUES ('mentees', 1, 3)});
my %settings = (
	MENTORSHIP_SMTP_SERVER => "smtp://localhost:$server->{port}",
	MENTORSHIP_SMTP_CA_FILE => "$folder/authority.pem",
	MENTORSHIP_MAIL_FROM => 'mentoring@larch.test');
my $all_logs = '';
my $output = "$folder/reports";

sub command
{
	my (@options) = @_;

	return ($program, 'nightly', '--as-of', AS_OF, '--output-dir', $output,
		'-h', $node->host, '-p', $node->port, '-U', 'night', '-d', 'district', @options);
}

sub outcome
{
	return $? & 127 ? 'signal ' . ($? & 127) : $? >> 8;
}

# One run to its end, behind other commands where there are some.
sub nightly
{
	my ($before, @options) = @_;
	my $err = '';
	local %ENV = (%ENV, %settings);

	IPC::Run::run([ @$before, command(@options) ], '<', \undef, '>', \my $out, '2>', \$err);
	my $status = outcome();
	$all_logs .= $err;
	is($out, '', 'nothing on standard output');
	return ($status, $err);
}

# A run that goes on; what it says comes into $$err.
sub begin_nightly
{
	my ($err, @options) = @_;
	local %ENV = (%ENV, %settings);

	$$err = '';
	return IPC::Run::start([ command(@options) ], '<', \undef, '>', \my $out, '2>', $err,
		IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
}

sub end_nightly
{
	my ($run, $err) = @_;

	$run->finish;
	$all_logs .= $$err;
	my $result = $run->full_result;
	return $result & 127 ? 'signal ' . ($result & 127) : $result >> 8;
}

# Forget everything that runs have done.
sub forget
{
	$node->safe_psql('district', q{
		TRUNCATE mentorship.report_delivery, mentorship.report_run_failure,
			mentorship.report_outbox, mentorship.report_run});
	system('rm', '-rf', $output);
	unlink spooled($server);
	wishes($server);
	return;
}

# Files by name with what is in them.
sub written
{
	my %files;

	for my $path (glob "$output/*/*/*")
	{
		$files{ substr $path, length($output) + 1 } = sha256_hex(slurp_file($path));
	}
	return \%files;
}

# How often each address has mail, as the server kept it.
sub had_mail
{
	my %count;

	$count{ $_->{envelope} =~ s{.* > }{}r }++ for spool($server);
	return \%count;
}

my %everybody = map { $_ => 1 } 'pat@north.test', 'sam@south.test', 'ann@north.test',
  'borge@north.test', 'li@south.test', q{dot.o'hara+m@south.test}, 'cleo@north.test';

sub last_run
{
	return $node->safe_psql('district', q{
		SELECT format('%s %s exit %s, reports %s/%s, mails %s queued %s sent %s failed %s uncertain',
			command, as_of, coalesce(exit_status::text, 'none'), reports_written, reports_failed,
			mails_queued, mails_sent, mails_failed, mails_uncertain)
		FROM mentorship.report_run ORDER BY run_id DESC LIMIT 1});
}

# A further run does the rest, and one more finds nothing to do.
sub recovers
{
	my ($what, $first) = @_;
	my $status;

	($status) = nightly([]);
	is($status, $first // EX_OK, "$what: the next run");
	is_deeply(had_mail(), \%everybody, "$what: everybody has his report once");
	($status) = nightly([]);
	is($status, EX_OK, "$what: one more run");
	is_deeply(had_mail(), \%everybody, "$what: sends nothing");
	is_deeply([ grep { m{/\.} } glob "$output/*/*/.[!.]*" ], [], "$what: nothing half-written is left");
	return;
}

#
# The night as it should be
#
my ($status, $err) = nightly([]);
is($status, EX_OK, 'a night: exit status');
my $first = written();
is_deeply(
	[ sort map { s/^2025-01-15\///r } keys %$first ],
	[
		(map { "mentees/mentee-$_.pdf" } 110, 120, 210, 220), (map { "mentors/mentor-$_.pdf" } 11, 12, 21, 22),
		(map { ("schools/school-$_-mentees.pdf", "schools/school-$_.pdf") } 1, 2)
	],
	'a file for each mentor, school and student, in folders of the day');
is_deeply([ grep { (stat)[2] & 077 } glob("$output $output/* $output/*/* $output/*/*/*") ],
	[], 'which nobody else can read');
is_deeply(had_mail(), \%everybody, 'everybody has his report');
is(last_run(), 'nightly 2025-01-15 exit 0, reports 10/0, mails 7 queued 7 sent 0 failed 0 uncertain',
	'the table of runs tells it');
like($err, qr/^mentorship: command=nightly run=\d+ as_of=2025-01-15 exit=0$/m, 'so does the log');
($status) = nightly([]);
is($status, EX_OK, 'the same night again: exit status');
is_deeply(written(), $first, 'the same bytes');
is_deeply(had_mail(), \%everybody, 'and no mail');
($status) = nightly([], '--jobs', 3);
is($status, EX_OK, 'with three processes: exit status');
is_deeply(written(), $first, 'the same bytes');

#
# Two at once
#
my $holder = IPC::Run::start([ 'psql', '-X', '-q', '-d', $node->connstr('district') ],
	'<', \my $in, '>', \my $held, IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
$in = "SELECT pg_advisory_lock(hashtextextended('mentorship.nightly', 0)); \\echo held\n";
$holder->pump until $held =~ /^held/m;
forget();
($status, $err) = nightly([]);
is($status, EX_TEMPFAIL, 'another run holds the lock: exit status');
like($err, qr/another nightly run/, 'the log says so');
ok(!-e $output, 'nothing is written');
is($node->safe_psql('district', 'SELECT count(*) FROM mentorship.report_run'), '0', 'nor noted');
$in .= "\\q\n";
$holder->finish;

for my $round (1 .. 3)
{
	my ($one, $other);

	forget();
	my @runs = (begin_nightly(\$one), begin_nightly(\$other));
	my @ended = (end_nightly($runs[0], \$one), end_nightly($runs[1], \$other));
	# the second one may have come when the first one had done it all
	like(join(' ', sort { $a <=> $b } @ended), qr/^0 (?:0|75)$/, "two begin at once ($round)");
	is_deeply(had_mail(), \%everybody, "two begin at once ($round): everybody has his report once");
}
forget();
wishes($server, 'end stall 3');
my ($early_log, $late_log);
my $early = begin_nightly(\$early_log);
wait_for(sub { spooled($server) > 0 });
($status, $late_log) = nightly([]);
is($status, EX_TEMPFAIL, 'a second run while one is sending: exit status');
is(end_nightly($early, \$early_log), EX_OK, 'the first one ends well');
recovers('two at once');

#
# The database
#
forget();
{
	local $settings{PGPORT} = 1;
	($status, $err) = nightly([], '-p', 1);
	is($status, EX_TEMPFAIL, 'no database: exit status');
	is(() = $err =~ /^mentorship: error/mg, 1, 'one line about it');
	ok(!-e $output, 'nothing is written');
}
$node->safe_psql('postgres', "ALTER ROLE night SET statement_timeout = '1ms'");
($status, $err) = nightly([]);
is($status, EX_TEMPFAIL, 'no statement has time: exit status');
$node->safe_psql('postgres', "ALTER ROLE night RESET statement_timeout");
recovers('no time');

# Cut every session of the job while it waits for a table.
forget();
my $blocker = IPC::Run::start([ 'psql', '-X', '-q', '-d', $node->connstr('district') ],
	'<', \my $block, '>', \my $blocked, IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
my $waits = q{SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = 'night' AND wait_event_type = 'Lock'};
for my $case (
	[ 'cut while it reads', 'mentorship.student', q{pg_terminate_backend(pid)}, 'stopped' ],
	[ 'cut while it queues', 'mentorship.report_outbox', q{pg_terminate_backend(pid)}, 'none' ],
	[ 'a statement cancelled while it reads', 'mentorship.student', q{pg_cancel_backend(pid)}, '57014' ])
{
	my ($what, $table, $fate) = @$case;
	my $log;

	forget();
	$block .= "BEGIN; LOCK TABLE $table; \\echo locked $table\n";
	$blocked = '';
	$blocker->pump until $blocked =~ /^locked/m;
	my $run = begin_nightly(\$log);
	ok($node->poll_query_until('district', $waits), "$what: it waits");
	$node->safe_psql('district', "SELECT $fate FROM pg_stat_activity WHERE usename = 'night'"
		  . ($fate =~ /cancel/ ? " AND wait_event_type = 'Lock'" : ''));
	is(end_nightly($run, \$log), EX_TEMPFAIL, "$what: exit status");
	like($log, qr/^mentorship: error: .*(?:SQLSTATE 57|lost the database connection)/m, "$what: the log says why");
	if ($fate =~ /cancel/)
	{
		is( $node->safe_psql('district',
				q{SELECT stage, sqlstate FROM mentorship.report_run_failure ORDER BY failure_id DESC LIMIT 1}),
			'report|57014', "$what: so does the table of failures");
	}
	$block .= "ROLLBACK; \\echo free\n";
	$blocker->pump until $blocked =~ /^free/m;
	recovers($what);
}
# The server goes down at once, while the job waits for it
{
	my $log;

	forget();
	$block .= "BEGIN; LOCK TABLE mentorship.student; \\echo locked again\n";
	$blocker->pump until $blocked =~ /^locked again/m;
	my $run = begin_nightly(\$log);
	ok($node->poll_query_until('district', $waits), 'a server that goes down: it is waited for');
	$node->stop('immediate');
	is(end_nightly($run, \$log), EX_TEMPFAIL, 'a server that goes down: exit status');
	like($log, qr/^mentorship: error: .*(?:SQLSTATE 57|lost the database connection)/m, 'the log says why');
	$blocker->kill_kill;
	$node->start;
	recovers('a server that goes down');
}

# and while a mail is out: what became of it cannot be noted
{
	my $log;

	forget();
	wishes($server, 'end stall 3');
	my $run = begin_nightly(\$log);
	wait_for(sub { spooled($server) > 0 });
	$node->stop('immediate');
	is(end_nightly($run, \$log), EX_TEMPFAIL, 'a server that goes down while a mail is out: exit status');
	like($log, qr/could not note what became of it: mail=\d+ .*outcome=sent/, 'the log says what became of it');
	$node->start;
	recovers('a server that goes down while a mail is out', EX_PARTIAL);
	is(state_counts($node, 'district'), 'sent 6, uncertain 1', 'the mail stays flagged');
}

#
# Disk and folder
#
sub on_fault
{
	my ($fault) = @_;

	return [ qw(strace -qq -f -o /dev/null -e), "trace=$fault->[0]", '-e', "inject=$fault->[0]:$fault->[1]" ];
}
for my $case (
	[ 'a full disk', [ 'fsync', 'error=ENOSPC' ] ],
	[ 'a disk that fails', [ 'fsync', 'error=EIO:when=3' ] ],
	[ 'a file that cannot be renamed', [ 'renameat', 'error=EIO:when=2+3' ] ])
{
	my ($what, $fault) = @$case;

	forget();
	($status, $err) = nightly(on_fault($fault));
	is($status, EX_IOERR, "$what: exit status");
	like($err, qr/^mentorship: error: could not write the report: \w+=\d+/m, "$what: the log names the reports");
	my %now = %{ written() };
	is_deeply([ grep { $now{$_} ne ($first->{$_} // '') } keys %now ], [], "$what: what is there is whole");
	my %got = %{ had_mail() };
	is_deeply([ grep { $_ > 1 } values %got ], [], "$what: nobody has it twice");
	recovers($what);
}
# a file system of its own, too small, or not to be written, where the machine lets us
my @alone = qw(unshare --user --map-root-user --mount);
SKIP:
{
	skip 'no mounts here', 14 if system(@alone, 'sh', '-c', 'mount -t tmpfs tmpfs /mnt 2> /dev/null') != 0;

	for my $case (
		[ 'a file system that fills', 'size=80k', EX_IOERR, qr/could not write the report: \w+=\d+ .*No space left/ ],
		[ 'a file system without a free name', 'nr_inodes=6', EX_IOERR, qr/No space left/ ],
		[ 'a read-only file system', 'ro', EX_CANTCREAT, qr/\Q$output\E.*Read-only/ ])
	{
		my ($what, $options, $ends, $message) = @$case;

		forget();
		mkdir $output, 0700;
		($status, $err) = nightly([ @alone, 'sh', '-c',
			"mount -t tmpfs -o mode=700,$options tmpfs '$output' && { \"\$@\"; s=\$?; cp -r '$output' '$output.seen'; exit \$s; }", 'sh' ]);
		is($status, $ends, "$what: exit status") or diag $err;
		like($err, $message, "$what: the log says why");
		my %seen = map { substr($_, length "$output.seen/") => sha256_hex(slurp_file($_)) } glob "$output.seen/*/*/*";
		is_deeply([ grep { $seen{$_} ne ($first->{$_} // '') } keys %seen ], [], "$what: what is there is whole");
		is_deeply([ grep { $_ > 1 } values %{ had_mail() } ], [], "$what: nobody has it twice");
		system('rm', '-rf', "$output.seen");
		recovers($what);
	}
}
forget();
mkdir $output, 0500;
($status, $err) = nightly([]);
is($status, EX_CANTCREAT, 'a folder that may not be written: exit status');
like($err, qr/\Q$output\E/, 'the message names it');
chmod 0700, $output;
recovers('a read-only folder');

#
# The mail server
#
forget();
{
	local $settings{MENTORSHIP_SMTP_SERVER} = 'smtp://localhost:1';
	($status) = nightly([]);
	is($status, EX_TEMPFAIL, 'no mail server: exit status');
	($status) = nightly([]);
	is($status, EX_TEMPFAIL, 'all night: exit status');
	is(state_counts($node, 'district'), 'queued ' . MAILS, 'the mails wait');
	is(last_run(), 'nightly 2025-01-15 exit 75, reports 10/0, mails 0 queued 0 sent 0 failed 0 uncertain',
		'the table of runs tells it');
}
recovers('a mail server that was down');
forget();
{
	local $settings{MENTORSHIP_SMTP_SERVER} = '';
	($status, $err) = nightly([]);
	is($status, EX_CONFIG, 'no mail server set: exit status');
	ok(!-e $output, 'nothing is written for nothing');
}

#
# Signals
#
for my $signal (qw(TERM INT HUP))
{
	my $log;

	forget();
	wishes($server, 'end stall 60');
	my $run = begin_nightly(\$log);
	wait_for(sub { spooled($server) > 0 });
	my $begun = time;
	$run->signal($signal);
	is(end_nightly($run, \$log), EX_TEMPFAIL, "SIG$signal while a mail is out: exit status");
	cmp_ok(time - $begun, '<=', 10, "SIG$signal: within ten seconds");
	is(state_counts($node, 'district'), 'queued 6, uncertain 1', "SIG$signal: the mail is flagged, the others wait");
	is(last_run() =~ s/, reports.*//r, 'nightly 2025-01-15 exit 75', "SIG$signal: the run is noted");
	wishes($server);
	recovers("SIG$signal");
}
{
	my $log;

	forget();
	wishes($server, 'end stall 60');
	my $run = begin_nightly(\$log);
	wait_for(sub { spooled($server) > 0 });
	$run->signal('KILL');
	like(end_nightly($run, \$log), qr/^signal 9/, 'SIGKILL while a mail is out');
	wishes($server);
	# the server drops a session whose client is gone within two seconds
	ok($node->poll_query_until('district',
			q{SELECT count(*) = 0 FROM pg_stat_activity WHERE usename = 'night'}), 'its session goes');
	is(last_run() =~ s/, reports.*//r, 'nightly 2025-01-15 exit none', 'the run stays without an end');
	recovers('SIGKILL', EX_PARTIAL);
	is(state_counts($node, 'district'), 'sent 6, uncertain 1', 'the mail that was out stays flagged');
}

# Told to end before there is a mail
{
	my ($log, $asked, $said);
	my $holder = IPC::Run::start([ 'psql', '-X', '-q', '-d', $node->connstr('district') ], '<', \$asked, '>', \$said);

	forget();
	$asked = "BEGIN; LOCK TABLE mentorship.student; \\echo locked\n";
	$holder->pump until $said =~ /^locked/m;
	my $run = begin_nightly(\$log);
	ok($node->poll_query_until('district', $waits), 'SIGTERM while the database is asked: it waits');
	my $begun = time;
	$run->signal('TERM');
	is(end_nightly($run, \$log), EX_TEMPFAIL, 'SIGTERM while the database is asked: exit status');
	cmp_ok(time - $begun, '<=', 10, 'SIGTERM while the database is asked: within ten seconds');
	$asked .= "\\q\n";
	$holder->finish;
	ok($node->poll_query_until('district',
			q{SELECT count(*) = 0 FROM pg_stat_activity WHERE usename = 'night'}), 'its session goes');
	recovers('SIGTERM while the database is asked');
}

#
# Little to do
#
$node->safe_psql('postgres', 'CREATE DATABASE empty');
$node->safe_psql('empty', q{
	CREATE EXTENSION mentorship_program CASCADE;
	INSERT INTO mentorship.school_access VALUES ('night', NULL)});
unlink spooled($server);
($status, $err) = nightly([], '-d', 'empty', '--output-dir', "$folder/none");
is($status, EX_OK, 'a district with nobody in it: exit status');
is_deeply(had_mail(), {}, 'no mail');
forget();
($status) = nightly([], '--as-of', '2025-01-18');
is($status, EX_OK, 'a Saturday: exit status');
is_deeply(had_mail(), {}, 'nobody gets mail on a day without school');

#
# Reports that cannot be made, one that may not be sent
#
$node->safe_psql('district', q{
	CREATE ROLE analyst LOGIN IN ROLE mentorship_analyst;
	INSERT INTO mentorship.school_access VALUES ('analyst', 1);
	CREATE FUNCTION public.poisoned(bigint) RETURNS boolean LANGUAGE sql IMMUTABLE
		AS 'SELECT 1 / (CASE $1 WHEN 110 THEN 0 ELSE 1 END) = 1';
	GRANT EXECUTE ON FUNCTION public.poisoned(bigint) TO PUBLIC;
	CREATE POLICY poison ON mentorship.mentee_profile AS RESTRICTIVE USING (public.poisoned(student_id))});
for my $jobs (1, 2)
{
	forget();
	($status, $err) = nightly([], '--jobs', $jobs);
	is($status, EX_PARTIAL, "data that cannot be read, --jobs $jobs: exit status");
	is($node->safe_psql('district', q{
			SELECT string_agg(concat_ws(' ', stage, kind, scope_id, sqlstate, reason), E'\n' ORDER BY failure_id)
			FROM mentorship.report_run_failure WHERE stage = 'report'},
			extra_params => [ '-U', 'analyst' ]),
		"report mentor 11 22012 its data could not be read\nreport school 1 22012 its data could not be read\n"
		  . 'report mentee 110 22012 its data could not be read',
		"data that cannot be read, --jobs $jobs: an analyst sees which reports and why");
	is(join(' ', sort keys %{ had_mail() }), join(' ', grep { !/ann|pat|cleo/ } sort keys %everybody),
		"data that cannot be read, --jobs $jobs: the others have theirs");
}
$node->safe_psql('district', 'DROP POLICY poison ON mentorship.mentee_profile');
recovers('the data put right');

forget();
$node->safe_psql('district', q{
	UPDATE mentorship.report_recipient SET scope_id = 12 WHERE kind = 'mentor' AND scope_id = 11});
($status, $err) = nightly([]);
is($status, EX_PARTIAL, 'a row that points at another mentor: exit status') or diag $err;
like($err, qr/refused: kind=mentor scope=12 staff=11 /, 'it is named by number');
my %but_one = %everybody;
delete $but_one{'ann@north.test'};
is_deeply(had_mail(), \%but_one, 'everybody else has his report');
$node->safe_psql('district', q{
	UPDATE mentorship.report_recipient SET scope_id = 11 WHERE staff_id = 11});
recovers('the row put right');

unlike($all_logs, qr/@{[CANARY]}/i, 'no student is named in any log');
stop_server($server);

done_testing();
