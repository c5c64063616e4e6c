# "mentorship mail" and a mail server as districts run them: Debian's Exim, with
# its own idea of TLS, of the protocol and of how to refuse.  What it took is
# read from its mailbox and from its own log.
use strict;
use warnings;

use Digest::SHA qw(sha256_hex);
use FindBin;
use lib $FindBin::Bin;
use IPC::Run;
use MailTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $program = $ENV{MSHIP_PROGRAM};
my $exim = $ENV{MSHIP_EXIM};
plan skip_all => 'the program mentorship is not built' if !defined $program;
plan skip_all => 'Exim cannot be had here' if !defined $exim;

my @recipients = ('ann@north.test', 'borge@north.test', q{dot.o'hara+m@south.test},
	'li@south.test', 'pat@north.test', 'sam@south.test');
my $folder = PostgreSQL::Test::Utils::tempdir();
make_certificates($folder);
my $node = PostgreSQL::Test::Cluster->new('exim');
$node->init;
$node->start;
make_district($node, 'district');
my $reports = "$folder/reports";
for my $kind (qw(mentors schools))
{
	$node->command_ok([ $program, 'report', $kind, '--quiet', '--as-of', AS_OF, '--output-dir',
			"$reports/@{[AS_OF]}/$kind", '-h', $node->host, '-p', $node->port, '-U', 'night', '-d', 'district' ],
		"report $kind");
}

#
# The server
#
my $port = PostgreSQL::Test::Cluster::get_free_port();
my $implicit_port = PostgreSQL::Test::Cluster::get_free_port();
my ($uid, $gid) = ($<, (split / /, $()[0]);
mkdir "$folder/$_", 0700 for qw(spool log mail);
append_to_file("$folder/passwd", "Debian-exim:x:${uid}:${gid}::/:/bin/false\n" . slurp_file('/etc/passwd'));
append_to_file("$folder/group", "Debian-exim:x:${gid}:\n" . slurp_file('/etc/group'));
append_to_file("$folder/exim.conf", <<~CONF);
	SIZE_LIMIT = 10M
	exim_path = $exim/exim
	keep_environment = LD_LIBRARY_PATH : LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
	primary_hostname = mail.test
	local_interfaces = 127.0.0.1
	daemon_smtp_ports = $port : $implicit_port
	tls_on_connect_ports = $implicit_port
	tls_advertise_hosts = *
	tls_certificate = $folder/good.crt
	tls_privatekey = $folder/good.key
	spool_directory = $folder/spool
	log_file_path = $folder/log/%s
	log_selector = +smtp_connection +tls_cipher +received_recipients
	message_size_limit = SIZE_LIMIT
	acl_smtp_mail = sender
	acl_smtp_rcpt = recipient
	acl_smtp_data = whole
	begin acl
	sender:
		deny message = TLS first
			! encrypted = *
		accept
	recipient:
		defer message = greylisted
			condition = \${if exists{$folder/grey}}
		deny message = no such user
			local_parts = li
			condition = \${if exists{$folder/unknown}}
		accept domains = north.test : south.test
	whole:
		accept condition = \${if exists{$folder/slow}}
			delay = 60s
		accept
	begin routers
	all:
		driver = accept
		transport = mailbox
	begin transports
	mailbox:
		driver = appendfile
		user = $uid
		group = $gid
		directory = $folder/mail
		maildir_format
		create_directory
		envelope_to_add
	CONF
my ($server, $heard);

sub start_exim
{
	my (@options) = @_;

	local %ENV = (%ENV, LD_LIBRARY_PATH => "$exim/lib", LD_PRELOAD => 'libnss_wrapper.so',
		NSS_WRAPPER_PASSWD => "$folder/passwd", NSS_WRAPPER_GROUP => "$folder/group");
	$heard = '';
	unlink "$folder/log/main";
	$server = IPC::Run::start([ 'setpriv', '--pdeathsig', 'TERM', "$exim/exim", '-C', "$folder/exim.conf", @options, '-bdf' ], '<', \undef, '>&', \$heard);
	wait_for(sub { $server->pump_nb; exim_log() =~ /daemon started/ || !$server->pumpable });
	exim_log() =~ /daemon started/ or die "Exim did not start: $heard";
	return;
}

sub stop_exim
{
	$server->signal('TERM');
	$server->finish;
	return;
}

sub exim_log { return -e "$folder/log/main" ? slurp_file("$folder/log/main") : '' }

# Processes that the server has for its connections.
sub connections
{
	my $daemon = $server->{KIDS}[0]{PID};
	my @pids;

	for (glob '/proc/[0-9]*/stat')
	{
		open my $stat, '<', $_ or next;
		push @pids, $1 if (<$stat> // '') =~ /^(\d+) \(exim\) \S $daemon /;
	}
	return @pids;
}

# The mails that have arrived; it takes them first, and delivers then.
sub arrived
{
	my ($count) = @_;
	my @files;

	wait_for(sub { @files = glob "$folder/mail/new/*"; @files >= $count });
	return parse_mails(@files);
}

sub each_has_one
{
	my ($what) = @_;

	is(join(' ', sort map { @{ $_->{to} } } arrived(6)), "@recipients", "$what: each recipient has one mail");
	return;
}

my %settings = (
	MENTORSHIP_SMTP_SERVER => "smtp://localhost:$port",
	MENTORSHIP_SMTP_CA_FILE => "$folder/authority.pem",
	MENTORSHIP_MAIL_FROM => 'reports@larch.test',
	MENTORSHIP_REPORT_DIR => $reports,
);

sub mail
{
	my ($own, @options) = @_;

	return run_mail($node, 'district', { %settings, %{ $own // {} } }, @options);
}

sub states { return state_counts($node, 'district') }
sub make_due { return $node->safe_psql('district', 'UPDATE mentorship.report_outbox SET next_try_at = now()') }

sub forget
{
	$node->safe_psql('district', 'TRUNCATE mentorship.report_delivery, mentorship.report_outbox,
		mentorship.report_run_failure, mentorship.report_run');
	unlink glob "$folder/mail/new/*";
	return;
}

sub touch { append_to_file("$folder/$_[0]", ''); return }

#
# A normal run, by STARTTLS and by TLS from the first byte on
#
start_exim();
for my $way ("smtp://localhost:$port", "smtps://localhost:$implicit_port")
{
	my $before = length exim_log();

	forget();
	my ($status, $log) = mail({ MENTORSHIP_SMTP_SERVER => $way });
	my $what = $way =~ s/:.*//r;
	is($status, 0, "$what: exit status") or diag($log, exim_log());
	is(states(), 'sent 6', "$what: all are sent");
	each_has_one($what);
	my @mails = arrived(6);
	my $said = substr exim_log(), $before;
	is(scalar(() = $said =~ / <= reports\@larch\.test /g), 6, "$what: Exim took six mails");
	is(scalar(() = $said =~ / <= reports\@larch\.test .* X=TLS1\.[23]:/g), 6, "$what: all of them over TLS");
	is(scalar(() = $said =~ / \(TCP\/IP connection count = /g), 1, "$what: by one connection");
	my %written = map { $_ => 1 } map { sha256_hex(slurp_file($_)) } glob "$reports/*/*/*.pdf";
	is_deeply([ grep { !$written{ $_->{attachments}[0]{sha256} } } @mails ], [], "$what: the reports, byte for byte");
	is_deeply([ map { @{ $_->{defects} } } @mails ], [], "$what: mails without a defect");
}

#
# Not now, not ever
#
forget();
touch('grey');
my ($status, $log) = mail();
is($status, 75, 'greylisting: exit status');
is(states(), 'queued 6', 'greylisting: all wait');
unlink "$folder/grey";
make_due();
($status) = mail();
is($status, 0, 'greylisting: the next run');
each_has_one('greylisting');

forget();
touch('unknown');
($status, $log) = mail();
is($status, 65, 'an unknown user: exit status');
is(states(), 'failed 1, sent 5', 'an unknown user: the others go');
like($log, qr/staff=21 state=failed code=550/, 'an unknown user: is named by number');
unlink "$folder/unknown";
stop_exim();

start_exim('-DSIZE_LIMIT=8K');
forget();
($status, $log) = mail();
is($status, 65, 'mails that are too big: exit status');
is(states(), 'failed 6', 'mails that are too big: fail');
is(scalar(() = $log =~ / state=failed code=552$/mg), 6, 'mails that are too big: with the code');
stop_exim();

#
# Killed while it has a mail and has not answered
#
start_exim();
forget();
touch('slow');
{
	my $err = '';
	local %ENV = (%ENV, %settings);
	my $run = IPC::Run::start([ $program, 'mail', '--as-of', AS_OF, '-h', $node->host, '-p', $node->port,
			'-U', 'night', '-d', 'district' ], '<', \undef, '2>', \$err);

	ok($node->poll_query_until('district', q{
		SELECT count(*) = 1 FROM mentorship.report_outbox WHERE state = 'sending'}), 'one is out');
	unlink "$folder/slow";
	my @pids = connections();
	is(scalar @pids, 1, 'by one connection');
	kill 'KILL', @pids;
	$run->finish;
	is($run->full_result(0) >> 8, 65, 'a server that is killed: exit status') or diag($err);
	is(states(), 'sent 5, uncertain 1', 'a server that is killed: the mail is flagged, the others go');
	($status) = mail();
	is($status, 0, 'a server that is killed: the next run');
	is(scalar(@{ [ arrived(5) ] }), 5, 'a server that is killed: sends nothing again');
	($status) = mail({}, '--resend-uncertain');
	is($status, 0, 'a server that is killed: as the operator wishes');
	each_has_one('a server that is killed');
}
unlike(join('', map { -e $_ ? slurp_file($_) : '' } glob "$folder/log/*"), qr/TLS first/, 'nothing was ever said without TLS');
stop_exim();

#
# and that it would have refused it
#
start_exim();
my ($out, $err);
IPC::Run::run([ 'bash', '-c', 'exec 3<> /dev/tcp/127.0.0.1/$0; printf "EHLO x\r\nMAIL FROM:<a@b.test>\r\nQUIT\r\n" >&3; cat <&3', $port ],
	'<', \undef, '>', \$out, '2>', \$err);
like($out, qr/^550 TLS first/m, 'without TLS this server takes nothing');
stop_exim();

done_testing();
