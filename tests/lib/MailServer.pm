# A mail server on loopback for a TAP test: certificates, start, stop, what it
# was told and what it took.  tests/lib/smtp_server.py has the rules it knows.
#
#	my $mail = MailServer->new($folder, %arguments);	not started yet
#	$mail->start;  $mail->stop;
#	$mail->rules('rcpt * 450 4.2.1 later');			none: takes everything
#	$mail->url							for the setting smtp_server
#	$mail->ca_file						for the setting smtp_ca_file
#	$mail->taken						[{to, id, text}] in the order they came
#	$mail->log							the server's own log, lines
#
# Arguments: implicit => 1, clear => 1, user and password, name => what the
# certificate is for (localhost), days => how long it is good (30).
package MailServer;

use strict;
use warnings;

use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

my $program = __FILE__ =~ s{[^/]+$}{smtp_server.py}r;

sub new
{
	my ($class, $folder, %arguments) = @_;
	my $self = bless {
		name => 'localhost', days => 30, %arguments,
		folder => $folder, port => PostgreSQL::Test::Cluster::get_free_port()
	}, $class;

	mkdir $folder or die "$folder: $!";
	mkdir "$folder/spool" or die "$folder/spool: $!";
	$self->certify unless $self->{clear};
	return $self;
}

sub openssl
{
	my (@arguments) = @_;
	my $out = '';

	IPC::Run::run([ 'openssl', @arguments ], '<', \undef, '>', \$out, '2>&1')
	  or die "openssl @arguments: $out";
	return;
}

# An authority of its own, and a certificate by it.
sub certify
{
	my ($self) = @_;
	my $base = $self->{folder};

	openssl(qw(req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj),
		'/CN=authority of the test', '-days', 30, '-keyout', "$base/ca.key", '-out', "$base/ca.pem");
	openssl(qw(req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj), "/CN=$self->{name}",
		'-keyout', "$base/server.key", '-out', "$base/server.csr");
	append_to_file("$base/names", "subjectAltName=DNS:$self->{name}\n");
	openssl('x509', '-req', '-in', "$base/server.csr", '-CA', "$base/ca.pem", '-CAkey', "$base/ca.key",
		'-CAcreateserial', '-days', $self->{days}, '-extfile', "$base/names", '-out', "$base/server.pem");
	return;
}

sub start
{
	my ($self) = @_;
	my $base = $self->{folder};
	my @command = ('/usr/bin/python3', $program, '--port', $self->{port}, '--folder', "$base/spool");

	push @command, '--cert', "$base/server.pem", '--key', "$base/server.key" unless $self->{clear};
	push @command, '--implicit' if $self->{implicit};
	push @command, '--user', $self->{user}, '--password', $self->{password} if $self->{user};
	$self->{in} = '';
	$self->{out} = '';
	$self->{err} = '';
	$self->{process} = IPC::Run::start(\@command, '<', \$self->{in}, '>', \$self->{out},
		'2>', \$self->{err});
	$self->{process}->pump until $self->{out} =~ /ready/ || !$self->{process}->pumpable;
	die "the mail server did not start: $self->{err}" unless $self->{out} =~ /ready/;
	return;
}

sub stop
{
	my ($self) = @_;

	return unless $self->{process};
	$self->{process}->finish;
	delete $self->{process};
	return;
}

sub DESTROY
{
	my ($self) = @_;

	$self->{process}->kill_kill if $self->{process};
	return;
}

sub url { return ($_[0]{implicit} ? 'smtps' : 'smtp') . "://localhost:$_[0]{port}"; }
sub ca_file { return "$_[0]{folder}/ca.pem"; }

sub rules
{
	my ($self, @rules) = @_;
	my $file = "$self->{folder}/spool/rules";

	# renamed: the server never reads half of it
	open my $new, '>', "$file.new" or die "$file.new: $!";
	print $new map { "$_\n" } @rules;
	close $new or die "$file.new: $!";
	rename "$file.new", $file or die "$file: $!";
	return;
}

sub taken
{
	my ($self) = @_;
	my @mails;

	for my $file (sort glob "$self->{folder}/spool/*.eml")
	{
		my $text = slurp_file($file);
		(my $to = slurp_file($file =~ s/eml$/to/r)) =~ s/\n//;
		my ($id) = $text =~ /^Message-ID: <([^>\r\n]*)>\r?$/mi;

		push @mails, { to => $to, id => $id, text => $text };
	}
	return \@mails;
}

sub log
{
	my ($self) = @_;
	my $file = "$self->{folder}/spool/log";

	return -e $file ? [ split /\n/, slurp_file($file) ] : [];
}

1;
