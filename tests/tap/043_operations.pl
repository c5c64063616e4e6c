# docs/operations.md as an operator follows it: the login made as written there
# is enough and not too much, the statements run, the units of systemd hold
# together.  And with a mark in every personal column, through a night and its
# accidents, nothing but the reports has the mark.
use strict;
use warnings;

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
	EX_IOERR => 74,
	EX_TEMPFAIL => 75,
	MARK => 'ZZCANARY',
};

my $source = $ENV{MSHIP_SOURCE};
my $page = slurp_file("$source/docs/operations.md");

# The example of that name.
sub example
{
	my ($name) = @_;
	my ($text) = $page =~ /^<!-- test: \Q$name\E -->\n+```\w*\n(.*?)^```$/ms;

	return $text // die "docs/operations.md has no example \"$name\"";
}

my $folder = PostgreSQL::Test::Utils::tempdir();
make_certificates($folder);
my $server = start_server('--certificate', "$folder/good.pem");
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
# a server that logs what it can
$node->append_conf('postgresql.conf', q{
	log_statement = 'all'
	log_min_duration_statement = 0
	log_min_messages = info
	log_parameter_max_length = -1
	log_parameter_max_length_on_error = -1
	log_error_verbosity = verbose});
$node->start;
make_district($node, 'district');
$node->safe_psql('district', example('login'));

my $output = "$folder/reports";
mkdir $output, 0700;
my $settings = "$folder/mentorship.conf";
append_to_file($settings, <<~CONF);
	smtp_server = smtp://localhost:$server->{port}
	smtp_ca_file = $folder/authority.pem
	mail_from = mentoring\@larch.test
	report_dir = $output
	CONF
chmod 0600, $settings;
my $logs = '';

# Run a command as the login of the page; its exit status.
sub job
{
	my ($before, $command, @options) = @_;
	my ($out, $err) = ('', '');

	IPC::Run::run([ @$before, $program, $command, '--as-of', AS_OF, '-h', $node->host, '-p', $node->port,
			'-U', 'mentorship_night', '-d', 'district', '--config', $settings, @options ],
		'<', \undef, '>', \$out, '2>', \$err);
	$logs .= $out . $err;
	return $? & 127 ? 'signal' : $? >> 8;
}

#
# The login
#
is(job([], 'check', '--output-dir', $output), EX_OK, 'the login and the settings of the page pass the check')
  or diag $logs;
unlike($logs, qr/^(?:failed|warning)/m, 'without a warning');
is(job([], 'nightly', '--output-dir', $output), EX_OK, 'and make a night') or diag $logs;
is(scalar(spooled($server)), 6, 'with its mails');
my @login = (extra_params => [ '-U', 'mentorship_night' ]);
for my $table (qw(student enrolment attendance_mark incident nomination pairing referral staff
	report_recipient school_access))
{
	my ($status, undef, $err) = $node->psql('district', "SELECT FROM mentorship.$table", @login);

	isnt($status, 0, "it may not read table $table");
	like($err, qr/permission denied/, 'and is told so');
}
for my $writing ('INSERT INTO mentorship.report_delivery DEFAULT VALUES', 'DELETE FROM mentorship.report_outbox',
	q{UPDATE mentorship.report_outbox SET state = 'queued'}, 'DELETE FROM mentorship.report_delivery')
{
	isnt(($node->psql('district', $writing, @login))[0], 0, "it may not: $writing");
}

#
# The statements
#
my $nights = $node->safe_psql('district', example('nights'));
like($nights, qr/\|2025-01-15\|.*\|0\|10\|0\|6\|0\|0\|0$/m, 'the last nights');
$node->safe_psql('district', q{
	UPDATE mentorship.report_outbox SET state = 'queued', response_code = NULL WHERE kind = 'school'});
$node->safe_psql('district', example('restore'));
is(state_counts($node, 'district'), 'failed 2, sent 4', 'after a restore: what waits is not sent again');

#
# The units
#
SKIP:
{
	my $analyze = `sh -c 'command -v systemd-analyze'`;
	skip 'no systemd-analyze here', 3 if !$analyze;

	mkdir "$folder/units";
	for my $unit (glob "$source/jobs/systemd/*")
	{
		# the program is not installed where the unit looks for it
		append_to_file("$folder/units/" . $unit =~ s{.*/}{}r,
			slurp_file($unit) =~ s{/usr/local/bin/mentorship }{/bin/true }r);
	}
	my $said = '';
	IPC::Run::run([ 'systemd-analyze', 'verify', glob("$folder/units/*") ], '<', \undef, '>&', \$said);
	is($?, 0, 'the units are valid');
	is($said, '', 'without a remark');
	IPC::Run::run([ qw(systemd-analyze security --offline=true --threshold=20),
			"$folder/units/mentorship-nightly.service" ], '<', \undef, '>&', \$said);
	is($?, 0, 'the service sees little of the machine');
}
my $service = slurp_file("$source/jobs/systemd/mentorship-nightly.service");
my ($words) = $service =~ m{^ExecStart=\S+/mentorship (.*)$}m;
my @words = split ' ', $words =~ s{/etc/mentorship/mentorship.conf}{$settings}r =~ s{/var/lib/mentorship}{$output}r;
is(job([], @words), EX_OK, 'the command of the service runs as it stands there');

