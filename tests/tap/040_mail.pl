# "mentorship mail" against a mail server over TLS: who gets what, once, and
# what becomes of it when the server, the network or the data misbehave.
use strict;
use warnings;

use Digest::SHA qw(sha256_hex);
use FindBin;
use lib $FindBin::Bin;
use MailTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $program = $ENV{MSHIP_PROGRAM};
plan skip_all => 'the program mentorship is not built' if !defined $program;

use constant {
	EX_OK => 0,
	EX_PARTIAL => 65,
	EX_TEMPFAIL => 75,
	EX_NOPERM => 77,
	EX_CONFIG => 78,
};

my @recipients = ('ann@north.test', 'borge@north.test', q{dot.o'hara+m@south.test},
	'li@south.test', 'pat@north.test', 'sam@south.test');

my $folder = PostgreSQL::Test::Utils::tempdir();
make_certificates($folder);
my $node = PostgreSQL::Test::Cluster->new('mail');
$node->init;
$node->start;
make_district($node, 'district');

# the reports, by the program itself
my $reports = "$folder/reports";
for my $kind (qw(mentors schools))
{
	$node->command_ok(
		[
			$program, 'report', $kind, '--quiet', '--as-of', AS_OF, '--output-dir',
			"$reports/@{[AS_OF]}/$kind", '-h', $node->host, '-p', $node->port, '-U', 'night', '-d', 'district'
		],
		"report $kind");
}

my %settings = (
	MENTORSHIP_SMTP_CA_FILE => "$folder/authority.pem",
	MENTORSHIP_SMTP_TIMEOUT => 6,
	MENTORSHIP_SMTP_FINAL_TIMEOUT => 3,
	MENTORSHIP_MAIL_FROM => 'reports@larch.test',
	MENTORSHIP_MAIL_REPLY_TO => 'help@larch.test',
	MENTORSHIP_REPORT_DIR => $reports,
);

sub sql { return $node->safe_psql('district', join "\n", @_) }
sub states { return state_counts($node, 'district') }

# An empty outbox, and all mails of a run may be tried at once.
sub forget
{
	sql('TRUNCATE mentorship.report_delivery, mentorship.report_outbox,
		mentorship.report_run_failure, mentorship.report_run');
	return;
}
sub make_due { return sql('UPDATE mentorship.report_outbox SET next_try_at = now()') }

# Run against a server; the settings of single tests go before those of all.
sub mail
{
	my ($server, $own, @options) = @_;

	return run_mail($node, 'district',
		{ %settings, MENTORSHIP_SMTP_SERVER => "smtp://localhost:$server->{port}", %$own }, @options);
}

# Every recipient has had exactly one mail.
sub each_has_one
{
	my ($server, $what) = @_;
	my @to = sort map { @{ $_->{to} } } spool($server);

	is("@to", "@recipients", "$what: each recipient has one mail");
	return;
}

sub all_in_tls
{
	my ($server, $what) = @_;
	my @clear = grep { !/^tls / } split /\n/, server_log($server);

	is("@clear", '', "$what: every command came over TLS");
	return;
}

my ($status, $log);

#
# Settings
#
for (
	[ 'no server', { MENTORSHIP_SMTP_SERVER => '' }, qr/"smtp_server" is missing/ ],
	[ 'no sender', { MENTORSHIP_MAIL_FROM => '' }, qr/"mail_from" is missing/ ],
	[ 'no folder', { MENTORSHIP_REPORT_DIR => '' }, qr/"report_dir" is missing/ ],
	[ 'a sender that is none', { MENTORSHIP_MAIL_FROM => "a\@b.test\r\nRCPT TO:<c\@d.test>" }, qr/"mail_from"/ ],
	[ 'a reply address that is none', { MENTORSHIP_MAIL_REPLY_TO => '<a@b.test>' }, qr/"mail_reply_to"/ ],
	[ 'a user without a password', { MENTORSHIP_SMTP_USER => 'night' }, qr/go together/ ],
	[ 'a time that is none', { MENTORSHIP_SMTP_TIMEOUT => '1m' }, qr/"smtp_timeout"/ ],
	(map { [ "server \"$_\"", { MENTORSHIP_SMTP_SERVER => $_ }, qr/"smtp_server" is not/ ] }
		  qw(localhost http://localhost smtp://127.0.0.1 smtp://u:p@localhost smtp://localhost/x)))
{
	my ($what, $own, $message) = @$_;

	($status, $log) = mail({ port => 1 }, $own);
	is($status, EX_CONFIG, "$what: exit status");
	like($log, $message, "$what: the message");
}
is(states(), 'nothing', 'none of them queues anything');

#
# The dry run
#
my $dry = "$folder/dry";
($status, $log) = run_mail($node, 'district', \%settings, '--dry-run', '--output-dir', $dry);
is($status, EX_OK, 'a dry run needs no server');
like($log, qr/queued=6 written=6 .*failed=0/, 'and tells what it did');
is(states(), 'nothing', 'and leaves the outbox alone');
is(sql('SELECT count(*) FROM mentorship.report_run'), 0, 'and the table of runs');
my @files = sort glob "$dry/*";
is(join(' ', map { s{.*/}{}r } @files),
	join(' ', map { "$_-2025-01-15.eml" }
		  qw(mentor-11-to-11 mentor-12-to-12 mentor-21-to-21 mentor-22-to-22 school-1-to-1 school-2-to-2)),
	'a file for each message, named by numbers');
is(join(' ', map { sprintf '%o', (stat)[2] & 07777 } @files), '600 600 600 600 600 600', 'its owner\'s alone');
my @messages = parse_mails(@files);
my $allowed = 'From To Reply-To Subject Date Message-ID Auto-Submitted MIME-Version Content-Type';
for my $message (@messages)
{
	my $name = $message->{file};
	my ($kind, $id) = $name =~ /^(\w+)-(\d+)-/;
	my $attachment = $message->{attachments}[0];

	is("@{ $message->{headers} }", $allowed, "$name: these headers and no others");
	is("@{ $message->{defects} }", '', "$name: the library finds nothing wrong");
	is("@{ $message->{types} }", 'multipart/mixed text/plain application/pdf', "$name: a text and a PDF");
	is($message->{bare_line_ends}, 0, "$name: lines end in CR LF");
	ok($message->{longest_line} <= 76 && $message->{ascii}, "$name: short lines of ASCII");
	is($message->{from}, '"Larch County Schools" <reports@larch.test>' =~ s/"//gr, "$name: the sender");
	is($message->{date}, '2025-01-15T12:00:00+00:00', "$name: the date");
	is($message->{auto_submitted}, 'auto-generated', "$name: no reply is asked for");
	is(scalar @{ $message->{attachments} }, 1, "$name: one attachment");
	is($attachment->{name}, "$kind-$id-2025-01-15.pdf", "$name: its name");
	is($attachment->{begin}, '%PDF-', "$name: a PDF");
	is($attachment->{sha256}, sha256_hex(slurp_file("$reports/2025-01-15/${kind}s/$kind-$id.pdf")),
		"$name: the report, byte for byte");
	my $staff = ($name =~ /-to-(\d+)-/)[0];
	is($message->{message_id},
		'<' . substr(sha256_hex("$kind $id $staff 2025-01-15"), 0, 32) . '@larch.test>',
		"$name: the Message-ID is of report, recipient and day");
	unlike(join(' ', @$message{qw(subject text from to_name)}, $attachment->{name}, $name),
		qr/@{[CANARY]}/i, "$name: no student outside the attachment");
	unlike(slurp_file("$dry/$name"), qr/@{[CANARY]}/i, "$name: nor in its bytes");
}
is(join('|', map { @{ $_->{to_name} } } @messages),
	"Ann Tea|B\x{f8}rge \x{141}ukasz|\x{674e}\x{5c0f}\x{9f8d}|Dot \"Dee\" O'Hara|Pat Principal|Sam Superior",
	'names arrive as their owners write them');
is(join(' ', sort map { @{ $_->{to} } } @messages), "@recipients", 'to everybody who is due');

#
# A normal run
#
my $server = start_server('--certificate', "$folder/good.pem");
($status, $log) = mail($server, {});
is($status, EX_OK, 'a normal run');
like($log, qr/queued=6 sent=6 deferred=0 failed=0 uncertain=0 waiting=0/, 'and its sums');
is(states(), 'sent 6', 'all are sent');
each_has_one($server, 'a normal run');
all_in_tls($server, 'a normal run');
is(scalar(() = server_log($server) =~ / MAIL /g), 6, 'MAIL was said six times');
my %connections = map { (split / /)[1] => 1 } split /\n/, server_log($server);
is(scalar keys %connections, 1, 'over one connection');
my %written = map { $_->{message_id} => $_->{sha256} } @messages;
is_deeply({ map { $_->{message_id} => $_->{sha256} } spool($server) }, \%written,
	'the messages are those of the dry run, byte for byte');
for my $message (spool($server))
{
	is($message->{envelope}, "reports\@larch.test > $message->{to}[0]", 'one recipient in the envelope');
}
is(sql(q{SELECT count(*), count(DISTINCT address), min(outcome), max(students::text)
	FROM mentorship.report_delivery}), '6|6|sent|{220}', 'the record of disclosure has them');
is(sql(q{SELECT command, as_of, exit_status, mails_queued, mails_sent FROM mentorship.report_run}),
	'mail|2025-01-15|0|6|6', 'the run is on record');
for my $run (1 .. 2)
{
	($status, $log) = mail($server, {});
	is($status, EX_OK, "the same night again ($run)");
	is(scalar spooled($server), 6, 'sends nothing');
}
stop_server($server);

# TLS from the first byte on
forget();
$server = start_server('--certificate', "$folder/good.pem", '--tls', 'implicit');
($status) = mail($server, { MENTORSHIP_SMTP_SERVER => "smtps://localhost:$server->{port}" });
is($status, EX_OK, 'implicit TLS');
each_has_one($server, 'implicit TLS');
all_in_tls($server, 'implicit TLS');
stop_server($server);

#
# A server that says no, for now or for good
#
forget();
$server = start_server('--certificate', "$folder/good.pem");
wishes($server, 'rcpt 450', 'ok', 'end 451', 'ok', 'ok', 'ok');
($status, $log) = mail($server, {});
is($status, EX_TEMPFAIL, 'two mails are put off: run again later');
is(states(), 'queued 2, sent 4', 'the others went');
is(sql(q{SELECT string_agg(DISTINCT tries || ' ' || response_code || ' ' || response_text, ', ' ORDER BY
	tries || ' ' || response_code || ' ' || response_text) FROM mentorship.report_outbox WHERE state = 'queued'}),
	'1 450 450 as you wish, 1 451 451 as you wish', 'with what the server said');
($status) = mail($server, {});
is($status, EX_OK, 'at once again');
is(states(), 'queued 2, sent 4', 'they still wait');
make_due();
($status) = mail($server, {});
is($status, EX_OK, 'when their time has come');
each_has_one($server, '4xx, then success');
stop_server($server);

forget();
$server = start_server('--certificate', "$folder/good.pem");
wishes($server, 'rcpt 550', 'ok', 'end 552', 'ok');
($status, $log) = mail($server, {});
is($status, EX_PARTIAL, 'two mails are refused for good');
is(states(), 'failed 2, sent 4', 'the others went');
is(scalar(() = $log =~ /mail=\d+ kind=mentor scope=\d+ staff=\d+ state=failed code=55[02]/g), 2, 'both are named by number');
make_due();
($status) = mail($server, {});
is($status, EX_OK, 'the next run has nothing to do');
is(scalar spooled($server), 4, 'and does not try them again');
is(sql(q{SELECT string_agg(response_code || ' ' || reason, ', ' ORDER BY failure_id) FROM mentorship.report_run_failure}),
	'550 failed: 550 as you wish, 552 failed: 552 as you wish', 'the failures are on record');
stop_server($server);

forget();
$server = start_server('--certificate', "$folder/good.pem");
wishes($server, 'ok', 'rcpt 421', 'rcpt 421');
($status, $log) = mail($server, {});
is($status, EX_TEMPFAIL, 'a server that closes ends the run');
is(states(), 'queued 5, sent 1', 'nothing of the rest is tried');
is(sql('SELECT sum(tries) FROM mentorship.report_outbox'), 1, 'nor counted as tried');
wishes($server, 'ok', 'rcpt 421');
($status) = mail($server, {});
is($status, EX_OK, 'a connection that wore out is made anew');
each_has_one($server, '421');
stop_server($server);

forget();
$server = start_server('--certificate', "$folder/good.pem");
wishes($server, 'mail 553');
($status, $log) = mail($server, {});
is($status, EX_NOPERM, 'a sender that is refused ends the run');
is(states(), 'queued 6', 'and fails no mail');
stop_server($server);

#
# A connection that breaks
#
forget();
$server = start_server('--certificate', "$folder/good.pem");
wishes($server, 'ok', 'rcpt cut', 'ok', 'ok', 'ok', 'ok');
($status, $log) = mail($server, {});
is($status, EX_TEMPFAIL, 'cut before the mail was there: run again later');
is(states(), 'queued 1, sent 5', 'one waits');
make_due();
($status) = mail($server, {});
is($status, EX_OK, 'and goes');
each_has_one($server, 'cut before');
stop_server($server);

forget();
$server = start_server('--certificate', "$folder/good.pem");
wishes($server, 'ok', 'end cut', 'ok', 'end stall 8');
($status, $log) = mail($server, {});
is($status, EX_PARTIAL, 'cut, and late, after the mail was there');
is(states(), 'sent 4, uncertain 2', 'both are uncertain');
is(scalar(() = $log =~ /mail=\d+ kind=mentor scope=\d+ staff=\d+ state=uncertain/g), 2, 'both are named by number');
like($log, qr/uncertain mails: 2\n.*--resend-uncertain/, 'and what can be done about them');
make_due();
($status, $log) = mail($server, {});
is($status, EX_OK, 'the next run');
like($log, qr/uncertain mails: 2/, 'reminds of them');
is(scalar spooled($server), 6, 'and sends nothing');
my @first = map { $_->{message_id} } grep { "@{ $_->{to} }" =~ /borge|dot/ } spool($server);
($status) = mail($server, {}, '--resend-uncertain');
is($status, EX_OK, '--resend-uncertain');
is(states(), 'sent 6', 'sends both');
my @again = map { $_->{message_id} } grep { "@{ $_->{to} }" =~ /borge|dot/ } spool($server);
is(scalar @again, 4, 'so they arrived twice');
is_deeply([ sort @again ], [ sort @first, @first ], 'under the same Message-ID');
is(sql(q{SELECT string_agg(outcome, ' ' ORDER BY outcome) FROM mentorship.report_delivery}),
	'sent sent sent sent sent sent uncertain uncertain', 'the record of disclosure has all eight');
stop_server($server);

forget();
$server = start_server('--certificate', "$folder/good.pem");
wishes($server, 'rcpt stall 30', 'rcpt stall 30', 'rcpt stall 30');
($status, $log) = mail($server, { MENTORSHIP_SMTP_TIMEOUT => 1 });
is($status, EX_TEMPFAIL, 'a server that says nothing');
like($log, qr/no answer to 3 mails in a row/, 'is not asked for every mail');
is(states(), 'queued 6', 'and nothing is lost');
stop_server($server);

#
# A server that is not to be trusted
#
for (
	[ 'a certificate of nobody', '--certificate', "$folder/nobody.pem" ],
	[ 'a certificate for another name', '--certificate', "$folder/other.pem" ],
	[ 'a certificate of last year', '--certificate', "$folder/expired.pem" ],
	[ 'no STARTTLS', '--tls', 'none' ])
{
	my ($what, @options) = @$_;

	forget();
	$server = start_server(@options);
	($status, $log) = mail($server, {});
	is($status, EX_CONFIG, "$what: exit status");
	like($log, qr/no secure connection to the mail server/, "$what: the message");
	unlike(server_log($server), qr/MAIL|RCPT|DATA|AUTH/, "$what: nothing was said");
	is(states(), 'queued 6', "$what: nothing is lost");
	is(sql('SELECT sum(tries) FROM mentorship.report_outbox'), 0, "$what: nothing counts as tried");
	stop_server($server);
}
forget();
$server = start_server('--certificate', "$folder/good.pem");
($status) = mail($server, { MENTORSHIP_SMTP_CA_FILE => '' });
is($status, EX_CONFIG, 'an authority that this machine does not know');
($status) = mail($server, { MENTORSHIP_SMTP_CA_FILE => "$folder/missing.pem" });
is($status, EX_CONFIG, 'authorities that are not there');
is(server_log($server) =~ /MAIL/ ? 1 : 0, 0, 'nothing was said');
stop_server($server);

#
# Logging in
#
forget();
my %login = (MENTORSHIP_SMTP_USER => 'night', MENTORSHIP_SMTP_PASSWORD => 'open-sesame');
$server = start_server('--certificate', "$folder/good.pem", '--login', 'night:open-sesame');
($status, $log) = mail($server, { %login, MENTORSHIP_SMTP_PASSWORD => 'wrong-sesame' });
is($status, EX_NOPERM, 'a wrong password');
is(scalar(() = server_log($server) =~ / AUTH .*bad/g), 1, 'is tried once');
unlike($log, qr/sesame/, 'and not told');
is(states(), 'queued 6', 'nothing is lost');
($status) = mail($server, {});
is($status, EX_NOPERM, 'no log-in where one is needed');
($status, $log) = mail($server, { %login }, '--verbose');
is($status, EX_OK, 'the right password');
unlike($log, qr/sesame/, 'is not told either');
each_has_one($server, 'with a password');
all_in_tls($server, 'with a password');
forget();
my $file = "$folder/mail.conf";
append_to_file($file, "# of the night\nsmtp_user = night\nsmtp_password = open-sesame\n");
chmod 0640, $file;
($status) = mail($server, {}, '--config', $file);
is($status, EX_CONFIG, 'a password that others may read');
chmod 0600, $file;
($status) = mail($server, {}, '--config', $file);
is($status, EX_OK, 'a password of its own file');
stop_server($server);

#
# A server that is down all night
#
forget();
for my $run (1 .. 3)
{
	($status, $log) = mail({ port => $server->{port} }, {});
	is($status, EX_TEMPFAIL, "nobody listens ($run)");
	like($log, qr/could not reach the mail server/, 'the message');
	is(states(), 'queued 6', 'all wait');
}
is(sql('SELECT sum(tries) FROM mentorship.report_outbox'), 0, 'nothing counts as tried');
$server = start_server('--certificate', "$folder/good.pem");
($status) = mail($server, {});
is($status, EX_OK, 'in the morning');
each_has_one($server, 'after a night without a server');
stop_server($server);

#
# Addresses, recipients and files that are not what they should be
#
forget();
($status) = mail({ port => $server->{port} }, {});
is(states(), 'queued 6', 'queued for good addresses');
$server = start_server('--certificate', "$folder/good.pem");
my @bad = ("ann\@north.test\r\nRCPT TO:<evil\@evil.test>", "ann\@north.test\n", "ann\@north.test>",
	'<ann@north.test>', 'ann tea@north.test', ('a' x 250) . '@north.test');
sql('CREATE TABLE addresses AS SELECT staff_id, email FROM mentorship.staff');
my $n = 0;
for my $staff (11, 12, 21, 22, 1, 2)
{
	$node->safe_psql('district', "UPDATE mentorship.source_staff SET email = :'bad' WHERE staff_id = $staff",
		extra_params => [ '-v', "bad=$bad[$n++]" ]);
}
($status, $log) = mail($server, {});
is($status, EX_PARTIAL, 'six addresses that could do harm');
is(scalar(() = $log =~ /state=failed code=0 reason="not an address that can be used"/g), 6, 'are refused');
unlike($log, qr/evil|north\.test/, 'and not repeated');
is(server_log($server), '', 'before any connection is made');
sql('UPDATE mentorship.source_staff AS s SET email = a.email FROM addresses AS a WHERE a.staff_id = s.staff_id');
($status) = mail($server, {});
is($status, EX_OK, 'put right, they go the same night');
each_has_one($server, 'after the addresses were put right');
stop_server($server);

forget();
$server = start_server('--certificate', "$folder/good.pem");
sql(q{INSERT INTO mentorship.report_recipient (kind, scope_id, staff_id) VALUES
	('school', 2, 1), ('mentor', 11, 12), ('mentor', 21, 2)});
($status, $log) = mail($server, {});
is($status, EX_PARTIAL, 'recipients of reports that are not theirs');
like($log, qr/refused: kind=school scope=2 staff=1 reason="report of a school where the employee does not work"/,
	'another school\'s');
like($log, qr/refused: kind=mentor scope=11 staff=12 reason="report of another mentor"/, 'another mentor\'s');
like($log, qr/refused: kind=mentor scope=21 staff=2 /, 'a mentor\'s to his principal');
is(sql(q{SELECT count(*) FROM mentorship.report_run_failure WHERE stage = 'mail' AND staff_id IN (1, 2, 12)}),
	3, 'are on record');
each_has_one($server, 'refused recipients');
sql('DELETE FROM mentorship.report_recipient WHERE recipient_id > 6');
stop_server($server);

forget();
($status) = mail({ port => $server->{port} }, {});
$server = start_server('--certificate', "$folder/good.pem");
rename "$reports/2025-01-15/mentors/mentor-11.pdf", "$folder/keep.pdf";
rename "$reports/2025-01-15/mentors/mentor-12.pdf", "$reports/2025-01-15/mentors/mentor-11.pdf";
rename "$folder/keep.pdf", "$reports/2025-01-15/mentors/mentor-12.pdf";
rename "$reports/2025-01-15/mentors/mentor-21.pdf", "$folder/mentor-21.pdf";
symlink "$folder/mentor-21.pdf", "$reports/2025-01-15/mentors/mentor-21.pdf";
sql(q{UPDATE mentorship.pairing SET ended_on = '2025-01-14', end_reason = 'Left' WHERE mentor_id = 22;
	UPDATE mentorship.mentor SET left_on = '2025-01-14' WHERE mentor_id = 22});
# another day, so that nothing is queued anew
($status, $log) = mail($server, {}, '--as-of', '2025-01-16');
is($status, EX_PARTIAL, 'files of others, a link, and a mentor who left meanwhile');
is(scalar(() = $log =~ /scope=1[12] .*reason="the report is another file than was queued"/g), 2, 'swapped files are not sent');
like($log, qr/scope=21 .*reason="could not read the report: /, 'nor one behind a link');
like($log, qr/scope=22 .*reason="left the program"/, 'nor to who left');
is(states(), 'failed 4, sent 2', 'the others are');
is(join(' ', sort map { @{ $_->{to} } } spool($server)), 'pat@north.test sam@south.test', 'to whom they belong');
sql(q{UPDATE mentorship.mentor SET left_on = NULL WHERE mentor_id = 22;
	UPDATE mentorship.pairing SET ended_on = NULL, end_reason = NULL WHERE mentor_id = 22});
unlink "$reports/2025-01-15/mentors/mentor-21.pdf";
rename "$folder/mentor-21.pdf", "$reports/2025-01-15/mentors/mentor-21.pdf";
rename "$reports/2025-01-15/mentors/mentor-11.pdf", "$folder/keep.pdf";
rename "$reports/2025-01-15/mentors/mentor-12.pdf", "$reports/2025-01-15/mentors/mentor-11.pdf";
rename "$folder/keep.pdf", "$reports/2025-01-15/mentors/mentor-12.pdf";
($status) = mail($server, {});
is($status, EX_OK, 'put right, they go');
each_has_one($server, 'files put right');
stop_server($server);

# a report that is missing
forget();
$server = start_server('--certificate', "$folder/good.pem");
rename "$reports/2025-01-15/schools/school-1.pdf", "$folder/school-1.pdf";
($status, $log) = mail($server, {});
is($status, EX_PARTIAL, 'a report that was not written');
like($log, qr/refused: kind=school scope=1 staff=1 reason="no file"/, 'is named by number');
is(states(), 'sent 5', 'the others go');
rename "$folder/school-1.pdf", "$reports/2025-01-15/schools/school-1.pdf";
($status) = mail($server, {});
each_has_one($server, 'the missing report');
stop_server($server);

#
# Two runs at once, and runs that end before their time
#
$server = start_server('--certificate', "$folder/good.pem");
{
	local %ENV = (%ENV, %settings, MENTORSHIP_SMTP_SERVER => "smtp://localhost:$server->{port}");
	my @command = ($program, 'mail', '--as-of', AS_OF, '-h', $node->host, '-p', $node->port,
		'-U', 'night', '-d', 'district');
	my @log = ('', '');

	# the first time so slowly that both get some, then for the race to queue
	for my $round (1 .. 10)
	{
		my $before = spooled($server);

		forget();
		wishes($server, $round == 1 ? ('end stall 0.3') x 6 : ());
		my @runs = map { IPC::Run::start(\@command, '<', \undef, '2>', \$log[$_]) } 0, 1;
		$_->finish for @runs;
		is(join(' ', map { $_->full_result(0) >> 8 } @runs), '0 0', "two runs at once ($round)")
		  or diag(@log);
		is(states(), 'sent 6', 'share the work');
		is(spooled($server) - $before, 6, 'and send each mail once');
		each_has_one($server, 'two runs at once') if $round == 1;
	}

	# told to end while the server has the mail and does not answer
	for my $case ([ 'end stall 60', 'queued 5, uncertain 1', 1 ], [ 'rcpt stall 60', 'queued 6', 0 ])
	{
		my ($wish, $states, $kept) = @$case;

		forget();
		wishes($server, $wish);
		my $before = spooled($server);
		my $said = () = server_log($server) =~ / RCPT /g;
		my $run = IPC::Run::start([ @command, '-d', 'district' ], '<', \undef, '2>', \$log[0]);
		wait_for(sub {
			$kept ? spooled($server) > $before : (() = server_log($server) =~ / RCPT /g) > $said });
		$run->signal('TERM');
		$run->finish;
		is($run->result, EX_TEMPFAIL, "told to end ($wish)");
		is(states(), $states, 'finished or flagged');
	}

	# killed while the server has the mail
	forget();
	wishes($server, 'end stall 60');
	my $before = spooled($server);
	my $run = IPC::Run::start(\@command, '<', \undef, '2>', \$log[0]);
	wait_for(sub { spooled($server) > $before });
	$run->signal('KILL');
	$run->finish;
	is(states(), 'queued 5, sending 1', 'killed while the server had the mail');
	wait_for(sub { sql(q{SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'}) eq '0' });
	wishes($server);
	my ($again, $said) = mail($server, {});
	is($again, EX_PARTIAL, 'the next run tells of it');
	like($said, qr/mail=\d+ state=uncertain/, 'by number');
	is(states(), 'sent 5, uncertain 1', 'and sends the rest');
	is(scalar spooled($server), $before + 6, 'each once');
}
all_in_tls($server, 'runs that end before their time');
stop_server($server);

#
# The database
#
$node->stop('immediate');
($status, $log) = mail({ port => 1 }, {});
is($status, EX_TEMPFAIL, 'the database is down');

done_testing();
