# "mentorship check": what it says and what it exits with, for each thing that
# can be wrong.
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
	EX_USAGE => 64,
	EX_CANTCREAT => 73,
	EX_IOERR => 74,
	EX_TEMPFAIL => 75,
	EX_NOPERM => 77,
	EX_CONFIG => 78,
};

my $version = $ENV{MSHIP_VERSION};
my $folder = PostgreSQL::Test::Utils::tempdir();
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(allows_streaming => 1);
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION mentorship_program CASCADE;
	CREATE ROLE night LOGIN IN ROLE mentorship_job;
	SET search_path = mentorship, public;
	INSERT INTO school_access VALUES ('night', NULL);
	INSERT INTO school_year VALUES ('2025-26', '2025-09-02', '2026-06-05');
	INSERT INTO school VALUES (1, 'Larch Hill School');
	INSERT INTO calendar_date SELECT 1, d::date, true
	FROM generate_series('2025-09-02'::date, '2026-06-05', '1 day') AS d WHERE extract(isodow FROM d) < 6;
	INSERT INTO student VALUES (11, 'Ana Smith', 'Smith, Ana');
	INSERT INTO enrolment VALUES (11, 1, 6, '2025-09-02');
	INSERT INTO staff (staff_id, display_name, sort_name, email)
	VALUES (21, 'Bo Long', 'Long, Bo', 'bo@example.org'), (22, 'Cy Grey', 'Grey, Cy', 'cy@example.org');
	INSERT INTO staff_assignment VALUES (21, 1, 'teacher'), (22, 1, 'administrator');
	INSERT INTO mentor (mentor_id, capacity, joined_on) VALUES (21, 2, '2025-09-02');
	INSERT INTO nomination (student_id, school_id, nominated_on, reason) VALUES (11, 1, '2025-09-03', 'x');
	INSERT INTO pairing (student_id, mentor_id, school_id, started_on) VALUES (11, 21, 1, '2025-09-04');
	INSERT INTO report_recipient (kind, scope_id, staff_id)
	VALUES ('mentor', 21, 21), ('school', 1, 22)});

my ($status, $out, $err);
make_certificates($folder);
my $mail = start_server('--certificate', "$folder/good.pem");
$ENV{MENTORSHIP_SMTP_SERVER} = "smtp://localhost:$mail->{port}";
$ENV{MENTORSHIP_SMTP_CA_FILE} = "$folder/authority.pem";
$ENV{MENTORSHIP_MAIL_FROM} = 'mentoring@example.org';
$ENV{MENTORSHIP_SMTP_TIMEOUT} = 10;
my $output = "$folder/reports";
mkdir $output, 0700;

sub check_as
{
	my ($login, @rest) = @_;
	my @command = ($program, 'check', '-h', $node->host, '-p', $node->port, '-d', 'postgres',
		'-U', $login, '--as-of', '2026-02-12', '--output-dir', $output, @rest);

	IPC::Run::run(\@command, '<', \undef, '>', \$out, '2>', \$err);
	$status = $? & 127 ? 'signal ' . ($? & 127) : $? >> 8;
	return;
}

# The check named must say this, and the exit status be that one.
sub finds
{
	my ($what, $code, $line) = @_;
	local $Test::Builder::Level = $Test::Builder::Level + 1;

	is($status, $code, "$what: exit status");
	like($out, $line, "$what: what is said");
	my @strange = grep { !/^(?:ok      |warning |failed  ) \w+ +\S/ } split /\n/, $out;
	is_deeply(\@strange, [], "$what: only lines of the usual form");
	return;
}

# Change the database, check, and change it back.
sub finds_after
{
	my ($what, $change, $back, $code, $line) = @_;
	local $Test::Builder::Level = $Test::Builder::Level + 1;

	$node->safe_psql('postgres', $change);
	check_as('night');
	$node->safe_psql('postgres', $back);
	finds($what, $code, $line);
	return;
}

check_as('night');
is($status, EX_OK, 'all is well: exit status');
is(join(' ', $out =~ /^ok +(\w+) /mg), 'connection server versions login bindings day recipients fonts folder mail',
	'a line for each check');