#
# A mark in every personal column
#
$node->safe_psql('district', q{
	TRUNCATE mentorship.report_delivery, mentorship.report_run_failure, mentorship.report_outbox,
		mentorship.report_run;
	SET search_path = mentorship, public;
	UPDATE student SET display_name = 'ZZCANARY name ' || student_id, sort_name = 'ZZCANARY sort ' || student_id;
	UPDATE mentee_profile SET traits = 'zzcanary:2', languages = '{zzcanary}';
	UPDATE nomination SET reason = 'ZZCANARY reason';
	UPDATE pairing SET match_reason = 'ZZCANARY match';
	UPDATE student SET home_language = 'zzcanary';
	INSERT INTO meeting (pairing_id, met_on, slot, activity)
	SELECT pairing_id, '2025-01-10', 'lunch', 'ZZCANARY activity' FROM pairing;
	INSERT INTO referral (student_id, school_id, referred_by, referred_to, referred_on, need, status, closed_on, outcome)
	SELECT student_id, school_id, mentor_id, 'counsellor', date '2025-01-10', 'ZZCANARY need', 'closed',
		date '2025-01-13', 'ZZCANARY outcome' FROM pairing
	UNION ALL
	SELECT student_id, school_id, mentor_id, 'counsellor', '2025-01-14', 'ZZCANARY need', 'open', NULL, NULL
	FROM pairing;
	INSERT INTO match_proposal (proposed_on, student_id, mentor_id, kept, shared_traits, reason, decision, decision_reason)
	SELECT '2025-01-09', student_id, mentor_id, false, '{zzcanary}', 'ZZCANARY proposal', 'declined', 'ZZCANARY decision'
	FROM pairing;
	INSERT INTO pairing (student_id, mentor_id, school_id, started_on, ended_on, end_reason, match_reason)
	SELECT student_id, mentor_id, school_id, '2024-08-27', '2024-09-01', 'ZZCANARY end', 'ZZCANARY match' FROM pairing;
	INSERT INTO incident (incident_id, student_id, school_id, day, category)
	SELECT student_id, student_id, school_id, '2025-01-13', 'ZZCANARY incident' FROM source_enrolment;
	INSERT INTO course_result (student_id, school_id, course_code, term, course_title, subject, ended_on, mark, passed)
	SELECT student_id, school_id, 'ZZCANARY code', 'ZZCANARY term', 'ZZCANARY course', 'ZZCANARY subject', '2025-01-10',
		'ZZCANARY mark', false FROM source_enrolment;
	INSERT INTO source_id (kind, sourced_id, id) SELECT 'student', 'ZZCANARY id ' || student_id, student_id
	FROM source_student;
	-- another word, because the recipient's name may stand in his own mail
	UPDATE staff SET display_name = 'ZZSTAFF name ' || staff_id, sort_name = 'ZZSTAFF sort';
	UPDATE staff_assignment SET title = 'ZZSTAFF title';
	UPDATE mentor SET traits = 'zzstaff:2', languages = '{zzstaff}'});
# every column of words about a student or a pair has the mark
my $columns = $node->safe_psql('district', q{
	SELECT string_agg(format('SELECT %L WHERE NOT EXISTS (SELECT FROM mentorship.%I WHERE %I::text ILIKE ''%%zzcanary%%'')',
			c.relname || '.' || a.attname, c.relname, a.attname), ' UNION ALL ')
	FROM pg_class AS c
	JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE c.relnamespace = 'mentorship'::regnamespace AND c.relkind = 'r'
		AND a.atttypid::regtype::text IN ('text', 'text[]', 'traits')
		AND (c.relname = 'source_id' AND a.attname = 'sourced_id'
			OR EXISTS (SELECT FROM pg_attribute AS s WHERE s.attrelid = c.oid AND s.attname IN ('student_id', 'pairing_id')))
		AND c.relname NOT LIKE 'kept\_%'
		-- words of a list are nobody's
		AND NOT EXISTS (SELECT FROM pg_constraint AS k
						WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
							AND pg_get_constraintdef(k.oid) ~ 'ARRAY\[')});
cmp_ok(scalar(() = $columns =~ / WHERE NOT /g), '>=', 18, 'columns of words about students');
is($node->safe_psql('district', $columns), '', 'all of them have the mark');
unlink spooled($server);
system('rm', '-rf', $output);
$logs = '';
# what the superuser's own statements left in the server's log is not the job's
my $before = -s $node->logfile;

sub no_mark
{
	my ($what, $text) = @_;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	my ($line) = $text =~ /^(.*zz(?:canary|staff).*)$/mi;

	is($line, undef, "no mark in $what");
	return;
}

