# Every stage of the conversation with the mail server, and what can go wrong in
# it: a line for each.  Two mails wait, and the first meets the fault.  The line
# says what the run ends with, what the outbox has then, and how many mails are
# in the server's mailbox.  Then comes a run that nothing disturbs, and what
# holds for all: what was queued is sent, each mail once; what failed, or is
# uncertain, is left alone; nothing of a mail is said before TLS.
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use MailTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $program = $ENV{MSHIP_PROGRAM};
plan skip_all => 'the program mentorship is not built' if !defined $program;

my @cells = map { [ split /\s*\|\s*/ ] } grep { /\S/ && !/^#/ } split /\n/, <<'CELLS';
# stage    | fault     | ends | outbox              | mailbox
greeting   | 450       | 75 | queued 2            | 0
greeting   | 554       | 75 | queued 2            | 0
greeting   | 421       | 75 | queued 2            | 0
greeting   | cut       | 75 | queued 2            | 0
greeting   | garbage   | 75 | queued 2            | 0
greeting   | odd       | 75 | queued 2            | 0
greeting   | long      |  0 | sent 2              | 2
greeting   | stall 60  | 75 | queued 2            | 0
hello      | 450       | 75 | queued 2            | 0
hello      | 550       | 75 | queued 2            | 0
hello      | 421       | 75 | queued 2            | 0
hello      | cut       | 75 | queued 2            | 0
hello      | garbage   | 75 | queued 2            | 0
hello      | odd       | 75 | queued 2            | 0
hello      | long      |  0 | sent 2              | 2
hello      | stall 60  | 75 | queued 2            | 0
starttls   | 454       | 75 | queued 2            | 0
starttls   | 502       | 78 | queued 2            | 0
starttls   | 421       | 75 | queued 2            | 0
starttls   | cut       | 75 | queued 2            | 0
starttls   | garbage   | 75 | queued 2            | 0
starttls   | odd       | 78 | queued 2            | 0
starttls   | long      |  0 | sent 2              | 2
starttls   | stall 60  | 75 | queued 2            | 0
handshake  | inject    | 75 | queued 2            | 0
handshake  | cut       | 75 | queued 2            | 0
# it speaks, and no TLS
handshake  | garbage   | 78 | queued 2            | 0
handshake  | stall 60  | 75 | queued 2            | 0
# without its extensions the library goes on without a log-in
again      | 450       | 77 | queued 2            | 0
again      | 550       | 77 | queued 2            | 0
again      | 421       | 75 | queued 2            | 0
again      | cut       | 75 | queued 2            | 0
again      | garbage   | 75 | queued 2            | 0
again      | odd       | 77 | queued 2            | 0
again      | long      |  0 | sent 2              | 2
again      | stall 60  | 75 | queued 2            | 0
auth       | 454       | 75 | queued 2            | 0
auth       | 535       | 77 | queued 2            | 0
auth       | 421       | 75 | queued 2            | 0
auth       | cut       | 75 | queued 2            | 0
auth       | garbage   | 75 | queued 2            | 0
auth       | odd       | 77 | queued 2            | 0
auth       | long      | 77 | queued 2            | 0
auth       | stall 60  | 75 | queued 2            | 0
# the fault is this mail's alone: the next one goes
mail       | 451       | 75 | queued 1, sent 1    | 1
# a sender that is refused would be refused for every mail
mail       | 553       | 77 | queued 2            | 0
mail       | 421       | 75 | queued 2            | 0
mail       | cut       | 75 | queued 1, sent 1    | 1
mail       | garbage   | 75 | queued 1, sent 1    | 1
mail       | odd       | 75 | queued 1, sent 1    | 1
mail       | long      |  0 | sent 2              | 2
mail       | stall 60  | 75 | queued 1, sent 1    | 1
rcpt       | 450       | 75 | queued 1, sent 1    | 1
rcpt       | 550       | 65 | failed 1, sent 1    | 1
rcpt       | 421       | 75 | queued 2            | 0
rcpt       | cut       | 75 | queued 1, sent 1    | 1
rcpt       | garbage   | 75 | queued 1, sent 1    | 1
rcpt       | odd       | 75 | queued 1, sent 1    | 1
rcpt       | long      |  0 | sent 2              | 2
rcpt       | stall 60  | 75 | queued 1, sent 1    | 1
data       | 451       | 75 | queued 1, sent 1    | 1
data       | 554       | 65 | failed 1, sent 1    | 1
data       | 421       | 75 | queued 2            | 0
data       | cut       | 75 | queued 1, sent 1    | 1
data       | garbage   | 75 | queued 1, sent 1    | 1
data       | odd       | 75 | queued 1, sent 1    | 1
data       | long      |  0 | sent 2              | 2
data       | stall 60  | 75 | queued 1, sent 1    | 1
# how much of it the server had is not known here
body       | cut       | 65 | sent 1, uncertain 1 | 1
body       | stall 60  | 65 | sent 1, uncertain 1 | 1
end        | 451       | 75 | queued 1, sent 1    | 1
end        | 554       | 65 | failed 1, sent 1    | 1
end        | 421       | 75 | queued 1, sent 1    | 1
end        | cut       | 65 | sent 1, uncertain 1 | 2
end        | lose      | 65 | sent 1, uncertain 1 | 1
end        | garbage   | 65 | sent 1, uncertain 1 | 2
end        | odd       | 65 | sent 1, uncertain 1 | 2
end        | long      |  0 | sent 2              | 2
end        | stall 60  | 65 | sent 1, uncertain 1 | 2
# the mails are with the server: whatever it says now is no matter
quit       | 421       |  0 | sent 2              | 2
quit       | 554       |  0 | sent 2              | 2
quit       | cut       |  0 | sent 2              | 2
quit       | garbage   |  0 | sent 2              | 2
quit       | odd       |  0 | sent 2              | 2
quit       | long      |  0 | sent 2              | 2
quit       | stall 60  |  0 | sent 2              | 2
CELLS

my $folder = PostgreSQL::Test::Utils::tempdir();
make_certificates($folder);
my $node = PostgreSQL::Test::Cluster->new('faults');
$node->init;
$node->start;
make_district($node, 'district');
$node->safe_psql('district', 'DELETE FROM mentorship.report_recipient WHERE staff_id NOT IN (11, 12)');
my $reports = "$folder/reports";
$node->command_ok([ $program, 'report', 'mentors', '--quiet', '--as-of', AS_OF, '--output-dir',
		"$reports/@{[AS_OF]}/mentors", '-h', $node->host, '-p', $node->port, '-U', 'night', '-d', 'district' ],
	'the reports');

my %settings = (
	MENTORSHIP_SMTP_CA_FILE => "$folder/authority.pem",
	MENTORSHIP_SMTP_TIMEOUT => 30,
	MENTORSHIP_SMTP_FINAL_TIMEOUT => 30,
	MENTORSHIP_SMTP_USER => 'night',
	MENTORSHIP_SMTP_PASSWORD => 'open-sesame',
	MENTORSHIP_MAIL_FROM => 'reports@larch.test',
	MENTORSHIP_REPORT_DIR => $reports,
);

sub mail
{
	my ($server, %own) = @_;
	my ($status, $log) = run_mail($node, 'district',
		{ %settings, MENTORSHIP_SMTP_SERVER => "smtp://localhost:$server->{port}", %own });

	return ($status, $log, state_counts($node, 'district'));
}

# States of the mails by Message-ID.
sub states
{
	return map { split /\|/ } split /\n/,
	  $node->safe_psql('district', 'SELECT message_id, state FROM mentorship.report_outbox');
}

# How often the server has each mail.
sub kept
{
	my ($server) = @_;
	my %kept;

	slurp_file($_) =~ /^Message-ID:\s+<(.*?)>/mi and $kept{$1}++ for spooled($server);
	return %kept;
}

sub forget
{
	my ($server) = @_;

	$node->safe_psql('district', 'TRUNCATE mentorship.report_delivery, mentorship.report_outbox,
		mentorship.report_run_failure, mentorship.report_run');
	unlink spooled($server);
	return;
}

# The run after the fault, and what holds whatever the fault was.
sub afterwards
{
	my ($server, $what) = @_;
	my %before = states();
	my %had = kept($server);
	my @faults;

	wishes($server);
	$node->safe_psql('district', 'UPDATE mentorship.report_outbox SET next_try_at = now()');
	my ($status, $log) = mail($server);
	my %after = states();
	my %kept = kept($server);

	push @faults, "exit status $status: $log" if $status != 0;
	push @faults, 'mails are missing from the outbox' if keys %after != 2;
	for my $id (keys %after)
	{
		my $had = $had{$id} // 0;
		my $has = $kept{$id} // 0;
		my $state = $before{$id} eq 'queued' ? 'sent' : $before{$id};

		push @faults, "$before{$id} became $after{$id}" if $after{$id} ne $state;
		push @faults, "a $state mail is there $has times" if $state eq 'sent' && $has != 1;
		push @faults, 'a failed mail is there' if $state eq 'failed' && $has != 0;
		push @faults, 'an uncertain mail was sent again' if $state eq 'uncertain' && $has != $had;
	}
	is("@faults", '', "$what: the next run");
	return;
}

my $server = start_server('--certificate', "$folder/good.pem", '--login', 'night:open-sesame');
for my $cell (@cells)
{
	my ($stage, $fault, $ends, $outbox, $mailbox) = @$cell;
	my $what = "$stage $fault";

	forget($server);
	wishes($server, $what);
	# no shorter than it takes an honest server, however busy the machine is
	my ($status, $log, $states) = mail($server,
		$fault =~ /stall/ ? (MENTORSHIP_SMTP_TIMEOUT => 2, MENTORSHIP_SMTP_FINAL_TIMEOUT => 2) : ());
	is("$status: $states, " . spooled($server), "$ends: $outbox, $mailbox", $what) or diag($log);
	is(-s "$server->{spool}/wishes", 0, "$what: the fault has happened");
	unlike($log, qr/sesame|nonsense|xxxx/, "$what: neither the password nor the server's words are in the log");
	afterwards($server, $what);
}

#
# Told to end while the server says nothing: within ten seconds, whatever the stage
#
for my $stage (qw(greeting hello handshake auth data quit))
{
	my $what = "told to end, $stage";
	my $err = '';
	local %ENV = (%ENV, %settings, MENTORSHIP_SMTP_SERVER => "smtp://localhost:$server->{port}");

	forget($server);
	wishes($server, "$stage stall 60");
	my $run = IPC::Run::start([ $program, 'mail', '--as-of', AS_OF, '-h', $node->host, '-p', $node->port,
			'-U', 'night', '-d', 'district' ], '<', \undef, '2>', \$err);
	wait_for(sub { -z "$server->{spool}/wishes" });
	my $begun = time;
	$run->signal('TERM');
	$run->finish;
	cmp_ok(time - $begun, '<=', 10, "$what: ends soon");
	is(($run->full_result(0) >> 8) . ': ' . state_counts($node, 'district'),
		$stage eq 'quit' ? '0: sent 2' : '75: queued 2', $what) or diag($err);
	afterwards($server, $what);
}
my $said = server_log($server);
stop_server($server);
like($said, qr/^tls \d+ MAIL/m, 'mails were spoken of');
is(join("\n", grep { !/^tls / } split /\n/, $said), '', 'and never before TLS');

#
# Servers that are not to be trusted: nothing is said to them, and nothing is lost
#
# not even where everything around the program would have it otherwise
mkdir "$folder/home";
append_to_file("$folder/home/.curlrc", "insecure\nssl-no-revoke\ntlsv1.0\n");
append_to_file("$folder/home/.netrc", "default login night password open-sesame\n");
append_to_file("$folder/home/openssl.cnf", <<~CNF);
	openssl_conf = all
	[all]
	ssl_conf = ssl
	[ssl]
	system_default = lax
	[lax]
	MinProtocol = TLSv1
	CipherString = DEFAULT:\@SECLEVEL=0
	CNF
my %lax = (
	HOME => "$folder/home",
	CURL_HOME => "$folder/home",
	OPENSSL_CONF => "$folder/home/openssl.cnf",
	SSL_CERT_FILE => "$folder/nobody.crt",
	CURL_CA_BUNDLE => "$folder/nobody.crt",
	MENTORSHIP_SMTP_TLS => 'off',
	MENTORSHIP_SMTP_INSECURE => 'on',
);

sub untrusted
{
	my ($what, $ends, $message, $other, %own) = @_;

	$node->safe_psql('district', 'TRUNCATE mentorship.report_delivery, mentorship.report_outbox,
		mentorship.report_run_failure, mentorship.report_run');
	my ($status, $log, $states) = mail($other, %lax, %own);
	is("$status: $states", "$ends: queued 2", $what) or diag($log);
	like($log, $message, "$what: the message");
	return;
}

my $insecure = qr/no secure connection to the mail server/;
my $good = start_server('--certificate', "$folder/good.pem", '--login', 'night:open-sesame');
for (
	[ 'a certificate that nobody signed', 78, {}, '--certificate', "$folder/nobody.pem" ],
	[ 'a certificate for another name', 78, {}, '--certificate', "$folder/other.pem" ],
	[ 'a certificate of last year', 78, {}, '--certificate', "$folder/expired.pem" ],
	[ 'a certificate of an authority that is not known', 78, { MENTORSHIP_SMTP_CA_FILE => '' },
		'--certificate', "$folder/good.pem" ],
	[ 'no TLS', 78, {}, '--tls', 'none' ],
	# this one hangs up, as if the line were cut
	[ 'STARTTLS up to 1.1', 75, {}, '--tls', 'old', '--certificate', "$folder/good.pem" ])
{
	my ($what, $ends, $own, @options) = @$_;
	my $other = start_server(@options, '--login', 'night:open-sesame');

	untrusted($what, $ends, $ends == 78 ? $insecure : qr/could not reach the mail server/, $other, %$own);
	is(server_log($other), '', "$what: nothing was said to it");
	is(scalar(spooled($other)), 0, "$what: nor sent");
	if ($what =~ /1\.1/)
	{
		# that it would talk to somebody who is content with that
		my ($out, $err);

		IPC::Run::run([ qw(openssl s_client -quiet -starttls smtp -tls1_1 -cipher DEFAULT:@SECLEVEL=0 -connect),
				"localhost:$other->{port}" ], '<', \"EHLO test\r\nQUIT\r\n", '>', \$out, '2>', \$err);
		like($out, qr/^250/m, "$what: such a server it is") or diag($err);
	}
	stop_server($other);
	afterwards($good, $what);
	unlink spooled($good);
}

# nor is there a setting that asks for it
for my $setting ('smtp_tls = off', 'smtp_starttls = no', 'smtp_verify = no', 'smtp_insecure = yes',
	'smtp_server = smtp+clear://localhost', 'smtp_server = smtp://localhost:25;tls=no', 'smtp_server = lmtp://localhost')
{
	my $file = "$folder/lax.conf";

	unlink $file;
	append_to_file($file, "$setting\n");
	chmod 0600, $file;
	my ($status, $log) = run_mail($node, 'district', \%settings, '--config', $file);
	is($status, 78, "$setting: exit status");
	like($log, qr/unrecognized key|server that can be used/, "$setting: the message");
}

# a server that says in TLS that it has no later one
my $heard = '';
my $old = IPC::Run::start([ qw(setpriv --pdeathsig TERM openssl s_server -tls1_1 -cipher DEFAULT:@SECLEVEL=0),
		qw(-accept 127.0.0.1:0 -cert), "$folder/good.crt", '-key', "$folder/good.key" ],
	'<', \my $nothing, '>&', \$heard);
wait_for(sub { $old->pump_nb; $heard =~ /^ACCEPT 127.0.0.1:\d+/m || !$old->pumpable });
my ($port) = $heard =~ /^ACCEPT 127.0.0.1:(\d+)/m or die "no server: $heard";
untrusted('TLS up to 1.1', 78, $insecure, { port => $port }, MENTORSHIP_SMTP_SERVER => "smtps://localhost:$port");
$old->pump_nb;
unlike($heard, qr/EHLO|MAIL/, 'TLS up to 1.1: nothing was said to it');
$old->signal('TERM');
$old->finish;
afterwards($good, 'TLS up to 1.1');
stop_server($good);

done_testing();
