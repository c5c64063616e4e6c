# What the tests of mail share: certificates, a mail server on the loopback
# interface, the program, and a district small enough to know by heart.
package MailTest;

use strict;
use warnings;

use Exporter 'import';
use IPC::Run;
use JSON::PP;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep);

our @EXPORT = qw(make_certificates start_server stop_server server_log wishes spool
  spooled parse_mails make_district run_mail state_counts wait_for AS_OF CANARY);

use constant AS_OF => '2025-01-15';
# stands in every name of a student, and nowhere else
use constant CANARY => 'Zzcanary';

my $source = $ENV{MSHIP_SOURCE};
my $python = '/usr/bin/python3';

# A private authority, and certificates of a server: the right one, one of
# nobody, one for another name, one of last year.
sub make_certificates
{
	my ($folder) = @_;
	my $quiet = { stderr => "$folder/openssl.log" };
	my $openssl = sub {
		my $log = '';
		IPC::Run::run([ 'openssl', @_ ], '<', \undef, '>&', \$log)
		  or die "openssl @_: $log";
	};

	$openssl->(qw(req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority),
		'-keyout', "$folder/authority.key", '-out', "$folder/authority.pem");
	for (
		[ 'good', 'localhost', 2 ], [ 'other', 'elsewhere.test', 2 ],
		[ 'expired', 'localhost', -1 ])
	{
		my ($name, $host, $days) = @$_;

		$openssl->(qw(req -newkey rsa:2048 -nodes), '-subj', "/CN=$host",
			'-keyout', "$folder/$name.key", '-out', "$folder/$name.csr");
		append_to_file("$folder/$name.ext", "subjectAltName=DNS:$host\n");
		$openssl->(qw(x509 -req -CAcreateserial), '-days', $days,
			'-in', "$folder/$name.csr", '-CA', "$folder/authority.pem",
			'-CAkey', "$folder/authority.key", '-extfile', "$folder/$name.ext",
			'-out', "$folder/$name.crt");
		append_to_file("$folder/$name.pem", slurp_file("$folder/$name.crt") . slurp_file("$folder/$name.key"));
	}
	$openssl->(qw(req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext),
		'subjectAltName=DNS:localhost', '-keyout', "$folder/nobody.key", '-out', "$folder/nobody.crt");
	append_to_file("$folder/nobody.pem", slurp_file("$folder/nobody.crt") . slurp_file("$folder/nobody.key"));
	return;
}

# A server with a folder of its own; options are those of server.py.
sub start_server
{
	my (@options) = @_;
	my $server = { spool => PostgreSQL::Test::Utils::tempdir(), log => '', errors => '' };
	my $portfile = "$server->{spool}/port";

	$server->{process} = IPC::Run::start(
		[ $python, "$source/tests/mail/server.py", $server->{spool}, $portfile, @options ],
		'<', \undef, '>', \$server->{log}, '2>', \$server->{errors});
	wait_for(sub { $server->{process}->pump_nb; -e $portfile || !$server->{process}->pumpable });
	-e $portfile or die "the mail server did not start: $server->{errors}";
	chomp($server->{port} = slurp_file($portfile));
	return $server;
}

sub stop_server
{
	my ($server) = @_;

	$server->{process}->signal('TERM');
	$server->{process}->finish;
	return;
}

# What the server has heard so far.
sub server_log
{
	my ($server) = @_;
	my $before;

	# a line of it may come in pieces
	do
	{
		$before = length $server->{log};
		$server->{process}->pump_nb;
	} while ($server->{process}->pumpable && length $server->{log} > $before);
	return $server->{log};
}

# What it is to do with the next mails.
sub wishes
{
	my ($server, @wishes) = @_;
	my $path = "$server->{spool}/wishes";

	unlink $path;
	append_to_file($path, join '', map { "$_\n" } @wishes) if @wishes;
	return;
}

sub spooled
{
	my ($server) = @_;

	my @files = sort glob "$server->{spool}/*.eml";

	return @files;
}

# The mails that the server has kept, as a reader sees them.
sub spool
{
	my ($server) = @_;

	return parse_mails(spooled($server));
}

sub parse_mails
{
	my (@files) = @_;
	my ($out, $err);

	return () if !@files;
	IPC::Run::run([ $python, "$source/tests/mail/parse.py", @files ], '>', \$out, '2>', \$err)
	  or die "parse.py: $err";
	return map { decode_json($_) } split /\n/, $out;
}