unlike($out, qr/^(?:warning|failed)/m, 'and each is well');
like($err, qr/^mentorship: command=check as_of=2026-02-12 failed=0 warnings=0$/m, 'the log has the sum');
my $well = $out =~ s/\d+ MiB//r;
check_as('night', '--quiet');
is($out =~ s/\d+ MiB//r, $well, '--quiet leaves the answer alone');
is($err, '', 'and silences the log');
check_as('night', 'everything');
is($status, EX_USAGE, 'a word too many');

# connection and server
check_as('nobody_of_that_name');
finds('an unknown login', EX_NOPERM, qr/^failed +connection .*SQLSTATE 28/m);
unlike($out, qr/ (?:server|versions|login|bindings|day|recipients) /, 'nothing is asked without a connection');
like($out, qr/^ok +fonts /m, 'the rest is looked at all the same');
check_as('night', '-d', 'no_such_database');
finds('an unknown database', EX_CONFIG, qr/^failed +connection .*SQLSTATE 3D000/m);
check_as('night', '-p', 1);
finds('no server there', EX_TEMPFAIL, qr/^failed +connection /m);
is($err, "mentorship: command=check as_of=2026-02-12 failed=1 warnings=0\n", 'the log has nothing but the sum');

# versions
for my $extension (qw(mentorship mentorship_program))
{
	finds_after("$extension of another version",
		"UPDATE pg_extension SET extversion = '0.0.1' WHERE extname = '$extension'",
		"UPDATE pg_extension SET extversion = '$version' WHERE extname = '$extension'",
		EX_CONFIG, qr/^failed +versions .*"$extension" has version 0\.0\.1.*ALTER EXTENSION/m);
}
$node->safe_psql('postgres', 'CREATE DATABASE bare');
check_as('night', '-d', 'bare');
finds('no extension', EX_CONFIG, qr/^failed +versions .*not installed.*CREATE EXTENSION/m);
is(() = $out =~ /^failed/mg, 2, 'a line for each of the two');

# login
$node->safe_psql('postgres', q{
	CREATE ROLE stranger LOGIN;
	CREATE ROLE aloof LOGIN NOINHERIT IN ROLE mentorship_job;
	CREATE ROLE passing LOGIN BYPASSRLS IN ROLE mentorship_job;
	CREATE ROLE blind LOGIN IN ROLE mentorship_job});
check_as('stranger');
finds('no member of mentorship_job', EX_NOPERM, qr/^failed +login .*no member of role mentorship_job.*GRANT/m);
check_as('aloof');
finds('a login that does not inherit', EX_NOPERM, qr/^failed +login .*does not inherit/m);
check_as('passing');
finds('BYPASSRLS', EX_CONFIG, qr/^failed +login .*BYPASSRLS/m);
check_as(scalar getpwuid($<));
finds('a superuser', EX_CONFIG, qr/^failed +login .*superuser/m);
check_as('blind');
finds('a login without a school', EX_CONFIG, qr/^failed +login .*sees no school.*school_access/m);
finds_after('a right taken away',
	'REVOKE SELECT ON mentorship.report_mentee FROM mentorship_job',
	'GRANT SELECT ON mentorship.report_mentee TO mentorship_job',
	EX_NOPERM, qr/^failed +login .*may not read mentorship\.report_mentee/m);

# bindings
finds_after('a binding that is not applied',
	q{CREATE VIEW public.other_school AS SELECT * FROM mentorship.school;
		INSERT INTO mentorship.source_binding VALUES ('school', 'public.other_school')},
	q{DELETE FROM mentorship.source_binding; DROP VIEW public.other_school},
	EX_CONFIG, qr/^failed +bindings .*"school" is bound to .*rebind/m);

# day
check_as('night', '--as-of', '2026-07-15', '--quiet');
finds('a day in the holidays', EX_OK, qr/^warning +day .*no school year .*2026-07-15/m);

# recipients
finds_after('a recipient without an address',
	'UPDATE mentorship.staff SET email = NULL WHERE staff_id = 21',
	q{UPDATE mentorship.staff SET email = 'bo@example.org' WHERE staff_id = 21},
	EX_OK, qr/^warning +recipients .*1 recipients.*no address/m);
finds_after('a recipient who may not have the report',
	'UPDATE mentorship.report_recipient SET scope_id = 22 WHERE kind = \'mentor\'',
	'UPDATE mentorship.report_recipient SET scope_id = 21 WHERE kind = \'mentor\'',
	EX_OK, qr/^warning +recipients .*report of another mentor/m);
finds_after('a mentor whose report goes to nobody',
	q{UPDATE mentorship.report_recipient SET active = false WHERE kind = 'mentor'},
	q{UPDATE mentorship.report_recipient SET active = true WHERE kind = 'mentor'},
	EX_OK, qr/^warning +recipients .*1 mentors go to nobody.*mentor=21/m);
finds_after('a school whose report goes to nobody',
	q{UPDATE mentorship.report_recipient SET active = false WHERE kind = 'school'},
	q{UPDATE mentorship.report_recipient SET active = true WHERE kind = 'school'},
	EX_OK, qr/^warning +recipients .*school=1/m);

# fonts
{
	my $fonts = "$folder/fonts.conf";
	append_to_file($fonts, "<fontconfig><dir>$folder/no_fonts</dir><cachedir>$folder/cache</cachedir></fontconfig>");
	local $ENV{MENTORSHIP_FONTCONFIG_FILE} = $fonts;
	check_as('night');
	finds('no fonts', EX_CONFIG, qr/^failed +fonts .*not installed.*fonts-noto-core/m);
	my $few = "$folder/few.conf";
	mkdir "$folder/few_fonts";
	symlink $_, "$folder/few_fonts/" . s{.*/}{}r for glob '/usr/share/fonts/truetype/noto/NotoSans-{Regular,Bold}.ttf';
	append_to_file($few, "<fontconfig><dir>$folder/few_fonts</dir><cachedir>$folder/cache</cachedir></fontconfig>");
	$ENV{MENTORSHIP_FONTCONFIG_FILE} = $few;
	check_as('night');
	finds('few fonts', EX_OK, qr/^warning +fonts .*boxes: .*Arabic.*Han/m);
	unlike($out, qr/boxes: .*Latin/, 'those that are there are not missed');
}

# folder
check_as('night', '--output-dir', "$folder/nowhere");
finds('no folder', EX_CANTCREAT, qr/^failed +folder .*no folder.*install -d/m);
ok(!-e "$folder/nowhere", 'none is made');
check_as('night', '--output-dir', "$folder/fonts.conf");
finds('a file', EX_CANTCREAT, qr/^failed +folder .*no folder/m);
mkdir "$folder/closed", 0500;
check_as('night', '--output-dir', "$folder/closed");
finds('a folder that may not be written', EX_CANTCREAT, qr/^failed +folder .*could not create/m);
mkdir "$folder/open";
chmod 0750, "$folder/open";
check_as('night', '--output-dir', "$folder/open");
finds('a folder that others see', EX_OK, qr/^warning +folder .*others may look.*chmod 700/m);
is_deeply([ grep { !/^\.+$/ } slurp_dir($output) ], [], 'the check leaves no file behind');

# mail server
is(scalar(spooled($mail)), 0, 'a check sends nothing');
unlike(server_log($mail), qr/ MAIL /, 'and begins no mail');

# Check with other settings of mail.
sub finds_with
{
	my ($what, $settings, $code, $line) = @_;
	local @ENV{ map { "MENTORSHIP_$_" } keys %$settings } = values %$settings;
	local $Test::Builder::Level = $Test::Builder::Level + 1;

	check_as('night');
	finds($what, $code, $line);
	return;
}
finds_with('no server set', { SMTP_SERVER => '' }, EX_CONFIG, qr/^failed +mail .*"smtp_server" is missing/m);
finds_with('a clear-text relay', { SMTP_SERVER => 'http://localhost' },
	EX_CONFIG, qr/^failed +mail .*"smtp_server" is not /m);
finds_with('no sender set', { MAIL_FROM => '' }, EX_CONFIG, qr/^failed +mail .*"mail_from" is missing/m);
finds_with('a sender that is no address', { MAIL_FROM => "a\@b.org>\r\nRCPT TO:<c\@d.org" },
	EX_CONFIG, qr/^failed +mail .*"mail_from" is not /m);
finds_with('a user without a password', { SMTP_USER => 'night' },
	EX_CONFIG, qr/^failed +mail .*"smtp_password"/m);
finds_with('a limit that is none', { SMTP_TIMEOUT => 'soon' },
	EX_CONFIG, qr/^failed +mail .*"smtp_timeout" is not a whole number/m);
finds_with('an authority that is not trusted', { SMTP_CA_FILE => '' },
	EX_CONFIG, qr/^failed +mail .*smtp_ca_file/m);
stop_server($mail);
finds_with('a server that is down', {}, EX_TEMPFAIL, qr/^failed +mail /m);
for my $case (
	[ 'a certificate for another name', [ '--certificate', "$folder/other.pem" ], EX_CONFIG ],
	[ 'a certificate that is over', [ '--certificate', "$folder/expired.pem" ], EX_CONFIG ],
	[ 'a certificate by nobody', [ '--certificate', "$folder/nobody.pem" ], EX_CONFIG ],
	[ 'a server without TLS', [ '--tls', 'none' ], EX_CONFIG ],
	[ 'TLS from the first byte on', [ '--certificate', "$folder/good.pem", '--tls', 'implicit' ], EX_OK ])
{
	my ($what, $options, $code) = @$case;
	my $server = start_server(@$options);

	finds_with($what,
		{ SMTP_SERVER => ($code == EX_OK ? 'smtps' : 'smtp') . "://localhost:$server->{port}" },
		$code, $code == EX_OK ? qr/^ok +mail /m : qr/^failed +mail .*TLS/m);
	unlike(server_log($server), qr/ (?:MAIL|AUTH)/, "$what: nothing is sent");
	stop_server($server);
}
my $private = start_server('--certificate', "$folder/good.pem", '--login', 'night:s3cret');
my %account = (SMTP_SERVER => "smtp://localhost:$private->{port}", SMTP_USER => 'night');
finds_with('a good password', { %account, SMTP_PASSWORD => 's3cret' }, EX_OK, qr/^ok +mail .*login works/m);
finds_with('a wrong password', { %account, SMTP_PASSWORD => 'S3cret' }, EX_NOPERM, qr/^failed +mail .*smtp_password/m);
unlike("$out$err", qr/s3cret/i, 'which nobody repeats');
stop_server($private);
$mail = start_server('--certificate', "$folder/good.pem");
$ENV{MENTORSHIP_SMTP_SERVER} = "smtp://localhost:$mail->{port}";

# A disk of this size, mounted where only the command sees it.
sub check_on_disk
{
	my ($size) = @_;
	my @command = (qw(unshare --user --map-root-user --mount sh -c),
		'mount -t tmpfs -o mode=700,size="$1" none "$2" || exit 125; shift 2; exec "$@"', 'sh',
		$size, $output, $program, 'check', '-h', $node->host, '-p', $node->port, '-d', 'postgres',
		'-U', 'night', '--as-of', '2026-02-12', '--output-dir', $output);

	IPC::Run::run(\@command, '<', \undef, '>', \$out, '2>', \$err);
	$status = $? & 127 ? 'signal ' . ($? & 127) : $? >> 8;
	return $status != 125 && $status != 1;
}
SKIP:
{
	skip 'no disk can be mounted here', 6 if !check_on_disk('32m');
	finds('a disk that is all but full', EX_IOERR, qr/^failed +folder .*only \d+ MiB are free.*Make room/m);
	check_on_disk('200m');
	finds('a disk that will be full soon', EX_OK, qr/^warning +folder .*only \d+ MiB are free/m);
}

# a standby answers, but nothing can be noted there
$node->backup('copy');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($node, 'copy', has_streaming => 1);
$standby->start;
$node->wait_for_catchup($standby);
check_as('night', '-h', $standby->host, '-p', $standby->port);
finds('a standby', EX_TEMPFAIL, qr/^failed +server .*standby.*primary/m);
$standby->stop;

# what is printed must get there
{
	my @command = ($program, 'check', '-h', $node->host, '-p', $node->port, '-d', 'postgres',
		'-U', 'night', '--output-dir', $output);
	open my $full, '>', '/dev/full' or die "/dev/full: $!";
	IPC::Run::run(\@command, '<', \undef, '>', $full, '2>', \$err);
	is($? >> 8, EX_IOERR, 'standard output on a full disk');
}
stop_server($mail);

done_testing();