# What the machine shows of processes to everybody, and the server of sessions to
# its superusers, from the begin of a run to its end.
sub watched_night
{
	my ($err, $seen, %looks) = ('', '');
	my $run = IPC::Run::start([ $program, 'nightly', '--as-of', AS_OF, '-h', $node->host, '-p', $node->port,
			'-U', 'mentorship_night', '-d', 'district', '--config', $settings, '--output-dir', $output ],
		'<', \undef, '2>', \$err);

	while ($run->pumpable)
	{
		for my $process (glob '/proc/[0-9]*')
		{
			for my $file ("$process/cmdline", "$process/comm")
			{
				open my $title, '<', $file or next;
				local $/;
				$looks{ (<$title> // '') =~ tr/\0/ /r }++;
			}
		}
		$seen .= $node->safe_psql('district', q{
			SELECT application_name, query FROM pg_stat_activity WHERE usename = 'mentorship_night'});
		$run->pump_nb;
	}
	$run->finish;
	$logs .= $err;
	return ($run->full_result(0) >> 8, join("\n", keys %looks), $seen);
}

wishes($server, ('end stall 1') x 6);
my ($ended, $titles, $queries) = watched_night();
is($ended, EX_OK, 'a night that is watched');
wishes($server);
like($titles, qr/nightly --as-of/, 'its title is seen');
like($titles, qr/postgres: .*mentorship_night district/, "and that of its session");
no_mark('titles of processes', $titles);
like($queries, qr/report_outbox|claim_mail|settle_mail|mail_sending/, 'its statements are seen');
no_mark('what the server shows of its sessions', $queries);
my @mails = spool($server);
is(scalar(@mails), 6, 'mails of the night');
system('rm', '-rf', $output);
$node->safe_psql('district', q{
	TRUNCATE mentorship.report_delivery, mentorship.report_run_failure, mentorship.report_outbox,
		mentorship.report_run});
unlink spooled($server);

is(job([ qw(strace -qq -f -o /dev/null -e trace=fsync -e inject=fsync:error=ENOSPC:when=3+2) ],
		'nightly', '--output-dir', $output), EX_IOERR, 'a disk that is full now and then');
$node->safe_psql('postgres', "ALTER ROLE mentorship_night SET statement_timeout = '1ms'");
is(job([], 'nightly', '--output-dir', $output), EX_TEMPFAIL, 'no time');
$node->safe_psql('postgres', "ALTER ROLE mentorship_night SET statement_timeout = '30min'");
wishes($server, 'rcpt 550', 'rcpt 450', 'end 554', 'end cut');
is(job([], 'nightly', '--output-dir', $output, '--verbose'), EX_PARTIAL, 'a mail server that refuses');
wishes($server);
$node->safe_psql('district', q{
	UPDATE mentorship.report_recipient SET scope_id = 12 WHERE kind = 'mentor' AND scope_id = 11});
is(job([], 'nightly', '--output-dir', $output, '--verbose'), EX_PARTIAL, 'a wrong recipient');
is(job([], 'check', '--output-dir', $output), EX_OK, 'a check');
is(job([], 'mail', '--resend-uncertain', '--verbose'), EX_PARTIAL, 'what was uncertain is sent again');

cmp_ok(length $logs, '>', 1000, 'the program said something');
no_mark('what the program said', $logs);
no_mark('names of files', join "\n", glob "$output $output/* $output/*/* $output/*/*/*");
my $server_log = substr slurp_file($node->logfile), $before;
like($server_log, qr/ALTER ROLE mentorship_night/, "the server's log is on");
no_mark("the server's log", $server_log =~ s/^.*UPDATE mentorship.report_recipient.*$//mr);
push @mails, spool($server);
cmp_ok(scalar @mails, '>=', 10, 'mails went out');
for my $mail (@mails)
{
	# the recipient's own name stands in To and in the greeting, and nowhere else
	no_mark("mail $mail->{message_id}: field $_->[0]",
		$_->[0] eq 'To' ? $_->[1] =~ s/^"?ZZSTAFF name \d+"? <\S+>$//r : $_->[1])
	  for @{ $mail->{fields} };
	no_mark("mail $mail->{message_id}: text", $mail->{text} =~ s/^Hello ZZSTAFF name \d+,\r?$//mr);
	no_mark("mail $mail->{message_id}: the attachment's name", $mail->{attachments}[0]{name});
	no_mark("mail $mail->{message_id}: envelope", $mail->{envelope});
}
no_mark('what the mail server was told', server_log($server));
# that the mark would have been seen: it is in the reports
my ($report) = glob "$output/*/mentees/*.pdf";
IPC::Run::run([ 'pdftotext', $report, '-' ], '>', \my $text);
like($text, qr/ZZCANARY/, 'the reports have it');
# nor is anything of it for the role of an analyst in the tables of the night
no_mark('the table of failures', $node->safe_psql('district', 'SELECT * FROM mentorship.report_run_failure'));
no_mark('the outbox', $node->safe_psql('district', 'SELECT * FROM mentorship.report_outbox'));
stop_server($server);

done_testing();