# Two schools. Mentors 11 and 12 at the first, 21 and 22 at the second, with a
# student each; principals 1 and 2, who get their school's report.
sub make_district
{
	my ($node, $database) = @_;

	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql($database, 'CREATE EXTENSION mentorship_program CASCADE');
	$node->safe_psql($database, <<~SQL);
		SET search_path = mentorship, public;
		INSERT INTO program_setting (district_name) VALUES ('Larch County Schools');
		INSERT INTO school_year VALUES ('2024-25', '2024-08-26', '2025-06-06');
		INSERT INTO school (school_id, name) VALUES (1, 'North School'), (2, 'South School');
		INSERT INTO calendar_date (school_id, day, instructional)
		SELECT s, d, true FROM generate_series(1, 2) AS s,
			generate_series(date '2024-08-26', '2025-06-06', interval '1 day') AS d
		WHERE extract(isodow FROM d) < 6;
		INSERT INTO student (student_id, display_name, sort_name)
		SELECT i, '@{[CANARY]} ' || i, '@{[CANARY]}, ' || i FROM unnest('{110,120,210,220}'::int[]) AS i;
		INSERT INTO enrolment (student_id, school_id, grade_level, entry_date)
		SELECT i, i / 100, 7, '2024-08-26' FROM unnest('{110,120,210,220}'::int[]) AS i;
		INSERT INTO attendance_mark (student_id, school_id, day, status)
		SELECT e.student_id, e.school_id, c.day, 'U' FROM enrolment AS e JOIN calendar_date AS c USING (school_id)
		WHERE c.day < '2025-01-15' AND (c.day - date '2024-08-26' + e.student_id) % 11 = 0;
		INSERT INTO staff (staff_id, display_name, sort_name, email) VALUES
			(1, 'Pat Principal', 'Principal', 'pat\@north.test'),
			(2, 'Sam Superior', 'Superior', 'sam\@south.test'),
			(11, 'Ann Tea', 'Tea', 'ann\@north.test'),
			(12, U&'B\\00F8rge \\0141ukasz', 'B', 'borge\@north.test'),
			(21, U&'\\674E\\5C0F\\9F8D', 'Li', 'li\@south.test'),
			(22, 'Dot "Dee" O''Hara', 'Ohara', 'dot.o''hara+m\@south.test');
		INSERT INTO staff_assignment (staff_id, school_id, role) VALUES (1, 1, 'administrator'),
			(2, 2, 'administrator'), (11, 1, 'teacher'), (12, 1, 'aide'), (21, 2, 'teacher'), (22, 2, 'other');
		INSERT INTO mentor (mentor_id, capacity, joined_on, availability)
		SELECT i, 3, '2024-08-26', 'Mon-Fri:lunch' FROM unnest('{11,12,21,22}'::int[]) AS i;
		INSERT INTO mentee_profile (student_id, availability) SELECT student_id, 'Mon-Fri:lunch' FROM student;
		INSERT INTO nomination (student_id, school_id, nominated_on, reason)
		SELECT student_id, school_id, '2024-09-02', 'Quiet' FROM enrolment;
		INSERT INTO pairing (student_id, mentor_id, school_id, started_on)
		SELECT i, i / 10, i / 100, '2024-09-04' FROM unnest('{110,120,210,220}'::int[]) AS i;
		INSERT INTO report_recipient (kind, scope_id, staff_id, frequency)
		VALUES ('mentor', 11, 11, 'daily'), ('mentor', 12, 12, 'daily'), ('mentor', 21, 21, 'daily'),
			('mentor', 22, 22, 'daily'), ('school', 1, 1, 'weekly'), ('school', 2, 2, 'weekly');
		DO \$\$ BEGIN CREATE ROLE night LOGIN IN ROLE mentorship_job;
		EXCEPTION WHEN duplicate_object THEN NULL; END \$\$;
		INSERT INTO school_access VALUES ('night', NULL);
		SQL
	return;
}

# Run "mentorship mail"; its status, and what it said.
sub run_mail
{
	my ($node, $database, $settings, @options) = @_;
	my ($out, $err) = ('', '');
	local %ENV = (%ENV, %$settings);
	my @command = ($ENV{MSHIP_PROGRAM}, 'mail', '--as-of', AS_OF, '-h', $node->host,
		'-p', $node->port, '-U', 'night', '-d', $database, @options);

	IPC::Run::run(\@command, '<', \undef, '>', \$out, '2>', \$err);
	my $status = $? & 127 ? 'signal ' . ($? & 127) : $? >> 8;
	unlike("$out$err", qr/@{[CANARY]}/i, 'no student is named in the log');
	return ($status, $err, $out);
}

# "queued 5, sent 1"
sub state_counts
{
	my ($node, $database) = @_;

	return $node->safe_psql($database, q{
		SELECT coalesce(string_agg(state || ' ' || n, ', ' ORDER BY state), 'nothing')
		FROM (SELECT state, count(*) AS n FROM mentorship.report_outbox GROUP BY state) AS s});
}

# Wait for what must come about; a test that waits too long has failed.
sub wait_for
{
	my ($condition) = @_;

	for (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
	{
		return 1 if $condition->();
		sleep 0.1;
	}
	die 'waited in vain';
}

1;
